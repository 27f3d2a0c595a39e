//! What applies to whoever asks: the server's settings override the channel's, and these the
//! person's. An unreadable stored value counts as unset.

use std::collections::BTreeMap;

use parse_display::{Display, FromStr};

use crate::bot::actor::Actor;
use crate::reply::{Level, SettingKey};
use crate::store::{Scope, Setting};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Display, FromStr)]
#[display(style = "lowercase")]
pub enum QuoteLength {
    /// Only the sentences to read first.
    Sentence,
    /// These and what follows.
    #[default]
    Excerpt,
    Paragraph,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuizStarters {
    #[default]
    Everyone,
    Managers,
    /// And managers.
    Role(u64),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// Of replies to commands, by default.
    pub private: bool,
    pub quote: QuoteLength,
    /// Ids; empty for all.
    pub speeches: Vec<String>,
    pub study: bool,
    /// In threads of their own.
    pub threads: bool,
    /// In any message.
    pub inline: bool,
    pub quiz_starters: QuizStarters,
    /// Whose members may add lessons, like managers of the server.
    pub curator_role: Option<u64>,
}

/// Leaves a setting to other levels.
pub(super) const UNSET: &str = "unset";

pub(super) const ALL_SPEECHES: &str = "*";

pub(super) const BETWEEN: char = ',';

/// None for a channel outside servers.
pub(super) fn scope(level: Level, actor: &Actor) -> Option<Scope> {
    match level {
        Level::Server => actor.server.map(Scope::Server),
        Level::Channel => actor.server.and(actor.settings_channel).map(Scope::Channel),
        Level::User => Some(Scope::User(actor.person)),
    }
}

pub(super) const LEVELS: [Level; 3] = [Level::Server, Level::Channel, Level::User];

/// Of this level and those that hold over it.
pub(super) fn scopes(level: Level, actor: &Actor) -> Vec<Scope> {
    let from = LEVELS.into_iter().filter(|above| *above >= level);
    from.filter_map(|above| scope(above, actor)).collect()
}

fn level_of(scope: Scope) -> Level {
    match scope {
        Scope::Server(_) => Level::Server,
        Scope::Channel(_) => Level::Channel,
        Scope::User(_) => Level::User,
    }
}

pub(super) fn set_at(settings: &[Setting], level: Level, key: SettingKey) -> Option<&str> {
    let is_set = |one: &&Setting| level_of(one.scope) == level && one.name.parse() == Ok(key);
    settings.iter().find(is_set).map(|one| one.value.as_str())
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) preferences: Preferences,
    pub(super) from: BTreeMap<SettingKey, Level>,
}

impl Resolved {
    /// `speeches`: the loaded ones' ids.
    pub(super) fn new(settings: &[Setting], speeches: &[&str]) -> Resolved {
        let mut resolved = Resolved::default();
        for key in SettingKey::ALL {
            let set = |level: &Level| {
                let value = set_at(settings, *level, key);
                value.is_some_and(|value| resolved.preferences.apply(key, value, speeches))
            };
            let mut allowed = LEVELS.into_iter().filter(|level| *level >= key.lowest());
            if let Some(level) = allowed.find(set) {
                resolved.from.insert(key, level);
            }
        }
        resolved
    }
}

impl Preferences {
    /// `false`, and no change, if it cannot be read.
    pub(super) fn apply(&mut self, key: SettingKey, value: &str, speeches: &[&str]) -> bool {
        match key {
            SettingKey::Private => put(&mut self.private, yes_or_no(value)),
            SettingKey::Quote => put(&mut self.quote, value.parse().ok()),
            SettingKey::Speeches => put(&mut self.speeches, chosen(value, speeches)),
            SettingKey::Study => put(&mut self.study, yes_or_no(value)),
            SettingKey::Threads => put(&mut self.threads, yes_or_no(value)),
            SettingKey::Inline => put(&mut self.inline, yes_or_no(value)),
            SettingKey::Quiz => put(&mut self.quiz_starters, QuizStarters::named(value)),
            SettingKey::Curators => put(&mut self.curator_role, role(value).map(Some)),
        }
    }
}

impl QuoteLength {
    pub(super) const ALL: [QuoteLength; 3] =
        [QuoteLength::Sentence, QuoteLength::Excerpt, QuoteLength::Paragraph];
}

impl QuizStarters {
    fn named(value: &str) -> Option<QuizStarters> {
        match value {
            "everyone" => Some(QuizStarters::Everyone),
            "managers" => Some(QuizStarters::Managers),
            id => role(id).map(QuizStarters::Role),
        }
    }
}

