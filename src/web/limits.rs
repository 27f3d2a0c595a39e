//! Against floods: how much one address and one person may ask at once and in the long run.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::{LimitSettings, WebSettings};

/// Checks after which quiet ones are forgotten.
const SWEEP: u32 = 1_000;

const NETWORK: u32 = 64;

pub(super) struct Limits {
    requests: Limiter<IpAddr>,
    /// Apart from the requests, for each typed key asks for one.
    completions: Limiter<IpAddr>,
    people: Limiter<u64>,
}

struct Limiter<K: std::hash::Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
    checks: AtomicU32,
}

impl<K: std::hash::Hash + Eq + Clone> Limiter<K> {
    fn new(burst: NonZeroU32, per_minute: NonZeroU32) -> Limiter<K> {
        let limiter = RateLimiter::keyed(Quota::per_minute(per_minute).allow_burst(burst));
        Limiter { limiter, clock: DefaultClock::default(), checks: AtomicU32::new(0) }
    }

    fn count(&self, key: &K) -> Result<(), Duration> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|until| until.wait_time_from(self.clock.now()))
    }
}

/// Each fails with the time until the next one is welcome.
impl Limits {
    pub(super) fn new(web: &WebSettings, people: LimitSettings) -> Limits {
        Limits {
            requests: Limiter::new(web.burst, web.per_minute),
            completions: Limiter::new(web.burst, web.per_minute),
            people: Limiter::new(people.burst, people.per_minute),
        }
    }

    pub(super) fn request(&self, address: IpAddr) -> Result<(), Duration> {
        self.requests.count(&network(address))
    }

    pub(super) fn completion(&self, address: IpAddr) -> Result<(), Duration> {
        self.completions.count(&network(address))
    }

    pub(super) fn person(&self, person: u64) -> Result<(), Duration> {
        self.people.count(&person)
    }
}

/// One household has 2⁶⁴ IPv6 addresses, which share their first 64 bits.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !(u128::MAX >> NETWORK)))
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_of_one_network_count_together() {
        let network = |address: &str| super::network(address.parse().unwrap()).to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
    }
}
