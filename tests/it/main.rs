//! The one test binary besides the modules' own tests: behaviour of the whole program.
//!
//! A new test goes to the file of the feature it is about; one that plays on Discord goes to
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
mod fuzz;
mod lessons;
mod quality;
mod quiz;
mod recorded;
mod sessions;
mod store;
mod verify;
mod web;
