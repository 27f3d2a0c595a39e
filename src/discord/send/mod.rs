//! Replies on their way to Discord: rendered as its builders, and sent in time.

mod channel;
mod components;
mod description;
mod render;
mod respond;

pub(super) use channel::DiscordChannel;
pub(super) use components::suggestions;
pub(super) use description::description;
pub(super) use render::message;
pub(super) use respond::{
    PAUSE, Responder, deliver, reply_to, retry_once, send_reply, with_timeout,
};
