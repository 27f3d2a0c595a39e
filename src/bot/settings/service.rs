//! The preferences of whoever asks.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;

use super::preferences::{Preferences, Resolved, scopes};
use crate::bot::actor::Actor;
use crate::bot::read_cache::ReadCache;
use crate::bot::resources::Resources;
use crate::reply::Level;
use crate::store::{Scope, Store, StoreError};

const FRESH: Duration = Duration::from_secs(3);

/// While the database cannot be read.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);

/// Some 2 MB.
const MOST_REMEMBERED: u64 = 10_000;

pub(crate) const PATIENCE: Duration = Duration::from_millis(100);

pub struct SettingsService {
    pub(super) resources: Resources,
    known: ReadCache<Vec<Scope>, Arc<Preferences>>,
}

impl SettingsService {
    pub(crate) fn new(resources: Resources, patience: Duration) -> Self {
        let known = Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(REMEMBERED).build();
        let known = ReadCache::new("settings", known, FRESH, patience);
        SettingsService { resources, known }
    }

    /// If the database is slow or away, what was last known, or the defaults.
    pub async fn preferences(&self, actor: &Actor) -> Arc<Preferences> {
        let Some(store) = self.resources.store() else { return Arc::default() };
        let read = |_| async move { self.preferences_now(store, actor).await.map(Arc::new) };
        self.known.get(scopes(Level::User, actor), store, read).await
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
        self.known.invalidate();
    }

    pub(super) fn speech_ids(&self) -> Vec<&str> {
        self.resources.corpus().speeches().iter().map(|speech| speech.id()).collect()
    }
}
