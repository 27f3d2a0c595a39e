//! What everybody sees of a session: questions, hints, answers with their proof, the podium.

use std::collections::HashMap;

use crate::quiz::{
    AnswerKey, Ballot, Deck, Effect, Ended, Hint, Item, Outcome, Session, Standing, Why, podium,
};
use crate::reply::{Action, Button, Excerpt, Part, Piece, QuizAction, QuizButton, Reply, Span};
use crate::store::is_pseudonym;

/// The letters that choices go by, in order.
const LETTERS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// How many people are named in one message.
const MOST_NAMED: usize = 15;

/// The letter of a choice.
pub(super) fn letter(choice: usize) -> &'static str {
    LETTERS.get(choice).copied().unwrap_or("?")
}

/// A session with all that its messages need.
pub(super) struct Shown<'a> {
    pub(super) id: &'a str,
    pub(super) session: &'a Session,
    pub(super) deck: &'a Deck,
    pub(super) names: &'a HashMap<u64, String>,
    pub(super) pseudonyms: &'a HashMap<u64, u64>,
}

impl Shown<'_> {
    /// What everybody sees of an effect. Nothing of [`Effect::Hurry`]: the answer follows in a few
    /// seconds.
    pub(super) fn reply(&self, effect: &Effect) -> Option<Reply> {
        match effect {
            Effect::Ask { number, closes } => self.question(*number, *closes),
            Effect::Hurry { .. } => None,
            Effect::Hint { number, hint } => Some(self.hint(*number, hint)),
            Effect::Wants { wanted, have, need } => {
                let what = match wanted {
                    Ballot::Hint => "a hint",
                    Ballot::Skip => "the next question",
                };
                Some(Reply::text(format!("{have} of {need} players want {what}.")))
            }
            Effect::Reveal(outcome) => Some(self.answer(outcome)),
            Effect::Finish { why, standings } => Some(self.end(*why, standings)),
        }
    }

    pub(super) fn item(&self, number: usize) -> Option<&Item> {
        self.deck.get(&self.session.setup().questions().get(number)?.item)
    }

    fn button(&self, label: &'static str, button: QuizButton) -> Button {
        Button { label, action: Action::Quiz(QuizAction { session: self.id.to_owned(), button }) }
    }

    fn heading(&self, number: usize) -> String {
        format!("Question {} of {}", number + 1, self.session.setup().questions().len())
    }

    fn question(&self, number: usize, closes: u64) -> Option<Reply> {
        let item = self.item(number)?;
        let at = u16::try_from(number).ok()?;
        let mut parts = vec![Part::Text(item.prompt.clone())];
        let mut buttons = Vec::new();
        let how = match &item.answer {
            AnswerKey::Choice { choices, .. } => {
                parts.push(Part::Text(listed(choices)));
                let choices = (0..).zip(LETTERS).take(choices.len());
                buttons.extend(choices.map(|(choice, label)| {
                    self.button(label, QuizButton::Vote { number: at, choice })
                }));
                "Choose; the answer comes "
            }
            AnswerKey::Text { .. } => {
                buttons.push(self.button("Answer", QuizButton::Type { number: at }));
                "Press Answer and type; the answer comes "
            }
        };
        let worth = format!(". Difficulty {} of 3.", item.difficulty);
        parts.push(Part::Line(vec![
            Span::Text(how.to_owned()),
            Span::Until(closes / 1_000),
            Span::Text(worth),
        ]));
        buttons.push(self.button("Hint", QuizButton::Hint { number: at }));
        buttons.push(self.button("Skip", QuizButton::Skip { number: at }));
        Some(Reply { heading: Some(self.heading(number)), parts, buttons, ..Reply::default() })
    }

    fn hint(&self, number: usize, hint: &Hint) -> Reply {
        let text = match hint {
            Hint::Wrong(choices) => {
                let letters: Vec<&str> = choices.iter().map(|choice| letter(*choice)).collect();
                format!("Hint: not {}.", letters.join(", not "))
            }
            Hint::Letters(letters) => format!("Hint: {letters}"),
        };
        Reply { heading: Some(self.heading(number)), ..Reply::text(text) }
    }

    fn answer(&self, outcome: &Outcome) -> Reply {
        let mut parts = self.solution(outcome.number);
        let answered = match (outcome.ended, outcome.answered) {
            (Ended::Skipped, _) => {
                "The question was skipped, so it gives nobody points.".to_owned()
            }
            (Ended::Answered, 0) => "Nobody answered.".to_owned(),
            (Ended::Answered, 1) => "1 person answered.".to_owned(),
            (Ended::Answered, many) => format!("{many} people answered."),
        };
        let mut line = Vec::new();
        for (at, gain) in outcome.gains.iter().take(MOST_NAMED).enumerate() {
            line.push(Span::Text(if at == 0 { "Right: " } else { ", " }.to_owned()));
            line.push(self.person(gain.user));
            line.push(Span::Text(format!(" +{}", gain.points.total())));
        }
        if outcome.gains.len() > MOST_NAMED {
            line.push(Span::Text(format!(" and {} more", outcome.gains.len() - MOST_NAMED)));
        }
        let new_pseudonym =
            outcome.gains.is_empty() && outcome.answered > 0 && outcome.ended == Ended::Answered;
        let end = if new_pseudonym { " Nobody had it right." } else { "" };
        if !line.is_empty() {
            line.push(Span::Text(". ".to_owned()));
        }
        line.push(Span::Text(format!("{answered}{end}")));
        parts.push(Part::Line(line));
        let report = |item: &Item| Button {
            label: "Something wrong with this question",
            action: Action::Report { item: item.id.clone(), fault: None },
        };
        let buttons = self.item(outcome.number).map(report).into_iter().collect();
        Reply {
            heading: Some(format!("Answer to question {}", outcome.number + 1)),
            parts,
            buttons,
            ..Reply::default()
        }
    }

    /// The right answer to a question, and the words that prove it.
    pub(super) fn solution(&self, number: usize) -> Vec<Part> {
        let Some(item) = self.item(number) else { return Vec::new() };
        let letter = match &item.answer {
            AnswerKey::Choice { right, .. } => format!("{} · ", letter(*right)),
            AnswerKey::Text { .. } => String::new(),
        };
        let quote = item.evidence.clone();
        let reference = quote.reference().to_string();
        let evidence = Excerpt { pieces: vec![Piece::Words { quote, focus: false }], reference };
        vec![
            Part::Text(format!("The answer: {letter}{}", item.answer.answer())),
            Part::Passage(evidence),
        ]
    }

    fn end(&self, why: Why, standings: &[Standing]) -> Reply {
        let said = match why {
            Why::Complete => "All questions were asked.",
            Why::Idle => "Nobody answered for a while, so the round ends here.",
            Why::Stopped => "The round was stopped.",
        };
        let mut parts = vec![Part::Text(said.to_owned())];
        let best = podium(standings);
        match best.is_empty() {
            true => parts.push(Part::Text("Nobody has points.".to_owned())),
            false => parts.push(Part::Line(self.places(best))),
        }
        let others = standings.len().saturating_sub(best.len());
        if !best.is_empty() && others > 0 {
            parts.push(Part::Text(format!("{others} more played along.")));
        }
        let buttons = vec![
            self.button("What I missed", QuizButton::Missed),
            self.button("Play again", QuizButton::Again),
        ];
        Reply { heading: Some("The round is over".to_owned()), parts, buttons, ..Reply::default() }
    }

    /// Places, one a line.
    pub(super) fn places(&self, standings: &[Standing]) -> Vec<Span> {
        let mut line = Vec::new();
        for (at, standing) in standings.iter().take(MOST_NAMED).enumerate() {
            line.push(Span::Text(format!(
                "{}{}. ",
                if at == 0 { "" } else { "\n" },
                standing.rank
            )));
            line.push(self.person(standing.user));
            let right = self.session.players().get(&standing.user).map_or(0, |tally| tally.right);
            line.push(Span::Text(format!(": {} points, {right} right", standing.points)));
        }
        if standings.len() > MOST_NAMED {
            line.push(Span::Text(format!("\nand {} more", standings.len() - MOST_NAMED)));
        }
        line
    }

    fn person(&self, id: u64) -> Span {
        match self.names.get(&id) {
            _ if is_pseudonym(id) || self.pseudonyms.contains_key(&id) => {
                Span::Text("somebody".to_owned())
            }
            name => Span::Person { id, name: name.cloned() },
        }
    }
}

/// Choices with their letters, one a line.
fn listed(choices: &[String]) -> String {
    let lines = choices.iter().zip(LETTERS).map(|(choice, letter)| format!("{letter}. {choice}"));
    lines.collect::<Vec<_>>().join("\n")
}