fn put<T>(field: &mut T, value: Option<T>) -> bool {
    value.map(|value| *field = value).is_some()
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Only in canonical form.
pub(super) fn role(value: &str) -> Option<u64> {
    value.parse().ok().filter(|id: &u64| *id > 0 && id.to_string() == value)
}

/// In loaded order; empty for all, none if no named speech is loaded.
fn chosen(value: &str, loaded: &[&str]) -> Option<Vec<String>> {
    if value == ALL_SPEECHES {
        return Some(Vec::new());
    }
    let named: Vec<&str> = value.split(BETWEEN).collect();
    let chosen: Vec<String> =
        loaded.iter().filter(|id| named.contains(id)).map(|id| (*id).to_owned()).collect();
    (!chosen.is_empty()).then_some(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::actor::ChannelAccess;

    const SPEECHES: [&str; 3] = ["one", "two", "three"];

    const WHERE: Actor = Actor {
        person: 1,
        name: String::new(),
        server: Some(3),
        channel: Some(2),
        settings_channel: Some(2),
        roles: Vec::new(),
        can_manage_server: false,
        access: ChannelAccess { can_post: true, can_create_thread: false },
    };

    /// Two values of each setting that differ from each other, as they are stored.
    fn values(key: SettingKey) -> [&'static str; 2] {
        match key {
            SettingKey::Private | SettingKey::Study | SettingKey::Threads | SettingKey::Inline => {
                ["yes", "no"]
            }
            SettingKey::Quote => ["sentence", "paragraph"],
            SettingKey::Speeches => ["two", "three,one"],
            SettingKey::Quiz => ["managers", "77"],
            SettingKey::Curators => ["88", "99"],
        }
    }

    fn set(level: Level, key: SettingKey, value: &str) -> Setting {
        Setting {
            scope: super::scope(level, &WHERE).unwrap(),
            name: key.to_string(),
            value: value.to_owned(),
        }
    }

    fn alone(key: SettingKey, value: &str) -> Preferences {
        let mut preferences = Preferences::default();
        assert!(preferences.apply(key, value, &SPEECHES), "{key:?} {value}");
        preferences
    }

    #[test]
    fn the_server_holds_over_the_channel_and_this_over_the_person() {
        for key in SettingKey::ALL {
            let [a, b] = values(key);
            assert_ne!(alone(key, a), alone(key, b));
            // Each of the three sets nothing, something unreadable, or one of two values.
            let choices = [None, Some("?"), Some(a), Some(b)];
            for number in 0..choices.len().pow(3) {
                let chosen = [choices[number % 4], choices[number / 4 % 4], choices[number / 16]];
                let mut settings: Vec<Setting> = LEVELS
                    .into_iter()
                    .zip(chosen)
                    .filter_map(|(level, value)| Some(set(level, key, value?)))
                    .collect();
                let [server, channel, user] = LEVELS;
                let counts = |level, value: Option<&'static str>| {
                    value
                        .filter(|value| *value != "?" && level >= key.lowest())
                        .map(|value| (level, value))
                };
                let holds = counts(server, chosen[0])
                    .or(counts(channel, chosen[1]))
                    .or(counts(user, chosen[2]));
                let resolved = Resolved::new(&settings, &SPEECHES);
                let expected =
                    holds.map_or_else(Preferences::default, |(_, value)| alone(key, value));
                assert_eq!(resolved.preferences, expected, "{key:?} {chosen:?}");
                assert_eq!(
                    resolved.from.get(&key).copied(),
                    holds.map(|(level, _)| level),
                    "{key:?} {chosen:?}"
                );
                settings.reverse();
                assert_eq!(Resolved::new(&settings, &SPEECHES), resolved, "in any order");
            }
        }
    }

    #[test]
    fn each_setting_is_parsed_as_it_is_stored() {
        type Change = fn(&mut Preferences);
        let table: [(SettingKey, &str, Change); 7] = [
            (SettingKey::Private, "yes", |set| set.private = true),
            (SettingKey::Quote, "sentence", |set| set.quote = QuoteLength::Sentence),
            (SettingKey::Quote, "excerpt", |_| {}),
            (SettingKey::Speeches, "three,gone,one", |set| {
                set.speeches = vec!["one".into(), "three".into()];
            }),
            (SettingKey::Speeches, "*", |_| {}),
            (SettingKey::Quiz, "7", |set| set.quiz_starters = QuizStarters::Role(7)),
            (SettingKey::Curators, "7", |set| set.curator_role = Some(7)),
        ];
        for (key, value, change) in table {
            let mut expected = Preferences::default();
            change(&mut expected);
            assert_eq!(alone(key, value), expected);
        }
        for (key, value) in [
            (SettingKey::Private, "YES"),
            (SettingKey::Private, ""),
            (SettingKey::Quote, "long"),
            (SettingKey::Speeches, "gone"),
            (SettingKey::Speeches, ""),
            (SettingKey::Quiz, "07"),
            (SettingKey::Quiz, "0"),
            (SettingKey::Curators, "-1"),
            (SettingKey::Curators, "99999999999999999999"),
        ] {
            let mut preferences = Preferences::default();
            assert!(!preferences.apply(key, value, &SPEECHES), "{key:?} {value}");
            assert_eq!(preferences, Preferences::default());
        }
    }
}
