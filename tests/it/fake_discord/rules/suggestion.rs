//! Rules for the two answers that are not messages: suggestions while a person types, and modals.

use serde_json::Value;

use super::{components, length};
use crate::fake_discord::shown::{items, parts};

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
    if !(1..=5).contains(&rows.len()) {
        problems.push(format!("a modal has {} rows, 1 to 5 are allowed", rows.len()));
    }
    let all = parts(rows);
    components::duplicates(&all, &mut problems);
    for part in all {
        match part["type"].as_u64() {
            Some(4) => input(part, &mut problems),
            Some(2) => problems.push("a button stands in a modal".into()),
            _ => {}
        }
    }
    problems
}

fn input(input: &Value, problems: &mut Vec<String>) {
    length("text input custom_id", &input["custom_id"], 1, 100, problems);
    length("text input label", &input["label"], 1, 45, problems);
    length("text input placeholder", &input["placeholder"], 0, 100, problems);
    length("text input value", &input["value"], 0, 4_000, problems);
    let least = input["min_length"].as_u64().unwrap_or(0);
    let most = input["max_length"].as_u64().unwrap_or(4_000);
    if least > most || !(1..=4_000).contains(&most) {
        problems
            .push(format!("a text input asks for {least} to {most} characters, 4000 are allowed"));
    }
}
