//! Discord's limits on what a bot may send, as sentences about a body.
//!
//! Three sources: twilight's validators, Discord's own OpenAPI document when it is at hand, and the
//! rules below that both miss. Lengths are counted in code points.

mod command;
mod components;
mod message;
pub(super) mod openapi;
mod suggestion;

pub(super) use command::{command, commands};
pub(super) use message::{mentions, message};
pub(super) use suggestion::{modal, suggestions};

use serde_json::Value;

use super::message::items;

/// Says so when a text is missing, too short or too long.
fn length(what: &str, text: &Value, least: usize, most: usize, problems: &mut Vec<String>) {
    match text.as_str().map(|text| text.chars().count()) {
        Some(length) if (least..=most).contains(&length) => {}
        Some(length) => {
            problems.push(format!("{what} has {length} characters, {least} to {most} are allowed"))
        }
        None if text.is_null() && least == 0 => {}
        None => problems.push(format!("{what} is missing")),
    }
}
