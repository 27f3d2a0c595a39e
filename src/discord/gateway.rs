//! The gateway: the shards of this process, from first connection to end.
//!
//! A shard silent for `discord.deaf_after_seconds`, whatever its connection says, is made anew;
//! when that fails twice in a row, the bot ends, because what starts it again can do more.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use secrecy::ExposeSecret;
use serenity::all::{GatewayEvent, GatewayIntents};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};
use twilight_gateway::error::ReceiveMessageErrorType;
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{
    CloseFrame, Config, ConfigBuilder, Intents, Message, Shard, ShardId, ShardState,
};

use super::connection;
use super::context::Context;
use super::error::DiscordError;
use crate::config::DiscordSettings;
use crate::health::Health;

const RESTARTS: u32 = 2;

/// After this time, Discord lets the next sessions begin
/// (<https://docs.discord.com/developers/events/gateway#session-start-limit-object>).
const TURN: Duration = Duration::from_secs(5);

/// A connection may be lost without a message: the library then makes the next one first.
const LOOK: Duration = Duration::from_secs(1);

const GOODBYE: Duration = Duration::from_secs(3);

pub(super) struct Gateway {
    shards: Vec<ShardId>,
    config: Config<InMemoryQueue>,
    deaf_after: Duration,
    turns: Duration,
    health: Arc<Health>,
    context: Arc<Context>,
}

enum End {
    Left,
    Deaf { heard: bool },
    Closed(u16),
}

impl Gateway {
    /// Waits while Discord allows too few session starts.
    pub(super) async fn prepare(
        settings: &DiscordSettings,
        context: &Arc<Context>,
        intents: GatewayIntents,
        health: &Arc<Health>,
    ) -> Result<Gateway, DiscordError> {
        loop {
            let limits = connection::gateway(&context.http, &settings.api_base).await?;
            let shards = shards(settings, limits.shards);
            let limit = limits.session_start_limit;
            if limit.remaining < shards.len() as u64 {
                let wait = Duration::from_millis(limit.reset_after.max(1_000));
                warn!(
                    left = limit.remaining,
                    shards = shards.len(),
                    seconds = wait.as_secs(),
                    "Discord allows too few session starts today; waiting until it allows more"
                );
                health.waits("Discord allows no further session starts yet");
                tokio::time::sleep(wait).await;
                continue;
            }
            let address = match settings.gateway.as_str() {
                "" => limits.url,
                named => written_out(named),
            };
            let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
            let queue = InMemoryQueue::new(
                u16::try_from(limit.max_concurrency).unwrap_or(1).max(1),
                small(limit.remaining),
                Duration::from_millis(limit.reset_after),
                small(limit.total.max(limit.remaining)),
            );
            let token = settings.token()?.expose_secret().to_owned();
            let config = ConfigBuilder::new(token, Intents::from_bits_retain(intents.bits()))
                .proxy_url(address)
                .queue(queue)
                .build();
            info!(shards = shards.len(), of = shards.first().map(|id| id.total()), "connecting");
            health.expects(shards.iter().map(|id| id.number()));
            let turns = small(shards.len() as u64 / limit.max_concurrency.max(1));
            return Ok(Gateway {
                shards,
                config,
                deaf_after: settings.deaf_after(),
                turns: TURN.saturating_mul(turns),
                health: Arc::clone(health),
                context: Arc::clone(context),
            });
        }
    }

    /// The first shard that cannot go on ends all.
    pub(super) async fn run(self, leave: &CancellationToken) -> Result<(), DiscordError> {
        let gateway = Arc::new(self);
        let mut running = JoinSet::new();
        for id in &gateway.shards {
            let (gateway, id, leave) = (Arc::clone(&gateway), *id, leave.clone());
            running.spawn(async move { gateway.keep(id, &leave).await });
        }
        while let Some(ended) = running.join_next().await {
            ended.map_err(|_| DiscordError::Broken)??;
        }
        Ok(())
    }

    async fn keep(&self, id: ShardId, leave: &CancellationToken) -> Result<(), DiscordError> {
        let mut restarts = 0;
        let mut config = self.config.clone();
        loop {
            let mut shard = Shard::with_config(id, config);
            restarts = match self.listen(&mut shard, leave).await {
                End::Left => return Ok(()),
                End::Closed(code) => return Err(DiscordError::closed(code)),
                End::Deaf { heard: true } => 1,
                End::Deaf { heard: false } => restarts + 1,
            };
            self.health.lost(id.number());
            if restarts > RESTARTS {
                return Err(DiscordError::Deaf { shard: id.number() });
            }
            warn!(shard = id.number(), "nothing came from Discord; connecting anew");
            let session = shard.session().cloned();
            config = self.config.clone();
            if let Some(session) = session {
                config = ConfigBuilder::from(config).session(session).build();
            }
        }
    }

