//! The bot in a page: the same questions, the same replies, for people without Discord.
//!
//! Each tab has a secret of its own, from which the person's id is made: nothing else tells people
//! apart. Quizzes are played in rooms, whose address is all that one needs to join. What people
//! type is logged nowhere.

mod api;
mod connections;
mod context;
mod error;
mod forwarded;
mod headers;
mod limits;
mod pages;
mod person;
mod reading;
mod room;
mod rooms;
mod server;

pub use error::WebError;
pub use server::Server;
