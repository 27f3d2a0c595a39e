//! The bot on Discord, and the only module that knows Discord's libraries.

mod connection;
mod context;
mod daily;
mod error;
mod events;
mod gateway;
mod limits;
mod markdown;
mod receive;
mod register;
mod send;
mod servers;
mod setup;
mod snowflake;
mod standby;

use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::GatewayIntents;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;
use tracing::{info, warn};

use crate::bot::CurrentBot;
use crate::config::Settings;
use crate::health::{self, Health, Supervisor};
use crate::signals::Signals;
use context::Context;
pub use error::DiscordError;
use gateway::Gateway;
pub use setup::{checked_online, invite_link};
use standby::Lease;

/// None of these needs Discord's approval. Contents arrive only of messages that mention the bot,
/// reply to it or are sent to it, unless `discord.message_content` asks for all.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

const TIDY: Duration = Duration::from_secs(60);

/// Told to stop twice, it fails at once.
pub(crate) fn run(
    settings: &Settings,
    current: CurrentBot,
    guild: Option<NonZeroU64>,
    signals: Signals,
) -> Result<(), DiscordError> {
    let current = Arc::new(current);
    let served = signals.serve(&settings.corpus, &current, async |stop| {
        let bot = current.get();
        tokio::spawn(async move { bot.prepare().await });
        serve(settings, Arc::clone(&current), guild, stop).await
    })?;
    served.ok_or(DiscordError::ToldTwice)
}

pub async fn serve(
    settings: &Settings,
    current: Arc<CurrentBot>,
    guild: Option<NonZeroU64>,
    stop: CancellationToken,
) -> Result<(), DiscordError> {
    let http = Arc::new(connection::http(&settings.discord)?);
    let health = Arc::new(Health::new(settings.discord.deaf_after()));
    let _page = match settings.health.listen {
        Some(address) => {
            Some(health::serve(address, Arc::clone(&health), Arc::clone(&current)).await?)
        }
        None => None,
    };
    tokio::spawn({
        let bot = current.get();
        async move { bot.open_store().await }
    });
    let tidying = tokio::spawn({
        let http = Arc::clone(&http);
        async move {
            loop {
                tokio::time::sleep(TIDY).await;
                if let Some(limiter) = &http.ratelimiter {
                    connection::forget_free_routes(limiter).await;
                }
            }
        }
    });
    let _tidying = AbortOnDropHandle::new(tidying);
    let _supervisor = Supervisor::ready();
    let context = Context::new(current, Arc::clone(&http), settings, guild, stop.clone());
    let context = Arc::new(context);
    let intents = if settings.discord.message_content {
        INTENTS | GatewayIntents::MESSAGE_CONTENT
    } else {
        INTENTS
    };
    let lease = async {
        let me = connection::me(&http, &settings.discord.api_base).await?;
        Lease::wait(context.bot(), me, &settings.discord, &health).await
    };
    let lease = tokio::select! {
        lease = lease => lease?,
        () = stop.cancelled() => return Ok(()),
    };
    let connected = async {
        let gateway = Gateway::prepare(&settings.discord, &context, intents, &health);
        let gateway = tokio::select! {
            gateway = gateway => gateway?,
            () = stop.cancelled() => return Ok(()),
        };
        stay(gateway, &context, Duration::from_secs(settings.shutdown.grace_seconds)).await
    };
    // Renewed to the last moment, also while session starts are waited for and work is finished.
    let ended = tokio::select! {
        ended = connected => ended,
        overtaken = lease.keep() => Err(overtaken),
    };
    lease.release().await;
    ended
}

async fn stay(gateway: Gateway, context: &Context, grace: Duration) -> Result<(), DiscordError> {
    let leave = CancellationToken::new();
    let running = gateway.run(&leave);
    tokio::pin!(running);
    tokio::select! {
        ended = &mut running => {
            context.finish(grace).await;
            return ended;
        }
        () = context.stopping.cancelled() => {}
    }
    info!("stopping: no further questions are taken");
    let finish = async {
        if !context.finish(grace).await {
            warn!("some questions were not finished in time (shutdown.grace_seconds)");
        }
        leave.cancel();
    };
    let (left, ()) = tokio::join!(running, finish);
    info!("stopped");
    left
}
