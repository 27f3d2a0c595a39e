//! The bot in a page: the same questions, the same replies, for people without Discord.
//!
//! What people type is logged nowhere.

mod api;
mod connections;
mod context;
mod forwarded;
mod headers;
mod pages;
mod person;
mod reading;
mod room;
mod rooms;
mod server;

pub use server::{Server, WebError};
