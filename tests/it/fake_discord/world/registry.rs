//! The commands an application has registered for all guilds.

use serde_json::Value;

use super::{Answer, Answered, World};
use crate::fake_discord::message::items;
use crate::fake_discord::people::APPLICATION;
use crate::fake_discord::rules;

/// The registered commands and how often the bot asked for them or changed them.
#[derive(Debug, Default)]
pub struct Registry {
    pub(super) commands: Vec<Value>,
    reads: u32,
    writes: u32,
}

impl World {
    /// How often the bot read and wrote the list of commands.
    pub fn command_requests(&self) -> (u32, u32) {
        (self.registry.reads, self.registry.writes)
    }

    /// Names of the registered commands.
    pub fn command_names(&self) -> Vec<String> {
        let names = self.registry.commands.iter().filter_map(|command| command["name"].as_str());
        names.map(str::to_owned).collect()
    }

    pub(in super::super) fn get_commands(&mut self) -> Answered {
        self.registry.reads += 1;
        Ok(Answer::ok(self.registry.commands.clone()))
    }

    pub(in super::super) fn put_commands(&mut self, body: &Value) -> Answered {
        let problems = rules::commands(items(body));
        if !problems.is_empty() || !body.is_array() {
            return self.invalid(problems.join("; "));
        }
        let before = std::mem::take(&mut self.registry.commands);
        let kept = |new: &Value| {
            let same = |old: &&Value| old["name"] == new["name"] && old["type"] == kind(new);
            before.iter().find(same).map(|old| old["id"].clone())
        };
        let filled: Vec<Value> = items(body).iter().map(|new| self.fill(new, kept(new))).collect();
        self.registry.writes += 1;
        self.registry.commands.clone_from(&filled);
        Ok(Answer::ok(filled))
    }

    fn fill(&mut self, command: &Value, id: Option<Value>) -> Value {
        let mut full = command.clone();
        let fresh = self.fresh_id();
        full["id"] = id.unwrap_or_else(|| fresh.to_string().into());
        full["version"] = fresh.to_string().into();
        full["application_id"] = APPLICATION.to_string().into();
        full["type"] = kind(command).into();
        let defaults = [
            ("description", "".into()),
            ("default_member_permissions", Value::Null),
            ("nsfw", false.into()),
            ("integration_types", vec![0].into()),
            ("contexts", Value::Null),
        ];
        for (field, value) in defaults {
            if full[field].is_null() {
                full[field] = value;
            }
        }
        full
    }
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}
