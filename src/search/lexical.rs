//! Comparing words: a corpus with its index, and how much two texts share.

use super::cleaning::Cleaner;
use super::index::PassageIndex;
use super::routing::Routing;
use super::spelling::Spelling;
use crate::corpus::SharedCorpus;

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

    /// BM25's inverse document frequency.
    pub(super) fn rarity(&self, sentences: u64) -> f32 {
        let (all, with) = (self.index.sentences.len() as f32, sentences as f32);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }
}

/// 0 of nothing.
pub(super) fn share(weighed: impl Iterator<Item = (f32, bool)>) -> f32 {
    let (mut found, mut all) = (0.0, 0.0);
    for (weight, is_found) in weighed {
        all += weight;
        found += if is_found { weight } else { 0.0 };
    }
    if all > 0.0 { found / all } else { 0.0 }
}
