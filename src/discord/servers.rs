//! Servers that the bot left, even while not running, and those it came back to.

use std::collections::HashSet;

use jiff::Timestamp;
use serenity::all::{Guild, Ready, UnavailableGuild};

use crate::store::{Store, StoreError};

/// In seconds.
const JUST_NOW: i64 = 120;

pub(super) enum Change<'a> {
    Connected(&'a Ready),
    Joined(&'a Guild),
    Left(&'a UnavailableGuild),
}

pub(super) async fn note(store: &Store, bot: u64, change: Change<'_>) -> Result<(), StoreError> {
    let now = Timestamp::now().as_second();
    match change {
        Change::Connected(ready) => compare(store, bot, ready, now).await,
        Change::Joined(server) if now - server.joined_at.unix_timestamp() > JUST_NOW => Ok(()),
        Change::Joined(server) => store.server_joined(bot, server.id.get()).await,
        // It only cannot be reached.
        Change::Left(server) if server.unavailable => Ok(()),
        Change::Left(server) => store.server_left(bot, server.id.get(), now).await,
    }
}

async fn compare(store: &Store, bot: u64, ready: &Ready, now: i64) -> Result<(), StoreError> {
    let here: HashSet<u64> = ready.guilds.iter().map(|server| server.id.get()).collect();
    let (shard, total) = ready.shard.map_or((0, 1), |shard| (shard.id.get(), shard.total.max(1)));
    // Discord's rule: <https://docs.discord.com/developers/events/gateway#sharding>.
    let of_shard = |server: &u64| (server >> 22) % u64::from(total) == u64::from(shard);
    for server in store.left_servers(bot).await?.into_iter().filter(|left| here.contains(left)) {
        store.server_joined(bot, server).await?;
    }
    let gone = |server: &u64| of_shard(server) && !here.contains(server);
    for server in store.known_servers().await?.into_iter().filter(gone) {
        store.server_left(bot, server, now).await?;
    }
    Ok(())
}
