//! The state of a session, and what can be read from it.

use std::collections::{BTreeMap, BTreeSet};

use super::open_question::OpenQuestion;
use super::rules::{Millis, SessionQuestion, Setup};
use crate::quiz::scoring::{Standing, Tally, UserId, ranked};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    Waiting,
    OpenQuestion(OpenQuestion),
    Revealed {
        number: usize,
        until: Millis,
    },
    /// Never changes again.
    Finished,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub(super) setup: Setup,
    pub(super) phase: Phase,
    /// The latest time seen.
    pub(super) clock: Millis,
    /// Event ids since the question opened.
    pub(super) seen: BTreeSet<u64>,
    pub(super) idle: u32,
    pub(super) asked: usize,
    pub(super) present: BTreeSet<UserId>,
    pub(super) players: BTreeMap<UserId, Tally>,
}

impl Session {
    pub fn new(setup: Setup) -> Session {
        Session {
            setup,
            phase: Phase::Waiting,
            clock: 0,
            seen: BTreeSet::new(),
            idle: 0,
            asked: 0,
            present: BTreeSet::new(),
            players: BTreeMap::new(),
        }
    }

    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    pub fn open_question(&self) -> Option<(&OpenQuestion, &SessionQuestion)> {
        match &self.phase {
            Phase::OpenQuestion(open) => Some((open, self.question(open.number)?)),
            _ => None,
        }
    }

    /// A past time is due at once.
    pub fn due(&self) -> Option<Millis> {
        match &self.phase {
            Phase::OpenQuestion(open) => Some(open.closes + self.setup.rules.grace),
            Phase::Revealed { until, .. } => Some(*until),
            Phase::Waiting | Phase::Finished => None,
        }
    }

    /// How many questions were.
    pub fn asked(&self) -> usize {
        self.asked
    }

    /// Without those who opted out.
    pub fn players(&self) -> &BTreeMap<UserId, Tally> {
        &self.players
    }

    pub fn standings(&self) -> Vec<Standing> {
        ranked(self.players.iter().map(|(user, tally)| (*user, u64::from(tally.points))))
    }

    pub fn question(&self, number: usize) -> Option<&SessionQuestion> {
        self.setup.questions.get(number)
    }
}
