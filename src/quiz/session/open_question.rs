//! The open question: who answered what, and which hints were given.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::Millis;
use crate::quiz::grade::Grade;
use crate::quiz::scoring::UserId;

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
