//! What was taken or shared already: Discord delivers events again after a broken connection, and
//! people press *Share* twice.

use std::time::Duration;

use moka::sync::Cache;

/// As long as an interaction can be answered.
const REMEMBERED: Duration = Duration::from_secs(15 * 60);

/// Some 10 MB.
const MOST_REMEMBERED: u64 = 100_000;

const SHARED_AGAIN: Duration = Duration::from_secs(10 * 60);

pub(super) struct Deduplicator {
    events: Cache<u64, ()>,
    shared: Cache<(u64, String), ()>,
}

impl Default for Deduplicator {
    fn default() -> Deduplicator {
        let most = MOST_REMEMBERED;
        Deduplicator {
            events: Cache::builder().max_capacity(most).time_to_live(REMEMBERED).build(),
            shared: Cache::builder().max_capacity(most).time_to_live(SHARED_AGAIN).build(),
        }
    }
}

impl Deduplicator {
    /// `false` when taken before.
    pub(super) fn take(&self, event: u64) -> bool {
        self.events.entry(event).or_insert(()).is_fresh()
    }

    pub(super) fn share(&self, message: u64, button: &str) -> bool {
        self.shared.entry((message, button.to_owned())).or_insert(()).is_fresh()
    }

    pub(super) fn not_shared(&self, message: u64, button: &str) {
        self.shared.invalidate(&(message, button.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_shared_once_unless_that_failed() {
        let seen = Deduplicator::default();
        assert!(seen.share(7, "a") && !seen.share(7, "a"));
        assert!(seen.share(7, "b") && seen.share(8, "a"));
        seen.not_shared(7, "a");
        assert!(seen.share(7, "a"));
    }
}
