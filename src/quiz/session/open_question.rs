//! An open question: votes, typed answers, hints, and what it gives when it closes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::event::{Ballot, Effect, Ended, Entry, Event, Gain, Outcome, Rejection};
use super::rules::{Millis, Solution, UserId};
use super::{Phase, Session};
use crate::quiz::grade::Judged;
use crate::quiz::scoring::{RightAnswer, points};

/// An open question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenQuestion {
    number: usize,
    opened: Millis,
    closes: Millis,
    answers: BTreeMap<UserId, Submission>,
    /// When each hint was given.
    hints: Vec<Millis>,
    want_hint: BTreeSet<UserId>,
    want_skip: BTreeSet<UserId>,
}

/// What a person answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// What.
    pub said: Response,
    /// When.
    pub at: Millis,
    /// How many answers the person gave to this question, changed votes among them.
    pub tries: u32,
    /// Whether it may bring points.
    pub counts: bool,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// A choice, from 0.
    Choice(usize),
    /// Typed words that are right.
    Right,
    /// Typed words that are not.
    Wrong,
}

impl OpenQuestion {
    pub(super) fn new(number: usize, opened: Millis, time: Millis) -> OpenQuestion {
        OpenQuestion {
            number,
            opened,
            closes: opened.saturating_add(time),
            answers: BTreeMap::new(),
            hints: Vec::new(),
            want_hint: BTreeSet::new(),
            want_skip: BTreeSet::new(),
        }
    }

    /// The question, from 0.
    pub fn number(&self) -> usize {
        self.number
    }

    /// When it opened.
    pub fn opened(&self) -> Millis {
        self.opened
    }

    /// When it closes; answers made until then count.
    pub fn closes(&self) -> Millis {
        self.closes
    }

    /// What each person answered.
    pub fn answers(&self) -> &BTreeMap<UserId, Submission> {
        &self.answers
    }

    /// How many hints were given.
    pub fn hints(&self) -> usize {
        self.hints.len()
    }

    /// Takes a person out; whether there was anything.
    pub(super) fn forget(&mut self, user: UserId) -> bool {
        self.answers.remove(&user).is_some()
            | self.want_hint.remove(&user)
            | self.want_skip.remove(&user)
    }
}

impl Session {
    /// Takes what a player does with the open question.
    pub(super) fn answered(&mut self, entry: &Entry) -> Result<Vec<Effect>, Rejection> {
        match entry.event {
            Event::Voted { user, number, choice, counts } => {
                self.vote(entry.made, user, number, choice, counts)
            }
            Event::Typed { user, number, judged, counts } => {
                self.typed(entry.made, user, number, judged, counts)
            }
            Event::HintAsked { user, number, moderator } => {
                self.want(Ballot::Hint, user, number, moderator)
            }
            Event::SkipAsked { user, number, moderator } => {
                self.want(Ballot::Skip, user, number, moderator)
            }
            Event::Started
            | Event::StopAsked { .. }
            | Event::Forgotten { .. }
            | Event::TimePassed => Err(Rejection::Unchanged),
        }
    }

    /// The open question, if it is this one.
    fn open(&mut self, number: usize) -> Result<&mut OpenQuestion, Rejection> {
        let current = match &self.phase {
            Phase::Waiting => return Err(Rejection::NotStarted),
            Phase::Finished(_) => return Err(Rejection::Finished),
            Phase::Revealed { outcome, .. } => outcome.number,
            Phase::OpenQuestion(asking) => asking.number,
        };
        match &mut self.phase {
            Phase::OpenQuestion(asking) if number == current => Ok(asking),
            _ if number <= current => Err(Rejection::Late),
            _ => Err(Rejection::OtherQuestion),
        }
    }

