//! Quizzes: items that carry the words which prove their answer, the deck that they are drawn from, judging what is typed,
//! the round as a state machine, and what answers are worth.
//!
//! Everything here is computed from the corpus and from what is passed in: the same seed draws the same items.

mod board;
mod deck;
mod judge;
mod make;
mod round;
mod score;

use crate::corpus::Quote;

pub use board::{CLAIM_WINDOW, Claim, Row, Scope, Season, board, counts};
pub use deck::{Deck, Filter};
pub use judge::{Judged, LONGEST_TYPED, Rivals, judge};
pub use round::{
    Asked, Asking, Effect, Ended, Entry, Event, Gain, Given, Hint, Millis, Outcome, Pace, Phase, Refused, Round, Rules, Said,
    Setup, SetupError, Solution, UserId, Wanted, Why,
};
pub use score::{Points, RightAnswer, Standing, Tally, podium, points, ranked};

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
    /// All kinds.
    pub const ALL: [Kind; 6] = [Kind::Blank, Kind::Section, Kind::Finish, Kind::Fact, Kind::Altered, Kind::Written];

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
pub enum Key {
    /// One of several choices.
    Choice {
        /// What can be chosen, in the order in which it is shown.
        choices: Vec<String>,
        /// The place of the right one, from 0.
        right: usize,
    },
    /// Typed words.
    Text {
        /// All that is right, the speech's own words first.
        accepted: Vec<String>,
    },
}

impl Key {
    /// The right answer, as it is told.
    pub fn answer(&self) -> &str {
        let told = match self {
            Key::Choice { choices, right } => choices.get(*right),
            Key::Text { accepted } => accepted.first(),
        };
        told.map_or("", String::as_str)
    }
}

/// A question with its key and its proof.
#[derive(Clone, Debug)]
pub struct Item {
    /// A short hash of kind, prompt (or both versions of an altered sentence), proof and answer: it stays the same while they do.
    pub id: String,
    /// What it asks for.
    pub kind: Kind,
    /// The question.
    pub prompt: String,
    /// What is right.
    pub answer: Key,
    /// The words that prove it. They hold the answer verbatim; that of a section item is the section of their reference.
    pub proof: Quote,
    /// From 1 (easy) to 3.
    pub difficulty: u8,
}

impl From<&Item> for Asked {
    /// As much of an item as a round needs.
    fn from(item: &Item) -> Asked {
        let solution = match &item.answer {
            Key::Choice { choices, right } => Solution::Choice { count: choices.len(), right: *right },
            Key::Text { accepted } => Solution::Text { accepted: accepted.clone() },
        };
        Asked { item: item.id.clone(), solution, difficulty: item.difficulty }
    }
}
