//! One process of a bot holds its connection to Discord, the others stand by: nothing is answered
//! twice, and when the holder ends or falls silent another takes over.
//!
//! While the database is away the holder goes on, for nobody else can take the lease then.

use std::sync::Arc;
use std::time::Duration;

use rand::RngExt;
use tracing::{info, warn};

use super::error::DiscordError;
use crate::bot::{Bot, StoreError};
use crate::config::DiscordSettings;
use crate::health::Health;
use crate::store::Store;

/// In seconds; longer than a look at the database may take.
const SECONDS: i64 = 10;

const RENEW: Duration = Duration::from_secs(3);

const LOOK: Duration = Duration::from_secs(1);

pub(super) struct Lease {
    bot: Arc<Bot>,
    id: u64,
    shards: String,
    name: String,
}

impl Lease {
    /// At once where nothing is stored.
    pub(super) async fn wait(
        bot: Arc<Bot>,
        id: u64,
        settings: &DiscordSettings,
        health: &Health,
    ) -> Result<Lease, DiscordError> {
        let shards = settings
            .shard_range
            .map_or("all".to_owned(), |(first, last)| format!("{first}-{last}"));
        let name = format!("{:016x}", rand::rng().random::<u64>());
        let held = Lease { bot: Arc::clone(&bot), id, shards, name };
        let mut said = false;
        let Some(store) = bot.store() else { return Ok(held) };
        loop {
            match held.hold(store).await {
                Ok(true) => return Ok(held),
                Ok(false) if !said => {
                    said = true;
                    info!("another process of this bot is connected to Discord; standing by");
                    health.waits("another process of this bot is connected; standing by");
                }
                Ok(false) => {}
                // Without its opt-outs and settings, which are there but unreadable, it must not
                // start.
                Err(error) if error.is_permanent() => return Err(error.into()),
                // Should two connect now, one ends as soon as the database is back.
                Err(error) => {
                    warn!(%error, "the database is away, so nobody knows of other processes; connecting");
                    return Ok(held);
                }
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Ends only when another process took over.
    pub(super) async fn keep(&self) -> DiscordError {
        let Some(store) = self.bot.store() else { return std::future::pending().await };
        loop {
            tokio::time::sleep(RENEW).await;
            if let Ok(false) = self.hold(store).await {
                return DiscordError::Overtaken;
            }
        }
    }

    pub(super) async fn release(&self) {
        let Some(store) = self.bot.store() else { return };
        if let Err(error) = store.release_gateway(self.id, &self.name).await {
            warn!(%error, "another process takes over only after some seconds");
        }
    }

    async fn hold(&self, store: &Store) -> Result<bool, StoreError> {
        store.hold_gateway(self.id, &self.shards, &self.name, SECONDS).await
    }
}
