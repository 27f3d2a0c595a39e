//! The one test binary besides the modules' own tests: what the whole program promises.
//!
//! A new test goes to the file of the capability it is about; a story on Discord goes to
//! `discord/`.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a failing expectation is how a test speaks"
)]

mod architecture;
mod command_line;
mod corpus;
mod daily;
mod discord;
mod docs;
mod fake_discord;
mod lessons;
mod quality;
mod quiz;
mod sessions;
mod store;
mod verify;
