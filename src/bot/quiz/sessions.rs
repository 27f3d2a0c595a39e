//! All sessions that this process runs, by id.

use std::collections::HashMap;
use std::ptr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use moka::sync::Cache;
use rand::RngExt;
use tokio::sync::Notify;

use super::active::ActiveSession;
use super::channel::Channel;
use super::write_batcher::WriteBatcher;
use crate::bot::resources::Clock;
use crate::quiz::{CLAIM_WINDOW, Millis, millis};
use crate::store::{Lease, Store, StoreError, StoredSession};

/// In seconds; after a crash, another process then takes over.
const LEASE: i64 = 10;

/// In seconds: how well clocks can be compared.
const EXACT: i64 = 2;

/// In characters.
const NAME: usize = 10;

const MOST_CLAIMS: u64 = 100_000;

pub(super) struct Sessions {
    /// Owns the leases.
    pub(super) me: String,
    /// The bot's id, and where it writes: from the beginning of [`super::QuizService::run`].
    pub(super) front: OnceLock<(u64, Arc<dyn Channel>)>,
    active: Mutex<HashMap<String, Arc<ActiveSession>>>,
    /// By person and item: session and time of the last answer.
    claims: Cache<(u64, String), (String, Millis)>,
    pub(super) writes: WriteBatcher,
    /// Notified when a session has no driver yet.
    pub(super) wakeup: Notify,
    clock: Clock,
    /// The database's clock against this host's, in seconds: hosts may differ, leases may not.
    skew: AtomicI64,
}

impl Sessions {
    pub(super) fn new(clock: Clock) -> Sessions {
        Sessions {
            me: name(),
            front: OnceLock::new(),
            active: Mutex::default(),
            claims: Cache::builder()
                .max_capacity(MOST_CLAIMS)
                .time_to_live(Duration::from_millis(CLAIM_WINDOW))
                .build(),
            writes: WriteBatcher::default(),
            wakeup: Notify::new(),
            clock,
            skew: AtomicI64::new(0),
        }
    }

    pub(super) fn now(&self) -> Millis {
        millis((self.clock)())
    }

    pub(super) fn bot(&self) -> u64 {
        self.front.get().map_or(0, |(bot, _)| *bot)
    }

    pub(super) fn lease(&self) -> Lease<'_> {
        let now = (self.now() / 1_000).cast_signed() + self.skew.load(Ordering::Relaxed);
        Lease { owner: &self.me, now, until: now + LEASE }
    }

    pub(super) async fn measure_skew(&self, store: &Store) -> Result<(), StoreError> {
        let asked = Timestamp::now().as_second();
        let database = store.time().await?;
        let answered = Timestamp::now().as_second();
        // The measurement itself can cause small differences.
        let skew = database - database.clamp(asked, answered.max(asked));
        let skew = if skew.abs() > EXACT { skew } else { 0 };
        self.skew.store(skew, Ordering::Relaxed);
        Ok(())
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Arc<ActiveSession>>> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn those(
        &self,
        is_meant: impl Fn(&ActiveSession) -> bool,
    ) -> Vec<Arc<ActiveSession>> {
        self.all().values().filter(|active| is_meant(active)).cloned().collect()
    }

    pub(super) fn count(&self) -> usize {
        self.all().len()
    }

    pub(super) fn get(&self, session: &str) -> Option<Arc<ActiveSession>> {
        self.all().get(session).cloned()
    }

    /// The one that was there before, if any.
    pub(super) fn adopt(&self, active: ActiveSession) -> Arc<ActiveSession> {
        let kept =
            Arc::clone(self.all().entry(active.id.clone()).or_insert_with(|| Arc::new(active)));
        self.wakeup.notify_one();
        kept
    }

    pub(super) fn forget(&self, person: u64) {
        for (claim, _) in self.claims.iter().filter(|(claim, _)| claim.0 == person) {
            self.claims.invalidate(&*claim);
        }
    }

    /// None where another process has it.
    pub(super) async fn own(
        &self,
        store: &Store,
        session: &str,
    ) -> Result<Option<StoredSession>, StoreError> {
        Ok(store.session(session).await?.filter(|stored| stored.owner == self.me))
    }

    /// Not after another process took it over, or all of it was shown.
    pub(super) fn runs(&self, active: &ActiveSession) -> bool {
        self.all().get(&active.id).is_some_and(|known| ptr::eq(&**known, active))
    }

    pub(super) fn leave(&self, active: &ActiveSession) {
        // Not one that was taken over anew meanwhile.
        self.all().retain(|_, known| !ptr::eq(&**known, active));
        active.wakeup.notify_one();
    }

    /// Not just after one in another session. Remembers it.
    pub(super) fn claims(&self, person: u64, item: &str, session: &str) -> bool {
        let now = self.now();
        let mut counts = true;
        self.claims.entry((person, item.to_owned())).and_upsert_with(|claim| {
            match claim.map(|claim| claim.into_value()) {
                Some((other, at)) if other != session && now.saturating_sub(at) < CLAIM_WINDOW => {
                    counts = false;
                    (other, at)
                }
                _ => (session.to_owned(), now),
            }
        });
        counts
    }
}

pub(super) fn name() -> String {
    let mut chance = rand::rng();
    (0..NAME).filter_map(|_| char::from_digit(chance.random_range(0..36), 36)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claim_ends_with_its_time_and_with_its_person() {
        let now = Arc::new(AtomicI64::new(1_800_000_000_000));
        let clock = Arc::clone(&now);
        let sessions = Sessions::new(Arc::new(move || {
            Timestamp::from_millisecond(clock.load(Ordering::Relaxed)).unwrap()
        }));
        assert!(sessions.claims(1, "a", "one") && sessions.claims(2, "a", "one"));
        assert!(!sessions.claims(1, "a", "two") && !sessions.claims(2, "a", "two"));
        sessions.forget(1);
        assert!(sessions.claims(1, "a", "two") && !sessions.claims(2, "a", "two"));
        now.fetch_add(CLAIM_WINDOW.cast_signed(), Ordering::Relaxed);
        assert!(sessions.claims(2, "a", "two"));
    }
}
