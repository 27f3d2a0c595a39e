//! Rules for what stands under a message: rows, buttons, menus and the newer containers.

use std::collections::BTreeSet;

use serde_json::Value;
use twilight_model::channel::message::Component;

use super::{chain, length};
use crate::fake_discord::shown::{items, parts};

pub(super) fn message(components: &[Value], v2: bool, problems: &mut Vec<String>) {
    let all = parts(components);
    check_with_twilight(components, v2, problems);
    duplicates(&all, problems);
    for part in &all {
        match part["type"].as_u64() {
            Some(2) => button(part, problems),
            Some(3 | 5..=8) => menu(part, problems),
            Some(9..=14 | 17) if !v2 => {
                problems.push(format!("component type {} needs the flag 1 << 15", part["type"]));
            }
            Some(4) => problems.push("a text input stands in a message".into()),
            _ => {}
        }
    }
    for row in all.iter().filter(|part| part["type"] == 1) {
        let inside = items(&row["components"]);
        if inside.is_empty() || inside.len() > 5 {
            problems.push(format!("a row holds {} components, 1 to 5 are allowed", inside.len()));
        }
        if inside.len() > 1 && inside.iter().any(|part| part["type"] != 2) {
            problems.push("a menu must be alone in its row".into());
        }
    }
    if v2 {
        newer(&all, problems);
    } else if components.iter().any(|row| row["type"] != 1) {
        problems
            .push("only rows may stand at the top of a message without the flag 1 << 15".into());
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

fn check_with_twilight(components: &[Value], v2: bool, problems: &mut Vec<String>) {
    let mut read = Vec::new();
    for component in components {
        match serde_json::from_value::<Component>(component.clone()) {
            Ok(component) => read.push(component),
            Err(error) => problems.push(format!("not a component: {error}")),
        }
    }
    // For the newer components twilight still holds older limits than Discord's document, so
    // `newer` judges them.
    if !v2 && let Err(error) = twilight_validate::message::components(&read, false) {
        problems.push(format!("components: {}", chain(&error)));
    }
}

fn button(button: &Value, problems: &mut Vec<String>) {
    length("button label", &button["label"], 0, 80, problems);
    let bare = button["label"].as_str().is_none_or(str::is_empty) && button["emoji"].is_null();
    let id = &button["custom_id"];
    match button["style"].as_u64() {
        Some(1..=4) => {
            length("button custom_id", id, 1, 100, problems);
            if button["url"].is_string() {
                problems.push("a button that is not a link has a url".into());
            }
        }
        Some(5) => {
            length("link button url", &button["url"], 1, 512, problems);
            if id.is_string() {
                problems.push("a link button has a custom_id".into());
            }
        }
        Some(6) => return length("premium button sku_id", &button["sku_id"], 1, 20, problems),
        _ => problems.push(format!("button style {} does not exist", button["style"])),
    }
    if bare {
        problems.push("a button has neither label nor emoji".into());
    }
}

fn menu(menu: &Value, problems: &mut Vec<String>) {
    length("menu custom_id", &menu["custom_id"], 1, 100, problems);
    length("menu placeholder", &menu["placeholder"], 0, 150, problems);
    let options = items(&menu["options"]);
    if menu["type"] == 3 && !(1..=25).contains(&options.len()) {
        problems.push(format!("a menu has {} options, 1 to 25 are allowed", options.len()));
    }
    let mut values = BTreeSet::new();
    for option in options {
        length("menu option label", &option["label"], 1, 100, problems);
        length("menu option value", &option["value"], 1, 100, problems);
        length("menu option description", &option["description"], 0, 100, problems);
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

fn newer(all: &[&Value], problems: &mut Vec<String>) {
    if all.len() > 40 {
        problems.push(format!("{} components, 40 are allowed", all.len()));
    }
    let texts =
        all.iter().filter(|part| part["type"] == 10).filter_map(|part| part["content"].as_str());
    let total: usize = texts.map(|text| text.chars().count()).sum();
    if total > 4_000 {
        problems.push(format!(
            "the text components together have {total} characters, 4000 are allowed"
        ));
    }
    for part in all {
        match part["type"].as_u64() {
            Some(10) => length("text component", &part["content"], 1, 4_000, problems),
            Some(9) => {
                let texts = items(&part["components"]).len();
                if !(1..=3).contains(&texts) || !part["accessory"].is_object() {
                    problems.push(format!(
                        "a section has {texts} texts, 1 to 3 and an accessory are needed"
                    ));
                }
            }
            Some(12) => {
                let pictures = items(&part["items"]);
                if !(1..=10).contains(&pictures.len()) {
                    problems.push(format!(
                        "a gallery has {} pictures, 1 to 10 are allowed",
                        pictures.len()
                    ));
                }
                pictures.iter().for_each(|item| {
                    length("picture description", &item["description"], 0, 1024, problems)
                });
            }
            _ => {}
        }
    }
}
