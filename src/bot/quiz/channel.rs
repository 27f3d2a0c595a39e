//! Where the messages of sessions go, as far as sessions know it.

use async_trait::async_trait;

use crate::reply::Reply;

/// A message of a session, for everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct OutgoingMessage {
    /// The channel or thread.
    pub place: u64,
    /// A name for this message and no other, 25 characters at most: what has it already must not be
    /// shown again.
    pub name: String,
    pub reply: Reply,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    #[error("it may work later")]
    Later,
    /// The place is gone, or the bot may not write there.
    #[error("nothing can be shown there")]
    Never,
}

#[async_trait]
pub trait Channel: Send + Sync + 'static {
    async fn send(&self, message: &OutgoingMessage) -> Result<(), SendError>;

    /// Creates a thread in a channel; none where that does not work.
    async fn create_thread(&self, channel: u64, title: &str) -> Option<u64>;
}
