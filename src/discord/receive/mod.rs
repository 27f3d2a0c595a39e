//! What arrives from Discord, as requests: pure translation, without the bot or sending.

mod commands;
mod daily;
mod interaction;
mod lessons;
mod message;
mod options;
mod origin;
mod quiz;

pub(super) use commands::{COMMANDS, Command};
pub(super) use interaction::requested;
pub(super) use message::{addressed, overheard};
