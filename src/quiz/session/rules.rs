//! What a session is played by: its questions, its host, its times.

use serde::{Deserialize, Serialize};

use crate::quiz::item::{AnswerKey, Item};
use crate::quiz::scoring::UserId;

/// Milliseconds since the beginning of 1970, UTC, or so many milliseconds.
pub type Millis = u64;

/// How fast a session goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// 45 seconds a question, 12 between two.
    Calm,
    /// 25 seconds a question, 8 between two.
    #[default]
    Normal,
    /// 12 seconds a question, 4 between two.
    Quick,
}

/// Times and limits of a session; each is held within its bounds by [`Setup::new`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// How long a question is open: 5 seconds to 5 minutes.
    pub time: Millis,
    /// How long its answer is shown before what follows: 1 second to 1 minute.
    pub pause: Millis,
    /// How long after the end an answer still counts that was on its way: up to 5 seconds.
    pub grace: Millis,
    /// How long everybody may still change their mind when all have answered: 1 to 30 seconds.
    pub settle: Millis,
    /// How often a person may type an answer to one question: 1 to 10.
    pub tries: u32,
    /// How many hints a question has at most: up to 3.
    pub hints: u32,
    /// After how many questions in a row without an answer the session ends: 1 to 10.
    pub idle: u32,
    /// Whether only the host plays, and goes on by answering.
    pub solo: bool,
}

impl Rules {
    pub fn from_pace(pace: Pace) -> Rules {
        let (seconds, pause) = match pace {
            Pace::Calm => (45, 12),
            Pace::Normal => (25, 8),
            Pace::Quick => (12, 4),
        };
        Rules {
            time: seconds * 1_000,
            pause: pause * 1_000,
            grace: 1_500,
            settle: 3_000,
            tries: 3,
            hints: 2,
            idle: 3,
            solo: false,
        }
    }

    fn within_bounds(self) -> Rules {
        Rules {
            time: self.time.clamp(5_000, 300_000),
            pause: self.pause.clamp(1_000, 60_000),
            grace: self.grace.min(5_000),
            settle: self.settle.clamp(1_000, 30_000),
            tries: self.tries.clamp(1, 10),
            hints: self.hints.min(3),
            idle: self.idle.clamp(1, 10),
            solo: self.solo,
        }
    }
}

/// What is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Solution {
    Choice {
        count: usize,
        /// The right one, from 0.
        right: usize,
    },
    Text {
        /// The answers that are right, the one to show first.
        accepted: Vec<String>,
    },
}

/// A question of a session: as much of an item as the rules need. Its prompt and its proof are
/// looked up by the item's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionQuestion {
    /// The item's id.
    pub item: String,
    pub solution: Solution,
    /// From 1 to 3.
    pub difficulty: u8,
}

impl From<&Item> for SessionQuestion {
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

/// What a session is made from; never changes while it is played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    pub(super) host: UserId,
    pub(super) rules: Rules,
    pub(super) questions: Vec<SessionQuestion>,
}

/// A session that cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    #[error("a round needs at least one question")]
    NoQuestions,
    #[error("the item {0} has no right answer among its choices, or no accepted text")]
    NoAnswer(String),
}

impl Setup {
    pub fn new(
        host: UserId,
        rules: Rules,
        questions: Vec<SessionQuestion>,
    ) -> Result<Setup, SetupError> {
        if questions.is_empty() {
            return Err(SetupError::NoQuestions);
        }
        let answerable = |question: &&SessionQuestion| match &question.solution {
            Solution::Choice { count, right } => *count >= 2 && right < count,
            Solution::Text { accepted } => accepted.iter().any(|answer| !answer.trim().is_empty()),
        };
        if let Some(question) = questions.iter().find(|question| !answerable(question)) {
            return Err(SetupError::NoAnswer(question.item.clone()));
        }
        Ok(Setup { host, rules: rules.within_bounds(), questions })
    }

    pub fn host(&self) -> UserId {
        self.host
    }

    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    pub fn questions(&self) -> &[SessionQuestion] {
        &self.questions
    }
}
