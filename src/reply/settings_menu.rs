//! What can be set and by whom, and the menus for it: their ids name level and setting, never a
//! person.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::parse::NotAnAction;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SettingKey {
    Private,
    Quote,
    Speeches,
    Study,
    Threads,
    Inline,
    Quiz,
    Curators,
}

/// Who sets something; the greater one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    User,
    /// Includes the channel's threads.
    Channel,
    Server,
}

impl SettingKey {
    pub const ALL: [SettingKey; 8] = [
        SettingKey::Private,
        SettingKey::Quote,
        SettingKey::Speeches,
        SettingKey::Study,
        SettingKey::Threads,
        SettingKey::Inline,
        SettingKey::Quiz,
        SettingKey::Curators,
    ];

    /// Used in the database, in menus and in the terminal.
    pub fn name(self) -> &'static str {
        match self {
            SettingKey::Private => "private",
            SettingKey::Quote => "quote",
            SettingKey::Speeches => "speeches",
            SettingKey::Study => "study",
            SettingKey::Threads => "threads",
            SettingKey::Inline => "inline",
            SettingKey::Quiz => "quiz",
            SettingKey::Curators => "curators",
        }
    }

    pub fn of_level(name: &str, level: Level) -> Option<SettingKey> {
        let named = SettingKey::ALL.into_iter().find(|key| key.name() == name);
        named.filter(|key| key.lowest() <= level)
    }

    /// It and those above can set it.
    pub fn lowest(self) -> Level {
        match self {
            SettingKey::Private | SettingKey::Quote | SettingKey::Speeches => Level::User,
            SettingKey::Study | SettingKey::Threads | SettingKey::Inline | SettingKey::Quiz => {
                Level::Channel
            }
            SettingKey::Curators => Level::Server,
        }
    }

    pub fn may_be_a_role(self) -> bool {
        matches!(self, SettingKey::Quiz | SettingKey::Curators)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingsMenu {
    pub level: Level,
    /// None where the setting itself is chosen.
    pub key: Option<SettingKey>,
    pub by_role: bool,
}

const WHICH: &str = "which";

const BY_ROLE: &str = ".role";

impl fmt::Display for SettingsMenu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::User => "u",
            Level::Channel => "c",
            Level::Server => "s",
        };
        let by_role = if self.by_role { BY_ROLE } else { "" };
        write!(f, "{level}:{}{by_role}", self.key.map_or(WHICH, SettingKey::name))
    }
}

impl FromStr for SettingsMenu {
    type Err = NotAnAction;

    fn from_str(typed: &str) -> Result<SettingsMenu, NotAnAction> {
        let (level, key) = typed.split_once(':').ok_or(NotAnAction)?;
        let level = match level {
            "u" => Level::User,
            "c" => Level::Channel,
            "s" => Level::Server,
            _ => return Err(NotAnAction),
        };
        if key == WHICH {
            return Ok(SettingsMenu { level, key: None, by_role: false });
        }
        let (key, by_role) = key.strip_suffix(BY_ROLE).map_or((key, false), |key| (key, true));
        let key = SettingKey::of_level(key, level).ok_or(NotAnAction)?;
        match by_role && !key.may_be_a_role() {
            true => Err(NotAnAction),
            false => Ok(SettingsMenu { level, key: Some(key), by_role }),
        }
    }
}
