//! The way to Discord: a client for requests with time limits, and the gateway's address.

use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::all::{BotGateway, Http, HttpBuilder};

use super::error::DiscordError;
use crate::config::DiscordSettings;

const DISCORD: &str = "https://discord.com";

const CONNECT_TIME: Duration = Duration::from_secs(5);

/// A first answer to an interaction has less: see `respond`.
const REQUEST_TIME: Duration = Duration::from_secs(15);

/// Against another address the library's rate limits are off: they would go past it to Discord
/// itself, and what stands there keeps them.
pub(super) fn http(settings: &DiscordSettings) -> Result<Http, DiscordError> {
    let client = reqwest::Client::builder()
        .connect_timeout(CONNECT_TIME)
        .timeout(REQUEST_TIME)
        .build()
        .map_err(|error| DiscordError::Client(error.without_url().to_string()))?;
    let builder = HttpBuilder::new(settings.token()?.expose_secret()).client(client);
    let base = settings.api_base.trim_end_matches('/');
    Ok(match base == DISCORD {
        true => builder.build(),
        false => builder.proxy(base).ratelimiter_disabled(true).build(),
    })
}

/// The bot's id.
pub(super) async fn me(http: &Http, api_base: &str) -> Result<u64, DiscordError> {
    match http.get_current_user().await {
        Ok(me) => Ok(me.id.get()),
        Err(error) => Err(unreachable(&error, api_base)),
    }
}

/// Also shows whether Discord can be reached and takes the token.
pub(super) async fn gateway(http: &Http, api_base: &str) -> Result<BotGateway, DiscordError> {
    http.get_bot_gateway().await.map_err(|error| unreachable(&error, api_base))
}

fn unreachable(error: &serenity::Error, api_base: &str) -> DiscordError {
    match DiscordError::from_library(error) {
        DiscordError::Other(why) => DiscordError::Unreachable { at: api_base.to_owned(), why },
        known => known,
    }
}
