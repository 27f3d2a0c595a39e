//! Whether the bot hears Discord.
//!
//! A shard counts as connected while its session is active and an event or a heartbeat's answer
//! came lately: a process that runs, or an open socket, says nothing.

mod metrics;
mod server;
mod systemd;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

pub use server::HealthError;
pub(crate) use server::{RELOAD_HEADER, serve};
pub(crate) use systemd::Supervisor;

pub(crate) struct Health {
    /// Silence after which a shard no longer counts as connected.
    quiet: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Why there are no shards yet.
    waits: Option<&'static str>,
    shards: BTreeMap<u32, ShardHealth>,
}

#[derive(Clone, Copy)]
struct ShardHealth {
    connected: bool,
    last: Instant,
}

impl Health {
    /// Half of the time after which a shard is made anew shows the trouble before.
    pub(crate) fn new(deaf_after: Duration) -> Health {
        let state = State { waits: Some("not connected to Discord yet"), ..State::default() };
        Health { quiet: deaf_after / 2, state: Mutex::new(state) }
    }

    pub(crate) fn waits(&self, why: &'static str) {
        self.with(|state| state.waits = Some(why));
    }

    pub(crate) fn expects(&self, shards: impl Iterator<Item = u32>) {
        let fresh = ShardHealth { connected: false, last: Instant::now() };
        self.with(|state| {
            state.shards = shards.map(|shard| (shard, fresh)).collect();
            state.waits = None;
        });
    }

    pub(crate) fn sign(&self, shard: u32) {
        self.shard(shard, |shard| shard.last = Instant::now());
    }

    pub(crate) fn connected(&self, shard: u32) {
        self.shard(shard, |shard| shard.connected = true);
    }

    pub(crate) fn lost(&self, shard: u32) {
        self.shard(shard, |shard| shard.connected = false);
    }

    /// `None` when the bot hears Discord.
    pub(crate) fn deaf(&self) -> Option<String> {
        self.with(|state| {
            if let Some(why) = state.waits {
                return Some(why.to_owned());
            }
            state.shards.iter().find_map(|(number, shard)| {
                let silent = shard.last.elapsed();
                match shard.connected {
                    false => Some(format!("shard {number} is not connected to Discord")),
                    true if silent > self.quiet => Some(format!(
                        "shard {number} has heard nothing from Discord for {} seconds",
                        silent.as_secs()
                    )),
                    true => None,
                }
            })
        })
    }

    /// By shard.
    fn silences(&self) -> Vec<(u32, Duration)> {
        self.with(|state| {
            state.shards.iter().map(|(number, shard)| (*number, shard.last.elapsed())).collect()
        })
    }

    fn shard(&self, number: u32, change: impl FnOnce(&mut ShardHealth)) {
        self.with(|state| state.shards.get_mut(&number).map(change));
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
