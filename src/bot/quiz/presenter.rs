//! What players see of a session. Channels and terminals differ only in some words.

use std::collections::HashMap;

use crate::bot::messages::quiz as messages;
use crate::corpus::Quote;
use crate::quiz::{
    AnswerKey, Deck, Effect, EndReason, Hint, Item, Millis, Outcome, Session, Standing, podium,
};
use crate::reply::{Action, Button, Excerpt, Line, Part, QuizAction, QuizButton, Reply, Span};
use crate::store::is_pseudonym;

/// Per message.
const MOST_NAMED: usize = 15;

pub(super) struct Presenter<'a> {
    pub(super) session: &'a Session,
    pub(super) deck: &'a Deck,
    pub(super) audience: Audience<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum Audience<'a> {
    Channel {
        id: &'a str,
        names: &'a HashMap<u64, String>,
        pseudonyms: &'a HashMap<u64, u64>,
    },
    Terminal {
        timed: bool,
        /// Questions asked and not answered right.
        missed: &'a [usize],
    },
}

impl<'a> Presenter<'a> {
    /// None where the deck no longer has the question.
    pub(super) fn reply(&self, effect: &Effect) -> Option<Reply> {
        match effect {
            Effect::Ask { number, closes } => self.question(*number, *closes),
            Effect::Hint { number, hint } => Some(self.hint(*number, hint)),
            Effect::BallotCount { ballot, votes, needed } => {
                Some(Reply::text(messages::wanted(*ballot, *votes, *needed)))
            }
            Effect::Reveal(outcome) => Some(self.revealed(outcome)),
            Effect::Finish { reason, standings } => Some(match self.audience {
                Audience::Channel { id, .. } => self.podium(id, *reason, standings),
                Audience::Terminal { missed, .. } => self.review(*reason, missed),
            }),
        }
    }

    fn item(&self, number: usize) -> Option<&'a Item> {
        self.deck.get(&self.session.question(number)?.item)
    }

    fn question(&self, number: usize, closes: Millis) -> Option<Reply> {
        let item = self.item(number)?;
        let count = self.session.setup().questions.len();
        let mut heading = messages::question_heading(number, count);
        let (parts, buttons) = match self.audience {
            Audience::Channel { id, .. } => {
                let mut parts = prompt_with_choices(item, ". ");
                let is_typed = !is_choice(item);
                parts.push(Part::line(messages::how_to_answer(is_typed, closes, item.difficulty)));
                let has_hints = self.session.question(number)?.hints() > 0;
                (parts, question_buttons(id, u16::try_from(number).ok()?, item, has_hints))
            }
            Audience::Terminal { timed, .. } => {
                let mut parts = prompt_with_choices(item, ") ");
                heading.push_str(messages::level(item.difficulty));
                let keys = self.how_to_type(number);
                if number.checked_sub(1).and_then(|before| self.how_to_type(before)) != keys {
                    parts.extend(keys.map(Part::Text));
                }
                if timed && number == 0 {
                    let seconds = self.session.setup().rules.time / 1_000;
                    parts.push(Part::Text(messages::time_limit(seconds)));
                }
                (parts, Vec::new())
            }
        };
        Some(Reply { buttons, ..Reply::titled(heading, parts) })
    }

    pub(super) fn how_to_type(&self, number: usize) -> Option<String> {
        let choices = self.item(number)?.answer.choices().len();
        Some(messages::how_to_type(choices, self.session.question(number)?.hints() > 0))
    }

    fn hint(&self, number: usize, hint: &Hint) -> Reply {
        let is_channel = matches!(self.audience, Audience::Channel { .. });
        let text = match hint {
            Hint::Letters(letters) => messages::hint_letters(letters),
            Hint::Wrong(wrong) => messages::hint_wrong(wrong),
        };
        let count = self.session.setup().questions.len();
        let heading = is_channel.then(|| messages::question_heading(number, count));
        Reply { heading, ..Reply::text(text) }
    }

    fn revealed(&self, outcome: &Outcome) -> Reply {
        let item = self.item(outcome.number);
        if let Audience::Terminal { .. } = self.audience {
            let said = |item| messages::own_result(outcome, &answer(item, ") "));
            let parts = item.map(|item| vec![Part::Text(said(item)), uncredited(item)]);
            return Reply { parts: parts.unwrap_or_default(), ..Reply::default() };
        }
        let solution = |item| [the_answer(item), uncredited(item)];
        let mut parts: Vec<Part> = item.into_iter().flat_map(solution).collect();
        let mut line = Vec::new();
        for (at, gain) in outcome.gains.iter().take(MOST_NAMED).enumerate() {
            line.push(Span::text(if at == 0 { messages::RIGHT } else { ", " }));
            line.push(self.person(gain.user));
            line.push(Span::Text(format!(" +{}", gain.points.total())));
        }
        line.extend(unnamed(outcome.gains.len()).map(|more| Span::Text(format!(" {more}"))));
        if !line.is_empty() {
            line.push(Span::text(". "));
        }
        line.push(Span::Text(messages::how_many_answered(outcome)));
        parts.push(Part::line(line));
        let report = |item: &Item| Button {
            label: messages::REPORT,
            action: Action::Report { item: item.id.clone(), fault: None },
        };
        let buttons = item.map(report).into_iter().collect();
        Reply { buttons, ..Reply::titled(messages::answer_heading(outcome.number), parts) }
    }

    fn podium(&self, id: &str, why: EndReason, standings: &[Standing]) -> Reply {
        let best = podium(standings);
        let others = standings.len().saturating_sub(best.len());
        let best_places = match best.is_empty() {
            true => Part::text(messages::NOBODY_HAS_POINTS),
            false => Part::Lines(self.places(best)),
        };
        let mut parts = vec![Part::text(messages::why_over(why)), best_places];
        if !best.is_empty() && others > 0 {
            parts.push(Part::Text(messages::played_along(others)));
        }
        parts.extend(self.credits());
        let buttons = vec![
            button(id, messages::SHOW_MISSED, QuizButton::Missed),
            button(id, messages::PLAY_AGAIN, QuizButton::Again),
        ];
        Reply { buttons, ..Reply::titled(messages::ROUND_OVER, parts) }
    }

    fn review(&self, why: EndReason, missed: &[usize]) -> Reply {
        // There is at most one player.
        let tally = self.session.players().values().next().cloned().unwrap_or_default();
        let mut parts = vec![Part::Text(messages::own_score(&tally, missed.len()))];
        parts.extend(messages::own_streak(tally.best_streak).map(Part::Text));
        if why == EndReason::Idle {
            parts.push(Part::text(messages::OVER_BY_TIME));
        }
        if !missed.is_empty() {
            parts.push(Part::text(messages::LOOK_AGAIN));
        }
        let line = |number: &usize| {
            let item = self.item(*number)?;
            let prompt = item.prompt.split("\n\n").next().unwrap_or_default();
            // Of two versions of a sentence, the real one is the evidence itself.
            let asked = match item.answer.answer() == item.evidence.text() {
                true => String::new(),
                false => format!("{prompt}\n   "),
            };
            let (answer, reference) = (answer(item, ") "), item.evidence.reference());
            Some(Part::Text(format!("{}. {asked}{answer} ({reference})", number + 1)))
        };
        parts.extend(missed.iter().filter_map(line));
        parts.extend(self.credits());
        Reply::titled(messages::OWN_ROUND_OVER, parts)
    }

    fn credits(&self) -> Option<Part> {
        let all = 0..self.session.asked();
        let mut credits: Vec<&str> = Vec::new();
        for item in all.filter_map(|number| self.item(number)) {
            let credit = item.evidence.credit();
            if !credits.contains(&credit) {
                credits.push(credit);
            }
        }
        let more = unnamed(credits.len());
        credits.truncate(MOST_NAMED);
        credits.extend(more.as_deref());
        (!credits.is_empty()).then(|| Part::Text(messages::questions_are_from(&credits)))
    }

    pub(super) fn places(&self, standings: &[Standing]) -> Vec<Line> {
        let place = |standing: &Standing| {
            let right = self.session.players().get(&standing.user).map_or(0, |tally| tally.right);
            let points = messages::points_and_right(standing.points, right);
            let rank = format!("{}. ", standing.rank);
            vec![Span::Text(rank), self.person(standing.user), Span::Text(points)]
        };
        let named = standings.iter().take(MOST_NAMED).map(place);
        named.chain(unnamed(standings.len()).map(|more| vec![Span::Text(more)])).collect()
    }

    fn person(&self, id: u64) -> Span {
        match self.audience {
            Audience::Channel { names, pseudonyms, .. }
                if !is_pseudonym(id) && !pseudonyms.contains_key(&id) =>
            {
                Span::Person { id, name: names.get(&id).cloned() }
            }
            _ => Span::text(messages::SOMEBODY),
        }
    }
}

