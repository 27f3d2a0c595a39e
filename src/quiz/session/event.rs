//! What can happen to a session, what comes of it, and why something is not accepted.

use serde::{Deserialize, Serialize};

use super::hint::Hint;
use super::rules::{Millis, UserId};
use crate::quiz::grade::Judged;
use crate::quiz::scoring::{Points, Standing};

/// Something that happened to a session, as its log keeps it. Nothing that anybody typed is in it:
/// what was typed arrives judged, so that a session is the same when it is played again from its
/// log by a later version of the judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What tells it from all others, such as an interaction's id; `None` for what the program
    /// itself does.
    pub id: Option<u64>,
    /// When the person did it, such as the time in an interaction's id.
    pub made: Millis,
    /// When it arrived.
    pub now: Millis,
    /// What it is.
    pub event: Event,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The first question may come.
    Started,
    /// Somebody chose.
    Voted {
        /// Who.
        user: UserId,
        /// The question, from 0.
        number: usize,
        /// The choice, from 0.
        choice: usize,
        /// Whether it may bring points: not for those who opted out or answered the same item in
        /// another session.
        counts: bool,
    },
    /// Somebody typed an answer.
    Typed {
        /// Who.
        user: UserId,
        /// The question, from 0.
        number: usize,
        /// What the judge said.
        judged: Judged,
        /// As for a vote.
        counts: bool,
    },
    /// Somebody wants a hint.
    HintAsked {
        /// Who.
        user: UserId,
        /// The question, from 0.
        number: usize,
        /// Whether the person may decide for everybody, as the host may.
        moderator: bool,
    },
    /// Somebody wants the next question.
    SkipAsked {
        /// Who.
        user: UserId,
        /// The question, from 0.
        number: usize,
        /// As for a hint.
        moderator: bool,
    },
    /// Somebody ends the session.
    StopAsked {
        /// Who.
        user: UserId,
        /// As for a hint.
        moderator: bool,
    },
    /// Somebody wants nothing of theirs kept: their answers and points go.
    Forgotten {
        /// Who.
        user: UserId,
    },
    /// It is later; see [`Session::due`](super::Session::due).
    TimePassed,
}

/// Why an event is not accepted. Nothing changed, and it belongs in no log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The session waits for its start.
    #[error("the round has not started yet")]
    NotStarted,
    /// The session runs.
    #[error("the round has started already")]
    Started,
    /// The session is over.
    #[error("the round is over")]
    Finished,
    /// The question's time is over.
    #[error("the time for this question is over")]
    Late,
    /// The session has no such question, or it has not come yet.
    #[error("this question is not open")]
    OtherQuestion,
    /// The same event came before.
    #[error("this was taken already")]
    Duplicate,
    /// A later vote of the same person came before this one.
    #[error("a later vote stands")]
    Overtaken,
    /// It is so already.
    #[error("nothing changes by this")]
    Unchanged,
    /// There is no such choice, or the question wants the other kind of answer.
    #[error("this is no answer to the question")]
    NoAnswer,
    /// The person had it right before.
    #[error("your answer is right already")]
    AlreadyRight,
    /// The person may not type once more.
    #[error("no tries are left for this question")]
    NoTriesLeft,
    /// There is no further hint.
    #[error("there is no further hint")]
    NoMoreHints,
    /// The person does not play: others' solo session, or no answer yet.
    #[error("only players of this round can do that")]
    NotPlaying,
    /// Only the host, or who may manage the place, can do that.
    #[error("only the host can do that")]
    NotAllowed,
    /// Nothing is due yet.
    #[error("nothing is due yet")]
    NotDue,
}

/// What somebody wants for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ballot {
    /// A hint.
    Hint,
    /// The next question.
    Skip,
}

/// How a question ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Its time was over, or everybody had answered.
    Answered,
    /// It was skipped, and gives nobody anything.
    Skipped,
}

/// What somebody got for a right answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gain {
    /// Who.
    pub user: UserId,
    /// How much.
    pub points: Points,
}

/// How a question came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The question, from 0.
    pub number: usize,
    /// How it ended.
    pub ended: Ended,
    /// How many answered.
    pub answered: usize,
    /// Who had it right, most points first.
    pub gains: Vec<Gain>,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// All questions were asked.
    Complete,
    /// Nobody answered for some questions.
    Idle,
    /// Somebody stopped it.
    Stopped,
}

/// What is to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// A question, open until a time.
    Ask {
        /// The question, from 0.
        number: usize,
        /// When it closes.
        closes: Millis,
    },
    /// Everybody has answered: the open question closes earlier.
    Hurry {
        /// The question, from 0.
        number: usize,
        /// When it closes now.
        closes: Millis,
    },
    /// A hint.
    Hint {
        /// The question, from 0.
        number: usize,
        /// The hint.
        hint: Hint,
    },
    /// Somebody wants something that needs more people.
    Wants {
        /// What.
        wanted: Ballot,
        /// How many want it.
        have: usize,
        /// How many must.
        need: usize,
    },
    /// The right answer and who had it.
    Reveal(Outcome),
    /// The end, with everybody's place.
    Finish {
        /// Why.
        why: Why,
        /// All places.
        standings: Vec<Standing>,
    },
}

impl Effect {
    /// Takes a person out of what is still to be shown.
    pub fn forget(&mut self, user: UserId) {
        match self {
            Effect::Reveal(outcome) => outcome.gains.retain(|gain| gain.user != user),
            Effect::Finish { standings, .. } => standings.retain(|standing| standing.user != user),
            Effect::Ask { .. }
            | Effect::Hurry { .. }
            | Effect::Hint { .. }
            | Effect::Wants { .. } => {}
        }
    }
}
