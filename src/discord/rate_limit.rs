//! Against floods and repetitions: a limit for each person, and a memory of what was taken or
//! shared already.
//!
//! Discord delivers an event again when a connection breaks at the wrong moment; the second one is
//! not answered.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use moka::sync::Cache;

use crate::config::LimitSettings;

/// How long an event is remembered: as long as an interaction can be answered.
const REMEMBERED: Duration = Duration::from_secs(15 * 60);

/// How many events are remembered at most, some 10 MB.
const MOST_REMEMBERED: u64 = 100_000;

/// How long somebody who floods by messages is not told again.
const TOLD_AGAIN: Duration = Duration::from_secs(60);

/// How long something that was shared is not shared again.
const SHARED_AGAIN: Duration = Duration::from_secs(10 * 60);

/// After how many checks people who have been quiet are forgotten.
const SWEEP: u32 = 1_000;

/// The limits and the memory.
pub(super) struct Flood {
    limiter: DefaultKeyedRateLimiter<u64>,
    clock: DefaultClock,
    checks: AtomicU32,
    taken: Cache<u64, ()>,
    told: Cache<u64, ()>,
    shared: Cache<(u64, String), ()>,
}

impl Flood {
    pub(super) fn new(limits: LimitSettings) -> Flood {
        let cache =
            |time| Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(time).build();
        Flood {
            limiter: RateLimiter::keyed(
                Quota::per_minute(limits.per_minute).allow_burst(limits.burst),
            ),
            clock: DefaultClock::default(),
            checks: AtomicU32::new(0),
            taken: cache(REMEMBERED),
            told: cache(TOLD_AGAIN),
            shared: Cache::builder()
                .max_capacity(MOST_REMEMBERED)
                .time_to_live(SHARED_AGAIN)
                .build(),
        }
    }

    /// Takes an event, by Discord's id for it; `false` when it was taken before.
    pub(super) fn take(&self, event: u64) -> bool {
        self.taken.entry(event).or_insert(()).is_fresh()
    }

    /// Counts a question of a person. When it is one too many, the time until the next one is
    /// welcome.
    pub(super) fn count(&self, person: u64) -> Result<(), Duration> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&person).map_err(|until| until.wait_time_from(self.clock.now()))
    }

    /// Whether a person is to be told now that they write too much; at most once a minute.
    pub(super) fn tell(&self, person: u64) -> bool {
        self.told.entry(person).or_insert(()).is_fresh()
    }

    /// Takes the sharing of something that stands under a message; `false` when it was shared from
    /// there a moment ago.
    pub(super) fn share(&self, message: u64, what: &str) -> bool {
        self.shared.entry((message, what.to_owned())).or_insert(()).is_fresh()
    }

    /// Sharing it failed, so that it may be tried again.
    pub(super) fn not_shared(&self, message: u64, what: &str) {
        self.shared.invalidate(&(message, what.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_persons_flood_is_held_back_and_others_are_not() {
        let flood = Flood::new(LimitSettings {
            burst: 3.try_into().unwrap(),
            per_minute: 1.try_into().unwrap(),
        });
        assert!((0..3).all(|_| flood.count(1).is_ok()));
        let wait = flood.count(1).unwrap_err();
        assert!(wait > Duration::from_secs(50) && wait <= Duration::from_secs(60), "{wait:?}");
        assert!(flood.count(2).is_ok());
        assert!(flood.tell(1) && !flood.tell(1) && flood.tell(2));
    }

    #[test]
    fn an_event_is_taken_once() {
        let flood = Flood::new(LimitSettings {
            burst: 3.try_into().unwrap(),
            per_minute: 1.try_into().unwrap(),
        });
        assert!(flood.take(7) && !flood.take(7) && flood.take(8));
    }

    #[test]
    fn a_passage_is_shared_once_unless_that_failed() {
        let flood = Flood::new(LimitSettings {
            burst: 3.try_into().unwrap(),
            per_minute: 1.try_into().unwrap(),
        });
        assert!(
            flood.share(7, "a")
                && !flood.share(7, "a")
                && flood.share(7, "b")
                && flood.share(8, "a")
        );
        flood.not_shared(7, "a");
        assert!(flood.share(7, "a"));
    }
}
