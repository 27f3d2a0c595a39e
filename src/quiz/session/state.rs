//! The state of a session, and what can be read from it.

use std::collections::{BTreeMap, BTreeSet};

use super::effect::{EndReason, Outcome};
use super::open_question::OpenQuestion;
use super::rules::{Millis, SessionQuestion, Setup};
use crate::quiz::scoring::{Standing, Tally, UserId, ranked};

/// What a session is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It has not started.
    Waiting,
    OpenQuestion(OpenQuestion),
    /// A question's answer is on show.
    Revealed {
        outcome: Outcome,
        until: Millis,
    },
    /// It is over, and never changes again.
    Finished(EndReason),
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub(super) setup: Setup,
    pub(super) phase: Phase,
    /// The latest time seen.
    pub(super) clock: Millis,
    /// The ids of events since the open question came.
    pub(super) seen: BTreeSet<u64>,
    /// Questions in a row that nobody answered.
    pub(super) idle: u32,
    /// Who answered the question before.
    pub(super) present: BTreeSet<UserId>,
    pub(super) players: BTreeMap<UserId, Tally>,
}

impl Session {
    /// A session that waits for its start.
    pub fn new(setup: Setup) -> Session {
        Session {
            setup,
            phase: Phase::Waiting,
            clock: 0,
            seen: BTreeSet::new(),
            idle: 0,
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

    /// When something happens by itself: bring [`Event::TimePassed`](super::Event::TimePassed) at
    /// that time or later. A time that is over is due at once.
    pub fn due(&self) -> Option<Millis> {
        match &self.phase {
            Phase::OpenQuestion(open) => Some(open.closes() + self.setup.rules.grace),
            Phase::Revealed { until, .. } => Some(*until),
            Phase::Waiting | Phase::Finished(_) => None,
        }
    }

    /// What each player has; who opted out is none of them.
    pub fn players(&self) -> &BTreeMap<UserId, Tally> {
        &self.players
    }

    /// Everybody's place up to now.
    pub fn standings(&self) -> Vec<Standing> {
        ranked(self.players.iter().map(|(user, tally)| (*user, u64::from(tally.points))))
    }

    pub(super) fn question(&self, number: usize) -> Option<&SessionQuestion> {
        self.setup.questions.get(number)
    }
}
