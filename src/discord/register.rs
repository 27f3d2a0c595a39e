//! Registers commands only when they differ from Discord's: there is a limit a day.

use std::num::NonZeroU64;
use std::time::Duration;

use serde_json::{Value, json};
use serenity::all::{ApplicationId, Error, GuildId, Http, LightMethod, Request, Route};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::error;
use super::receive::{COMMANDS, Command};

/// Seconds.
const PAUSES: [u64; 4] = [2, 8, 30, 120];

const LONG_PAUSE: u64 = 600;

/// Tries on while Discord fails; `false` when refused, or when the bot stops first.
pub(super) async fn register(
    http: &Http,
    guild: Option<NonZeroU64>,
    stopping: &CancellationToken,
) -> bool {
    let mut pauses = PAUSES.into_iter();
    loop {
        let Err(error) = attempt(http, guild).await else { return true };
        let why = error::describe(&error);
        if !error::may_pass(&error) {
            warn!(error = why, "Discord refused the commands; mentions and direct messages work");
            return false;
        }
        let seconds = pauses.next().unwrap_or(LONG_PAUSE);
        warn!(
            error = why,
            seconds, "the commands could not be registered; trying again in a while"
        );
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(seconds)) => {}
            () = stopping.cancelled() => return false,
        }
    }
}

async fn attempt(http: &Http, guild: Option<NonZeroU64>) -> Result<(), Error> {
    let there = match registered(http, guild).await {
        Ok(there) => there,
        Err(error) => {
            warn!(
                error = error::describe(&error),
                "the commands that Discord has could not be read; registering them anew"
            );
            Vec::new()
        }
    };
    if are_up_to_date(&there) {
        info!(commands = COMMANDS.len(), "the commands are registered already");
        return Ok(());
    }
    let wanted = COMMANDS.iter().map(Command::registration).collect();
    let commands = match guild {
        Some(guild) => GuildId::from(guild).set_commands(http, wanted).await?,
        None => serenity::all::Command::set_global_commands(http, wanted).await?,
    };
    info!(commands = commands.len(), guild = guild.map(NonZeroU64::get), "registered the commands");
    Ok(())
}

pub(super) async fn registered(
    http: &Http,
    guild: Option<NonZeroU64>,
) -> Result<Vec<Value>, Error> {
    let application_id = http.application_id().unwrap_or(ApplicationId::new(1));
    let route = match guild {
        Some(guild) => Route::GuildCommands { application_id, guild_id: GuildId::from(guild) },
        None => Route::Commands { application_id },
    };
    http.fire(Request::new(route, LightMethod::Get)).await
}

pub(super) fn are_up_to_date(there: &[Value]) -> bool {
    let wanted: Vec<Value> = COMMANDS.iter().map(|command| json!(command.registration())).collect();
    same_commands(&wanted, there)
}

fn same_commands(wanted: &[Value], there: &[Value]) -> bool {
    let same_name = |a: &Value, b: &Value| a["name"] == b["name"] && kind(a) == kind(b);
    wanted.len() == there.len()
        && wanted.iter().all(|wanted| {
            there.iter().any(|there| same_name(wanted, there) && agrees(wanted, there))
        })
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

/// Discord adds fields and leaves out what is empty or false.
fn agrees(wanted: &Value, there: &Value) -> bool {
    match (wanted, there) {
        (Value::Object(wanted), Value::Object(there)) => {
            wanted.iter().all(|(key, value)| agrees(value, there.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(wanted), Value::Array(there)) => {
            wanted.len() == there.len()
                && wanted.iter().zip(there).all(|(wanted, there)| agrees(wanted, there))
        }
        _ => wanted == there || (is_nothing(wanted) && is_nothing(there)),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_the_same_when_discord_only_adds_to_them() {
        let wanted = [
            json!({"name": "ask", "type": 1, "options": [{"name": "q", "required": true, "choices": []}], "nsfw": false}),
        ];
        let there = json!({"id": "1", "version": "2", "name": "ask", "type": 1, "options": [{"name": "q", "required": true}]});
        assert!(same_commands(&wanted, std::slice::from_ref(&there)));
        for (field, value) in [
            ("name", json!("other")),
            ("nsfw", json!(true)),
            ("options", json!([])),
            ("type", json!(3)),
        ] {
            let mut other = there.clone();
            other[field] = value;
            assert!(!same_commands(&wanted, &[other]), "{field}");
        }
        assert!(!same_commands(&wanted, &[there.clone(), json!({"name": "old"})]));
        assert!(!same_commands(&wanted, &[]));
    }
}
