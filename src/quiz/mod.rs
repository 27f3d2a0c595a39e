//! Quizzes: items that carry the words which prove their answer, the deck that they are drawn from,
//! judging what is typed, the session as a state machine, and what answers are worth.
//!
//! Everything here is computed from the corpus and from what is passed in: the same seed draws the
//! same items.

mod deck;
mod generate;
mod grade;
mod leaderboard;
mod scoring;
mod session;

use crate::corpus::Quote;

pub use deck::{Deck, Filter};
pub use grade::{Distractors, Judged, LONGEST_TYPED, judge};
pub use leaderboard::{CLAIM_WINDOW, Claim, Row, Scope, Season, board, counts};
pub use scoring::{Points, RightAnswer, Standing, Tally, podium, points, ranked};
pub use session::{
    Ballot, Effect, Ended, Entry, Event, Gain, Hint, Millis, OpenQuestion, Outcome, Pace, Phase,
    Rejection, Response, Rules, Session, SessionQuestion, Setup, SetupError, Solution, Submission,
    UserId, Why,
};

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
    pub const ALL: [Kind; 6] =
        [Kind::Blank, Kind::Section, Kind::Finish, Kind::Fact, Kind::Altered, Kind::Written];

    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

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

impl AnswerKey {
    /// The right answer, as it is told.
    pub fn answer(&self) -> &str {
        let told = match self {
            AnswerKey::Choice { choices, right } => choices.get(*right),
            AnswerKey::Text { accepted } => accepted.first(),
        };
        told.map_or("", String::as_str)
    }
}

/// A question with its key and its proof.
#[derive(Clone, Debug)]
pub struct Item {
    /// A short hash of kind, prompt (or both versions of an altered sentence), proof and answer: it
    /// stays the same while they do.
    pub id: String,
    /// What it asks for.
    pub kind: Kind,
    /// The question.
    pub prompt: String,
    /// What is right.
    pub answer: AnswerKey,
    /// The words that prove it. They hold the answer verbatim; that of a section item is the
    /// section of their reference.
    pub evidence: Quote,
    /// From 1 (easy) to 3.
    pub difficulty: u8,
}

impl From<&Item> for SessionQuestion {
    /// As much of an item as a session needs.
    fn from(item: &Item) -> SessionQuestion {
        let solution = match &item.answer {
            AnswerKey::Choice { choices, right } => {
                Solution::Choice { count: choices.len(), right: *right }
            }
            AnswerKey::Text { accepted } => Solution::Text { accepted: accepted.clone() },
        };
        SessionQuestion { item: item.id.clone(), solution, difficulty: item.difficulty }
    }
}
