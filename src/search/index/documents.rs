//! What goes into the index, and the hash that names its folder.

use super::schema::{SCHEMA_VERSION, kind_words};
use crate::corpus::Corpus;

/// The number, the words, the words for the kind.
pub(super) type Document<'a> = (u32, &'a str, String);

pub(super) fn sentence_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    corpus.unit_ids().flat_map(move |id| {
        let (speech, unit) = corpus.unit(id);
        (0..unit.sentences.len()).map(move |number| {
            let words = speech.text().get(unit.sentences[number].clone()).unwrap_or_default();
            (corpus.sentence(id, number).0, words, kind_words(unit))
        })
    })
}

pub(super) fn unit_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    corpus.unit_ids().map(move |id| {
        let (speech, unit) = corpus.unit(id);
        (id.0, speech.text().get(unit.range.clone()).unwrap_or_default(), kind_words(unit))
    })
}

pub(super) fn question_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    (0..)
        .zip(corpus.questions())
        .map(|(number, question)| (number, question.text.as_str(), String::new()))
}

pub(super) fn open_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    (0..).zip(corpus.not_covered()).map(|(number, (_, question))| (number, question, String::new()))
}

/// A hash of the schema and everything indexed.
pub(super) fn fingerprint(corpus: &Corpus) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&SCHEMA_VERSION.to_le_bytes());
    hasher.update(tantivy::version_string().as_bytes());
    for (number, text, kind) in sentence_documents(corpus)
        .chain(unit_documents(corpus))
        .chain(question_documents(corpus))
        .chain(open_documents(corpus))
    {
        hasher.update(&number.to_le_bytes());
        for field in [text, &kind] {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}
