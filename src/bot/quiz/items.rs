//! The quiz items of the loaded texts, generated once and shared by all sessions.

use crate::corpus::Corpus;
use crate::quiz::{Deck, Distractors};

#[derive(Debug)]
pub struct QuizItems {
    pub(super) deck: Deck,
    pub(super) distractors: Distractors,
}

impl QuizItems {
    pub fn new(corpus: &Corpus) -> QuizItems {
        let units = corpus.unit_ids().map(|unit| {
            let (speech, unit) = corpus.unit(unit);
            speech.text().get(unit.range.clone()).unwrap_or_default()
        });
        QuizItems { deck: Deck::new(corpus), distractors: Distractors::new(units) }
    }
}
