//! Verbatim answers questions about a speech in the speech's own words.
//!
//! Data flows one way; `docs/developer/architecture.md` shows which module uses which.

pub mod answer;
pub mod bot;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod discord;
pub mod evaluate;
pub mod health;
pub mod quiz;
pub mod reply;
pub mod schedule;
pub mod search;
mod signals;
pub mod store;
pub mod telemetry;
pub mod terminal;
mod text;
pub mod verify;
pub mod web;
