//! Against floods: how much one person may ask at once and in the long run.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use moka::sync::Cache;

use crate::config::LimitSettings;

const MOST_REMEMBERED: u64 = 100_000;

const TOLD_AGAIN: Duration = Duration::from_secs(60);

/// Checks after which quiet people are forgotten.
const SWEEP: u32 = 1_000;

pub(super) struct RateLimiter {
    limiter: DefaultKeyedRateLimiter<u64>,
    clock: DefaultClock,
    checks: AtomicU32,
    recently_told: Cache<u64, ()>,
}

impl RateLimiter {
    pub(super) fn new(limits: LimitSettings) -> RateLimiter {
        let quota = Quota::per_minute(limits.per_minute).allow_burst(limits.burst);
        let recently_told =
            Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(TOLD_AGAIN).build();
        RateLimiter {
            limiter: governor::RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            checks: AtomicU32::new(0),
            recently_told,
        }
    }

    /// Fails with the time until the next question is welcome.
    pub(super) fn count(&self, person: u64) -> Result<(), Duration> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&person).map_err(|until| until.wait_time_from(self.clock.now()))
    }

    /// Whether to tell of the limit: at most once a minute.
    pub(super) fn tell(&self, person: u64) -> bool {
        self.recently_told.entry(person).or_insert(()).is_fresh()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_persons_flood_is_held_back_and_others_are_not() {
        let limits =
            LimitSettings { burst: 3.try_into().unwrap(), per_minute: 1.try_into().unwrap() };
        let limiter = RateLimiter::new(limits);
        assert!((0..3).all(|_| limiter.count(1).is_ok()));
        let wait = limiter.count(1).unwrap_err();
        assert!(wait > Duration::from_secs(50) && wait <= Duration::from_secs(60), "{wait:?}");
        assert!(limiter.count(2).is_ok());
        assert!(limiter.tell(1) && !limiter.tell(1) && limiter.tell(2));
    }
}
