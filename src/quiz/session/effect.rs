//! What is to be shown after an event.

use super::hint::Hint;
use super::rules::Millis;
use crate::quiz::scoring::{Points, Standing, UserId};

/// Questions are numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Ask { number: usize, closes: Millis },
    Hint { number: usize, hint: Hint },
    BallotCount { ballot: Ballot, votes: usize, needed: usize },
    Reveal(Outcome),
    Finish { reason: EndReason, standings: Vec<Standing> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ballot {
    Hint,
    Skip,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub number: usize,
    pub reason: CloseReason,
    /// Most points first.
    pub gains: Vec<Gain>,
    /// Who answered, and whether rightly, points or not.
    pub answers: Vec<(UserId, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseReason {
    Answered,
    Skipped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    pub user: UserId,
    pub points: Points,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    Complete,
    Idle,
    Stopped,
}

impl Effect {
    pub fn forget(&mut self, user: UserId) {
        match self {
            Effect::Reveal(outcome) => {
                outcome.gains.retain(|gain| gain.user != user);
                outcome.answers.retain(|(answered, _)| *answered != user);
            }
            Effect::Finish { standings, .. } => standings.retain(|standing| standing.user != user),
            Effect::Ask { .. } | Effect::Hint { .. } | Effect::BallotCount { .. } => {}
        }
    }
}
