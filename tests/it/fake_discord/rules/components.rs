//! Rules for what stands under a message: rows, buttons and menus.

use std::collections::BTreeSet;

use serde_json::Value;
use twilight_model::channel::message::Component;

use super::length;
use crate::fake_discord::message::{items, parts};

pub(super) fn message(components: &[Value], problems: &mut Vec<String>) {
    let all = parts(components);
    with_twilight(components, problems);
    duplicates(&all, problems);
    for part in &all {
        match part["type"].as_u64() {
            Some(2) => {
                let words = part["label"].as_str().unwrap_or_default();
                if words.is_empty() && part["emoji"].is_null() {
                    problems.push("a button has neither label nor emoji".into());
                }
            }
            Some(3 | 5..=8) => menu(part, problems),
            Some(4) => problems.push("a text input stands in a message".into()),
            _ => {}
        }
    }
    for row in components {
        let inside = items(&row["components"]);
        if inside.is_empty() {
            problems.push("a row is empty".into());
        }
        if inside.len() > 1 && inside.iter().any(|part| part["type"] != 2) {
            problems.push("a menu must be alone in its row".into());
        }
    }
}

/// Custom ids must be unlike each other in one message or modal.
pub(super) fn duplicates(parts: &[&Value], problems: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for id in parts.iter().filter_map(|part| part["custom_id"].as_str()) {
        if !seen.insert(id) {
            problems.push(format!("the custom_id {id:?} is used twice"));
        }
    }
}

/// What twilight says against the rows of a message or modal.
pub(super) fn with_twilight(components: &[Value], problems: &mut Vec<String>) {
    let mut read = Vec::new();
    for component in components {
        match serde_json::from_value::<Component>(component.clone()) {
            Ok(component) => read.push(component),
            Err(error) => problems.push(format!("not a component: {error}")),
        }
    }
    if let Err(error) = twilight_validate::message::components(&read, false) {
        problems.push(format!("components: {error:?}"));
    }
}

fn menu(menu: &Value, problems: &mut Vec<String>) {
    let options = items(&menu["options"]);
    if menu["type"] == 3 && options.is_empty() {
        problems.push("a menu has no options".into());
    }
    let mut values = BTreeSet::new();
    for option in options {
        length("menu option label", &option["label"], 1, 100, problems);
        length("menu option value", &option["value"], 1, 100, problems);
        if !values.insert(option["value"].as_str()) {
            problems.push(format!("the menu value {} is used twice", option["value"]));
        }
    }
    let least = menu["min_values"].as_u64().unwrap_or(1);
    let most = menu["max_values"].as_u64().unwrap_or(1);
    if least > most || menu["type"] == 3 && most > options.len() as u64 {
        problems
            .push(format!("a menu of {} options asks for {least} to {most} values", options.len()));
    }
}