    async fn listen(&self, shard: &mut Shard, leave: &CancellationToken) -> End {
        let number = shard.id().number();
        let mut last = Instant::now();
        let (mut heard, mut connected) = (false, false);
        let mut code = 0;
        loop {
            let patience = match connected {
                true => self.deaf_after,
                false => self.deaf_after + self.turns,
            };
            let next = tokio::select! {
                next = timeout_at(last + patience, shard.next()) => Some(next),
                () = tokio::time::sleep(LOOK) => None,
                () = leave.cancelled() => {
                    leave_well(shard).await;
                    return End::Left;
                }
            };
            match next {
                None => {}
                Some(Err(_)) => return End::Deaf { heard },
                Some(Ok(None)) => return End::Closed(code),
                Some(Ok(Some(Ok(Message::Text(payload))))) => {
                    // A session that neither begins nor goes on is silent, whatever else comes.
                    if shard.state() == ShardState::Active {
                        (last, heard) = (Instant::now(), true);
                        self.health.sign(number);
                    }
                    self.take(&payload);
                }
                Some(Ok(Some(Ok(Message::Close(frame))))) => {
                    code = frame.map_or(0, |frame| frame.code)
                }
                Some(Ok(Some(Err(error)))) => report(number, error.kind()),
            }
            let active = shard.state() == ShardState::Active;
            if active != connected {
                connected = active;
                match active {
                    true => {
                        self.health.connected(number);
                        info!(shard = number, "connected to Discord");
                    }
                    false => {
                        self.health.lost(number);
                        info!(shard = number, code, "the connection to Discord was lost");
                    }
                }
            }
        }
    }

    fn take(&self, payload: &str) {
        // The library panics at some texts, such as a malformed hash of a picture.
        let read = std::panic::catch_unwind(|| serde_json::from_str::<GatewayEvent>(payload));
        match read {
            Ok(Ok(GatewayEvent::Dispatch(_, event))) => self.context.take(event),
            Ok(Ok(_)) => {}
            Ok(Err(_)) | Err(_) => debug!("a payload of the gateway could not be read"),
        }
    }
}

/// As the library can read it, which would panic at `wss:gate.example` or a letter beyond ASCII.
fn written_out(address: &str) -> String {
    let url = reqwest::Url::parse(address).map_or_else(|_| address.to_owned(), String::from);
    url.trim_end_matches('/').to_owned()
}

/// Without the error's text, which may hold a whole event.
fn report(shard: u32, kind: &ReceiveMessageErrorType) {
    match kind {
        ReceiveMessageErrorType::Reconnect => {
            debug!(shard, "Discord's gateway could not be reached");
        }
        _ => warn!(shard, "a message of the gateway could not be read"),
    }
}

async fn leave_well(shard: &mut Shard) {
    if !shard.state().is_identified() {
        return;
    }
    shard.close(CloseFrame::NORMAL);
    let closed = async {
        while let Some(message) = shard.next().await {
            // A shard that is begun again goes no further.
            let anew = shard.state() == ShardState::Identifying;
            if anew || matches!(message, Ok(Message::Close(_)) | Err(_)) {
                return;
            }
        }
    };
    if tokio::time::timeout(GOODBYE, closed).await.is_err() {
        warn!("the gateway did not say goodbye in time");
    }
}

fn shards(settings: &DiscordSettings, recommended: u32) -> Vec<ShardId> {
    let total = settings.shards.map_or(recommended.max(1), NonZeroU32::get);
    let (first, last) = settings.shard_range.unwrap_or((0, total - 1));
    (first..=last).map(|number| ShardId::new(number, total)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_as_the_library_reads_it() {
        for (address, written) in [
            ("wss://gate.example/", "wss://gate.example"),
            ("ws://127.0.0.1:9/way", "ws://127.0.0.1:9/way"),
            ("wss:gate.example", "wss://gate.example"),
            ("wss://gäte.example/a b", "wss://xn--gte-qla.example/a%20b"),
        ] {
            assert_eq!(written_out(address), written);
        }
    }
}
