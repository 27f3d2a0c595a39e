//! What can be set and by whom, and the menus for it: their ids name level and setting, never a
//! person.

use parse_display::{Display, FromStr};
use serde::Deserialize;

/// Written so in the database, in menus and in the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Display, FromStr)]
#[display(style = "lowercase")]
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
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Display, FromStr,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    #[display("u")]
    User,
    /// Includes the channel's threads.
    #[display("c")]
    Channel,
    #[display("s")]
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

    pub fn of_level(name: &str, level: Level) -> Option<SettingKey> {
        name.parse().ok().filter(|key: &SettingKey| key.lowest() <= level)
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, FromStr)]
#[display("{level}:{sets}")]
#[from_str(new = MenuTarget::can_be_at(sets, level).then_some(SettingsMenu { level, sets }))]
pub struct SettingsMenu {
    pub level: Level,
    pub sets: MenuTarget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, FromStr)]
pub enum MenuTarget {
    /// Which setting is shown.
    #[display("which")]
    Shown,
    #[display("{0}")]
    Value(SettingKey),
    #[display("{0}.role")]
    Role(SettingKey),
}

impl MenuTarget {
    fn can_be_at(self, level: Level) -> bool {
        match self {
            MenuTarget::Shown => true,
            MenuTarget::Value(key) => key.lowest() <= level,
            MenuTarget::Role(key) => key.lowest() <= level && key.may_be_a_role(),
        }
    }
}
