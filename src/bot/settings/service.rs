//! The preferences of whoever asks, read or remembered for a moment: a question hardly waits for
//! the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use moka::sync::Cache;
use tracing::warn;

use super::preferences::{Preferences, Resolved, scopes};
use crate::bot::actor::Actor;
use crate::bot::resources::Resources;
use crate::reply::Level;
use crate::store::{Scope, Store, StoreError};

/// Another process may have changed the database since.
const FRESH: Duration = Duration::from_secs(3);

/// While the database cannot be read.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);

/// Some 2 MB.
const MOST_REMEMBERED: u64 = 10_000;

pub(crate) const PATIENCE: Duration = Duration::from_millis(100);

/// After the database failed or was slow.
const REST: Duration = Duration::from_secs(5);

pub struct SettingsService {
    pub(super) resources: Resources,
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

impl SettingsService {
    pub(crate) fn new(resources: Resources, patience: Duration) -> Self {
        SettingsService {
            resources,
            known: Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(REMEMBERED).build(),
            changes: AtomicU64::new(0),
            resting: Cache::builder().max_capacity(1).time_to_live(REST).build(),
            patience,
        }
    }

    /// If the database is slow or away, what was last known, or the defaults.
    pub async fn preferences(&self, actor: &Actor) -> Arc<Preferences> {
        let Some(store) = self.resources.store() else { return Arc::default() };
        let scopes = scopes(Level::User, actor);
        let changes = self.changes.load(Ordering::Acquire);
        let known = self.known.get(&scopes);
        let is_fresh = |known: &&Known| known.changes == changes && known.read.elapsed() < FRESH;
        if let Some(known) = known.as_ref().filter(is_fresh) {
            return Arc::clone(&known.preferences);
        }
        // A question must not create a database.
        let nothing_stored = known.is_none() && store.file().is_some_and(|file| !file.exists());
        if !nothing_stored && !self.resting.contains_key(&()) {
            match tokio::time::timeout(self.patience, self.preferences_now(store, actor)).await {
                Ok(Ok(preferences)) => {
                    let (preferences, read) = (Arc::new(preferences), Instant::now());
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

    /// Read anew, to decide what somebody may do.
    pub(crate) async fn preferences_now(
        &self,
        store: &Store,
        actor: &Actor,
    ) -> Result<Preferences, StoreError> {
        let settings = store.settings(&scopes(Level::User, actor)).await?;
        Ok(Resolved::new(&settings, &self.speech_ids()).preferences)
    }

    pub(crate) fn invalidate(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
        self.resting.invalidate(&());
    }

    pub(super) fn speech_ids(&self) -> Vec<&str> {
        self.resources.corpus().speeches().iter().map(|speech| speech.id()).collect()
    }
}
