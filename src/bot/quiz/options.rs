//! What somebody wants of a quiz, and who wants it.

use serde::{Deserialize, Serialize};

use crate::bot::actor::Actor;
use crate::quiz::{Millis, Pace};

/// Which session somebody wants; what is left out is chosen for them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuizOptions {
    /// How many questions.
    pub questions: Option<u16>,
    /// The name of the only kind of questions, see [`Kind::name`].
    pub kind: Option<String>,
    /// The only difficulty, 1 to 3.
    pub difficulty: Option<u8>,
    /// How long a question is open.
    pub seconds: Option<u16>,
    /// How fast it goes.
    pub pace: Pace,
    /// The id of the only speech.
    pub speech: Option<String>,
    /// Whether only the host plays.
    pub solo: bool,
}

/// What somebody wants of the quiz in a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuizCommand {
    Start(QuizOptions),
    Stop,
    Skip,
    Score,
}

/// Somebody who does something in a session, and when.
#[derive(Clone, Copy, Debug)]
pub struct Player<'a> {
    pub actor: &'a Actor,
    /// What tells this from all else that is done, such as an interaction's id.
    pub event: u64,
    pub made: Millis,
}
