//! Rules for the commands an application registers.

use std::collections::BTreeSet;

use serde_json::Value;
use twilight_model::application::command::{Command, CommandOption};
use twilight_validate::command as limits;

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
    let (name, kind) = (&command["name"], type_of(command));
    let mut full = command.clone();
    full["version"] = "1".into();
    full["type"] = kind.into();
    if full["description"].is_null() {
        full["description"] = "".into();
    }
    let read: Command = match serde_json::from_value(full) {
        Ok(read) => read,
        Err(error) => return vec![format!("{name} is not a command: {error}")],
    };
    let mut problems = Vec::new();
    if let Err(error) = limits::command(&read) {
        problems.push(format!("{name}: {error:?}"));
    }
    if kind != 1 && !read.options.is_empty() {
        problems.push(format!("{name} is not typed, so it has no options"));
    }
    options(&read.options, &mut problems);
    problems
}

fn type_of(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

/// twilight looks at an option's own texts only where it has no list of options; serenity always
/// writes one.
fn options(options: &[CommandOption], problems: &mut Vec<String>) {
    if let Err(error) = limits::options(options) {
        problems.push(format!("options: {error:?}"));
    }
    for option in options {
        let name = &option.name;
        if let Err(error) = limits::option(option) {
            problems.push(format!("the option {name:?}: {error:?}"));
        }
        let choices = option.choices.as_ref().map_or(0, Vec::len);
        if choices > limits::CHOICES_LIMIT {
            problems.push(format!("{choices} choices, {} are allowed", limits::CHOICES_LIMIT));
        }
        if option.autocomplete == Some(true) && choices > 0 {
            problems.push(format!("the option {name:?} has both choices and suggestions"));
        }
        self::options(option.options.as_deref().unwrap_or_default(), problems);
    }
}