    /// The open question and the time at which an answer made then counts.
    fn in_time(
        &mut self,
        user: UserId,
        number: usize,
        made: Millis,
    ) -> Result<(&mut OpenQuestion, Millis), Rejection> {
        let (now, grace) = (self.clock, self.setup.rules.grace);
        let stranger = self.setup.rules.solo && user != self.setup.host;
        let asking = self.open(number)?;
        let made = made.min(now).max(asking.opened);
        if made > asking.closes.saturating_add(grace) {
            return Err(Rejection::Late);
        }
        if stranger { Err(Rejection::NotPlaying) } else { Ok((asking, made)) }
    }

    fn vote(
        &mut self,
        made: Millis,
        user: UserId,
        number: usize,
        choice: usize,
        counts: bool,
    ) -> Result<Vec<Effect>, Rejection> {
        let question = self.setup.questions.get(number).map(|asked| &asked.solution);
        let possible = matches!(question, Some(Solution::Choice { count, .. }) if choice < *count);
        let (asking, at) = self.in_time(user, number, made)?;
        let before = asking.answers.get(&user);
        match before {
            _ if !possible => return Err(Rejection::NoAnswer),
            Some(before) if before.at > at => return Err(Rejection::Overtaken),
            Some(before) if before.said == Response::Choice(choice) => {
                return Err(Rejection::Unchanged);
            }
            _ => {}
        }
        let tries = before.map_or(0, |before| before.tries) + 1;
        let counts = counts && before.is_none_or(|before| before.counts);
        asking
            .answers
            .insert(user, Submission { said: Response::Choice(choice), at, tries, counts });
        Ok(self.close_early())
    }

    fn typed(
        &mut self,
        made: Millis,
        user: UserId,
        number: usize,
        judged: Judged,
        counts: bool,
    ) -> Result<Vec<Effect>, Rejection> {
        let most = self.setup.rules.tries;
        let possible = matches!(
            self.setup.questions.get(number).map(|asked| &asked.solution),
            Some(Solution::Text { .. })
        );
        let (asking, at) = self.in_time(user, number, made)?;
        let before = asking.answers.get(&user);
        match before {
            _ if !possible || judged == Judged::Blank => return Err(Rejection::NoAnswer),
            Some(before) if before.said == Response::Right => return Err(Rejection::AlreadyRight),
            Some(before) if before.tries >= most => return Err(Rejection::NoTriesLeft),
            _ => {}
        }
        let tries = before.map_or(0, |before| before.tries) + 1;
        let counts = counts && before.is_none_or(|before| before.counts);
        let said = if judged == Judged::Right { Response::Right } else { Response::Wrong };
        asking.answers.insert(user, Submission { said, at, tries, counts });
        Ok(self.close_early())
    }

    /// Closes a solo question that is answered, and shortens the time when all who play have
    /// answered.
    fn close_early(&mut self) -> Vec<Effect> {
        let (rules, sooner) =
            (&self.setup.rules, self.clock.saturating_add(self.setup.rules.settle));
        let Phase::OpenQuestion(asking) = &mut self.phase else { return Vec::new() };
        let done = |user: &UserId| {
            asking
                .answers
                .get(user)
                .is_some_and(|given| given.said != Response::Wrong || given.tries >= rules.tries)
        };
        if rules.solo {
            return if done(&self.setup.host) { self.reveal(Ended::Answered) } else { Vec::new() };
        }
        let all =
            !self.present.is_empty() && self.present.iter().chain(asking.answers.keys()).all(done);
        if !all || asking.answers.len() < 2 || asking.closes <= sooner {
            return Vec::new();
        }
        asking.closes = sooner;
        vec![Effect::Hurry { number: asking.number, closes: sooner }]
    }

