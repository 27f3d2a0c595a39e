//! The panel: what holds now, in words, who set it, and the menus that change it.

use super::preferences::{
    ALL_SPEECHES, BETWEEN, LEVELS, Preferences, QuizStarters, QuoteLength, Resolved, UNSET, scope,
};
use super::service::SettingsService;
use crate::bot::request::Actor;
use crate::bot::{excerpt, messages};
use crate::reply::{
    Action, Choice, Level, Menu, Offer, Part, Reply, SettingKey, SettingValue, SettingsMenu,
};
use crate::store::{Scope, Setting};

/// How many speeches a menu offers beside *all* and *not set*.
const MOST_SPEECHES: usize = 23;

/// Said where message contents are not given to the bot.
const NOT_READ: &str = "Study mode, and references in all messages, need discord.message_content \
                        = true, which is off here: until whoever runs this bot switches it on, I \
                        read only what is addressed to me.";

/// What else can be set, elsewhere.
const ELSEWHERE: &str = "The passage of the day has a command of its own.";

impl SettingsService {
    /// The panel, after `key` was chosen or, when it was `changed`, set.
    pub(super) async fn panel(
        &self,
        level: Level,
        actor: &Actor,
        reads_all: bool,
        key: Option<SettingKey>,
        changed: bool,
    ) -> Reply {
        let Some(store) = self.resources.store() else {
            return Reply::ephemeral(messages::SETTINGS_NEED_STORE);
        };
        let scopes: Vec<Scope> = LEVELS
            .into_iter()
            .filter(|above| *above >= level)
            .filter_map(|above| scope(above, actor))
            .collect();
        let settings = match store.settings(&scopes).await {
            Ok(settings) => settings,
            Err(error) => return messages::store_failed(&error),
        };
        let resolved = Resolved::new(&settings, &self.speech_ids());
        let own = |key: SettingKey| {
            let mine =
                |one: &&Setting| Some(one.scope) == scope(level, actor) && one.name == key.name();
            settings.iter().find(mine).map(|one| one.value.as_str())
        };
        let keys: Vec<SettingKey> = SettingKey::ALL
            .into_iter()
            .filter(|key| key.levels().contains(&level) && self.offers(*key))
            .collect();
        let values: Vec<SettingValue> =
            keys.iter().map(|key| self.values(*key, level, &resolved, own(*key))).collect();
        let mut parts = Vec::new();
        if changed
            && let Some(now) =
                key.and_then(|key| values.get(keys.iter().position(|one| *one == key)?))
        {
            parts.push(Part::Text("Done. This holds now:".to_owned()));
            parts.push(Part::Settings(vec![now.clone()]));
            parts.push(Part::Text("All settings:".to_owned()));
        }
        let menus = self.menus(level, key, &keys, &values, key.and_then(own));
        parts.push(Part::Settings(values));
        parts.push(Part::Text(precedence(level).to_owned()));
        if level != Level::User {
            parts.extend((!reads_all).then(|| Part::Text(NOT_READ.to_owned())));
            parts.push(Part::Text(ELSEWHERE.to_owned()));
        }
        Reply {
            private: true,
            heading: Some(heading(level).to_owned()),
            parts,
            menus,
            ..Reply::default()
        }
    }

    /// The same reply with how to set something by typing.
    pub(super) fn with_examples(&self, mut panel: Reply) -> Reply {
        let keys = SettingKey::ALL
            .into_iter()
            .filter(|key| key.levels().contains(&Level::User) && self.offers(*key));
        let examples = keys.map(|key| {
            let values: Vec<String> =
                self.offered(key).into_iter().map(|choice| choice.value).collect();
            (
                format!(
                    "/settings {} {}",
                    key.name(),
                    values.first().map_or(UNSET, String::as_str)
                ),
                format!("{}: {} or {UNSET}", label(key), values.join(", ")),
            )
        });
        panel.parts.push(Part::Examples(examples.collect()));
        panel
    }

    /// What can be chosen for a setting, beside a role.
    pub(super) fn offered(&self, key: SettingKey) -> Vec<Choice> {
        let choice =
            |value: &str, label: &str| Choice { label: label.to_owned(), value: value.to_owned() };
        match key {
            SettingKey::Private | SettingKey::Study | SettingKey::Threads | SettingKey::Inline => {
                vec![choice("yes", "yes"), choice("no", "no")]
            }
            SettingKey::Quote => {
                QuoteLength::ALL.map(|length| choice(length.name(), told_length(length))).to_vec()
            }
            SettingKey::Quiz => vec![
                choice("everyone", "everyone"),
                choice("managers", "people with Manage Server"),
            ],
            SettingKey::Curators => Vec::new(),
            SettingKey::Speeches => {
                let each = self.resources.corpus().speeches().iter().take(MOST_SPEECHES);
                let each = each.map(|speech| {
                    choice(speech.id(), &format!("{}: {}", speech.id(), speech.front().title))
                });
                std::iter::once(choice(ALL_SPEECHES, "all speeches")).chain(each).collect()
            }
        }
    }

    /// Whether there is anything to choose.
    fn offers(&self, key: SettingKey) -> bool {
        key != SettingKey::Speeches || self.resources.corpus().speeches().len() > 1
    }

