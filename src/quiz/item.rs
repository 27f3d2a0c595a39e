//! Quiz items: a question, its right answer, and the words that prove it.

use serde::{Deserialize, Serialize};

use crate::corpus::Quote;
use crate::text::Slice;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Blank,
    Section,
    Finish,
    Altered,
    Written,
}

impl Kind {
    pub const ALL: [Kind; 5] =
        [Kind::Blank, Kind::Section, Kind::Finish, Kind::Altered, Kind::Written];

    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Kind::Blank => "blank",
            Kind::Section => "section",
            Kind::Finish => "finish",
            Kind::Altered => "altered",
            Kind::Written => "written",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerKey {
    Choice {
        choices: Vec<String>,
        /// From 0.
        right: usize,
    },
    Text {
        /// The speech's own words first.
        accepted: Vec<String>,
    },
}

impl AnswerKey {
    pub fn answer(&self) -> &str {
        self.accepted().first().map_or("", String::as_str)
    }

    /// Of what is shown to choose from; none where the answer is typed.
    pub fn choices(&self) -> &[String] {
        match self {
            AnswerKey::Choice { choices, .. } => choices,
            AnswerKey::Text { .. } => &[],
        }
    }

    pub fn accepted(&self) -> &[String] {
        match self {
            AnswerKey::Choice { choices, right } => choices.slice(*right..=*right),
            AnswerKey::Text { accepted } => accepted,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Item {
    /// A hash of kind, prompt (or an altered sentence's versions), evidence and answer.
    pub id: String,
    pub kind: Kind,
    pub prompt: String,
    pub answer: AnswerKey,
    /// Holds the answer verbatim; a section item's answer is the section of its reference.
    pub evidence: Quote,
    /// From 1 (easy) to 3.
    pub difficulty: u8,
}
