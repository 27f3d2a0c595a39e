//! What was read of the settings a moment ago, so that a question never waits for the store.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use moka::sync::Cache;
use tracing::warn;

use super::preferences::{Level, Preferences, Resolved};
use crate::bot::{Actor, Bot};
use crate::store::{Scope, Store, StoreError};

/// How long what was read counts as new. Another process on the same database may have changed it
/// since.
const FRESH: Duration = Duration::from_secs(3);

/// How long it is kept for times in which the store cannot be read.
const KEPT: Duration = Duration::from_secs(60 * 60);

/// For how many actors, some 2 MB.
const MOST_KEPT: u64 = 10_000;

/// How long a question waits for the store at most.
const PATIENCE: Duration = Duration::from_millis(100);

/// How long the store is left alone after it failed or was slow.
const REST: Duration = Duration::from_secs(5);

/// The settings that were read lately.
pub(in crate::bot) struct PreferencesCache {
    /// By who asks where.
    known: Cache<Vec<Scope>, Known>,
    changes: AtomicU64,
    resting: Cache<(), ()>,
    patience: Duration,
}

#[derive(Clone)]
struct Known {
    preferences: Arc<Preferences>,
    read: Instant,
    /// The number of changes before it was read: what was read before a change is never taken for
    /// new. It is still what is known while the store is away.
    changes: u64,
}

impl Default for PreferencesCache {
    fn default() -> PreferencesCache {
        PreferencesCache {
            known: Cache::builder().max_capacity(MOST_KEPT).time_to_live(KEPT).build(),
            changes: AtomicU64::new(0),
            resting: Cache::builder().max_capacity(1).time_to_live(REST).build(),
            patience: PATIENCE,
        }
    }
}

impl Bot {
    /// The same bot, whose questions wait so long at most for what was set.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Bot {
        self.preferences_cache.patience = patience;
        self
    }

    /// What holds at this very moment, for deciding what somebody may do: nothing is remembered.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(in crate::bot) async fn preferences_now(
        &self,
        store: &Store,
        actor: Actor,
    ) -> Result<Preferences, StoreError> {
        let scopes: Vec<Scope> =
            Level::ALL.into_iter().filter_map(|level| level.scope(actor)).collect();
        Ok(Resolved::of(&store.settings(&scopes).await?, &self.speech_ids()).preferences)
    }

    /// What holds for somebody who asks somewhere; in a thread, `actor.channel` is the channel that
    /// it belongs to.
    ///
    /// Where the store is slow or away, what was last known holds, or else the defaults.
    pub async fn preferences(&self, actor: Actor) -> Arc<Preferences> {
        let Some(store) = self.store() else { return Arc::default() };
        let scopes: Vec<Scope> =
            Level::ALL.into_iter().filter_map(|level| level.scope(actor)).collect();
        let changes = self.preferences_cache.changes.load(Ordering::Acquire);
        let known = self.preferences_cache.known.get(&scopes);
        let is_fresh = |known: &&Known| known.changes == changes && known.read.elapsed() < FRESH;
        if let Some(known) = known.as_ref().filter(is_fresh) {
            return Arc::clone(&known.preferences);
        }
        // OpenQuestion a question is no reason to make a database.
        let nothing_kept = known.is_none() && store.file().is_some_and(|file| !file.exists());
        if !nothing_kept && !self.preferences_cache.resting.contains_key(&()) {
            match tokio::time::timeout(self.preferences_cache.patience, store.settings(&scopes))
                .await
            {
                Ok(Ok(settings)) => {
                    let preferences =
                        Arc::new(Resolved::of(&settings, &self.speech_ids()).preferences);
                    let known = Known {
                        preferences: Arc::clone(&preferences),
                        read: Instant::now(),
                        changes,
                    };
                    self.preferences_cache.known.insert(scopes, known);
                    return preferences;
                }
                Ok(Err(error)) => {
                    warn!(%error, "settings could not be read; questions are answered without them")
                }
                Err(_) => {
                    warn!("settings could not be read in time; questions are answered without them")
                }
            }
            self.preferences_cache.resting.insert((), ());
        }
        known.map(|known| known.preferences).unwrap_or_default()
    }

    /// Settings were changed, so that nothing that was read before counts any more.
    pub(in crate::bot) fn settings_changed(&self) {
        self.preferences_cache.changes.fetch_add(1, Ordering::AcqRel);
        self.preferences_cache.resting.invalidate(&());
    }
}