    fn values(
        &self,
        key: SettingKey,
        level: Level,
        resolved: &Resolved,
        own: Option<&str>,
    ) -> SettingValue {
        let (value, role) = told(key, &resolved.preferences);
        let from = resolved.from.get(&key).copied();
        let mut source = match from {
            Some(Level::Server) => "set by the server",
            Some(Level::Channel) => "set for this channel",
            Some(Level::User) => "set by you",
            None => "the default",
        }
        .to_owned();
        let mut mine = Preferences::default();
        if own.is_some_and(|own| from != Some(level) && mine.take(key, own, &self.speech_ids())) {
            let (value, role) = told(key, &mine);
            let value = role.map_or(value, |_| "a role".to_owned());
            let whose = if level == Level::User { "your own" } else { "the channel's own" };
            source.push_str(&format!("; {whose} choice, {value}, does not count here"));
        }
        SettingValue { name: label(key), value, role, source }
    }

    fn menus(
        &self,
        level: Level,
        key: Option<SettingKey>,
        keys: &[SettingKey],
        values: &[SettingValue],
        own: Option<&str>,
    ) -> Vec<Menu> {
        let which = keys.iter().zip(values).map(|(key, values)| Choice {
            label: if values.role.is_some() {
                values.name.to_owned()
            } else {
                format!("{}: {}", values.name, values.value)
            },
            value: key.name().to_owned(),
        });
        let action = |key: Option<SettingKey>, by_role: bool| {
            Action::Set(SettingsMenu { level, key, by_role })
        };
        let chosen = key.map(|key| key.name().to_owned()).into_iter().collect();
        let mut menus = vec![Menu {
            action: action(None, false),
            label: "Choose what to set".to_owned(),
            offer: Offer::Choices { choices: which.collect(), chosen, most: 1 },
        }];
        let Some(key) = key else { return menus };
        let mut choices = vec![Choice { label: unset(level).to_owned(), value: UNSET.to_owned() }];
        choices.extend(self.offered(key));
        let values: Vec<&str> = match key {
            SettingKey::Speeches => own.unwrap_or(UNSET).split(BETWEEN).collect(),
            _ => vec![own.unwrap_or(UNSET)],
        };
        let chosen = choices
            .iter()
            .filter(|choice| values.contains(&choice.value.as_str()))
            .map(|choice| choice.value.clone());
        let offer = Offer::Choices {
            chosen: chosen.collect(),
            most: if key == SettingKey::Speeches { choices.len() } else { 1 },
            choices,
        };
        menus.push(Menu { action: action(Some(key), false), label: label(key).to_owned(), offer });
        if matches!(key, SettingKey::Quiz | SettingKey::Curators) {
            menus.push(Menu {
                action: action(Some(key), true),
                label: "… or a role".to_owned(),
                offer: Offer::Roles,
            });
        }
        menus
    }
}

fn heading(level: Level) -> &'static str {
    match level {
        Level::User => "Settings for you",
        Level::Channel => "Settings for this channel",
        Level::Server => "Settings for this server",
    }
}

fn precedence(level: Level) -> &'static str {
    match level {
        Level::User => "What the server or the channel sets holds over what you set.",
        Level::Channel => {
            "What is set here holds over what people set for themselves; what the server sets \
             holds over it."
        }
        Level::Server => "What is set here holds over what channels and people set.",
    }
}

fn unset(level: Level) -> &'static str {
    match level {
        Level::User => "not set",
        Level::Channel => "not set: left to each person",
        Level::Server => "not set: left to channels and people",
    }
}

/// A setting's name for people.
fn label(key: SettingKey) -> &'static str {
    match key {
        SettingKey::Private => "Private replies to commands",
        SettingKey::Quote => "Length of quotes",
        SettingKey::Speeches => "Speeches that are searched",
        SettingKey::Study => "Answer every question (study channel)",
        SettingKey::Threads => "Study answers in a thread",
        SettingKey::Inline => "References in all messages",
        SettingKey::Quiz => "Who may start quizzes",
        SettingKey::Curators => "Curators",
    }
}

/// A setting's value for people, and the role that it names.
fn told(key: SettingKey, preferences: &Preferences) -> (String, Option<u64>) {
    let yes = |yes: bool| (if yes { "yes" } else { "no" }.to_owned(), None);
    match key {
        SettingKey::Private => yes(preferences.private),
        SettingKey::Quote => (told_length(preferences.quote).to_owned(), None),
        SettingKey::Speeches if preferences.speeches.is_empty() => ("all".to_owned(), None),
        SettingKey::Speeches => {
            let cut = |id: &String| excerpt::cut(id, messages::TITLE_LENGTH);
            (preferences.speeches.iter().map(cut).collect::<Vec<_>>().join(", "), None)
        }
        SettingKey::Study => yes(preferences.study),
        SettingKey::Threads => yes(preferences.threads),
        SettingKey::Inline => yes(preferences.inline),
        SettingKey::Quiz => match preferences.quiz_starters {
            QuizStarters::Everyone => ("everyone".to_owned(), None),
            QuizStarters::Managers => ("people with Manage Server".to_owned(), None),
            QuizStarters::Role(role) => ("people with Manage Server, and ".to_owned(), Some(role)),
        },
        SettingKey::Curators => match preferences.curator_role {
            None => ("people with Manage Server".to_owned(), None),
            Some(role) => ("people with Manage Server, and ".to_owned(), Some(role)),
        },
    }
}

fn told_length(length: QuoteLength) -> &'static str {
    match length {
        QuoteLength::Sentence => "the sentence alone",
        QuoteLength::Excerpt => "the sentence and some that follow",
        QuoteLength::Paragraph => "the whole paragraph",
    }
}
