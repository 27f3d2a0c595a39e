//! Replies on their way to Discord: rendered as its builders, and sent in time.

mod channel;
mod modal;
mod render;
mod respond;

pub(super) use channel::DiscordChannel;
pub(super) use render::{description, message, suggestions};
pub(super) use respond::{
    PAUSE, Responder, Target, reply_to, retry_once, send_reply, with_timeout,
};
