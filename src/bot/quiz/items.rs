//! The quiz items of the loaded texts, generated once.

use std::sync::Arc;

use crate::corpus::Corpus;
use crate::quiz::{Deck, Distractors};

#[derive(Debug)]
pub struct QuizItems {
    pub(super) deck: Deck,
    pub(super) distractors: Distractors,
    corpus: Arc<Corpus>,
}

impl QuizItems {
    pub fn new(corpus: Arc<Corpus>) -> QuizItems {
        let units = corpus.unit_ids().map(|unit| {
            let (speech, unit) = corpus.unit(unit);
            speech.words(unit)
        });
        let distractors = Distractors::new(units);
        QuizItems { deck: Deck::new(&corpus), distractors, corpus }
    }

    /// The speech's id, and the key of the section's first words.
    pub(super) fn section_of(&self, item: &str) -> Option<(&str, &str)> {
        let evidence = &self.deck.get(item)?.evidence;
        let speech = self.corpus.speech_of(evidence)?;
        Some((speech.id(), speech.section_key(evidence.reference().locator.section()?)?))
    }
}
