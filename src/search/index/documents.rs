//! What goes into the index.

use super::schema::kind_words;
use crate::corpus::Corpus;
use crate::text::Slice;

pub(super) struct Document<'a> {
    pub(super) number: u32,
    pub(super) speech: u32,
    pub(super) text: &'a str,
    pub(super) kind: String,
}

pub(super) fn sentence_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    corpus.unit_ids().flat_map(move |id| {
        let (speech, unit) = corpus.unit(id);
        (0..unit.sentences.len()).map(move |number| {
            let text = speech.text().slice(unit.sentences[number].clone());
            let (kind, speech) = (kind_words(unit), corpus.speech_number(id));
            Document { number: corpus.sentence(id, number).0, speech, text, kind }
        })
    })
}

pub(super) fn unit_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    corpus.unit_ids().map(move |id| {
        let (speech, unit) = corpus.unit(id);
        let (text, kind) = (speech.words(unit), kind_words(unit));
        Document { number: id.0, speech: corpus.speech_number(id), text, kind }
    })
}

pub(super) fn question_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    (0..).zip(corpus.questions()).map(|(number, question)| {
        let speech = corpus.speech_number(corpus.place(question.sentence).0);
        Document { number, speech, text: &question.text, kind: String::new() }
    })
}

/// Nobody asks for those of one speech.
pub(super) fn open_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    let open = (0..).zip(corpus.not_covered());
    open.map(|(number, (_, text))| Document { number, speech: 0, text, kind: String::new() })
}
