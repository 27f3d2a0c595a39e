//! A thread's channel: channels' settings hold in threads, and messages do not say it.

use moka::sync::Cache;
use serenity::all::GuildChannel;

/// Some 5 MB.
const MOST_REMEMBERED: u64 = 100_000;

/// Those active at the start, and those that come.
pub(super) struct Threads(Cache<u64, u64>);

impl Default for Threads {
    fn default() -> Threads {
        Threads(Cache::new(MOST_REMEMBERED))
    }
}

impl Threads {
    pub(super) fn learn(&self, thread: &GuildChannel) {
        if let (Some(_), Some(parent)) = (&thread.thread_metadata, thread.parent_id) {
            self.0.insert(thread.id.get(), parent.get());
        }
    }

    pub(super) fn parent(&self, thread: u64) -> Option<u64> {
        self.0.get(&thread)
    }
}