    /// Counts who wants a hint or the next question, and does it when that is enough.
    fn want(
        &mut self,
        wanted: Ballot,
        user: UserId,
        number: usize,
        moderator: bool,
    ) -> Result<Vec<Effect>, Rejection> {
        let (now, decides) = (self.clock, moderator || user == self.setup.host);
        let present = self.present.clone();
        let most = self
            .setup
            .questions
            .get(number)
            .map_or(0, |asked| asked.hints())
            .min(self.setup.rules.hints as usize);
        let solo = self.setup.rules.solo;
        let asking = self.open(number)?;
        let players: BTreeSet<UserId> =
            present.into_iter().chain(asking.answers.keys().copied()).collect();
        if wanted == Ballot::Hint && asking.hints.len() >= most {
            return Err(Rejection::NoMoreHints);
        }
        if !decides && (solo || !players.contains(&user)) {
            return Err(Rejection::NotPlaying);
        }
        let wants = match wanted {
            Ballot::Hint => &mut asking.want_hint,
            Ballot::Skip => &mut asking.want_skip,
        };
        if !decides && !wants.insert(user) {
            return Err(Rejection::Unchanged);
        }
        let (have, need) = (wants.len(), (players.len() / 2 + 1).max(2));
        if !decides && have < need {
            return Ok(vec![Effect::Wants { wanted, have, need }]);
        }
        wants.clear();
        match wanted {
            Ballot::Skip => Ok(self.reveal(Ended::Skipped)),
            Ballot::Hint => {
                asking.hints.push(now);
                let given = asking.hints.len();
                let hint = self.setup.questions.get(number).map(|asked| asked.hint(given));
                Ok(hint.into_iter().map(|hint| Effect::Hint { number, hint }).collect())
            }
        }
    }

    /// Closes the open question, and gives the points.
    pub(super) fn reveal(&mut self, ended: Ended) -> Vec<Effect> {
        let Phase::OpenQuestion(asking) = &self.phase else { return Vec::new() };
        let Some(asked) = self.setup.questions.get(asking.number) else { return Vec::new() };
        let is_right = |given: &Submission| match (&asked.solution, given.said) {
            (Solution::Choice { right, .. }, Response::Choice(choice)) => choice == *right,
            (_, said) => said == Response::Right,
        };
        let mut gains = Vec::new();
        if ended == Ended::Answered {
            for user in
                asking.answers.iter().filter(|(_, given)| given.counts).map(|(user, _)| user)
            {
                self.players.entry(*user).or_default();
            }
            for (user, tally) in &mut self.players {
                let given = asking.answers.get(user);
                let Some(given) = given.filter(|given| given.counts && is_right(given)) else {
                    // An answer that may bring no points is no mistake, either.
                    if given.is_none_or(|given| given.counts) {
                        tally.streak = 0;
                        tally.missed.push(asking.number);
                    }
                    continue;
                };
                tally.streak += 1;
                tally.best_streak = tally.best_streak.max(tally.streak);
                tally.right += 1;
                tally.first_tries += u32::from(given.tries == 1);
                let points = points(RightAnswer {
                    difficulty: asked.difficulty,
                    left: (asking.opened + self.setup.rules.time).saturating_sub(given.at),
                    time: self.setup.rules.time,
                    hints: asking.hints.iter().filter(|hint| **hint <= given.at).count() as u32,
                    first_try: given.tries == 1,
                    streak: tally.streak,
                });
                tally.points = tally.points.saturating_add(points.total());
                gains.push(Gain { user: *user, points });
            }
        }
        gains.sort_by_key(|gain| (Reverse(gain.points.total()), gain.user));
        self.idle = match (asking.answers.is_empty(), ended) {
            (false, _) => 0,
            (true, Ended::Answered) => self.idle + 1,
            (true, Ended::Skipped) => self.idle,
        };
        let outcome =
            Outcome { number: asking.number, ended, answered: asking.answers.len(), gains };
        self.present = asking.answers.keys().copied().collect();
        self.phase = Phase::Revealed {
            outcome: outcome.clone(),
            until: self.clock.saturating_add(self.setup.rules.pause),
        };
        vec![Effect::Reveal(outcome)]
    }
}
