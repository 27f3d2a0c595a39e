//! Comparing words: a corpus with its index, and how much two texts share.

use super::cleaning::Cleaner;
use super::index::{IndexError, PassageIndex};
use super::question::Question;
use super::routing::Routing;
use super::spelling::Spelling;
use crate::corpus::{SharedCorpus, UnitId};

pub(super) struct Lexical {
    pub(super) corpus: SharedCorpus,
    pub(super) index: PassageIndex,
    pub(super) spelling: Spelling,
    pub(super) cleaner: Cleaner,
    pub(super) routing: Routing,
}

impl Lexical {
    pub(super) fn new(corpus: SharedCorpus, index: PassageIndex) -> Lexical {
        let (cleaner, spelling) = (Cleaner::new(&corpus), Spelling::new(&corpus));
        let routing = Routing::new(&corpus);
        Lexical { corpus, index, spelling, cleaner, routing }
    }

    /// What `is_word` knows is never taken for misspelt.
    pub(super) fn parse(
        &self,
        typed: &str,
        is_word: impl Fn(&str) -> bool,
    ) -> Result<Question, IndexError> {
        Question::parse(typed, self, is_word)
    }

    /// BM25's inverse document frequency.
    pub(super) fn rarity(&self, sentences: u64) -> f32 {
        let (all, with) = (self.index.sentence_count() as f32, sentences as f32);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    pub(super) fn is_searched(&self, question: &Question, unit: UnitId) -> bool {
        question.within.is_empty()
            || question.within.iter().any(|id| id == self.corpus.unit(unit).0.id())
    }
}

/// The share of the weight that was found; 0 of nothing.
pub(super) fn share(weighed: impl Iterator<Item = (f32, bool)>) -> f32 {
    let (mut found, mut all) = (0.0, 0.0);
    for (weight, is_found) in weighed {
        all += weight;
        found += if is_found { weight } else { 0.0 };
    }
    if all > 0.0 { found / all } else { 0.0 }
}
