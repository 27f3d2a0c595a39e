//! Settings: what holds for whoever asks, and the panel in which people, channels and servers set it.
//!
//! A menu of the panel names the level and the setting, never an id: whom it concerns follows from who uses it and where,
//! and whether they may is checked each time, so that a forged or passed-on menu can do no more than its user may.

mod memory;
mod panel;
mod preferences;

use std::fmt;
use std::str::FromStr;

use super::{Asker, Bot, words};
use crate::reply::Reply;
use crate::store::StoreError;
pub(super) use memory::Memory;
pub use preferences::{Key, Level, Preferences, QuizStarters, QuoteLength};

/// What the ids of the panel's menus begin with.
pub const SETTINGS_MENU: &str = "set1:";

/// The value that leaves a setting to others.
const UNSET: &str = "unset";

/// The menu in which a setting is chosen.
const WHICH: &str = "which";

/// What the id of a menu of roles ends with.
const BY_ROLE: &str = ".role";

/// Said where the bot has no memory.
const NO_STORE: &str = "This bot keeps nothing, so nothing can be set here. Whoever runs it can change that with `store.url`.";

/// Said where there is no server.
const NO_SERVER: &str = "There is no server here. What is set for you alone is under /settings me.";

/// Said to somebody without the right.
const NO_RIGHT: &str =
    "Only people with the permission Manage Server can set this. What is set for you alone is under /settings me.";

/// Said to somebody who opted out.
const OPTED_OUT: &str =
    "Nothing was set: you opted out, so I keep nothing of you. /privacy optout with state off takes that back.";

/// Said when everyone in a server would be a curator.
const NOT_EVERYONE: &str = "Nothing was set: everyone has this role. Please choose one that only curators have.";

/// A menu of the panel, as its id names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MenuId {
    level: Level,
    /// The setting whose value is chosen; none where the setting is.
    key: Option<Key>,
    /// Whether a role is chosen.
    by_role: bool,
}

impl fmt::Display for MenuId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::User => "u",
            Level::Channel => "c",
            Level::Server => "s",
        };
        let by_role = if self.by_role { BY_ROLE } else { "" };
        write!(f, "{SETTINGS_MENU}{level}:{}{by_role}", self.key.map_or(WHICH, Key::name))
    }
}

impl FromStr for MenuId {
    type Err = ();

    fn from_str(typed: &str) -> Result<MenuId, ()> {
        let (level, key) = typed.strip_prefix(SETTINGS_MENU).and_then(|rest| rest.split_once(':')).ok_or(())?;
        let level = match level {
            "u" => Level::User,
            "c" => Level::Channel,
            "s" => Level::Server,
            _ => return Err(()),
        };
        if key == WHICH {
            return Ok(MenuId { level, key: None, by_role: false });
        }
        let (key, by_role) = key.strip_suffix(BY_ROLE).map_or((key, false), |key| (key, true));
        let key = Key::named(key).filter(|key| key.levels().contains(&level)).ok_or(())?;
        match by_role && !matches!(key, Key::Quiz | Key::Curators) {
            true => Err(()),
            false => Ok(MenuId { level, key: Some(key), by_role }),
        }
    }
}

impl Bot {
    /// The panel in which somebody sees and sets what holds for them, the channel or the server. `reads_all` is whether the
    /// bot is given the words of messages that are not for it.
    pub async fn settings(&self, level: Level, asker: Asker, reads_all: bool) -> Reply {
        match self.settings_refusal(level, asker) {
            Some(refusal) => refusal,
            None => self.panel(level, asker, reads_all, None, false).await,
        }
    }

