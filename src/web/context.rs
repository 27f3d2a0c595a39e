//! What all requests share.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::pages::Pages;
use super::rooms::Rooms;
use crate::bot::{Bot, CurrentBot, Origin, RateLimiter, millis};
use crate::config::{Networks, Settings, WebSettings};

pub(super) struct Context {
    current: Arc<CurrentBot>,
    pub(super) rooms: Arc<Rooms>,
    pub(super) requests: RateLimiter<IpAddr>,
    /// Apart from the requests, for each typed key asks for one.
    pub(super) completions: RateLimiter<IpAddr>,
    pub(super) people: RateLimiter<u64>,
    pub(super) pages: Pages,
    pub(super) trusted_proxies: Networks,
    pub(super) stopping: CancellationToken,
    /// What a stop waits for.
    pub(super) running: TaskTracker,
    events: AtomicU64,
}

impl Context {
    pub(super) fn new(
        settings: &Settings,
        current: Arc<CurrentBot>,
        stopping: CancellationToken,
    ) -> Context {
        let WebSettings { burst, per_minute, .. } = settings.web;
        Context {
            current,
            rooms: Arc::new(Rooms::new(!settings.web.store.as_os_str().is_empty())),
            requests: RateLimiter::new(burst, per_minute),
            completions: RateLimiter::new(burst, per_minute),
            people: RateLimiter::new(settings.limits.burst, settings.limits.per_minute),
            pages: Pages::new(),
            trusted_proxies: settings.web.trusted_proxies.clone(),
            stopping,
            running: TaskTracker::new(),
            // Only a thousand events a millisecond would meet an id of an earlier start.
            events: AtomicU64::new(millis(Timestamp::now()).saturating_mul(1_000)),
        }
    }

    pub(super) fn bot(&self) -> Arc<Bot> {
        self.current.get()
    }

    /// `direct`: a tab is its owner's alone.
    pub(super) fn origin(&self, heading: Option<String>) -> Origin {
        let event = self.events.fetch_add(1, Ordering::Relaxed);
        Origin { event, made: millis(Timestamp::now()), heading, direct: true, ..Origin::default() }
    }
}
