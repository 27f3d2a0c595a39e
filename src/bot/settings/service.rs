//! The preferences of whoever asks, read or remembered for a moment.

use std::sync::Arc;
use std::time::Duration;

use super::preferences::{LEVELS, Preferences, Resolved, scope};
use super::preferences_cache::PreferencesCache;
use crate::bot::actor::Actor;
use crate::bot::resources::Resources;
use crate::store::{Scope, Store, StoreError};

pub struct SettingsService {
    pub(super) resources: Resources,
    cache: PreferencesCache,
}

impl SettingsService {
    pub(crate) fn new(resources: Resources, patience: Option<Duration>) -> Self {
        SettingsService { resources, cache: PreferencesCache::new(patience) }
    }

    /// May be out of date.
    pub async fn preferences(&self, actor: &Actor) -> Arc<Preferences> {
        let Some(store) = self.resources.store() else { return Arc::default() };
        self.cache.get(store, scopes(actor), &self.speech_ids()).await
    }

    /// Read anew, to decide what somebody may do.
    pub(crate) async fn preferences_now(
        &self,
        store: &Store,
        actor: &Actor,
    ) -> Result<Preferences, StoreError> {
        let settings = store.settings(&scopes(actor)).await?;
        Ok(Resolved::new(&settings, &self.speech_ids()).preferences)
    }

    pub(crate) fn invalidate(&self) {
        self.cache.invalidate();
    }

    pub(super) fn speech_ids(&self) -> Vec<&str> {
        self.resources.corpus().speeches().iter().map(|speech| speech.id()).collect()
    }
}

fn scopes(actor: &Actor) -> Vec<Scope> {
    LEVELS.into_iter().filter_map(|level| scope(level, actor)).collect()
}
