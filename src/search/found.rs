//! What a search found: units with their sentences, and what the encoder says about the question.

use crate::corpus::{SentenceId, UnitId};

/// A sentence that fits.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    pub sentence: SentenceId,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    /// The reader's question that fits best among those that lead to it, as a number in
    /// [`Corpus::questions`].
    pub question: Option<usize>,
}

/// A unit that fits, with its sentences.
#[derive(Clone, Debug)]
pub struct Hit {
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
    pub features: Option<Features>,
    /// How near the text comes to each of the question's words, where there is an encoder.
    pub similarities: Vec<TermSimilarity>,
    /// The number of the lesson that the question was taken for; its place is then the first hit.
    pub lesson: Option<usize>,
}

/// How near the text comes to a word of the question, as the cosine of the most similar word.
#[derive(Clone, Debug)]
pub struct TermSimilarity {
    /// The word, in small letters.
    pub word: String,
    /// Among all words that were compared.
    pub anywhere: f32,
    /// Among those of the best sentence.
    pub here: f32,
}

/// What the encoder says about a question, each about 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// How well the best sentence fits, by its own words or by a reader's question.
    pub best: f32,
    /// How alike the most similar reader's question is that the corpus answers.
    pub answered: f32,
    /// How alike the most similar reader's question is that the corpus leaves open.
    pub open: f32,
    /// The share of answered ones among the readers' questions that are most alike.
    pub vote: f32,
}
