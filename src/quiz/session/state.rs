//! The state of a session with its open question, and what can be read from it.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{Millis, SessionQuestion, Setup};
use crate::quiz::grade::Grade;
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

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenQuestion {
    pub number: usize,
    pub(super) opened: Millis,
    /// Answers made until then count.
    pub closes: Millis,
    pub submissions: BTreeMap<UserId, Submission>,
    pub(super) hints: Vec<Millis>,
    pub(super) hint_votes: BTreeSet<UserId>,
    pub(super) skip_votes: BTreeSet<UserId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Submission {
    pub response: Response,
    pub at: Millis,
    /// Changed votes included.
    pub tries: u32,
    pub counts: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// From 0.
    Choice(usize),
    Typed(Grade),
}

impl OpenQuestion {
    pub(super) fn new(number: usize, opened: Millis, time: Millis) -> OpenQuestion {
        let closes = opened.saturating_add(time);
        OpenQuestion { number, opened, closes, ..OpenQuestion::default() }
    }

    pub(super) fn submit(&mut self, user: UserId, response: Response, at: Millis, counts: bool) {
        let before = self.submissions.get(&user);
        let submission = Submission {
            response,
            at,
            tries: before.map_or(0, |before| before.tries) + 1,
            counts: counts && before.is_none_or(|before| before.counts),
        };
        self.submissions.insert(user, submission);
    }

    pub(super) fn forget(&mut self, user: UserId) -> bool {
        self.submissions.remove(&user).is_some()
            | self.hint_votes.remove(&user)
            | self.skip_votes.remove(&user)
    }
}
