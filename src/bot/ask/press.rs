//! Pressing a button: its action and its message's heading are all that is needed.

use super::answers::{AskService, buttons};
use super::question::{Ask, HEADING_LENGTH};
use crate::bot::settings::QuoteLength;
use crate::bot::{excerpt, messages};
use crate::reply::{Action, Button, Part, PassageKey, Reply};

impl AskService {
    /// The question is the message's heading, if any; what is shared names whom it is shared by.
    /// None for buttons of other services.
    pub fn press(&self, action: &Action, by: &str, ask: Ask<'_>) -> Option<Reply> {
        let length = ask.length();
        let gone = || Reply::error(messages::BUTTON_GONE);
        let reply = match action {
            Action::Show { passages, at } | Action::Share { passages, at } => {
                self.passage(passages, *at, length)
            }
            Action::ShareAll { passages } => self.several(passages, length),
            Action::Around { passage } | Action::ShareAround { passage } => self.around(passage),
            Action::Why { passage } => self.why(passage, ask),
            Action::More { from } => self.cite.more(from),
            Action::Before { until } => self.cite.before(until),
            Action::Copy { passage } => self.cite.copy(passage),
            Action::Mentions(page) => {
                return Some(self.mentions.page(page, ask).unwrap_or_else(gone));
            }
            _ => return None,
        };
        let Some(reply) = reply else { return Some(gone()) };
        let asked = Some(ask.question).filter(|question| !question.is_empty());
        let heading = reply.heading.or_else(|| asked.map(str::to_owned));
        let mut reply = Reply { heading, ..reply };
        if action.shares() {
            reply.parts.push(Part::Text(messages::answers::shared_by(by)));
        }
        Some(reply)
    }

    fn several(&self, passages: &[PassageKey], length: QuoteLength) -> Option<Reply> {
        let excerpts = passages.iter().map(|key| self.excerpt_at(key, length));
        Some(Reply { parts: excerpts.collect::<Option<_>>()?, ..Reply::default() })
    }

    pub(super) fn excerpt_at(&self, key: &PassageKey, length: QuoteLength) -> Option<Part> {
        let (unit, focus) = self.cite.find_passage(key)?;
        Some(Part::Passage(excerpt::of_length(self.corpus(), unit, &focus, length)))
    }

    pub fn explain(&self, question: &str) -> Option<Part> {
        let reason = self.answer(question).ok()?.reason?;
        Some(Part::Text(messages::answers::reason(&reason)))
    }

    fn why(&self, passage: &PassageKey, ask: Ask<'_>) -> Option<Reply> {
        let (unit, focus) = self.cite.find_passage(passage)?;
        let line = match is_cut(ask.question) {
            true => messages::answers::QUESTION_CUT.to_owned(),
            false => {
                let answer = self.answer_as(ask).ok()?;
                let best = answer.passages.first();
                match (best, answer.reason, answer.note) {
                    (Some(best), ..) if best.unit != unit => {
                        messages::answers::not_the_best(&best.text)
                    }
                    (Some(_), Some(reason), _) => messages::answers::reason(&reason),
                    (Some(_), None, Some(note)) => note,
                    _ => messages::answers::NOT_FOUND.to_owned(),
                }
            }
        };
        let shown = excerpt::from_focus(self.corpus(), unit, &focus, 1);
        Some(Reply { parts: vec![Part::Text(line), Part::Passage(shown)], ..Reply::default() })
    }

    fn passage(&self, passages: &[PassageKey], at: usize, length: QuoteLength) -> Option<Reply> {
        let mut parts = vec![self.excerpt_at(passages.get(at)?, length)?];
        if passages.len() > 1 {
            parts.insert(0, Part::Text(messages::answers::passage_of(at, passages.len())));
        }
        Some(Reply { parts, buttons: buttons(passages.to_vec(), at), ..Reply::default() })
    }

    fn around(&self, passage: &PassageKey) -> Option<Reply> {
        let (unit, focus) = self.cite.find_passage(passage)?;
        let corpus = self.corpus();
        let (before, after) = (corpus.neighbour(unit, -1), corpus.neighbour(unit, 1));
        let before = before.map(|unit| excerpt::end(corpus, unit, excerpt::NEIGHBOUR));
        let after = after.map(|unit| excerpt::beginning(corpus, unit, excerpt::NEIGHBOUR));
        let whole = excerpt::whole(corpus, unit, &focus, excerpt::WHOLE);
        let parts = before.into_iter().chain([whole]).chain(after).map(Part::Passage).collect();
        let buttons = vec![Button {
            label: messages::answers::SHARE,
            action: Action::ShareAround { passage: passage.clone() },
        }];
        Some(Reply { parts, buttons, ..Reply::default() })
    }
}

/// By the sign at its end: the bot's own of so many characters, or a front end's of a bit more.
fn is_cut(heading: &str) -> bool {
    heading.ends_with(" …") && heading.chars().count() > HEADING_LENGTH / 2
}
