//! The commands an application has registered, for all guilds or for one.

use serde_json::Value;

use super::{Answer, World};
use crate::fake_discord::people::{APPLICATION, Guild};
use crate::fake_discord::{rules, shown::items};

/// One list of registered commands and how often the bot asked for it or changed it.
#[derive(Debug, Default)]
pub struct Registry {
    pub(super) commands: Vec<Value>,
    reads: u32,
    writes: u32,
}

impl Registry {
    pub(super) fn forget_requests(&mut self) {
        self.reads = 0;
        self.writes = 0;
    }
}

impl World {
    /// How often the bot read and wrote the list of global commands.
    pub fn command_requests(&self) -> (u32, u32) {
        (self.global.reads, self.global.writes)
    }

    /// Names of the registered global commands.
    pub fn command_names(&self) -> Vec<String> {
        self.global
            .commands
            .iter()
            .filter_map(|command| command["name"].as_str())
            .map(str::to_owned)
            .collect()
    }

    /// Registered commands in force in a guild, or those for everywhere.
    pub(super) fn commands(&self, guild: Option<Guild>) -> impl Iterator<Item = &Value> {
        let own = guild.and_then(|guild| self.by_guild.get(&guild));
        own.into_iter().chain([&self.global]).flat_map(|registry| &registry.commands)
    }

    pub(in super::super) fn get_commands(&mut self, guild: Option<Guild>) -> Answer {
        let registry = self.registry(guild);
        registry.reads += 1;
        Answer::ok(registry.commands.clone().into())
    }

    pub(in super::super) fn put_commands(&mut self, guild: Option<Guild>, body: &Value) -> Answer {
        let problems = rules::commands(items(body));
        if !problems.is_empty() || !body.is_array() {
            return self.invalid_commands(&problems);
        }
        let before = std::mem::take(&mut self.registry(guild).commands);
        let kept = |new: &Value| {
            let same = |old: &&Value| old["name"] == new["name"] && old["type"] == kind(new);
            before.iter().find(same).map(|old| old["id"].clone())
        };
        let filled: Vec<Value> =
            items(body).iter().map(|new| self.fill(new, guild, kept(new))).collect();
        let registry = self.registry(guild);
        registry.writes += 1;
        registry.commands.clone_from(&filled);
        Answer::ok(filled.into())
    }

    pub(in super::super) fn post_command(&mut self, guild: Option<Guild>, body: &Value) -> Answer {
        let problems = rules::command(body);
        if !problems.is_empty() {
            return self.invalid_commands(&problems);
        }
        let same = |old: &Value| old["name"] == body["name"] && old["type"] == kind(body);
        let old = self.registry(guild).commands.iter().position(same);
        let id = old.map(|at| self.registry(guild).commands.remove(at)["id"].clone());
        let filled = self.fill(body, guild, id.clone());
        let registry = self.registry(guild);
        registry.writes += 1;
        registry.commands.push(filled.clone());
        Answer { status: if id.is_some() { 200 } else { 201 }, body: filled }
    }

    /// GET, PATCH or DELETE of one command.
    pub(in super::super) fn one_command(
        &mut self,
        method: &str,
        guild: Option<Guild>,
        id: &str,
        body: &Value,
    ) -> Answer {
        let found = self.registry(guild).commands.iter().position(|command| command["id"] == id);
        let Some(at) = found else {
            return self.refuse(404, 10063, "Unknown application command", id);
        };
        if method == "GET" {
            return Answer::ok(self.registry(guild).commands[at].clone());
        }
        self.registry(guild).writes += 1;
        if method == "DELETE" {
            self.registry(guild).commands.remove(at);
            return Answer::done();
        }
        let mut changed = self.registry(guild).commands[at].clone();
        for (field, value) in body.as_object().into_iter().flatten() {
            changed[field] = value.clone();
        }
        let problems = rules::command(&changed);
        if !problems.is_empty() {
            return self.invalid_commands(&problems);
        }
        self.registry(guild).commands[at].clone_from(&changed);
        Answer::ok(changed)
    }

    fn registry(&mut self, guild: Option<Guild>) -> &mut Registry {
        match guild {
            Some(guild) => self.by_guild.entry(guild).or_default(),
            None => &mut self.global,
        }
    }

    fn invalid_commands(&mut self, problems: &[String]) -> Answer {
        self.refuse(400, 50035, "Invalid Form Body", problems.join("; "))
    }

    fn fill(&mut self, command: &Value, guild: Option<Guild>, id: Option<Value>) -> Value {
        let mut full = command.clone();
        let fresh = self.fresh_id();
        full["id"] = id.unwrap_or_else(|| fresh.to_string().into());
        full["version"] = fresh.to_string().into();
        full["application_id"] = APPLICATION.to_string().into();
        full["type"] = kind(command).into();
        if let Some(guild) = guild {
            full["guild_id"] = guild.0.to_string().into();
        }
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
