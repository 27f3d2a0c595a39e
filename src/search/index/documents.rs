//! What goes into the index, in the corpus's order: that is how a level numbers it.

use super::schema::kind_words;
use crate::corpus::Corpus;
use crate::text::Slice;

pub(super) struct Document<'a> {
    pub(super) speech: u32,
    pub(super) text: &'a str,
    pub(super) kind: String,
}

pub(super) fn sentence_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    corpus.unit_ids().flat_map(move |id| {
        let (speech, unit) = corpus.unit(id);
        unit.sentences.iter().map(move |range| {
            let (text, kind) = (speech.text().slice(range.clone()), kind_words(unit));
            Document { speech: corpus.speech_number(id), text, kind }
        })
    })
}

pub(super) fn unit_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    corpus.unit_ids().map(move |id| {
        let (speech, unit) = corpus.unit(id);
        let (text, kind) = (speech.words(unit), kind_words(unit));
        Document { speech: corpus.speech_number(id), text, kind }
    })
}

pub(super) fn question_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    corpus.questions().iter().map(|question| {
        let speech = corpus.speech_number(corpus.place(question.sentence).0);
        Document { speech, text: &question.text, kind: String::new() }
    })
}

/// Nobody asks for those of one speech.
pub(super) fn open_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    corpus.not_covered().map(|(_, text)| Document { speech: 0, text, kind: String::new() })
}
