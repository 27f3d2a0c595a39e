//! What a front end shows, without any Discord type: all show the same.

mod action;
mod carried;
mod controls;
mod settings_menu;

use jiff::Timestamp;
use serde::Serialize;

use crate::corpus::Quote;

pub use action::{Action, Fault, MAX_ACTION, MOST_PASSAGES};
pub use carried::{MentionsPage, PassageKey, QuizAction, QuizButton};
pub use controls::{Choice, Field, Form, MOST_CHOICES, Menu, Offer};
pub use settings_menu::{Level, MenuTarget, SettingKey, SettingsMenu};

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reply {
    pub private: bool,
    pub heading: Option<String>,
    pub parts: Vec<Part>,
    pub buttons: Vec<Button>,
    pub menus: Vec<Menu>,
    pub file: Option<AttachedFile>,
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
    Lines(Vec<Line>),
    /// One of those between a quote and the speech.
    Difference(Line),
    Passage(Excerpt),
    Copyable {
        label: &'static str,
        text: Line,
    },
}

/// Also people, places and times.
pub type Line = Vec<Span>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    Text(String),
    Strong(String),
    Code(String),
    /// `focus` marks what to read first.
    Quoted {
        quote: Quote,
        focus: bool,
    },
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

    pub fn line(line: Line) -> Part {
        Part::Lines(vec![line])
    }

    fn quotes(&self) -> impl Iterator<Item = &Quote> {
        let lines: &[Line] = match self {
            Part::Text(_) => &[],
            Part::Lines(lines) => lines,
            Part::Passage(Excerpt { text: line, .. })
            | Part::Copyable { text: line, .. }
            | Part::Difference(line) => std::slice::from_ref(line),
        };
        lines.iter().flatten().filter_map(Span::quoted)
    }
}

impl Span {
    pub fn text(text: impl Into<String>) -> Span {
        Span::Text(text.into())
    }

    pub fn quote(quote: Quote) -> Span {
        Span::Quoted { quote, focus: false }
    }

    fn quoted(&self) -> Option<&Quote> {
        match self {
            Span::Quoted { quote, .. } => Some(quote),
            _ => None,
        }
    }

    /// Empty where each front end has its own.
    pub fn words(&self) -> &str {
        match self {
            Span::Text(words) | Span::Strong(words) | Span::Code(words) => words,
            Span::Quoted { quote, .. } => quote.text(),
            _ => "",
        }
    }
}

/// Quotes of one unit in reading order, with marks where words are left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Excerpt {
    pub text: Line,
    pub reference: String,
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
        let credited = |part: &&Part| matches!(part, Part::Passage(_) | Part::Lines(_));
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
        let first = self.text.iter().find_map(Span::quoted);
        first.map(Quote::credit).filter(|credit| !credit.is_empty())
    }
}
