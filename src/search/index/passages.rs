//! The index of a corpus, in memory.

use std::ops::Range;

use tantivy::tokenizer::TextAnalyzer;

use super::IndexError;
use super::documents::{open_documents, question_documents, sentence_documents, unit_documents};
use super::level::Level;
use super::schema;
use crate::corpus::Corpus;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedWord {
    pub typed: String,
    pub range: Range<usize>,
    pub stem: String,
}

pub struct PassageIndex {
    pub(crate) sentences: Level,
    pub(crate) units: Level,
    /// Numbered as [`Corpus::questions`].
    pub(crate) questions: Level,
    /// Numbered as [`Corpus::not_covered`].
    pub(crate) not_covered: Level,
    /// Each text is cut by a copy, for it keeps buffers.
    analyser: TextAnalyzer,
}

impl PassageIndex {
    pub fn build(corpus: &Corpus) -> Result<PassageIndex, IndexError> {
        Ok(PassageIndex {
            sentences: Level::build(sentence_documents(corpus))?,
            units: Level::build(unit_documents(corpus))?,
            questions: Level::build(question_documents(corpus))?,
            not_covered: Level::build(open_documents(corpus))?,
            analyser: schema::analyser(),
        })
    }

    pub fn words(&self, typed: &str) -> Vec<IndexedWord> {
        let mut analyser = self.analyser.clone();
        let mut tokens = analyser.token_stream(typed);
        let mut words = Vec::new();
        while let Some(token) = tokens.next() {
            let range = token.offset_from..token.offset_to;
            let typed = typed.get(range.clone()).unwrap_or_default().to_owned();
            words.push(IndexedWord { typed, range, stem: token.text.clone() });
        }
        words
    }

    pub(crate) fn stems(&self, text: &str) -> impl Iterator<Item = String> + use<> {
        self.words(text).into_iter().map(|word| word.stem)
    }
}
