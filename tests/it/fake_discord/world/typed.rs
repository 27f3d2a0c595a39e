//! What a person can type or pick, held against the registered commands as Discord's own client
//! does.

use serde_json::{Value, json};

use super::World;
use crate::fake_discord::message::{items, string};
use crate::fake_discord::people::{self, Kind, Person, Place};

/// A command as a person runs it.
#[derive(Clone, Debug)]
pub enum Typed {
    /// `/name` with options by name; subcommands are further words of the name.
    Slash(String, Vec<(String, Value)>),
    /// The same, still being typed: the last option has the cursor.
    Typing(String, Vec<(String, Value)>),
    /// An entry of a message's menu.
    OnMessage(String, u64),
}

impl World {
    /// The `data` of the interaction, or why the client would not send it.
    pub(super) fn data(
        &self,
        person: Person,
        place: Place,
        typed: &Typed,
    ) -> Result<Value, String> {
        let (kind, words) = match typed {
            Typed::Slash(words, _) | Typed::Typing(words, _) => (1, words.as_str()),
            Typed::OnMessage(name, _) => (3, name.as_str()),
        };
        let name = if kind == 1 { words.split(' ').next().unwrap_or_default() } else { words };
        let where_ = self.kind(place);
        let known: Vec<&Value> =
            self.registry.commands.iter().filter(|command| command["type"] == kind).collect();
        let names: Vec<&Value> = known.iter().map(|command| &command["name"]).collect();
        let command = known.iter().find(|command| command["name"] == name);
        let command = command
            .ok_or_else(|| format!("no command {name:?} of type {kind}; there are {names:?}"))?;
        allowed(command, person, &where_)?;
        let mut data = json!({"id": command["id"], "name": name, "type": kind});
        match typed {
            Typed::Slash(_, options) => {
                data["options"] = nest(command, words, options, false)?;
                let resolved = self.resolved(&data["options"], person)?;
                if resolved.as_object().is_some_and(|resolved| !resolved.is_empty()) {
                    data["resolved"] = resolved;
                }
            }
            Typed::Typing(_, options) => data["options"] = nest(command, words, options, true)?,
            Typed::OnMessage(_, target) => {
                let message = self
                    .messages
                    .get(target)
                    .ok_or_else(|| format!("message {target} does not stand"))?;
                if message.place != place {
                    return Err(format!("message {target} stands in {:?}", message.place));
                }
                // A menu entry always gives the bot the whole message, whatever its intents.
                data["target_id"] = target.to_string().into();
                data["resolved"] =
                    json!({"messages": {target.to_string(): self.draw(*target, true)}});
            }
        }
        if !data["options"].is_null() && items(&data["options"]).is_empty() {
            data.as_object_mut().expect("made as an object above").remove("options");
        }
        Ok(data)
    }

    /// The channels and roles that typed options name.
    fn resolved(&self, options: &Value, person: Person) -> Result<Value, String> {
        let mut resolved = json!({});
        for option in items(options) {
            let id = string(&option["value"]);
            match option["type"].as_u64() {
                Some(1 | 2) => return self.resolved(&option["options"], person),
                Some(7) => {
                    let place =
                        id.parse().ok().map(Place).filter(|place| self.places.contains_key(place));
                    let place = place.ok_or_else(|| format!("{id} is no channel"))?;
                    let mut channel = people::channel(place, &self.kind(place));
                    channel["permissions"] = person.permissions().to_string().into();
                    resolved["channels"][id] = channel;
                }
                Some(8) => {
                    resolved["roles"][&id] =
                        people::role(id.parse().map_err(|_| format!("{id} is no role"))?)
                }
                _ => {}
            }
        }
        Ok(resolved)
    }
}

