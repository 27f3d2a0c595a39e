//! What is offered beside an answer: related questions, and topics of the speeches.

use std::collections::HashSet;

use crate::answer::Answer;
use crate::bot::excerpt;
use crate::corpus::{Corpus, UnitId, UnitKind};
use crate::reply::Excerpt;

/// In characters: what Discord shows of a choice.
pub(super) const LONGEST_SUGGESTION: usize = 100;

const MOST_RELATED: usize = 5;

const TOPICS: usize = 3;

/// One per sentence of the answer's passages, without those like the one asked.
pub(super) fn questions(corpus: &Corpus, answer: &Answer) -> Vec<String> {
    let asked = answer.question.to_lowercase();
    let led_here = answer.reason.as_ref().and_then(|reason| reason.question.as_deref());
    let mut related: Vec<String> = Vec::new();
    let mut sentences = HashSet::new();
    for unit in answer.passages.iter().map(|passage| passage.unit) {
        for question in corpus.questions_of(unit) {
            if related.len() == MOST_RELATED {
                return related;
            }
            let fits =
                question.text.ends_with('?') && question.text.chars().count() <= LONGEST_SUGGESTION;
            let other =
                Some(question.text.as_str()) != led_here && question.text.to_lowercase() != asked;
            if fits && !sentences.contains(&question.sentence) && other {
                sentences.insert(question.sentence);
                related.push(question.text.clone());
            }
        }
    }
    related
}

/// The speech's section headings, or else titles.
pub(super) fn topics(corpus: &Corpus) -> Vec<Excerpt> {
    let of_kind = |kind| corpus.unit_ids().filter(move |unit| corpus.unit(*unit).1.kind == kind);
    let is_alone = corpus.speeches().len() == 1;
    let headings = of_kind(UnitKind::Heading).take(if is_alone { TOPICS } else { 0 });
    let mut units: Vec<UnitId> = headings.collect();
    if units.is_empty() {
        units.extend(of_kind(UnitKind::Title).take(TOPICS));
    }
    units.into_iter().map(|unit| excerpt::beginning(corpus, unit, excerpt::ANSWER)).collect()
}
