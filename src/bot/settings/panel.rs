//! The panel: the current values in words, who set them, and the menus that change them.

use super::preferences::{
    ALL_SPEECHES, BETWEEN, Preferences, QuoteLength, Resolved, UNSET, scopes, set_at,
};
use super::service::SettingsService;
use crate::bot::actor::Actor;
use crate::bot::messages::settings as messages;
use crate::reply::{
    Action, Choice, Level, Line, Menu, MenuTarget, Offer, Part, Reply, SettingKey, SettingsMenu,
};

/// Beside *all* and *not set*.
const MOST_SPEECHES: usize = 23;

impl SettingsService {
    /// After `key` was chosen or, if `changed`, set.
    pub(super) async fn panel(
        &self,
        level: Level,
        actor: &Actor,
        reads_all: bool,
        key: Option<SettingKey>,
        changed: bool,
    ) -> Result<Reply, Reply> {
        let store = self.resources.store_or(messages::NEEDS_STORE)?;
        let settings = store.settings(&scopes(level, actor)).await?;
        let resolved = Resolved::new(&settings, &self.speech_ids());
        let own = |key: SettingKey| set_at(&settings, level, key);
        let line = |key| self.line(key, level, &resolved, own(key));
        let mut parts = Vec::new();
        if let Some(key) = key.filter(|_| changed) {
            parts.push(Part::text(messages::CHANGED));
            parts.push(Part::line(line(key)));
            parts.push(Part::text(messages::ALL));
        }
        let menus = self.menus(level, key, &resolved.preferences, key.and_then(own));
        parts.push(Part::Lines(self.keys(level).map(line).collect()));
        parts.push(Part::text(messages::precedence(level)));
        if level != Level::User {
            parts.extend((!reads_all).then(|| Part::text(messages::NOT_READ)));
            parts.push(Part::text(messages::ELSEWHERE));
        }
        Ok(Reply { private: true, menus, ..Reply::titled(messages::heading(level), parts) })
    }

    /// Where `line` set nothing.
    pub(super) fn with_examples(&self, mut panel: Reply, line: &str) -> Reply {
        let examples = self.keys(Level::User).map(|key| {
            let values: Vec<String> =
                self.offered(key).into_iter().map(|choice| choice.value).collect();
            messages::example(key, &values, UNSET)
        });
        panel.parts.push(Part::Lines(examples.collect()));
        if !line.is_empty() {
            panel.parts.insert(0, Part::text(messages::NOT_SET));
        }
        panel
    }

    pub(super) fn offered(&self, key: SettingKey) -> Vec<Choice> {
        let choice =
            |value: &str, label: &str| Choice { label: label.to_owned(), value: value.to_owned() };
        match key {
            SettingKey::Private | SettingKey::Study | SettingKey::Threads | SettingKey::Inline => {
                [true, false].map(messages::yes_or_no).map(|word| choice(word, word)).to_vec()
            }
            SettingKey::Quote => QuoteLength::ALL
                .map(|length| choice(&length.to_string(), messages::length(length)))
                .to_vec(),
            SettingKey::Quiz => {
                vec![choice("everyone", messages::EVERYONE), choice("managers", messages::MANAGERS)]
            }
            SettingKey::Curators => Vec::new(),
            SettingKey::Speeches => {
                let each = self.resources.corpus().speeches().iter().take(MOST_SPEECHES);
                let each = each.map(|speech| {
                    choice(speech.id(), &format!("{}: {}", speech.id(), speech.front().title))
                });
                std::iter::once(choice(ALL_SPEECHES, messages::ALL_SPEECHES)).chain(each).collect()
            }
        }
    }

    pub(super) fn keys(&self, level: Level) -> impl Iterator<Item = SettingKey> {
        let several = self.resources.corpus().speeches().len() > 1;
        SettingKey::ALL
            .into_iter()
            .filter(move |key| key.lowest() <= level && (several || *key != SettingKey::Speeches))
    }

    fn line(&self, key: SettingKey, level: Level, resolved: &Resolved, own: Option<&str>) -> Line {
        let from = resolved.from.get(&key).copied();
        let mut source = messages::set_by(from).to_owned();
        let mut mine = Preferences::default();
        if own.is_some_and(|own| from != Some(level) && mine.apply(key, own, &self.speech_ids())) {
            source.push_str(&messages::overruled(level, key, &mine));
        }
        messages::line(key, &resolved.preferences, &source)
    }

    fn menus(
        &self,
        level: Level,
        key: Option<SettingKey>,
        preferences: &Preferences,
        own: Option<&str>,
    ) -> Vec<Menu> {
        let which = self.keys(level).map(|key| Choice {
            label: match messages::value(key, preferences) {
                (_, Some(_)) => messages::label(key).to_owned(),
                (value, None) => format!("{}: {value}", messages::label(key)),
            },
            value: key.to_string(),
        });
        let menu = |sets: MenuTarget, label: &str, offer: Offer| Menu {
            action: Action::Set(SettingsMenu { level, sets }),
            label: label.to_owned(),
            offer,
        };
        let chosen = key.map(|key| key.to_string()).into_iter().collect();
        let offer = Offer::Choices { choices: which.collect(), chosen, most: 1 };
        let mut menus = vec![menu(MenuTarget::Shown, messages::CHOOSE_SETTING, offer)];
        let Some(key) = key else { return menus };
        let mut choices =
            vec![Choice { label: messages::unset(level).to_owned(), value: UNSET.to_owned() }];
        choices.extend(self.offered(key));
        let values: Vec<&str> = own.unwrap_or(UNSET).split(BETWEEN).collect();
        let chosen = choices
            .iter()
            .filter(|choice| values.contains(&choice.value.as_str()))
            .map(|choice| choice.value.clone());
        let offer = Offer::Choices {
            chosen: chosen.collect(),
            most: if key == SettingKey::Speeches { choices.len() } else { 1 },
            choices,
        };
        menus.push(menu(MenuTarget::Value(key), messages::label(key), offer));
        if key.may_be_a_role() {
            menus.push(menu(MenuTarget::Role(key), messages::OR_A_ROLE, Offer::Roles));
        }
        menus
    }
}
