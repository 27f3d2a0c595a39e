//! What a session is played by: its questions, its host, its times.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::quiz::item::{AnswerKey, Item};
use crate::quiz::scoring::UserId;

/// Since 1970 UTC, or a length of time.
pub type Millis = u64;

pub fn millis(at: Timestamp) -> Millis {
    at.as_millisecond().try_into().unwrap_or_default()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    Calm,
    #[default]
    Normal,
    Quick,
}

/// [`Setup::new`] holds the time of a question within bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    pub time: Millis,
    pub pause: Millis,
    /// For answers on their way at the end.
    pub grace: Millis,
    /// For last changes when all have answered.
    pub settle: Millis,
    /// Typed answers per person and question.
    pub tries: u32,
    /// Per question.
    pub hints: u32,
    /// Unanswered questions in a row that end the session.
    pub idle: u32,
    /// Only the host plays, and goes on by answering.
    pub solo: bool,
}

impl Rules {
    /// `seconds`: each question's, in place of the pace's.
    pub fn new(pace: Pace, seconds: Option<u16>, solo: bool) -> Rules {
        let (usual, pause) = match pace {
            Pace::Calm => (45, 12),
            Pace::Normal => (25, 8),
            Pace::Quick => (12, 4),
        };
        Rules {
            time: u64::from(seconds.unwrap_or(usual)) * 1_000,
            pause: pause * 1_000,
            grace: 1_500,
            settle: 3_000,
            tries: 3,
            hints: 2,
            idle: 3,
            solo,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Solution {
    Choice {
        count: usize,
        /// From 0.
        right: usize,
    },
    Text {
        /// The one to show first.
        accepted: Vec<String>,
    },
}

/// The rest is looked up by the item's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionQuestion {
    pub item: String,
    pub solution: Solution,
    /// From 1 to 3.
    pub difficulty: u8,
    /// None in rounds of earlier versions.
    #[serde(default)]
    pub hints: Option<usize>,
}

impl From<&Item> for SessionQuestion {
    fn from(item: &Item) -> SessionQuestion {
        let solution = match &item.answer {
            AnswerKey::Choice { choices, right } => {
                Solution::Choice { count: choices.len(), right: *right }
            }
            AnswerKey::Text { accepted } => Solution::Text { accepted: accepted.clone() },
        };
        let hints = Some(solution.telling_hints());
        SessionQuestion { item: item.id.clone(), solution, difficulty: item.difficulty, hints }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// Stored beside the rest, so that it can be deleted.
    #[serde(skip)]
    pub host: UserId,
    pub rules: Rules,
    pub questions: Vec<SessionQuestion>,
}

impl Setup {
    /// None without questions.
    pub fn new(host: UserId, rules: Rules, questions: Vec<SessionQuestion>) -> Option<Setup> {
        let rules = Rules { time: rules.time.clamp(5_000, 300_000), ..rules };
        (!questions.is_empty()).then_some(Setup { host, rules, questions })
    }
}
