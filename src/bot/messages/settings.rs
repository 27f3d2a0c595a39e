//! The panel of settings.

use crate::bot::excerpt;
use crate::bot::settings::preferences::{Preferences, QuizStarters, QuoteLength};
use crate::reply::{Level, Line, SettingKey, Span};

pub(crate) const NEEDS_STORE: &str = "This bot keeps nothing, so nothing can be set here. Whoever \
     runs it can change that with `store.url`.";

pub(crate) const NO_SERVER: &str =
    "This needs a server that I am in. What is set for you alone is under /settings me.";

pub(crate) const NOT_ALLOWED: &str = "Only people with the permission Manage Server can set this. \
     What is set for you alone is under /settings me.";

pub(crate) const OPTED_OUT: &str = "Nothing was set: you opted out, so I keep nothing of you. \
     /privacy optout with state off takes that back.";

pub(crate) const NOT_EVERYONE: &str =
    "Nothing was set: everyone has this role. Please choose one that only curators have.";

pub(crate) const NOT_SET: &str =
    "Nothing was set: there is no such setting here, or no such value.";

pub(crate) fn heading(level: Level) -> &'static str {
    match level {
        Level::User => "Settings for you",
        Level::Channel => "Settings for this channel",
        Level::Server => "Settings for this server",
    }
}

pub(crate) const CHANGED: &str = "Done. This holds now:";

pub(crate) const ALL: &str = "All settings:";

pub(crate) fn precedence(level: Level) -> &'static str {
    match level {
        Level::User => "What the server or the channel sets holds over what you set.",
        Level::Channel => {
            "What is set here holds over what people set for themselves; what the server sets \
             holds over it."
        }
        Level::Server => "What is set here holds over what channels and people set.",
    }
}

pub(crate) const NOT_READ: &str = "Study mode, and references in all messages, need \
     discord.message_content = true, which is off here: until whoever runs this bot switches it \
     on, I read only what is addressed to me.";

pub(crate) const ELSEWHERE: &str = "The passage of the day has a command of its own.";

pub(crate) const CHOOSE_SETTING: &str = "Choose what to set";

pub(crate) const OR_A_ROLE: &str = "… or a role";

pub(crate) fn label(key: SettingKey) -> &'static str {
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

pub(crate) fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

pub(crate) fn length(length: QuoteLength) -> &'static str {
    match length {
        QuoteLength::Sentence => "the sentence alone",
        QuoteLength::Excerpt => "the sentence and some that follow",
        QuoteLength::Paragraph => "the whole paragraph",
    }
}

pub(crate) const ALL_SPEECHES: &str = "all speeches";

pub(crate) const EVERYONE: &str = "everyone";

pub(crate) const MANAGERS: &str = "people with Manage Server";

const MANAGERS_AND_ROLE: &str = "people with Manage Server, and ";

/// Where a role follows, the words before it.
pub(crate) fn value(key: SettingKey, preferences: &Preferences) -> (String, Option<u64>) {
    let (value, role) = match key {
        SettingKey::Private => (yes_or_no(preferences.private), None),
        SettingKey::Quote => (length(preferences.quote), None),
        SettingKey::Speeches if preferences.speeches.is_empty() => ("all", None),
        SettingKey::Speeches => {
            let cut = |id: &String| excerpt::cut(id, excerpt::TITLE_LENGTH);
            return (preferences.speeches.iter().map(cut).collect::<Vec<_>>().join(", "), None);
        }
        SettingKey::Study => (yes_or_no(preferences.study), None),
        SettingKey::Threads => (yes_or_no(preferences.threads), None),
        SettingKey::Inline => (yes_or_no(preferences.inline), None),
        SettingKey::Quiz => match preferences.quiz_starters {
            QuizStarters::Everyone => (EVERYONE, None),
            QuizStarters::Managers => (MANAGERS, None),
            QuizStarters::Role(role) => (MANAGERS_AND_ROLE, Some(role)),
        },
        SettingKey::Curators => match preferences.curator_role {
            None => (MANAGERS, None),
            Some(role) => (MANAGERS_AND_ROLE, Some(role)),
        },
    };
    (value.to_owned(), role)
}

pub(crate) fn line(key: SettingKey, preferences: &Preferences, source: &str) -> Line {
    let (value, role) = value(key, preferences);
    let mut line = vec![Span::Strong(label(key).to_owned()), Span::Text(format!(": {value}"))];
    line.extend(role.map(Span::Role));
    line.push(Span::Text(format!(" ({source})")));
    line
}

pub(crate) fn unset(level: Level) -> &'static str {
    match level {
        Level::User => "not set",
        Level::Channel => "not set: left to each person",
        Level::Server => "not set: left to channels and people",
    }
}

pub(crate) fn set_by(level: Option<Level>) -> &'static str {
    match level {
        Some(Level::Server) => "set by the server",
        Some(Level::Channel) => "set for this channel",
        Some(Level::User) => "set by you",
        None => "the default",
    }
}

pub(crate) fn overruled(level: Level, key: SettingKey, preferences: &Preferences) -> String {
    let (value, role) = value(key, preferences);
    let value = role.map_or(value, |_| "a role".to_owned());
    let whose = if level == Level::User { "your own" } else { "the channel's own" };
    format!("; {whose} choice, {value}, does not count here")
}

pub(crate) fn example(key: SettingKey, values: &[String], unset: &str) -> Line {
    let value = values.first().map_or(unset, String::as_str);
    super::example(
        &format!("/settings {key} {value}"),
        &format!("{}: {} or {unset}", label(key), values.join(", ")),
    )
}
