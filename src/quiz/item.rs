//! Quiz items: a question, its right answer, and the words that prove it.

use crate::corpus::Quote;

/// What an item asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Which words were taken out of a sentence.
    Blank,
    /// In which section a sentence stands.
    Section,
    /// How a sentence ends.
    Finish,
    /// Who, when, where, how many: a reader's question that a few words answer.
    Fact,
    /// Which of two versions of a sentence is the speech's own.
    Altered,
    /// Written by hand in `quiz.toml`.
    Written,
}

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::Blank, Kind::Section, Kind::Finish, Kind::Fact, Kind::Altered, Kind::Written];

    /// The kind's name, as commands take it and `--json` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Blank => "blank",
            Kind::Section => "section",
            Kind::Finish => "finish",
            Kind::Fact => "fact",
            Kind::Altered => "altered",
            Kind::Written => "written",
        }
    }
}

/// What is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerKey {
    Choice {
        /// What can be chosen, in the order in which it is shown.
        choices: Vec<String>,
        /// The place of the right one, from 0.
        right: usize,
    },
    Text {
        /// All that is right, the speech's own words first.
        accepted: Vec<String>,
    },
}

impl AnswerKey {
    /// The right answer, as it is shown.
    pub fn answer(&self) -> &str {
        let answer = match self {
            AnswerKey::Choice { choices, right } => choices.get(*right),
            AnswerKey::Text { accepted } => accepted.first(),
        };
        answer.map_or("", String::as_str)
    }
}

/// A question with its key and its evidence.
#[derive(Clone, Debug)]
pub struct Item {
    /// A short hash of kind, prompt (or both versions of an altered sentence), evidence and answer: it
    /// stays the same while they do.
    pub id: String,
    pub kind: Kind,
    pub prompt: String,
    pub answer: AnswerKey,
    /// The words that prove it. They hold the answer verbatim; that of a section item is the
    /// section of their reference.
    pub evidence: Quote,
    /// From 1 (easy) to 3.
    pub difficulty: u8,
}
