//! Which channel a thread belongs to: a channel's settings hold in its threads, and messages do not
//! say where a thread is.

use moka::sync::Cache;
use serenity::all::GuildChannel;

/// How many threads are remembered, some 5 MB.
const MOST_REMEMBERED: u64 = 100_000;

/// The threads that Discord told of: those that are active when the bot connects, and those that
/// come.
pub(super) struct Threads(Cache<u64, u64>);

impl Default for Threads {
    fn default() -> Threads {
        Threads(Cache::new(MOST_REMEMBERED))
    }
}

impl Threads {
    /// Remembers a thread; what is none is left out.
    pub(super) fn learn(&self, thread: &GuildChannel) {
        if let (Some(_), Some(parent)) = (&thread.thread_metadata, thread.parent_id) {
            self.0.insert(thread.id.get(), parent.get());
        }
    }

    /// The channel that a thread belongs to; nothing for what is no thread.
    pub(super) fn parent(&self, thread: u64) -> Option<u64> {
        self.0.get(&thread)
    }
}
