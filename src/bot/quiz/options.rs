//! What is asked of a quiz, and by whom.

use serde::{Deserialize, Serialize};

use crate::bot::actor::Actor;
use crate::quiz::{Filter, Millis, Pace};

/// The bot chooses what is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuizOptions {
    pub questions: Option<u16>,
    #[serde(flatten)]
    pub filter: Filter,
    pub seconds: Option<u16>,
    pub pace: Pace,
    pub solo: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuizCommand {
    Start(QuizOptions),
    Stop,
    Skip,
    Score,
}

#[derive(Clone, Copy, Debug)]
pub struct Player<'a> {
    pub actor: &'a Actor,
    /// Such as an interaction's id.
    pub event: u64,
    pub made: Millis,
}
