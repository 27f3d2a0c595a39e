//! Verbatim answers questions about a speech in the speech's own words.
//!
//! Data flows one way; each module uses only those before it, and `text`:
//!
//! ```text
//! corpus ─→ search ─→ answer ─→ bot ─→ discord | terminal | web
//!    ├────→ verify ─────────→ bot      text: what is known of language, used by all
//!    └────→ quiz ───────────→ bot      schedule, store ─→ bot
//!                                      reply: plain data, used by bot and front ends
//!                                      health: what watches see of discord and store
//! ```

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
