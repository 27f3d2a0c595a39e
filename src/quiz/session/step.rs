//! What each event changes in a session, and when it is refused.

use std::collections::BTreeSet;

use super::effect::{Ballot, CloseReason, Effect, EndReason};
use super::event::{Entry, Event, Rejection};
use super::rules::{Millis, Solution};
use super::state::{OpenQuestion, Phase, Response, Session};
use crate::quiz::grade::Grade;
use crate::quiz::scoring::UserId;

type Change = Result<Option<Effect>, Rejection>;

impl Session {
    pub fn step(&mut self, entry: &Entry) -> Result<Option<Effect>, Rejection> {
        if self.phase == Phase::Finished {
            return Err(Rejection::Finished);
        }
        if entry.id.is_some_and(|id| self.seen.contains(&id)) {
            return Err(Rejection::Unchanged);
        }
        let mut next = self.clone();
        next.clock = self.clock.max(entry.now);
        next.seen.extend(entry.id);
        let effect = match entry.event {
            Event::Started if self.phase == Phase::Waiting => next.ask(0),
            Event::Started => return Err(Rejection::Unchanged),
            Event::Voted { user, number, choice, counts } => {
                next.answer(entry.made, user, number, Response::Choice(choice), counts)?
            }
            Event::Typed { user, number, grade, counts } => {
                next.answer(entry.made, user, number, Response::Typed(grade), counts)?
            }
            Event::HintAsked { user, number, moderator } => {
                next.ballot(Ballot::Hint, user, number, moderator)?
            }
            Event::SkipAsked { user, number, moderator } => {
                next.ballot(Ballot::Skip, user, number, moderator)?
            }
            Event::StopAsked { user, moderator } if moderator || user == self.setup.host => {
                next.finish(EndReason::Stopped)
            }
            Event::StopAsked { .. } => return Err(Rejection::NotAllowed),
            Event::Forgotten { user } => next.forget(user)?,
            Event::ShownLate { number } => next.ask_again(number)?,
            Event::TimePassed => next.time_passed()?,
        };
        *self = next;
        Ok(effect)
    }

    fn ask(&mut self, number: usize) -> Option<Effect> {
        let open = OpenQuestion::new(number, self.clock, self.setup.rules.time);
        let closes = open.closes;
        self.seen.clear();
        self.asked = number + 1;
        self.phase = Phase::OpenQuestion(open);
        Some(Effect::Ask { number, closes })
    }

    /// An answer shows that somebody saw it.
    fn ask_again(&mut self, number: usize) -> Change {
        match self.open(number)?.submissions.is_empty() {
            true => Ok(self.ask(number)),
            false => Err(Rejection::Unchanged),
        }
    }

    fn finish(&mut self, reason: EndReason) -> Option<Effect> {
        self.phase = Phase::Finished;
        Some(Effect::Finish { reason, standings: self.standings() })
    }

    fn time_passed(&mut self) -> Change {
        if self.due().is_none_or(|due| self.clock < due) {
            return Err(Rejection::Unchanged);
        }
        Ok(match self.phase {
            Phase::Revealed { .. } if self.idle >= self.setup.rules.idle => {
                self.finish(EndReason::Idle)
            }
            Phase::Revealed { number, .. } if number + 1 >= self.setup.questions.len() => {
                self.finish(EndReason::Complete)
            }
            Phase::Revealed { number, .. } => self.ask(number + 1),
            Phase::OpenQuestion(_) | Phase::Waiting | Phase::Finished => {
                self.reveal(CloseReason::Answered)
            }
        })
    }

    fn forget(&mut self, user: UserId) -> Change {
        let mut known = self.players.remove(&user).is_some() | self.present.remove(&user);
        if let Phase::OpenQuestion(open) = &mut self.phase {
            known |= open.forget(user);
        }
        if known { Ok(None) } else { Err(Rejection::Unchanged) }
    }

    fn open(&mut self, number: usize) -> Result<&mut OpenQuestion, Rejection> {
        let current = match &self.phase {
            Phase::Revealed { number, .. } => *number,
            Phase::OpenQuestion(open) => open.number,
            Phase::Waiting | Phase::Finished => return Err(Rejection::NotStarted),
        };
        match &mut self.phase {
            Phase::OpenQuestion(open) if number == current => Ok(open),
            _ if number <= current => Err(Rejection::Late),
            _ => Err(Rejection::NoAnswer),
        }
    }

