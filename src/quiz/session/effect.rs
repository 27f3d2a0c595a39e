//! What is to be shown after an event.

use super::hint::Hint;
use super::rules::Millis;
use crate::quiz::scoring::{Points, Standing, UserId};

/// What is to be shown. Questions are numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Ask {
        number: usize,
        closes: Millis,
    },
    /// Everybody has answered: the open question closes earlier.
    ClosesEarly {
        number: usize,
        closes: Millis,
    },
    Hint {
        number: usize,
        hint: Hint,
    },
    /// Somebody asked for something that needs more votes.
    BallotCount {
        ballot: Ballot,
        votes: usize,
        needed: usize,
    },
    Reveal(Outcome),
    Finish {
        reason: EndReason,
        standings: Vec<Standing>,
    },
}

/// What players can ask for together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ballot {
    Hint,
    Skip,
}

/// How a question came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub number: usize,
    pub reason: CloseReason,
    /// How many people answered.
    pub answered: usize,
    /// Who had it right, most points first.
    pub gains: Vec<Gain>,
}

/// Why a question was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseReason {
    /// Its time was over, or everybody had answered.
    Answered,
    /// It gives nobody anything.
    Skipped,
}

/// What somebody got for a right answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    pub user: UserId,
    pub points: Points,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// All questions were asked.
    Complete,
    /// Nobody answered for some questions.
    Idle,
    /// Somebody stopped it.
    Stopped,
}

impl Effect {
    /// Takes a person out of what is still to be shown.
    pub fn forget(&mut self, user: UserId) {
        match self {
            Effect::Reveal(outcome) => outcome.gains.retain(|gain| gain.user != user),
            Effect::Finish { standings, .. } => standings.retain(|standing| standing.user != user),
            Effect::Ask { .. }
            | Effect::ClosesEarly { .. }
            | Effect::Hint { .. }
            | Effect::BallotCount { .. } => {}
        }
    }
}
