//! Against floods: how much one person or address may ask at once and in the long run.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::Clock;
use governor::{DefaultKeyedRateLimiter, Quota};

/// Checks after which quiet ones are forgotten.
const SWEEP: u32 = 1_000;

pub(crate) struct RateLimiter<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    checks: AtomicU32,
}

impl<K: Hash + Eq + Clone> RateLimiter<K> {
    pub(crate) fn new(burst: NonZeroU32, per_minute: NonZeroU32) -> RateLimiter<K> {
        let quota = Quota::per_minute(per_minute).allow_burst(burst);
        RateLimiter { limiter: governor::RateLimiter::keyed(quota), checks: AtomicU32::new(0) }
    }

    /// Fails with the time until the next one is welcome.
    pub(crate) fn count(&self, key: K) -> Result<(), Duration> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.limiter.retain_recent();
        }
        let checked = self.limiter.check_key(&key);
        checked.map_err(|until| until.wait_time_from(self.limiter.clock().now()))
    }
}
