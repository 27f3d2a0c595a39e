//! Rules for the commands an application registers.

use std::collections::BTreeSet;

use serde_json::Value;
use twilight_model::application::command::Command;

use super::length;
use crate::fake_discord::shown::items;

/// What is wrong with a whole list of commands.
pub(in super::super) fn commands(commands: &[Value]) -> Vec<String> {
    let mut problems: Vec<String> = commands.iter().flat_map(command).collect();
    let mut seen = BTreeSet::new();
    for (kind, most) in [(1, 100), (2, 15), (3, 15)] {
        let of_kind: Vec<&Value> =
            commands.iter().filter(|command| type_of(command) == kind).collect();
        if of_kind.len() > most {
            problems.push(format!("{} commands of type {kind}, {most} are allowed", of_kind.len()));
        }
        for command in of_kind {
            if !seen.insert((kind, command["name"].to_string())) {
                problems.push(format!("the command {} is there twice", command["name"]));
            }
        }
    }
    problems
}

/// What is wrong with one command.
pub(in super::super) fn command(command: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let name = &command["name"];
    length("command name", name, 1, 32, &mut problems);
    if type_of(command) == 1 {
        length("command description", &command["description"], 1, 100, &mut problems);
        lower_case("command name", name, &mut problems);
    } else {
        if command["description"].as_str().is_some_and(|text| !text.is_empty()) {
            problems.push(format!("{name} is not typed, so it has no description"));
        }
        if !items(&command["options"]).is_empty() {
            problems.push(format!("{name} is not typed, so it has no options"));
        }
    }
    options(items(&command["options"]), &mut problems);
    for map in ["name_localizations", "description_localizations"] {
        if command[map].as_object().is_some_and(|texts| texts.len() > 34) {
            problems.push(format!("{name} has more than 34 {map}"));
        }
    }
    let total = characters(command);
    if total > 8_000 {
        problems.push(format!("{name} has {total} characters in all, 8000 are allowed"));
    }
    with_twilight(command, &mut problems);
    problems
}

pub(in super::super) fn type_of(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

fn options(options: &[Value], problems: &mut Vec<String>) {
    if options.len() > 25 {
        problems.push(format!("{} options, 25 are allowed", options.len()));
    }
    let mut names = BTreeSet::new();
    let mut optional_before = false;
    for option in options {
        let name = &option["name"];
        length("option name", name, 1, 32, problems);
        lower_case("option name", name, problems);
        length("option description", &option["description"], 1, 100, problems);
        if !names.insert(name.to_string()) {
            problems.push(format!("the option {name} is there twice"));
        }
        if option["required"] == true && optional_before {
            problems.push(format!("the required option {name} stands after an optional one"));
        }
        optional_before |= option["required"] != true;
        let choices = items(&option["choices"]);
        if choices.len() > 25 {
            problems.push(format!("{} choices, 25 are allowed", choices.len()));
        }
        for choice in choices {
            length("choice name", &choice["name"], 1, 100, problems);
        }
        if option["autocomplete"] == true && !choices.is_empty() {
            problems.push(format!("the option {name} has both choices and suggestions"));
        }
        self::options(items(&option["options"]), problems);
    }
}

fn lower_case(what: &str, name: &Value, problems: &mut Vec<String>) {
    let name = name.as_str().unwrap_or_default();
    let allowed =
        |c: char| matches!(c, '-' | '_' | '\'') || c.is_alphanumeric() || c.is_alphabetic();
    if !name.chars().all(allowed) || name.to_lowercase() != name {
        problems.push(format!("the {what} {name:?} is not a lower-case word"));
    }
}

/// Characters of names, descriptions and choice values; a localized text counts by its longest
/// form.
fn characters(part: &Value) -> usize {
    let longest = |field: &str, localized: &str| {
        let texts = part[localized].as_object().into_iter().flat_map(|texts| texts.values());
        let all = texts.chain([&part[field]]).filter_map(Value::as_str);
        all.map(|text| text.chars().count()).max().unwrap_or(0)
    };
    let own =
        longest("name", "name_localizations") + longest("description", "description_localizations");
    let value = part["value"].as_str().map_or(0, |text| text.chars().count());
    let inside = items(&part["options"]).iter().chain(items(&part["choices"]));
    own + value + inside.map(characters).sum::<usize>()
}

fn with_twilight(command: &Value, problems: &mut Vec<String>) {
    let mut full = command.clone();
    full["version"] = "1".into();
    full["type"] = type_of(command).into();
    if full["description"].is_null() {
        full["description"] = "".into();
    }
    match serde_json::from_value::<Command>(full) {
        Ok(read) => {
            if let Err(error) = twilight_validate::command::command(&read) {
                problems.push(format!("{}: {error:?}", command["name"]));
            }
        }
        Err(error) => problems.push(format!("{} is not a command: {error}", command["name"])),
    }
}
