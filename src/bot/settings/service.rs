//! The preferences of whoever asks, seen and set by menus or in words. Each use of a menu checks
//! who uses it and where: a forged or passed-on one can do no more than its user may.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;

use super::preferences::{self, Preferences, Resolved, UNSET, scope, scopes};
use crate::bot::actor::Actor;
use crate::bot::messages;
use crate::bot::read_cache::ReadCache;
use crate::bot::resources::Resources;
use crate::reply::{Level, MenuTarget, Reply, SettingKey, SettingsMenu};
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

    /// `reads_all`: whether the bot gets the text of all messages.
    pub async fn show(&self, level: Level, actor: &Actor, reads_all: bool) -> Result<Reply, Reply> {
        self.allowed(level, actor)?;
        self.panel(level, actor, reads_all, None, false).await
    }

    pub async fn choose(
        &self,
        menu: SettingsMenu,
        values: &[String],
        actor: &Actor,
        reads_all: bool,
    ) -> Result<Reply, Reply> {
        let SettingsMenu { level, sets } = menu;
        let (store, scope) = self.allowed(level, actor)?;
        let unknown = || Reply::error(messages::BUTTON_UNKNOWN);
        let (key, value) = match sets {
            MenuTarget::Shown => {
                let named = values.first().and_then(|name| SettingKey::of_level(name, level));
                let key = Some(named.ok_or_else(unknown)?);
                return self.panel(level, actor, reads_all, key, false).await;
            }
            MenuTarget::Value(key) => (key, self.chosen_value(key, values)),
            MenuTarget::Role(key) => (key, chosen_role(values).map(Some)),
        };
        let value = value.ok_or_else(unknown)?;
        // The role of everyone has the server's id.
        if key == SettingKey::Curators && value == actor.server.map(|id| id.to_string()) {
            return Err(Reply::error(messages::settings::NOT_EVERYONE));
        }
        self.save(store, scope, key, value.as_deref(), actor).await?;
        self.panel(level, actor, reads_all, Some(key), true).await
    }

    pub async fn set_in_words(&self, line: &str, actor: &Actor) -> Result<Reply, Reply> {
        let (store, scope) = self.allowed(Level::User, actor)?;
        let (name, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let values = value.split([' ', preferences::BETWEEN]).filter(|id| !id.is_empty());
        let values: Vec<String> = values.map(str::to_owned).collect();
        let value = |key| Some((key, self.chosen_value(key, &values)?));
        let key = self.keys(Level::User).find(|key| key.to_string() == name);
        let Some((key, value)) = key.and_then(value) else {
            let panel = self.show(Level::User, actor, true).await?;
            return Ok(self.with_examples(panel, line));
        };
        self.save(store, scope, key, value.as_deref(), actor).await?;
        self.panel(Level::User, actor, true, Some(key), true).await
    }

    /// `None` if it is not offered; `Some(None)` leaves it to other levels.
    fn chosen_value(&self, key: SettingKey, values: &[String]) -> Option<Option<String>> {
        if values.iter().any(|value| value == UNSET) {
            return Some(None);
        }
        let offered = self.offered(key);
        let known = values.iter().all(|value| offered.iter().any(|choice| choice.value == *value));
        let fits = values.len() == 1 || values.len() > 1 && key == SettingKey::Speeches;
        let all = values.iter().find(|value| *value == preferences::ALL_SPEECHES).cloned();
        let value = || all.unwrap_or_else(|| values.join(&preferences::BETWEEN.to_string()));
        (known && fits).then(|| Some(value()))
    }

    /// Fails where a person opted out of storage.
    async fn save(
        &self,
        store: &Store,
        scope: Scope,
        key: SettingKey,
        value: Option<&str>,
        actor: &Actor,
    ) -> Result<(), Reply> {
        let name = key.to_string();
        let saved = match value {
            Some(value) => store.set_setting(scope, actor.server, &name, value).await,
            None => store.clear_setting(scope, &name).await.map(|_| true),
        };
        self.invalidate();
        let opted_out = || Reply::error(messages::settings::OPTED_OUT);
        saved?.then_some(()).ok_or_else(opted_out)
    }

    fn allowed(&self, level: Level, actor: &Actor) -> Result<(&Store, Scope), Reply> {
        let store = self.resources.store_or(messages::settings::NEEDS_STORE)?;
        let no_server = || Reply::error(messages::settings::NO_SERVER);
        let scope = scope(level, actor).ok_or_else(no_server)?;
        match level == Level::User || actor.can_manage_server {
            true => Ok((store, scope)),
            false => Err(Reply::error(messages::settings::NOT_ALLOWED)),
        }
    }
}

fn chosen_role(values: &[String]) -> Option<String> {
    let [role] = values else { return None };
    preferences::role(role).map(|_| role.clone())
}
