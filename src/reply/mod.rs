//! What a front end shows, without any Discord type: all show the same.

mod action;
mod form;
mod list;
mod mentions_page;
mod menu;
mod passage_key;
mod quiz_action;
mod settings_menu;

use std::fmt;

use jiff::Timestamp;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::corpus::Quote;

pub use action::{Action, Fault, MAX_ACTION, MOST_PASSAGES};
pub use form::{Field, Form};
pub use mentions_page::MentionsPage;
pub use menu::{Choice, Menu, Offer, SettingValue};
pub use passage_key::PassageKey;
pub use quiz_action::{QuizAction, QuizButton};
pub use settings_menu::{Level, MenuTarget, SettingKey, SettingsMenu};

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reply {
    pub private: bool,
    pub heading: Option<String>,
    pub parts: Vec<Part>,
    pub buttons: Vec<Button>,
    pub related: Vec<String>,
    /// Each value can be looked up.
    pub places: Vec<Choice>,
    pub file: Option<AttachedFile>,
    pub menus: Vec<Menu>,
    /// Opened instead of showing anything else.
    pub form: Option<Form>,
    /// The thread to open, where one can be made.
    pub thread: Option<String>,
    pub follow_up: Option<FollowUp>,
}

/// Handed back to the bot once the reply is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUp {
    /// Asks the first question, in the thread or else in the channel.
    BeginQuiz { session: String, thread: Option<u64> },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttachedFile {
    pub name: &'static str,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The bot's own words.
    Text(String),
    /// Also people, places and times.
    Line(Vec<Span>),
    Fact(Quote),
    Passage(Excerpt),
    Difference(Difference),
    Examples(Vec<(String, String)>),
    Contents(Vec<Entry>),
    Copyable(Copyable),
    Settings(Vec<SettingValue>),
    Ranking(Vec<Place>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub rank: usize,
    /// An id, shown without notifying.
    pub person: u64,
    pub points: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    Text(String),
    /// Notifies nobody.
    Person {
        id: u64,
        /// What they go by, if known.
        name: Option<String>,
    },
    Channel(u64),
    /// Notifies nobody.
    Role(u64),
    /// Shown by the reader's own clock.
    Moment(Timestamp),
    /// The time left until then (seconds since 1970).
    Until(u64),
}

impl Part {
    pub fn text(text: impl Into<String>) -> Part {
        Part::Text(text.into())
    }

    fn quotes(&self) -> Vec<&Quote> {
        match self {
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
        }
    }
}

impl Span {
    pub fn text(text: impl Into<String>) -> Span {
        Span::Text(text.into())
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    pub reference: String,
    pub heading: Option<Quote>,
    pub holds: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Copyable {
    pub label: &'static str,
    pub text: Vec<Run>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    Own(String),
    Quoted(Quote),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Empty where words were left out.
    pub given: String,
    /// None where words were added.
    pub speech: Option<Quote>,
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

/// With the sentence that is shown.
impl Serialize for Difference {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Difference", 4)?;
        fields.serialize_field("given", &self.given)?;
        fields.serialize_field("speech", &self.speech)?;
        fields.serialize_field("severity", &self.severity)?;
        fields.serialize_field("sentence", &self.to_string())?;
        fields.end()
    }
}

/// Quoted pieces of one unit in reading order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Excerpt {
    pub pieces: Vec<Piece>,
    pub reference: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// `focus` marks what to read first.
    Words { quote: Quote, focus: bool },
    /// Words left out.
    Gap,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Button {
    pub label: &'static str,
    pub action: Action,
}

impl Reply {
    pub fn text(text: impl Into<String>) -> Reply {
        Reply { parts: vec![Part::text(text)], ..Reply::default() }
    }

    pub fn titled(heading: impl Into<String>, parts: Vec<Part>) -> Reply {
        Reply { heading: Some(heading.into()), parts, ..Reply::default() }
    }

    pub fn ephemeral(text: impl Into<String>) -> Reply {
        Reply { private: true, ..Reply::text(text) }
    }

    /// Says what went wrong and what to do next.
    pub fn error(text: impl Into<String>) -> Reply {
        Reply::ephemeral(text)
    }

    pub fn form(form: Form) -> Reply {
        Reply { private: true, form: Some(form), ..Reply::default() }
    }

    /// To whoever asked alone if `private`; what everybody sees needs no sharing.
    #[must_use]
    pub fn addressed(mut self, private: bool) -> Reply {
        self.private |= private;
        self.buttons.retain(|button| self.private || !button.action.shares());
        self
    }

    /// Credits everything quoted; none where passages show credits of their own.
    pub fn credit(&self) -> Option<&str> {
        let credited = |part: &&Part| matches!(part, Part::Passage(_) | Part::Contents(_));
        let quotes = self.parts.iter().filter(credited).flat_map(Part::quotes);
        let mut credits = quotes.map(Quote::credit);
        let first = credits.next()?;
        credits.all(|other| other == first).then_some(first).filter(|credit| !credit.is_empty())
    }

    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        self.parts.iter().flat_map(Part::quotes)
    }
}

impl Excerpt {
    pub fn credit(&self) -> Option<&str> {
        self.quotes().next().map(Quote::credit).filter(|credit| !credit.is_empty())
    }

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
