//! The bot on Discord, and the only module that knows serenity.
//!
//! `receive` makes requests of events, [`Bot::handle`] answers them, `send` brings replies back;
//! `receive` and `send` do not know each other.

mod connection;
mod context;
mod daily;
mod deduplicate;
mod error;
mod events;
mod limits;
mod markdown;
mod rate_limit;
mod receive;
mod register;
mod send;
mod setup;
mod signals;
mod threads;

use std::future::Future;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{ClientBuilder, GatewayIntents};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::bot::Bot;
use crate::config::Settings;
use context::Context;
pub use error::DiscordError;
use events::{Handler, Unreadable};
pub use setup::{checked_online, invite_link};
use signals::Signals;

/// None of these needs Discord's approval; message contents arrive only where the bot is mentioned,
/// replied to or written to, unless `discord.message_content` asks for all.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

/// For leaving the gateway.
const GOODBYE: Duration = Duration::from_secs(3);

/// For threads, after that.
const LAST_THREADS: Duration = Duration::from_millis(500);

/// Runs until told to stop; told a second time, it fails at once.
pub fn run(settings: &Settings, bot: Bot, guild: Option<NonZeroU64>) -> Result<(), DiscordError> {
    let bot = Arc::new(bot);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let mut signals = Signals::take()?;
        let stop = CancellationToken::new();
        let serving = serve(settings, bot, guild, stop.cancelled());
        tokio::pin!(serving);
        tokio::select! {
            served = &mut serving => return served,
            () = signals.next() => stop.cancel(),
        }
        tokio::select! {
            served = &mut serving => served,
            () = signals.next() => Err(DiscordError::ToldTwice),
        }
    });
    match served {
        Err(DiscordError::ToldTwice) => runtime.shutdown_background(),
        _ => runtime.shutdown_timeout(LAST_THREADS),
    }
    served
}

/// Until `stop` is done; then finishes what is under way and says goodbye.
pub async fn serve(
    settings: &Settings,
    bot: Arc<Bot>,
    guild: Option<NonZeroU64>,
    stop: impl Future<Output = ()>,
) -> Result<(), DiscordError> {
    let http = connection::http(&settings.discord)?;
    tokio::spawn({
        let bot = Arc::clone(&bot);
        async move { bot.open_store().await }
    });
    tokio::pin!(stop);
    let gateway = tokio::select! {
        gateway = connection::gateway_address(&http, &settings.discord.api_base) => gateway?,
        () = &mut stop => return Ok(()),
    };
    let context = Arc::new(Context::new(bot, settings, guild));
    let intents = if settings.discord.message_content {
        INTENTS | GatewayIntents::MESSAGE_CONTENT
    } else {
        INTENTS
    };
    let builder = ClientBuilder::new_with_http(http, intents)
        .event_handler(Handler(Arc::clone(&context)))
        .raw_event_handler(Unreadable::default());
    let mut client = builder.await.map_err(|error| DiscordError::from_library(&error))?;
    // Otherwise the library uses an address of its own when its second look-up fails.
    *client.ws_url.lock().await = gateway;
    let shards = Arc::clone(&client.shard_manager);
    let mut connection = tokio::spawn(async move { client.start().await });
    tokio::select! {
        ended = &mut connection => {
            context.finish(Duration::from_secs(settings.shutdown.grace_seconds)).await;
            return ended.map_err(|_| DiscordError::Broken)?.map_err(|error| DiscordError::from_library(&error));
        }
        () = &mut stop => {}
    }
    info!("stopping: no further questions are taken");
    if !context.finish(Duration::from_secs(settings.shutdown.grace_seconds)).await {
        warn!("some questions were not finished in time (shutdown.grace_seconds)");
    }
    let goodbye = async {
        shards.shutdown_all().await;
        connection.await
    };
    if tokio::time::timeout(GOODBYE, goodbye).await.is_err() {
        warn!("the gateway did not say goodbye in time");
    }
    info!("stopped");
    Ok(())
}
