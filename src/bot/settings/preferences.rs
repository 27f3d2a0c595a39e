//! What holds for somebody who asks: resolved from what the server, the channel and the person set.
//!
//! What the server sets holds over what the channel sets, and this over what the person sets. What nobody set is the
//! default. A stored value that cannot be read, such as a speech that is gone, counts for nothing.

use std::collections::BTreeMap;

use crate::bot::Asker;
use crate::store::{Scope, Setting};

/// How much of a passage an answer shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuoteLength {
    /// The sentences to read first alone.
    Sentence,
    /// These and what follows, as much as reads well on a phone.
    #[default]
    Excerpt,
    /// The whole paragraph where there is room for it.
    Paragraph,
}

/// Who may start quizzes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuizStarters {
    /// Everyone.
    #[default]
    Everyone,
    /// Who may manage the server.
    Managers,
    /// Who has the role with this id, and who may manage the server.
    Role(u64),
}

/// What holds for somebody who asks somewhere. The default is what holds where nothing was set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// Whether replies to commands are for the asker only, unless they say otherwise.
    pub private: bool,
    /// How much of a passage an answer shows.
    pub quote: QuoteLength,
    /// The ids of the speeches that are searched; all when there are none.
    pub speeches: Vec<String>,
    /// Whether each question in the channel is answered.
    pub study: bool,
    /// Whether such an answer goes into a thread of its own.
    pub threads: bool,
    /// Whether references in any message are shown.
    pub inline: bool,
    /// Who may start quizzes.
    pub quiz_starters: QuizStarters,
    /// The role whose members may teach, beside those who may manage the server.
    pub curator_role: Option<u64>,
}

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// [`Preferences::private`]
    Private,
    /// [`Preferences::quote`]
    Quote,
    /// [`Preferences::speeches`]
    Speeches,
    /// [`Preferences::study`]
    Study,
    /// [`Preferences::threads`]
    Threads,
    /// [`Preferences::inline`]
    Inline,
    /// [`Preferences::quiz_starters`]
    Quiz,
    /// [`Preferences::curator_role`]
    Curators,
}

/// Who sets something. The greater one holds over the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One person, wherever they ask.
    User,
    /// Everybody in a channel and its threads.
    Channel,
    /// Everybody in a server.
    Server,
}

/// The value that stands for all speeches.
pub(super) const ALL_SPEECHES: &str = "*";

/// What stands between the ids of several speeches.
pub(super) const BETWEEN: char = ',';

impl Key {
    /// All settings, in the order in which they are shown.
    pub const ALL: [Key; 8] =
        [Key::Private, Key::Quote, Key::Speeches, Key::Study, Key::Threads, Key::Inline, Key::Quiz, Key::Curators];

    /// Its name, as it is kept and typed.
    pub fn name(self) -> &'static str {
        match self {
            Key::Private => "private",
            Key::Quote => "quote",
            Key::Speeches => "speeches",
            Key::Study => "study",
            Key::Threads => "threads",
            Key::Inline => "inline",
            Key::Quiz => "quiz",
            Key::Curators => "curators",
        }
    }

    /// The setting with this name.
    pub fn named(name: &str) -> Option<Key> {
        Key::ALL.into_iter().find(|key| key.name() == name)
    }

    /// Who can set it.
    pub fn levels(self) -> &'static [Level] {
        match self {
            Key::Private | Key::Quote | Key::Speeches => &[Level::User, Level::Channel, Level::Server],
            Key::Study | Key::Threads | Key::Inline | Key::Quiz => &[Level::Channel, Level::Server],
            Key::Curators => &[Level::Server],
        }
    }
}

impl Level {
    /// All levels, the one that holds over the others first.
    pub const ALL: [Level; 3] = [Level::Server, Level::Channel, Level::User];

    /// Whom it concerns where somebody asks; a channel's settings are a server's.
    pub fn scope(self, asker: Asker) -> Option<Scope> {
        match self {
            Level::Server => asker.server.map(Scope::Server),
            Level::Channel => asker.server.and(asker.channel).map(Scope::Channel),
            Level::User => Some(Scope::User(asker.person)),
        }
    }

    fn of(scope: Scope) -> Level {
        match scope {
            Scope::Server(_) => Level::Server,
            Scope::Channel(_) => Level::Channel,
            Scope::User(_) => Level::User,
        }
    }
}

/// What holds, and who set it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) preferences: Preferences,
    /// The level whose value holds, for each setting that is set.
    pub(super) from: BTreeMap<Key, Level>,
}

impl Resolved {
    /// What these settings come to. `speeches` are the ids of those that are loaded.
    pub(super) fn of(settings: &[Setting], speeches: &[&str]) -> Resolved {
        let mut resolved = Resolved::default();
        for key in Key::ALL {
            let set = |level: &Level| {
                let found = settings.iter().find(|one| Level::of(one.scope) == *level && one.name == key.name());
                found.is_some_and(|one| resolved.preferences.take(key, &one.value, speeches))
            };
            let mut allowed = Level::ALL.into_iter().filter(|level| key.levels().contains(level));
            if let Some(level) = allowed.find(set) {
                resolved.from.insert(key, level);
            }
        }
        resolved
    }
}

impl Preferences {
    /// Takes a value as it is kept; `false`, and no change, when it cannot be read.
    pub(super) fn take(&mut self, key: Key, value: &str, speeches: &[&str]) -> bool {
        match key {
            Key::Private => put(&mut self.private, yes_or_no(value)),
            Key::Quote => put(&mut self.quote, QuoteLength::named(value)),
            Key::Speeches => put(&mut self.speeches, chosen(value, speeches)),
            Key::Study => put(&mut self.study, yes_or_no(value)),
            Key::Threads => put(&mut self.threads, yes_or_no(value)),
            Key::Inline => put(&mut self.inline, yes_or_no(value)),
            Key::Quiz => put(&mut self.quiz_starters, QuizStarters::named(value)),
            Key::Curators => put(&mut self.curator_role, role(value).map(Some)),
        }
    }
}

impl QuoteLength {
    pub(super) const ALL: [QuoteLength; 3] = [QuoteLength::Sentence, QuoteLength::Excerpt, QuoteLength::Paragraph];

    pub(super) fn name(self) -> &'static str {
        match self {
            QuoteLength::Sentence => "sentence",
            QuoteLength::Excerpt => "excerpt",
            QuoteLength::Paragraph => "paragraph",
        }
    }

    fn named(name: &str) -> Option<QuoteLength> {
        QuoteLength::ALL.into_iter().find(|length| length.name() == name)
    }
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

/// A role's id, in the one form that it is written in.
fn role(value: &str) -> Option<u64> {
    value.parse().ok().filter(|id: &u64| *id > 0 && id.to_string() == value)
}

/// The loaded ones of the speeches that a value names, in the order in which they are loaded; none of them means all.
fn chosen(value: &str, loaded: &[&str]) -> Option<Vec<String>> {
    if value == ALL_SPEECHES {
        return Some(Vec::new());
    }
    let named: Vec<&str> = value.split(BETWEEN).collect();
    let chosen: Vec<String> = loaded.iter().filter(|id| named.contains(id)).map(|id| (*id).to_owned()).collect();
    (!chosen.is_empty()).then_some(chosen)
}

#[cfg(test)]
mod tests;