fn unnamed(all: usize) -> Option<String> {
    (all > MOST_NAMED).then(|| messages::and_more(all - MOST_NAMED))
}

fn button(id: &str, label: &'static str, button: QuizButton) -> Button {
    Button { label, action: Action::Quiz(QuizAction { session: id.to_owned(), button }) }
}

pub(super) fn prompt_with_choices(item: &Item, mark: &str) -> Vec<Part> {
    let choices = (0..).zip(item.answer.choices());
    let lines: Vec<String> = choices.map(|(at, text)| messages::choice(at, mark, text)).collect();
    let choices = (!lines.is_empty()).then(|| lines.join("\n"));
    std::iter::once(item.prompt.clone()).chain(choices).map(Part::Text).collect()
}

fn question_buttons(id: &str, number: u16, item: &Item, has_hints: bool) -> Vec<Button> {
    let choices = (0..).zip(messages::LETTERS).take(item.answer.choices().len());
    let vote = |(choice, letter)| button(id, letter, QuizButton::Vote { number, choice });
    let typed = || button(id, messages::ANSWER, QuizButton::Type { number });
    let answers = choices.map(vote).chain((!is_choice(item)).then(typed));
    let hint = has_hints.then(|| button(id, messages::HINT, QuizButton::Hint { number }));
    let skip = button(id, messages::SKIP, QuizButton::Skip { number });
    answers.chain(hint).chain([skip]).collect()
}

pub(super) fn is_choice(item: &Item) -> bool {
    matches!(item.answer, AnswerKey::Choice { .. })
}

pub(super) fn solution(item: &Item) -> [Part; 2] {
    [the_answer(item), evidence(item.evidence.clone())]
}

fn the_answer(item: &Item) -> Part {
    Part::Text(messages::the_answer(&answer(item, " · ")))
}

fn answer(item: &Item, mark: &str) -> String {
    match &item.answer {
        AnswerKey::Choice { right, .. } => messages::choice(*right, mark, item.answer.answer()),
        AnswerKey::Text { .. } => item.answer.answer().to_owned(),
    }
}

/// While a quiz goes on, a credit would answer questions about title, day and speaker.
fn uncredited(item: &Item) -> Part {
    evidence(item.evidence.clone().without_credit())
}

fn evidence(quote: Quote) -> Part {
    let reference = quote.reference().to_string();
    Part::Passage(Excerpt { text: vec![Span::quote(quote)], reference })
}
