//! The way to Discord: a client for requests with time limits, and the gateway's address.

use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::all::{Http, HttpBuilder};

use super::error::{self, DiscordError};
use crate::config::DiscordSettings;

/// Where Discord's interface is when nothing else is set.
const DISCORD: &str = "https://discord.com";

/// The longest that connecting may take.
const CONNECT_TIME: Duration = Duration::from_secs(5);

/// The longest that a request may take. A first answer to an interaction has less: see `respond`.
const REQUEST_TIME: Duration = Duration::from_secs(15);

/// The client for requests.
///
/// Against another address the library's rate limits are off: they would go past it to Discord
/// itself, and whatever stands there keeps them.
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

/// The gateway's address, which also shows whether Discord can be reached at all.
pub(super) async fn gateway_address(http: &Http, api_base: &str) -> Result<String, DiscordError> {
    match http.get_gateway().await {
        Ok(gateway) => Ok(gateway.url),
        Err(error) => Err(match DiscordError::from_library(&error) {
            DiscordError::Other(why) => DiscordError::Unreachable { at: api_base.to_owned(), why },
            known => {
                tracing::debug!(error = error::describe(&error), "no gateway");
                known
            }
        }),
    }
}
