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
pub enum Rejection {
    #[error("the round has not started yet")]
    NotStarted,
    #[error("the round has started already")]
    Started,
    #[error("the round is over")]
    Finished,
    #[error("the time for this question is over")]
    Late,
    #[error("this question is not open")]
    OtherQuestion,
    #[error("this was taken already")]
    Duplicate,
    #[error("a later vote stands")]
    Overtaken,
    #[error("nothing changes by this")]
    Unchanged,
    /// Or the question wants the other kind.
    #[error("this is no answer to the question")]
    NoAnswer,
    #[error("your answer is right already")]
    AlreadyRight,
    #[error("no tries are left for this question")]
    NoTriesLeft,
    #[error("there is no further hint")]
    NoMoreHints,
    /// Another's solo session, or no answer yet.
    #[error("only players of this round can do that")]
    NotPlaying,
    #[error("only the host can do that")]
    NotAllowed,
    #[error("nothing is due yet")]
    NotDue,
}