    /// What a choice in one of the panel's menus does; the panel then says what holds.
    pub async fn choose(&self, menu: &str, values: &[String], asker: Asker, reads_all: bool) -> Reply {
        let Ok(MenuId { level, key, by_role }) = menu.parse() else { return Reply::refusal(words::BUTTON_UNKNOWN) };
        if let Some(refusal) = self.settings_refusal(level, asker) {
            return refusal;
        }
        let Some(key) = key else {
            let named = values.first().and_then(|name| Key::named(name)).filter(|key| key.levels().contains(&level));
            return match named {
                Some(key) => self.panel(level, asker, reads_all, Some(key), false).await,
                None => Reply::refusal(words::BUTTON_UNKNOWN),
            };
        };
        let Some(value) = self.chosen_value(key, by_role, values) else { return Reply::refusal(words::BUTTON_UNKNOWN) };
        // The role that everyone has bears the server's id.
        if key == Key::Curators && value.is_some() && value == asker.server.map(|id| id.to_string()) {
            return Reply::refusal(NOT_EVERYONE);
        }
        match self.keep(level, key, value.as_deref(), asker).await {
            Ok(true) => self.panel(level, asker, reads_all, Some(key), true).await,
            Ok(false) => Reply::refusal(OPTED_OUT),
            Err(error) => self.store_failed(&error),
        }
    }

    /// Shows or sets a person's settings from a line such as `quote sentence`, for surfaces without menus.
    pub async fn set_in_words(&self, line: &str, asker: Asker) -> Reply {
        if let Some(refusal) = self.settings_refusal(Level::User, asker) {
            return refusal;
        }
        let (name, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let shown = || self.settings(Level::User, asker, true);
        let Some(key) = Key::named(name).filter(|key| key.levels().contains(&Level::User)) else {
            return self.told_how(shown().await);
        };
        let values: Vec<String> =
            value.split([' ', preferences::BETWEEN]).filter(|id| !id.is_empty()).map(str::to_owned).collect();
        let Some(value) = self.chosen_value(key, false, &values) else { return self.told_how(shown().await) };
        match self.keep(Level::User, key, value.as_deref(), asker).await {
            Ok(true) => self.panel(Level::User, asker, true, Some(key), true).await,
            Ok(false) => Reply::refusal(OPTED_OUT),
            Err(error) => self.store_failed(&error),
        }
    }

    /// The value to keep for what was chosen, `Some(None)` to leave the setting to others; nothing for what is not offered.
    fn chosen_value(&self, key: Key, by_role: bool, values: &[String]) -> Option<Option<String>> {
        if by_role {
            let [role] = values else { return None };
            return Preferences::default()
                .take(key, role, &[])
                .then(|| Some(role.clone()))
                .filter(|_| role.parse::<u64>().is_ok());
        }
        if values.iter().any(|value| value == UNSET) {
            return Some(None);
        }
        let offered = self.offered(key);
        let known = !values.is_empty() && values.iter().all(|value| offered.iter().any(|choice| choice.value == *value));
        match key {
            _ if !known => None,
            Key::Speeches if values.iter().any(|value| value == preferences::ALL_SPEECHES) => {
                Some(Some(preferences::ALL_SPEECHES.to_owned()))
            }
            Key::Speeches => Some(Some(values.join(&preferences::BETWEEN.to_string()))),
            _ => <[String; 1]>::try_from(values.to_vec()).ok().map(|[value]| Some(value)),
        }
    }

    /// Keeps a value, or takes it away; `false` when it is a person's who does not want anything kept.
    async fn keep(&self, level: Level, key: Key, value: Option<&str>, asker: Asker) -> Result<bool, StoreError> {
        let (Some(store), Some(scope)) = (self.store(), level.scope(asker)) else { return Ok(false) };
        let kept = match value {
            Some(value) => store.set(scope, key.name(), value).await,
            None => store.clear(scope, key.name()).await.map(|_| true),
        };
        // What took too long may have been written all the same.
        self.settings_changed();
        kept
    }

    /// Why somebody may not see or set what concerns a level.
    fn settings_refusal(&self, level: Level, asker: Asker) -> Option<Reply> {
        match level {
            _ if self.store().is_none() => Some(Reply::refusal(NO_STORE)),
            Level::User => None,
            Level::Channel | Level::Server if asker.server.is_none() => Some(Reply::refusal(NO_SERVER)),
            Level::Channel | Level::Server => (!asker.manages).then(|| Reply::refusal(NO_RIGHT)),
        }
    }

    /// The ids of the speeches.
    fn speech_ids(&self) -> Vec<&str> {
        self.corpus().speeches().iter().map(|speech| speech.id()).collect()
    }
}

#[cfg(test)]
mod tests;
