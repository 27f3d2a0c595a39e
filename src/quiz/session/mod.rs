//! A session of questions as a pure state machine: a state and an event give a state and what to
//! show.
//!
//! ```text
//! Waiting ──Started──→ OpenQuestion ──time, all done, skip──→ Revealed ──time──→ OpenQuestion …
//!    └──────StopAsked──────┴───────────StopAsked───────────┴──time, last, idle──→ Finished
//! ```
//!
//! - The log of accepted events is the truth: [`Session::replay`] makes the same state from it.
//!   Whoever runs a session writes an event down first and shows its effects then; after a restart
//!   [`Session::showing`] says what should be on show, and [`Session::due`] when to come back with
//!   [`Event::TimePassed`].
//! - Time never goes back: what arrives with an older time is taken at the latest one. What counts
//!   for a person is when they acted, not when it arrived, and so long as the question is open; it
//!   stays open for `grace` after its time, for answers that are on their way.
//! - Choices: one vote a person; it can be changed until time is up, and the one made last stands.
//! - Typed answers: the first right one of each person counts, up to `tries` tries. Nobody sees the
//!   others' answers, so a right one closes nothing: whoever types slowly may be right, too, and
//!   only gets less for speed.
//! - A question closes early when everybody who answered the one before has answered (two people at
//!   least), and `settle` later, so that a vote can still be changed; the first one never does. In
//!   a solo session it closes with the host's answer.
//! - A hint or the next question comes when the host or a moderator asks, or more than half of the
//!   players; players are who answered this question or the one before, and two at least must ask.
//!   A skipped question gives nothing to anybody.
//! - What comes a second time changes nothing: an event's id is remembered while its question is
//!   open, and its question's number tells it later.

mod event;
mod hint;
mod open_question;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use event::{Ballot, Effect, Ended, Entry, Event, Gain, Outcome, Rejection, Why};
pub use hint::Hint;
pub use open_question::{OpenQuestion, Response, Submission};
pub use rules::{Millis, Pace, Rules, SessionQuestion, Setup, SetupError, Solution, UserId};

use super::scoring::{Standing, Tally, ranked};

/// What a session is doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// It has not started.
    Waiting,
    /// A question is open.
    OpenQuestion(OpenQuestion),
    /// A question's answer is on show.
    Revealed {
        /// How it came out.
        outcome: Outcome,
        /// Until when.
        until: Millis,
    },
    /// It is over, and never changes again.
    Finished(Why),
}

/// A session: all that is needed to go on with it, in another process if need be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    setup: Setup,
    phase: Phase,
    /// The latest time seen.
    clock: Millis,
    /// The ids of events since the open question came.
    seen: BTreeSet<u64>,
    /// Questions in a row that nobody answered.
    idle: u32,
    /// Who answered the question before.
    present: BTreeSet<UserId>,
    players: BTreeMap<UserId, Tally>,
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

    /// The session that these events lead to.
    ///
    /// # Errors
    /// When one of them is not accepted; a log of accepted events has none of these.
    pub fn replay<'a>(
        setup: Setup,
        log: impl IntoIterator<Item = &'a Entry>,
    ) -> Result<Session, Rejection> {
        log.into_iter().try_fold(Session::new(setup), |session, entry| Ok(session.step(entry)?.0))
    }

    /// The state after an event, and what to show.
    ///
    /// # Errors
    /// When the event is not accepted; the state stays as it is.
    pub fn step(&self, entry: &Entry) -> Result<(Session, Vec<Effect>), Rejection> {
        if let Phase::Finished(_) = self.phase {
            return Err(Rejection::Finished);
        }
        if entry.id.is_some_and(|id| self.seen.contains(&id)) {
            return Err(Rejection::Duplicate);
        }
        let mut next = self.clone();
        next.clock = self.clock.max(entry.now);
        next.seen.extend(entry.id);
        let effects = match entry.event {
            Event::Started => next.start()?,
            Event::StopAsked { user, moderator } if moderator || user == self.setup.host => {
                next.finish(Why::Stopped)
            }
            Event::StopAsked { .. } => return Err(Rejection::NotAllowed),
            Event::TimePassed => next.time_passed()?,
            Event::Forgotten { user } => next.forget(user)?,
            _ => next.answered(entry)?,
        };
        Ok((next, effects))
    }

    fn start(&mut self) -> Result<Vec<Effect>, Rejection> {
        match self.phase {
            Phase::Waiting => Ok(self.ask(0)),
            _ => Err(Rejection::Started),
        }
    }

    fn ask(&mut self, number: usize) -> Vec<Effect> {
        let asking = OpenQuestion::new(number, self.clock, self.setup.rules.time);
        let closes = asking.closes();
        self.seen.clear();
        self.phase = Phase::OpenQuestion(asking);
        vec![Effect::Ask { number, closes }]
    }

    fn finish(&mut self, why: Why) -> Vec<Effect> {
        self.phase = Phase::Finished(why);
        vec![Effect::Finish { why, standings: self.standings() }]
    }

    fn time_passed(&mut self) -> Result<Vec<Effect>, Rejection> {
        if self.due().is_none_or(|due| self.clock < due) {
            return Err(Rejection::NotDue);
        }
        match &self.phase {
            Phase::OpenQuestion(_) => Ok(self.reveal(Ended::Answered)),
            Phase::Revealed { .. } if self.idle >= self.setup.rules.idle => {
                Ok(self.finish(Why::Idle))
            }
            Phase::Revealed { outcome, .. } if outcome.number + 1 >= self.setup.questions.len() => {
                Ok(self.finish(Why::Complete))
            }
            Phase::Revealed { outcome, .. } => Ok(self.ask(outcome.number + 1)),
            Phase::Waiting | Phase::Finished(_) => Err(Rejection::NotDue),
        }
    }

    /// Takes everything of a person's out of the session.
    fn forget(&mut self, user: UserId) -> Result<Vec<Effect>, Rejection> {
        let mut known = self.players.remove(&user).is_some() | self.present.remove(&user);
        match &mut self.phase {
            Phase::OpenQuestion(asking) => known |= asking.forget(user),
            Phase::Revealed { outcome, .. } => outcome.gains.retain(|gain| gain.user != user),
            Phase::Waiting | Phase::Finished(_) => {}
        }
        if known { Ok(Vec::new()) } else { Err(Rejection::Unchanged) }
    }

    /// What it is made from.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// What it is doing.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The question that is open.
    pub fn asking(&self) -> Option<(&OpenQuestion, &SessionQuestion)> {
        match &self.phase {
            Phase::OpenQuestion(asking) => {
                Some((asking, self.setup.questions.get(asking.number())?))
            }
            _ => None,
        }
    }

    /// When something happens by itself: bring [`Event::TimePassed`] at that time or later. A time
    /// that is over is due at once.
    pub fn due(&self) -> Option<Millis> {
        match &self.phase {
            Phase::OpenQuestion(asking) => Some(asking.closes() + self.setup.rules.grace),
            Phase::Revealed { until, .. } => Some(*until),
            Phase::Waiting | Phase::Finished(_) => None,
        }
    }

    /// What should be on show now: for a process that takes the session over.
    pub fn showing(&self) -> Option<Effect> {
        match &self.phase {
            Phase::Waiting => None,
            Phase::OpenQuestion(asking) => {
                Some(Effect::Ask { number: asking.number(), closes: asking.closes() })
            }
            Phase::Revealed { outcome, .. } => Some(Effect::Reveal(outcome.clone())),
            Phase::Finished(why) => Some(Effect::Finish { why: *why, standings: self.standings() }),
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
}
