//! What can happen to a session, and why something that happened is not accepted.

use serde::{Deserialize, Serialize};

use super::rules::Millis;
use crate::quiz::grade::Grade;
use crate::quiz::scoring::UserId;

/// An entry of a session's log. Nothing that anybody typed is in it: typed answers arrive graded,
/// so that a replay by a later version, whose grading may differ, gives the same session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Unique, such as an interaction's id; `None` for what the program itself does.
    pub id: Option<u64>,
    /// When the person did it, such as the time in an interaction's id.
    pub made: Millis,
    /// When it arrived.
    pub now: Millis,
    pub event: Event,
}

/// What can happen. Questions and choices are numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    Started,
    Voted {
        user: UserId,
        number: usize,
        choice: usize,
        /// Whether it may bring points: not for those who opted out or answered the same item in
        /// another session.
        counts: bool,
    },
    Typed {
        user: UserId,
        number: usize,
        #[serde(rename = "judged")]
        grade: Grade,
        /// As for a vote.
        counts: bool,
    },
    HintAsked {
        user: UserId,
        number: usize,
        /// Whether the person may decide for everybody, as the host may.
        moderator: bool,
    },
    SkipAsked {
        user: UserId,
        number: usize,
        /// As for a hint.
        moderator: bool,
    },
    StopAsked {
        user: UserId,
        /// As for a hint.
        moderator: bool,
    },
    /// Somebody wants their data deleted: their answers and points go.
    Forgotten {
        user: UserId,
    },
    /// It is later; see [`Session::due`](super::Session::due).
    TimePassed,
}

/// Why an event is not accepted. Nothing changed, and it belongs in no log.
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
    /// The session has no such question, or it has not come yet.
    #[error("this question is not open")]
    OtherQuestion,
    #[error("this was taken already")]
    Duplicate,
    /// A later vote of the same person came before this one.
    #[error("a later vote stands")]
    Overtaken,
    #[error("nothing changes by this")]
    Unchanged,
    /// There is no such choice, or the question wants the other kind of answer.
    #[error("this is no answer to the question")]
    NoAnswer,
    #[error("your answer is right already")]
    AlreadyRight,
    #[error("no tries are left for this question")]
    NoTriesLeft,
    #[error("there is no further hint")]
    NoMoreHints,
    /// The person does not play: others' solo session, or no answer yet.
    #[error("only players of this round can do that")]
    NotPlaying,
    /// Only the host, or who may manage the place, can do that.
    #[error("only the host can do that")]
    NotAllowed,
    #[error("nothing is due yet")]
    NotDue,
}
