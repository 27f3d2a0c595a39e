//! Closing a question: who had it right, and the points for that.

use std::cmp::Reverse;

use super::effect::{CloseReason, Effect, Gain, Outcome};
use super::rules::{SessionQuestion, Solution};
use super::state::{OpenQuestion, Phase, Response, Session, Submission};
use crate::quiz::grade::Grade;
use crate::quiz::scoring::{RightAnswer, UserId, points};

impl Session {
    pub(super) fn reveal(&mut self, reason: CloseReason) -> Option<Effect> {
        let (open, question) = self.open_question()?;
        let (open, question) = (open.clone(), question.clone());
        let right = |(user, given): (&UserId, &Submission)| (*user, question.is_right(given));
        let answers = open.submissions.iter().map(right).collect();
        let gains = match reason {
            CloseReason::Answered => self.score(&open, &question),
            CloseReason::Skipped => Vec::new(),
        };
        if !open.submissions.is_empty() {
            self.idle = 0;
        } else if reason == CloseReason::Answered {
            self.idle += 1;
        }
        let number = open.number;
        self.present = open.submissions.into_keys().collect();
        let until = self.clock.saturating_add(self.setup.rules.pause);
        self.phase = Phase::Revealed { number, until };
        Some(Effect::Reveal(Outcome { number, reason, gains, answers }))
    }

    fn score(&mut self, open: &OpenQuestion, question: &SessionQuestion) -> Vec<Gain> {
        for (user, _) in open.submissions.iter().filter(|(_, submission)| submission.counts) {
            self.players.entry(*user).or_default();
        }
        let mut gains = Vec::new();
        for (user, tally) in &mut self.players {
            let submission = open.submissions.get(user);
            let right =
                submission.filter(|submission| submission.counts && question.is_right(submission));
            let Some(right) = right else {
                // An answer that earns no points is no mistake either.
                if submission.is_none_or(|submission| submission.counts) {
                    tally.streak = 0;
                    tally.missed.push(open.number);
                }
                continue;
            };
            tally.streak += 1;
            tally.best_streak = tally.best_streak.max(tally.streak);
            tally.right += 1;
            let points = points(RightAnswer {
                difficulty: question.difficulty,
                left: (open.opened + self.setup.rules.time).saturating_sub(right.at),
                time: self.setup.rules.time,
                hints: open.hints.iter().filter(|hint| **hint <= right.at).count() as u32,
                first_try: right.tries == 1,
                streak: tally.streak,
            });
            tally.points = tally.points.saturating_add(points.total());
            gains.push(Gain { user: *user, points });
        }
        gains.sort_by_key(|gain| (Reverse(gain.points.total()), gain.user));
        gains
    }
}

impl SessionQuestion {
    fn is_right(&self, submission: &Submission) -> bool {
        match (&self.solution, submission.response) {
            (Solution::Choice { right, .. }, Response::Choice(choice)) => choice == *right,
            (_, response) => response == Response::Typed(Grade::Right),
        }
    }
}
