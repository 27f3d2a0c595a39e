//! Verbatim answers questions about a speech in the speech's own words.
//!
//! Data flows one way; each module uses only those to its left, and `corpus`:
//!
//! ```text
//! corpus ─→ index ─→ search ─→ answer ─→ bot ─→ discord | terminal
//!    └───────────→ quiz ─────────────→ bot
//!                       schedule, store ─→ bot
//!                                  reply: used by bot and the two surfaces
//! ```

pub mod answer;
pub mod bot;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod discord;
pub mod evaluate;
pub mod quiz;
pub mod reply;
pub mod schedule;
pub mod search;
pub mod store;
pub mod telemetry;
pub mod terminal;
pub mod text;
pub mod verify;
