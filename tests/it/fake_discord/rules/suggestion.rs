//! Rules for the two answers that are not messages: suggestions while a person types, and modals.

use serde_json::Value;

use super::{components, length};
use crate::fake_discord::message::{items, parts};

/// What is wrong with the suggestions for an option of this type (3 text, 4 whole number, 10
/// number).
pub(in super::super) fn suggestions(choices: &[Value], option_type: u64) -> Vec<String> {
    let mut problems = Vec::new();
    if choices.len() > 25 {
        problems.push(format!("{} suggestions, 25 are allowed", choices.len()));
    }
    for choice in choices {
        length("suggestion name", &choice["name"], 1, 100, &mut problems);
        let value = &choice["value"];
        let fits = match option_type {
            3 => value.is_string(),
            4 => value.is_i64() || value.is_u64(),
            _ => value.is_number(),
        };
        if !fits {
            problems.push(format!(
                "the suggested value {value} does not fit option type {option_type}"
            ));
        }
        if value.is_string() {
            length("suggestion value", value, 1, 100, &mut problems);
        }
    }
    problems
}

/// What is wrong with a modal.
pub(in super::super) fn modal(modal: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    length("modal title", &modal["title"], 1, 45, &mut problems);
    length("modal custom_id", &modal["custom_id"], 1, 100, &mut problems);
    let rows = items(&modal["components"]);
    if rows.is_empty() {
        problems.push("a modal is empty".into());
    }
    components::with_twilight(rows, &mut problems);
    let all = parts(rows);
    components::duplicates(&all, &mut problems);
    if all.iter().any(|part| part["type"] == 2) {
        problems.push("a button stands in a modal".into());
    }
    problems
}
