//! Setting the bot up: the link that adds it, and whether Discord has all that it needs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use secrecy::ExposeSecret;
use serde_json::Value;
use serenity::all::{ApplicationFlags, CurrentApplicationInfo, Permissions};

use super::error::{self, DiscordError};
use super::receive::COMMANDS;
use super::{connection, register};
use crate::bot::messages::count;
use crate::config::Settings;

/// To see where it is asked, answer there and in threads with embeds, reply to messages.
const PERMISSIONS: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::SEND_MESSAGES_IN_THREADS)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::READ_MESSAGE_HISTORY);

/// Study channels' answers go into threads.
const STUDY_PERMISSIONS: Permissions = PERMISSIONS.union(Permissions::CREATE_PUBLIC_THREADS);

/// The link serves for a server, or for the person who opens it. Fails without a token.
pub async fn invite_link(settings: &Settings) -> Result<String, DiscordError> {
    let token = settings.discord.token()?;
    let application = match application(settings).await {
        Ok(application) => application.id.get(),
        Err(error @ DiscordError::Token) => return Err(error),
        // Today's tokens begin with the application's id, so no network is needed.
        Err(error) => id_in_token(token.expose_secret()).ok_or(error)?,
    };
    let permissions =
        if settings.discord.message_content { STUDY_PERMISSIONS } else { PERMISSIONS };
    Ok(format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        permissions.bits()
    ))
}

/// A finding a line; `!` begins what to do.
pub async fn checked_online(settings: &Settings) -> Result<Vec<String>, DiscordError> {
    let application = application(settings).await?;
    let http = connection::http(&settings.discord)?;
    http.set_application_id(application.id);
    let commands = register::registered(&http, None).await.map_err(|error| error::describe(&error));
    let mut lines = findings(&application, commands);
    lines.extend(settings.discord.message_content.then(|| message_content(&application)));
    Ok(lines)
}

fn findings(
    application: &CurrentApplicationInfo,
    commands: Result<Vec<Value>, String>,
) -> Vec<String> {
    let mut lines = vec![format!(
        "The token belongs to the application {} ({}).",
        application.name, application.id
    )];
    if let Some(servers) = application.approximate_guild_count {
        lines.push(format!("It is in {}.", count(servers as usize, "server")));
    }
    let to_do = [
        (
            application.approximate_guild_count == Some(0),
            "! It is in no server yet: open the link that `verbatim invite` prints.",
        ),
        (
            application.interactions_endpoint_url.is_some(),
            "! An Interactions Endpoint URL is set, so commands never reach this bot: clear it in \
             the Developer Portal under General Information.",
        ),
        (
            application.bot_require_code_grant,
            "! \"Requires OAuth2 Code Grant\" is on, so the bot cannot be added: switch it off in \
             the Developer Portal under Bot.",
        ),
    ];
    lines.extend(to_do.iter().filter(|(holds, _)| *holds).map(|(_, line)| (*line).to_owned()));
    lines.push(match commands {
        Ok(there) if register::are_up_to_date(&there) => {
            format!("All {} commands are registered.", COMMANDS.len())
        }
        Ok(there) if there.is_empty() => {
            "The commands are not registered yet: `verbatim run` does it.".to_owned()
        }
        Ok(_) => {
            "The registered commands are of another version: `verbatim run` brings them up to date."
                .to_owned()
        }
        Err(error) => format!("! The registered commands could not be read ({error})."),
    });
    lines
}

fn message_content(application: &CurrentApplicationInfo) -> String {
    let granted = ApplicationFlags::GATEWAY_MESSAGE_CONTENT
        | ApplicationFlags::GATEWAY_MESSAGE_CONTENT_LIMITED;
    match application.flags.is_some_and(|flags| flags.intersects(granted)) {
        true => "Message contents are granted.".to_owned(),
        false => "! discord.message_content is on, but \"Message Content Intent\" is off: switch \
                  it on in the Developer Portal under Bot, or the bot cannot connect."
            .to_owned(),
    }
}

async fn application(settings: &Settings) -> Result<CurrentApplicationInfo, DiscordError> {
    let http = connection::http(&settings.discord)?;
    let application = http.get_current_application_info().await;
    application.map_err(|error| connection::unreachable(&error, &settings.discord.api_base))
}

fn id_in_token(token: &str) -> Option<u64> {
    let first = token.split('.').next()?.trim_end_matches('=');
    let decoded = STANDARD_NO_PAD.decode(first).ok()?;
    str::from_utf8(&decoded).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_tells_its_application() {
        assert_eq!(
            id_in_token("MTE3MzYxNDkzMzA0MjA5ODIyNg.GxXxXx.abcdefghijklmnopqrstuvwxyz0123456789AB"),
            Some(1_173_614_933_042_098_226)
        );
        assert_eq!(id_in_token("secret"), None);
    }

    #[test]
    fn the_permissions_are_the_least() {
        assert_eq!(PERMISSIONS.bits(), 1 << 10 | 1 << 11 | 1 << 14 | 1 << 16 | 1 << 38);
    }
}
