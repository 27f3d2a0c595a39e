//! What a surface shows: plain data without any Discord type, so that Discord and the terminal show
//! the same.

mod action;
mod form;
mod menu;
mod parse;
mod passage_key;
mod quiz_action;
mod settings_menu;

use std::fmt;

use jiff::Timestamp;

use crate::corpus::Quote;

pub use action::{Action, Fault, MAX_ACTION, MOST_PASSAGES};
pub use form::{Field, Form};
pub use menu::{Choice, Menu, Offer, SettingValue};
pub use parse::NotAnAction;
pub use passage_key::{PassageKey, SentenceKey};
pub use quiz_action::{QuizAction, QuizButton};
pub use settings_menu::{Level, SettingKey, SettingsMenu};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// Shown to the person who asked only.
    pub private: bool,
    /// The question as asked, or the reply's subject.
    pub heading: Option<String>,
    /// What is said and quoted, in order.
    pub parts: Vec<Part>,
    /// Where the words are from: speaker, date, title.
    pub source: Option<String>,
    pub buttons: Vec<Button>,
    pub related: Vec<String>,
    /// Places of a speech that can be chosen to be shown; each value is what looks the place up.
    pub places: Vec<Choice>,
    /// A file to take away.
    pub file: Option<TextFile>,
    pub menus: Vec<Menu>,
    /// A form that is opened instead of showing anything else.
    pub form: Option<Form>,
    /// The name of a thread that the reply opens, where one can be made.
    pub thread: Option<String>,
    /// What the bot is told once the reply is sent.
    pub follow_up: Option<FollowUp>,
}

/// What comes after a reply: a surface hands it back to the bot when the reply is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// The first question of a quiz, in a thread of its own or else in the channel.
    BeginQuiz { session: String, thread: Option<u64> },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    pub name: &'static str,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The bot's own words.
    Text(String),
    /// The bot's own words with people, places and times among them.
    Line(Vec<Span>),
    Fact(Quote),
    Passage(Excerpt),
    /// What differs between given words and the speech's.
    Difference(Difference),
    Examples(Vec<(String, String)>),
    /// What a speech consists of, in reading order.
    Contents(Vec<Entry>),
    /// Text to copy elsewhere.
    Copyable(Copyable),
    /// What holds of settings, one a line.
    Settings(Vec<SettingValue>),
    /// People by their points.
    Ranking(Vec<Place>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub rank: usize,
    /// The person's id; nobody is called by showing it.
    pub person: u64,
    pub points: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    Text(String),
    /// A person; nobody is told that they were named.
    Person {
        id: u64,
        /// What they go by, where that is known.
        name: Option<String>,
    },
    /// A channel or thread.
    Channel(u64),
    /// A role; naming it here notifies nobody.
    Role(u64),
    /// A moment, as whoever reads it reads clocks.
    Moment(Timestamp),
    /// How long it is until a time, in seconds since 1970.
    Until(u64),
}

impl Span {
    pub fn text(text: impl Into<String>) -> Span {
        Span::Text(text.into())
    }
}

/// A part of a speech, as its outline shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub reference: String,
    /// The heading, where it has one.
    pub heading: Option<Quote>,
    pub holds: String,
}

/// Text to copy elsewhere, character by character.
#[derive(Clone, Debug, PartialEq)]
pub struct Copyable {
    pub label: &'static str,
    pub text: Vec<Run>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Run {
    /// The bot's own words.
    Own(String),
    Quoted(Quote),
}

/// Words of a quote that somebody gives, and the speech's words that they stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The given words; empty where some were left out.
    pub given: String,
    /// The speech's words; none where some were added.
    pub speech: Option<Quote>,
    /// Whether it changes the meaning.
    pub severity: bool,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { given, speech, severity } = self;
        f.write_str(if *severity { "This changes the meaning: the quote " } else { "The quote " })?;
        match speech.as_ref().map(Quote::text) {
            None => write!(f, "adds “{given}”."),
            Some(speech) if given.is_empty() => write!(f, "leaves out “{speech}”."),
            Some(speech) => write!(f, "has “{given}”; the speech says “{speech}”."),
        }
    }
}

/// A passage as it is shown: quoted pieces of one unit in reading order, and where they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// The quoted pieces and the gaps between them.
    pub pieces: Vec<Piece>,
    pub reference: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Quoted words; `focus` when they are what to read first.
    Words { quote: Quote, focus: bool },
    /// Words of the unit that are left out.
    Gap,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    pub label: &'static str,
    pub action: Action,
}

impl Reply {
    pub fn text(text: impl Into<String>) -> Reply {
        Reply { parts: vec![Part::Text(text.into())], ..Reply::default() }
    }

    /// A reply of the bot's own words that only the person who asked sees.
    pub fn ephemeral(text: impl Into<String>) -> Reply {
        Reply { private: true, ..Reply::text(text) }
    }

    /// What went wrong and what to do next, for the person who asked.
    pub fn error(text: impl Into<String>) -> Reply {
        Reply::ephemeral(text)
    }

    pub fn form(form: Form) -> Reply {
        Reply { private: true, form: Some(form), ..Reply::default() }
    }

    /// The reply, without the buttons that share it when everybody sees it anyway.
    #[must_use]
    pub fn without_needless_share(mut self) -> Reply {
        self.buttons.retain(|button| self.private || !button.action.shares());
        self
    }

    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        self.parts.iter().flat_map(|part| match part {
            Part::Fact(quote) => vec![quote],
            Part::Passage(excerpt) => excerpt.quotes().collect(),
            Part::Difference(difference) => difference.speech.iter().collect(),
            Part::Contents(entries) => {
                entries.iter().filter_map(|entry| entry.heading.as_ref()).collect()
            }
            Part::Copyable(copyable) => copyable.quotes().collect(),
            Part::Text(_)
            | Part::Line(_)
            | Part::Examples(_)
            | Part::Ranking(_)
            | Part::Settings(_) => Vec::new(),
        })
    }
}

impl Excerpt {
    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Words { quote, .. } => Some(quote),
            Piece::Gap => None,
        })
    }
}

impl Copyable {
    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        self.text.iter().filter_map(|run| match run {
            Run::Quoted(quote) => Some(quote),
            Run::Own(_) => None,
        })
    }
}

impl fmt::Display for Copyable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.iter().try_for_each(|run| match run {
            Run::Own(text) => f.write_str(text),
            Run::Quoted(quote) => f.write_str(quote.text()),
        })
    }
}
