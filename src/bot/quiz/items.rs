//! The quiz items of the loaded texts, generated once and shared by all sessions.

use crate::corpus::{Corpus, Quote};
use crate::quiz::{Deck, Distractors};

#[derive(Debug)]
pub struct QuizItems {
    pub(super) deck: Deck,
    pub(super) distractors: Distractors,
}

impl QuizItems {
    pub fn new(corpus: &Corpus) -> QuizItems {
        let units = corpus.unit_ids().map(|unit| corpus.quote_unit(unit)).collect::<Vec<_>>();
        QuizItems {
            deck: Deck::new(corpus),
            distractors: Distractors::new(units.iter().map(Quote::text)),
        }
    }
}
