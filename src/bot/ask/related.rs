//! What is offered beside an answer: related questions, and topics.

use std::collections::HashSet;

use crate::answer::Answer;
use crate::bot::excerpt;
use crate::corpus::{Corpus, UnitKind};
use crate::reply::Excerpt;

/// In characters: what Discord shows of a choice.
pub(super) const LONGEST_SUGGESTION: usize = 100;

const MOST_RELATED: usize = 5;

const TOPICS: usize = 3;

/// One per sentence of the answer's passages, none like the one asked.
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

pub(super) fn topics(corpus: &Corpus, is_searched: impl Fn(&str) -> bool) -> Vec<Excerpt> {
    let is_alone = corpus.speeches().iter().filter(|speech| is_searched(speech.id())).count() == 1;
    let kind = if is_alone { UnitKind::Heading } else { UnitKind::Title };
    let units = corpus.unit_ids().filter(|unit| {
        let (speech, unit) = corpus.unit(*unit);
        unit.kind == kind && is_searched(speech.id())
    });
    units.take(TOPICS).map(|unit| excerpt::beginning(corpus, unit, excerpt::ANSWER)).collect()
}
