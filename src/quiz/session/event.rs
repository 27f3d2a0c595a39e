//! What can happen to a session, and why it may be refused.

use serde::{Deserialize, Serialize};

use super::rules::Millis;
use crate::quiz::grade::Grade;
use crate::quiz::scoring::UserId;

/// Typed answers arrive graded: a later version, whose grading may differ, replays the same
/// session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Such as an interaction's id; the program's own events have none.
    #[serde(skip)]
    pub id: Option<u64>,
    /// When the person acted, as an interaction's id says.
    pub made: Millis,
    /// When it arrived.
    pub now: Millis,
    pub event: Event,
}

/// Questions and choices are numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    Started,
    Voted {
        user: UserId,
        number: usize,
        choice: usize,
        /// May earn points: not after opting out, or answering the item in another session.
        counts: bool,
    },
    Typed {
        user: UserId,
        number: usize,
        #[serde(rename = "judged")]
        grade: Grade,
        counts: bool,
    },
    HintAsked {
        user: UserId,
        number: usize,
        /// May decide for everybody, as the host may.
        moderator: bool,
    },
    SkipAsked {
        user: UserId,
        number: usize,
        moderator: bool,
    },
    StopAsked {
        user: UserId,
        moderator: bool,
    },
    Forgotten {
        user: UserId,
    },
    /// Nobody saw the question in time: its time begins anew.
    ShownLate {
        number: usize,
    },
    TimePassed,
}

/// Nothing changed; it belongs in no log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum Rejection {
    NotStarted,
    Finished,
    Late,
    /// A later vote stands.
    Overtaken,
    /// Or not due.
    Unchanged,
    /// Or the question wants the other kind.
    NoAnswer,
    AlreadyRight,
    NoTriesLeft,
    NoMoreHints,
    /// Another's solo session, or no answer yet.
    NotPlaying,
    NotAllowed,
}
