//! The way to Discord: a client for requests with time limits, and the gateway's address.

use std::time::{Duration, SystemTime};

use secrecy::ExposeSecret;
use serenity::all::{BotGateway, Http, HttpBuilder, Ratelimiter};

use super::error::{self, DiscordError};
use crate::config::DiscordSettings;

const DISCORD: &str = "https://discord.com";

const CONNECT_TIME: Duration = Duration::from_secs(5);

/// A first answer to an interaction has less: see `respond`.
const REQUEST_TIME: Duration = Duration::from_secs(15);

/// Against another address the library's rate limits are off: they would go past it to Discord
/// itself.
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

pub(super) async fn me(http: &Http, api_base: &str) -> Result<u64, DiscordError> {
    let me = http.get_current_user().await.map_err(|error| unreachable(&error, api_base))?;
    Ok(me.id.get())
}

/// Also shows whether Discord can be reached and takes the token.
pub(super) async fn gateway(http: &Http, api_base: &str) -> Result<BotGateway, DiscordError> {
    http.get_bot_gateway().await.map_err(|error| unreachable(&error, api_base))
}

pub(super) fn unreachable(error: &serenity::Error, api_base: &str) -> DiscordError {
    match error::status(error) {
        Some(error::REFUSED_TOKEN) => DiscordError::Token,
        Some(_) => DiscordError::Answered { at: host(api_base), why: error::describe(error) },
        None => DiscordError::Unreachable { at: host(api_base), why: error::describe(error) },
    }
}

/// Without the user and the password of a proxy.
fn host(api_base: &str) -> String {
    let address = reqwest::Url::parse(api_base);
    address.map_or_else(|_| "discord.api_base".to_owned(), |url| url.origin().ascii_serialization())
}

/// The library keeps an entry of each answered interaction for ever. Only those that hold back
/// requests stay.
pub(super) async fn forget_free_routes(limiter: &Ratelimiter) {
    let now = SystemTime::now();
    limiter.routes().write().await.retain(|_, bucket| match bucket.try_lock() {
        Ok(bucket) => bucket.reset().is_some_and(|reset| reset > now),
        Err(_) => true,
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serenity::all::{InteractionId, Ratelimit, Route};

    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password() {
        for (address, shown) in [
            (DISCORD, DISCORD),
            ("http://127.0.0.1:9/", "http://127.0.0.1:9"),
            ("https://me:hidden@proxy.example/", "https://proxy.example"),
            ("https://me:hidden@", "discord.api_base"),
        ] {
            assert_eq!(host(address), shown);
        }
    }

    #[tokio::test]
    async fn answered_interactions_leave_nothing_behind() {
        let limiter = Ratelimiter::new(reqwest::Client::new(), "token");
        for id in 1..=1_000 {
            let interaction_id = InteractionId::new(id);
            let route = Route::InteractionResponse { interaction_id, token: "secret" };
            let routes = limiter.routes();
            routes.write().await.insert(route.ratelimiting_bucket(), Arc::default());
        }
        assert_eq!(limiter.routes().read().await.len(), 1_000);
        let routes = limiter.routes();
        let held = routes.read().await.values().next().map(Arc::clone).unwrap();
        let busy: tokio::sync::MutexGuard<'_, Ratelimit> = held.lock().await;
        forget_free_routes(&limiter).await;
        assert_eq!(limiter.routes().read().await.len(), 1, "only the one in use");
        drop(busy);
        forget_free_routes(&limiter).await;
        assert_eq!(limiter.routes().read().await.len(), 0);
    }
}
