//! Finding the passages that fit a question: candidates from the index, one ranking of units with their sentences.

mod cleaning;
mod encoder;
mod question;
mod rank;
mod semantic;
mod spelling;
mod vectors;

use std::collections::HashSet;

pub use encoder::{Encoder, EncoderError};
pub use question::{Question, Word};
pub use semantic::{Progress, Semantic};

use crate::corpus::{Corpus, SentenceId, SharedCorpus, UnitId};
use crate::index::{IndexError, PassageIndex};
use cleaning::{Cleaner, is_common};
use spelling::Spelling;

/// A search that failed.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The encoder failed.
    #[error(transparent)]
    Encoder(#[from] EncoderError),
}

/// A sentence that fits.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The sentence.
    pub sentence: SentenceId,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    /// The reader's question that fits best among those that lead to it, as a number in [`Corpus::questions`].
    pub question: Option<usize>,
}

/// A unit that fits, with its sentences.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The unit.
    pub unit: UnitId,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    /// Its sentences that fit, best first; never empty.
    pub sentences: Vec<Match>,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The units that fit, best first.
    pub hits: Vec<Hit>,
    /// What the encoder says about the question as a whole, where there is one.
    pub signs: Option<Signs>,
    /// The question's words with the cosine of the most similar word that was compared, where there is an encoder.
    pub nearness: Vec<(String, f32)>,
}

/// What the encoder says about a question, each about 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signs {
    /// How well the best sentence fits, by its own words or by a reader's question.
    pub best: f32,
    /// How alike the most similar reader's question is that the corpus answers.
    pub answered: f32,
    /// How alike the most similar reader's question is that the corpus leaves open.
    pub open: f32,
    /// The share of answered ones among the readers' questions that are most alike.
    pub vote: f32,
}

/// Searches one corpus.
pub struct Engine {
    corpus: SharedCorpus,
    index: PassageIndex,
    cleaner: Cleaner,
    spelling: Spelling,
    semantic: Option<Semantic>,
}

impl Engine {
    /// An engine over a corpus and its index, which compares words only.
    pub fn new(corpus: SharedCorpus, index: PassageIndex) -> Engine {
        let (cleaner, spelling) = (Cleaner::new(&corpus), Spelling::new(&corpus));
        Engine { corpus, index, cleaner, spelling, semantic: None }
    }

    /// The engine, comparing meanings, too.
    #[must_use]
    pub fn with_encoder(self, semantic: Semantic) -> Engine {
        Engine { semantic: Some(semantic), ..self }
    }

    /// Whether meanings are compared, which takes milliseconds.
    pub fn has_encoder(&self) -> bool {
        self.semantic.is_some()
    }

    /// The corpus that is searched.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The same, for work beside the search.
    pub fn shared_corpus(&self) -> SharedCorpus {
        SharedCorpus::clone(&self.corpus)
    }

    /// Reads a typed question.
    ///
    /// # Errors
    /// When the index fails.
    pub fn read(&self, typed: &str) -> Result<Question, SearchError> {
        let is_word = |word: &str| self.semantic.as_ref().is_some_and(|semantic| semantic.knows(word));
        Ok(Question::read(typed, &self.index, &self.cleaner, &self.spelling, is_word)?)
    }

    /// The units that fit a question, best first, `limit` at most.
    ///
    /// # Errors
    /// When the index or the encoder fails.
    pub fn search(&self, question: &Question, limit: usize) -> Result<Found, SearchError> {
        let mut found = match &self.semantic {
            Some(semantic) => rank::by_meaning(self, semantic, question)?,
            None => rank::by_words(self, question)?,
        };
        found.hits.truncate(limit);
        Ok(found)
    }

    /// How much of what a question asks for stands in a sentence, from 0 to 1: the share of its content words, each weighing
    /// as much as it is rare in the corpus (a word that the corpus lacks weighs most).
    pub fn own_words(&self, question: &Question, found: Match) -> f32 {
        self.share_within(question, &self.index.stems(&self.corpus, found.sentence))
    }

    /// The question's words of content that stand in a sentence or say its kind, as typed.
    pub fn shared_words(&self, question: &Question, found: Match) -> Vec<String> {
        let stems = self.index.stems(&self.corpus, found.sentence);
        question.content().filter(|word| stems.contains(&word.stem)).map(|word| word.typed.clone()).collect()
    }

    /// As [`Engine::own_words`] for the reader's question that led to the sentence, halfway between what stands of one in the other and what
    /// stands of the other in the one; 0 without such a question.
    pub fn readers_words(&self, question: &Question, found: Match) -> Result<f32, SearchError> {
        let Some(number) = found.question else { return Ok(0.0) };
        let other = self.index.words(&self.corpus.questions()[number].text);
        let other: HashSet<String> = other.into_iter().filter(|word| !is_common(&word.typed)).map(|word| word.stem).collect();
        let (mut shared, mut all) = (0.0, 0.0);
        for stem in &other {
            let rarity = self.rarity(self.index.frequency(stem)?);
            all += rarity;
            if question.content().any(|word| word.stem == *stem) {
                shared += rarity;
            }
        }
        let of_other = if all > 0.0 { shared / all } else { 0.0 };
        Ok((self.share_within(question, &other) + of_other) / 2.0)
    }

    /// Whether the corpus has readers' questions to compare with.
    pub fn has_questions(&self) -> bool {
        !self.corpus.questions().is_empty()
    }

    /// Whether the corpus has a word that begins as this one does, such as “leadership” for “leaders”.
    pub fn has_kin(&self, word: &str) -> bool {
        self.spelling.has_kin(word)
    }

    fn share_within(&self, question: &Question, stems: &HashSet<String>) -> f32 {
        let (mut covered, mut all) = (0.0, 0.0);
        for word in question.content() {
            let rarity = self.rarity(word.sentences);
            all += rarity;
            if stems.contains(&word.stem) {
                covered += rarity;
            }
        }
        if all > 0.0 { covered / all } else { 0.0 }
    }

    /// BM25's inverse document frequency of a word that stands in so many sentences.
    fn rarity(&self, sentences: u64) -> f32 {
        let (all, with) = (self.index.sentence_count() as f32, sentences as f32);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }
}
