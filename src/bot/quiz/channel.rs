//! Where sessions send their messages.

use async_trait::async_trait;

use crate::reply::Reply;

#[derive(Clone, Debug, PartialEq)]
pub struct OutgoingMessage {
    /// A channel or thread.
    pub place: u64,
    /// At most 25 characters; a name used before must not be shown again.
    pub name: String,
    pub reply: Reply,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendError {
    Later,
    /// It is gone, or the bot may not write there.
    Never,
}

#[async_trait]
pub trait Channel: Send + Sync + 'static {
    async fn send(&self, message: &OutgoingMessage) -> Result<(), SendError>;

    /// Whether people see how sections were answered; else it is not stored.
    fn shows_answers(&self) -> bool {
        false
    }

    /// None where that cannot be done.
    async fn create_thread(&self, _channel: u64, _title: &str) -> Option<u64> {
        None
    }
}
