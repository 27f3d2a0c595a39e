//! The index of a corpus, in memory.

use std::ops::Range;

use tantivy::tokenizer::TextAnalyzer;

use super::IndexError;
use super::level::{Document, Level};
use super::schema::{self, kind_words};
use crate::corpus::Corpus;
use crate::text::Slice;

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
        let sentences = corpus.unit_ids().flat_map(|id| {
            let (speech, unit) = corpus.unit(id);
            unit.sentences.iter().map(move |range| {
                let (text, kind) = (speech.text().slice(range.clone()), kind_words(unit));
                Document { speech: corpus.speech_number(id), text, kind }
            })
        });
        let units = corpus.unit_ids().map(|id| {
            let (speech, unit) = corpus.unit(id);
            let (text, kind) = (speech.words(unit), kind_words(unit));
            Document { speech: corpus.speech_number(id), text, kind }
        });
        let questions = corpus.questions().iter().map(|question| {
            let speech = corpus.speech_number(corpus.place(question.sentence).0);
            Document { speech, text: &question.text, kind: String::new() }
        });
        // Nobody asks for those of one speech.
        let open = corpus.not_covered();
        let open = open.map(|(_, text)| Document { speech: 0, text, kind: String::new() });
        Ok(PassageIndex {
            sentences: Level::build(sentences)?,
            units: Level::build(units)?,
            questions: Level::build(questions)?,
            not_covered: Level::build(open)?,
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
