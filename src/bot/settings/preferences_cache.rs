//! Preferences read a moment ago: a question hardly waits for the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use moka::sync::Cache;
use tracing::warn;

use super::preferences::{Preferences, Resolved};
use crate::store::{Scope, Store};

/// Another process may have changed the database since.
const FRESH: Duration = Duration::from_secs(3);

/// While the database cannot be read.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);

/// Some 2 MB.
const MOST_REMEMBERED: u64 = 10_000;

const PATIENCE: Duration = Duration::from_millis(100);

/// After the database failed or was slow.
const REST: Duration = Duration::from_secs(5);

pub(super) struct PreferencesCache {
    known: Cache<Vec<Scope>, Known>,
    changes: AtomicU64,
    resting: Cache<(), ()>,
    patience: Duration,
}

#[derive(Clone)]
struct Known {
    preferences: Arc<Preferences>,
    read: Instant,
    /// Counted before the read: older data is never fresh, but serves while the store is away.
    changes: u64,
}

impl PreferencesCache {
    pub(super) fn new(patience: Option<Duration>) -> PreferencesCache {
        PreferencesCache {
            known: Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(REMEMBERED).build(),
            changes: AtomicU64::new(0),
            resting: Cache::builder().max_capacity(1).time_to_live(REST).build(),
            patience: patience.unwrap_or(PATIENCE),
        }
    }

    /// If the database is slow or away, what was last known, or the defaults.
    pub(super) async fn get(
        &self,
        store: &Store,
        scopes: Vec<Scope>,
        speeches: &[&str],
    ) -> Arc<Preferences> {
        let changes = self.changes.load(Ordering::Acquire);
        let known = self.known.get(&scopes);
        let is_fresh = |known: &&Known| known.changes == changes && known.read.elapsed() < FRESH;
        if let Some(known) = known.as_ref().filter(is_fresh) {
            return Arc::clone(&known.preferences);
        }
        // A question must not create a database.
        let nothing_stored = known.is_none() && store.file().is_some_and(|file| !file.exists());
        if !nothing_stored && !self.resting.contains_key(&()) {
            match tokio::time::timeout(self.patience, store.settings(&scopes)).await {
                Ok(Ok(settings)) => {
                    let preferences = Arc::new(Resolved::new(&settings, speeches).preferences);
                    let read = Instant::now();
                    let known = Known { preferences: Arc::clone(&preferences), read, changes };
                    self.known.insert(scopes, known);
                    return preferences;
                }
                Ok(Err(error)) => {
                    warn!(%error, "settings could not be read; questions are answered without them")
                }
                Err(_) => {
                    warn!("settings could not be read in time; questions are answered without them")
                }
            }
            self.resting.insert((), ());
        }
        known.map(|known| known.preferences).unwrap_or_default()
    }

    pub(super) fn invalidate(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
        self.resting.invalidate(&());
    }
}