    fn answer(
        &mut self,
        made: Millis,
        user: UserId,
        number: usize,
        response: Response,
        counts: bool,
    ) -> Change {
        let (now, grace, most) = (self.clock, self.setup.rules.grace, self.setup.rules.tries);
        let stranger = self.setup.rules.solo && user != self.setup.host;
        let solution = self.question(number).map(|question| &question.solution);
        let is_answer = match (solution, response) {
            (Some(Solution::Choice { count, .. }), Response::Choice(choice)) => choice < *count,
            (Some(Solution::Text { .. }), Response::Typed(grade)) => grade != Grade::Blank,
            _ => false,
        };
        let open = self.open(number)?;
        let at = made.min(now).max(open.opened);
        if at > open.closes.saturating_add(grace) {
            return Err(Rejection::Late);
        }
        if stranger {
            return Err(Rejection::NotPlaying);
        }
        if !is_answer {
            return Err(Rejection::NoAnswer);
        }
        if let Some(before) = open.submissions.get(&user) {
            let is_choice = matches!(response, Response::Choice(_));
            match before.response {
                _ if is_choice && before.at > at => return Err(Rejection::Overtaken),
                same if is_choice && same == response => return Err(Rejection::Unchanged),
                Response::Typed(Grade::Right) => return Err(Rejection::AlreadyRight),
                Response::Typed(_) if before.tries >= most => return Err(Rejection::NoTriesLeft),
                _ => {}
            }
        }
        open.submit(user, response, at, counts);
        Ok(self.close_early())
    }

    fn close_early(&mut self) -> Option<Effect> {
        let rules = &self.setup.rules;
        let closes = self.clock.saturating_add(rules.settle);
        let Phase::OpenQuestion(open) = &mut self.phase else { return None };
        let done = |user: &UserId| {
            open.submissions.get(user).is_some_and(|submission| {
                matches!(submission.response, Response::Choice(_) | Response::Typed(Grade::Right))
                    || submission.tries >= rules.tries
            })
        };
        if rules.solo {
            let answered = done(&self.setup.host);
            return if answered { self.reveal(CloseReason::Answered) } else { None };
        }
        let all = !self.present.is_empty()
            && self.present.iter().chain(open.submissions.keys()).all(done);
        if all && open.submissions.len() >= 2 {
            open.closes = open.closes.min(closes);
        }
        None
    }

    fn ballot(&mut self, ballot: Ballot, user: UserId, number: usize, moderator: bool) -> Change {
        let (now, decides) = (self.clock, moderator || user == self.setup.host);
        let possible_hints = self.question(number).map_or(0, |question| question.hints());
        let most = possible_hints.min(self.setup.rules.hints as usize);
        let solo = self.setup.rules.solo;
        let mut players = self.present.clone();
        let open = self.open(number)?;
        players.extend(open.submissions.keys());
        if ballot == Ballot::Hint && open.hints.len() >= most {
            return Err(Rejection::NoMoreHints);
        }
        if !decides && (solo || !players.contains(&user)) {
            return Err(Rejection::NotPlaying);
        }
        let votes: &mut BTreeSet<UserId> = match ballot {
            Ballot::Hint => &mut open.hint_votes,
            Ballot::Skip => &mut open.skip_votes,
        };
        if !decides && !votes.insert(user) {
            return Err(Rejection::Unchanged);
        }
        let needed = (players.len() / 2 + 1).max(2);
        if !decides && votes.len() < needed {
            return Ok(Some(Effect::BallotCount { ballot, votes: votes.len(), needed }));
        }
        votes.clear();
        match ballot {
            Ballot::Skip => Ok(self.reveal(CloseReason::Skipped)),
            Ballot::Hint => {
                open.hints.push(now);
                let given = open.hints.len();
                let asked = self.question(number);
                Ok(asked.map(|asked| Effect::Hint { number, hint: asked.hint(given) }))
            }
        }
    }
}