fn allowed(command: &Value, person: Person, place: &Kind) -> Result<(), String> {
    let name = &command["name"];
    let context = place.context();
    let contexts = items(&command["contexts"]);
    if !command["contexts"].is_null() && !contexts.iter().any(|one| *one == context) {
        return Err(format!("{name} is not offered in context {context}, only in {contexts:?}"));
    }
    let install = u64::from(!place.bot_is_here());
    let types = items(&command["integration_types"]);
    let in_dm = context == 1 && !types.is_empty();
    if !in_dm && !types.iter().any(|one| *one == install) {
        return Err(format!(
            "{name} is not offered for installation type {install}, only for {types:?}"
        ));
    }
    let needed: u64 = command["default_member_permissions"]
        .as_str()
        .and_then(|bits| bits.parse().ok())
        .unwrap_or(0);
    if context == 0 && person.permissions() & needed != needed {
        return Err(format!(
            "{} lacks the permissions {needed} that {name} asks for",
            person.name()
        ));
    }
    Ok(())
}

/// Follows the words of the command down to its options.
fn nest(
    part: &Value,
    words: &str,
    typed: &[(String, Value)],
    typing: bool,
) -> Result<Value, String> {
    let offered = items(&part["options"]);
    let below = offered.iter().any(|option| matches!(option["type"].as_u64(), Some(1 | 2)));
    match words.split_once(' ') {
        Some((_, rest)) => {
            let name = rest.split(' ').next().unwrap_or_default();
            let next = offered.iter().find(|option| option["name"] == name && below);
            let next =
                next.ok_or_else(|| format!("{} has no subcommand {name:?}", part["name"]))?;
            Ok(
                json!([{"name": name, "type": next["type"], "options": nest(next, rest, typed, typing)?}]),
            )
        }
        None if below => Err(format!("{} needs a subcommand", part["name"])),
        None => options(part, offered, typed, typing),
    }
}

fn options(
    part: &Value,
    offered: &[Value],
    typed: &[(String, Value)],
    typing: bool,
) -> Result<Value, String> {
    let mut sent = Vec::new();
    for (index, (name, value)) in typed.iter().enumerate() {
        let option = offered.iter().find(|option| option["name"] == name.as_str());
        let option = option.ok_or_else(|| format!("{} has no option {name:?}", part["name"]))?;
        let focused = typing && index + 1 == typed.len();
        if focused && option["autocomplete"] != true {
            return Err(format!("the option {name:?} gives no suggestions"));
        }
        let mut one = json!({"name": name, "type": option["type"], "value": value});
        if focused {
            one["focused"] = true.into();
        } else {
            fits(option, value)?;
        }
        sent.push(one);
    }
    let missing = |option: &&Value| {
        option["required"] == true && !typed.iter().any(|(name, _)| option["name"] == name.as_str())
    };
    match offered.iter().find(missing) {
        Some(option) if !typing => {
            Err(format!("the required option {} is missing", option["name"]))
        }
        _ => Ok(sent.into()),
    }
}

fn fits(option: &Value, value: &Value) -> Result<(), String> {
    let right_type = match option["type"].as_u64() {
        Some(3 | 6..=9 | 11) => value.is_string(),
        Some(4) => value.is_i64() || value.is_u64(),
        Some(5) => value.is_boolean(),
        Some(10) => value.is_number(),
        _ => false,
    };
    let choices = items(&option["choices"]);
    let chosen = choices.is_empty() || choices.iter().any(|choice| choice["value"] == *value);
    let (size, least, most, largest) = match value.as_str() {
        Some(text) => (Some(text.chars().count() as f64), "min_length", "max_length", 6_000.0),
        None => (value.as_f64(), "min_value", "max_value", f64::INFINITY),
    };
    let least = option[least].as_f64().unwrap_or(f64::NEG_INFINITY);
    let bounds = least..=option[most].as_f64().unwrap_or(largest);
    if right_type && chosen && size.is_none_or(|size| bounds.contains(&size)) {
        return Ok(());
    }
    Err(format!("{value} cannot be typed into the option {option}"))
}
