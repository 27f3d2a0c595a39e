//! What the bot is, what it does with what people write, and what to type.

use std::collections::HashSet;

use super::messages::{and_more, help as messages};
use crate::corpus::{Corpus, ReadersQuestion, UnitKind};
use crate::reply::{Part, Reply};

pub(super) const MOST_LISTED: usize = 8;

/// In bytes.
const EXAMPLE_LENGTH: usize = 60;

pub(super) fn about(corpus: &Corpus, stores: bool) -> Reply {
    let speeches = corpus.speeches();
    let mut lines = vec![messages::PURPOSE.to_owned(), messages::QUOTES_FROM.to_owned()];
    lines.extend(speeches.iter().take(MOST_LISTED).map(messages::described));
    if speeches.len() > MOST_LISTED {
        lines.push(and_more(speeches.len() - MOST_LISTED));
    }
    lines.extend(messages::privacy(stores).map(str::to_owned));
    lines.push(messages::version());
    let parts = lines.into_iter().map(Part::Text).collect();
    Reply { private: true, ..Reply::titled(messages::ABOUT_HEADING, parts) }
}

pub(super) fn help(corpus: &Corpus) -> Reply {
    let examples = messages::examples(example_question(corpus), &example_reference(corpus));
    let parts = vec![
        Part::text(messages::PURPOSE),
        Part::Lines(examples),
        Part::text(messages::WITHOUT_COMMANDS),
    ];
    Reply { private: true, ..Reply::titled(messages::HELP_HEADING, parts) }
}

pub(super) fn example_question(corpus: &Corpus) -> &str {
    example_questions(corpus).next().unwrap_or(messages::ANY_QUESTION)
}

/// Each about another paragraph.
pub(super) fn example_questions(corpus: &Corpus) -> impl Iterator<Item = &str> {
    let mut paragraphs = HashSet::new();
    let short = |question: &&ReadersQuestion| {
        question.text.len() <= EXAMPLE_LENGTH && question.text.ends_with('?')
    };
    let about_another = move |question: &&ReadersQuestion| {
        let (unit, _) = corpus.place(question.sentence);
        corpus.unit(unit).1.kind == UnitKind::Paragraph && paragraphs.insert(unit)
    };
    let found = corpus.questions().iter().filter(short).filter(about_another);
    found.map(|question| question.text.as_str())
}

fn example_reference(corpus: &Corpus) -> String {
    let paragraphs = || corpus.units_of_kind(UnitKind::Paragraph);
    let in_section = paragraphs().find(|unit| corpus.unit(*unit).1.locator.section() > Some(0));
    let unit = in_section.or_else(|| paragraphs().next()).or_else(|| corpus.unit_ids().next());
    unit.map_or_else(String::new, |unit| corpus.quote_unit(unit).reference().to_string())
}
