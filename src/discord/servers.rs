//! Servers that the bot left, even while not running, and those it came back to.

use std::collections::HashSet;

use jiff::Timestamp;
use serenity::all::{Guild, Ready, UnavailableGuild};

use crate::store::{Store, StoreError};

/// In seconds.
const JUST_NOW: i64 = 120;

pub(super) async fn compare(store: &Store, ready: &Ready) -> Result<(), StoreError> {
    let bot = ready.user.id.get();
    let here: HashSet<u64> = ready.guilds.iter().map(|server| server.id.get()).collect();
    let (shard, total) = ready.shard.map_or((0, 1), |shard| (shard.id.get(), shard.total.max(1)));
    // Discord's rule: <https://docs.discord.com/developers/events/gateway#sharding>.
    let of_shard = |server: &u64| (server >> 22) % u64::from(total) == u64::from(shard);
    for server in store.left_servers(bot).await?.into_iter().filter(|left| here.contains(left)) {
        store.server_joined(bot, server).await?;
    }
    let gone = |server: &u64| of_shard(server) && !here.contains(server);
    for server in store.known_servers().await?.into_iter().filter(gone) {
        store.server_left(bot, server, Timestamp::now().as_second()).await?;
    }
    Ok(())
}

/// A server that cannot be reached is not left.
pub(super) async fn left(
    store: &Store,
    bot: u64,
    server: &UnavailableGuild,
) -> Result<(), StoreError> {
    if server.unavailable {
        return Ok(());
    }
    store.server_left(bot, server.id.get(), Timestamp::now().as_second()).await
}

pub(super) async fn joined(store: &Store, bot: u64, server: &Guild) -> Result<(), StoreError> {
    let now = Timestamp::now().as_second();
    if now - server.joined_at.unix_timestamp() > JUST_NOW {
        return Ok(());
    }
    store.server_joined(bot, server.id.get()).await
}
