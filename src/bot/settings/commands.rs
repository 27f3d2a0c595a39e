//! Seeing and setting preferences, by the panel's menus or in words.
//!
//! Each use of a menu checks who uses it and where, so a forged or passed-on menu can do no more
//! than its user may.

use super::preferences::{self, Preferences, UNSET, scope};
use super::service::SettingsService;
use crate::bot::actor::Actor;
use crate::bot::messages;
use crate::reply::{Level, Reply, SettingKey, SettingsMenu};
use crate::store::StoreError;

impl SettingsService {
    /// `reads_all`: whether the bot gets the text of all messages.
    pub async fn show(&self, level: Level, actor: &Actor, reads_all: bool) -> Reply {
        match self.not_allowed(level, actor) {
            Some(not_allowed) => not_allowed,
            None => self.panel(level, actor, reads_all, None, false).await,
        }
    }

    pub async fn choose(
        &self,
        menu: SettingsMenu,
        values: &[String],
        actor: &Actor,
        reads_all: bool,
    ) -> Reply {
        let SettingsMenu { level, key, by_role } = menu;
        if let Some(not_allowed) = self.not_allowed(level, actor) {
            return not_allowed;
        }
        let Some(key) = key else {
            let named = values
                .first()
                .and_then(|name| SettingKey::from_name(name))
                .filter(|key| key.levels().contains(&level));
            return match named {
                Some(key) => self.panel(level, actor, reads_all, Some(key), false).await,
                None => Reply::error(messages::BUTTON_UNKNOWN),
            };
        };
        let Some(value) = self.chosen_value(key, by_role, values) else {
            return Reply::error(messages::BUTTON_UNKNOWN);
        };
        // The @everyone role has the server's id.
        if key == SettingKey::Curators
            && value.is_some()
            && value == actor.server.map(|id| id.to_string())
        {
            return Reply::error(messages::settings::NOT_EVERYONE);
        }
        match self.save(level, key, value.as_deref(), actor).await {
            Ok(true) => self.panel(level, actor, reads_all, Some(key), true).await,
            Ok(false) => Reply::error(messages::settings::OPTED_OUT),
            Err(error) => messages::store_failed(&error),
        }
    }

    /// For surfaces without menus: `quote sentence` sets; without a setting, shows what holds.
    pub async fn set_in_words(&self, line: &str, actor: &Actor) -> Reply {
        if let Some(not_allowed) = self.not_allowed(Level::User, actor) {
            return not_allowed;
        }
        let (name, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let shown = || self.show(Level::User, actor, true);
        let Some(key) =
            SettingKey::from_name(name).filter(|key| key.levels().contains(&Level::User))
        else {
            return self.with_examples(shown().await);
        };
        let values: Vec<String> = value
            .split([' ', preferences::BETWEEN])
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
            .collect();
        let Some(value) = self.chosen_value(key, false, &values) else {
            return self.with_examples(shown().await);
        };
        match self.save(Level::User, key, value.as_deref(), actor).await {
            Ok(true) => self.panel(Level::User, actor, true, Some(key), true).await,
            Ok(false) => Reply::error(messages::settings::OPTED_OUT),
            Err(error) => messages::store_failed(&error),
        }
    }

    /// `Some(None)` leaves it to other levels; `None` for what is not offered.
    fn chosen_value(
        &self,
        key: SettingKey,
        by_role: bool,
        values: &[String],
    ) -> Option<Option<String>> {
        if by_role {
            let [role] = values else { return None };
            return Preferences::default()
                .apply(key, role, &[])
                .then(|| Some(role.clone()))
                .filter(|_| role.parse::<u64>().is_ok());
        }
        if values.iter().any(|value| value == UNSET) {
            return Some(None);
        }
        let offered = self.offered(key);
        let known = !values.is_empty()
            && values.iter().all(|value| offered.iter().any(|choice| choice.value == *value));
        match key {
            _ if !known => None,
            SettingKey::Speeches
                if values.iter().any(|value| value == preferences::ALL_SPEECHES) =>
            {
                Some(Some(preferences::ALL_SPEECHES.to_owned()))
            }
            SettingKey::Speeches => Some(Some(values.join(&preferences::BETWEEN.to_string()))),
            _ => <[String; 1]>::try_from(values.to_vec()).ok().map(|[value]| Some(value)),
        }
    }

    /// `false` where a person opted out of storage.
    async fn save(
        &self,
        level: Level,
        key: SettingKey,
        value: Option<&str>,
        actor: &Actor,
    ) -> Result<bool, StoreError> {
        let (Some(store), Some(scope)) = (self.resources.store(), scope(level, actor)) else {
            return Ok(false);
        };
        let saved = match value {
            Some(value) => store.set_setting(scope, key.name(), value).await,
            None => store.clear_setting(scope, key.name()).await.map(|_| true),
        };
        // A write that timed out may still have happened.
        self.invalidate();
        saved
    }

    fn not_allowed(&self, level: Level, actor: &Actor) -> Option<Reply> {
        match level {
            _ if self.resources.store().is_none() => {
                Some(Reply::error(messages::settings::NEEDS_STORE))
            }
            Level::User => None,
            Level::Channel | Level::Server if actor.server.is_none() => {
                Some(Reply::error(messages::settings::NO_SERVER))
            }
            Level::Channel | Level::Server => {
                (!actor.can_manage_server).then(|| Reply::error(messages::settings::NOT_ALLOWED))
            }
        }
    }
}
