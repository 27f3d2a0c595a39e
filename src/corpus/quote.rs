//! A quote: words of a speech, and the proof of where they stand.
//!
//! Only the functions below make a `Quote`, each by copying a byte range of a [`Speech`]: nobody
//! can make one up.

use std::ops::Range;

use serde::Serialize;

use super::reference::Reference;
use super::speech::{Speech, Unit};
use super::unit_kind::UnitKind;
use crate::text::{Slice, overlap};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    speech: String,
    reference: Reference,
    kind: UnitKind,
    range: Range<usize>,
    text: String,
    credit: String,
}

impl Quote {
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn speech(&self) -> &str {
        &self.speech
    }

    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    pub fn kind(&self) -> UnitKind {
        self.kind
    }

    /// Empty where something else credits the words.
    pub fn credit(&self) -> &str {
        &self.credit
    }

    #[must_use]
    pub fn without_credit(mut self) -> Quote {
        self.credit.clear();
        self
    }

    /// In bytes of [`Speech::text`].
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

impl Speech {
    /// Or the last one before.
    pub(crate) fn unit_at(&self, byte: usize) -> Option<&Unit> {
        let after = self.units().partition_point(|unit| unit.range.start <= byte);
        self.units().get(after.checked_sub(1)?)
    }

    /// All sentences of a unit that `range` touches, from the first's beginning to the last's end.
    pub(crate) fn sentences_around(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let sentences = self.unit_at(range.start)?.sentences.iter();
        let mut touched = sentences.filter(|sentence| overlap(sentence, range));
        let first = touched.next()?;
        Some(first.start..touched.next_back().unwrap_or(first).end)
    }

    /// `range` is in bytes of [`Speech::text`]; `None` when it is empty, cuts a character or leaves
    /// its unit.
    pub fn quote(&self, range: Range<usize>) -> Option<Quote> {
        let unit = self.unit_at(range.start)?;
        let inside = !range.is_empty() && range.end <= unit.range.end;
        (inside && self.text().get(range.clone()).is_some()).then(|| self.quote_in(unit, range))
    }

    pub(super) fn quote_in(&self, unit: &Unit, range: Range<usize>) -> Quote {
        Quote {
            speech: self.id().to_owned(),
            reference: self.reference(unit),
            kind: unit.kind,
            text: self.text().slice(range.clone()).to_owned(),
            credit: self.credit(unit.kind),
            range,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::Corpus;

    #[test]
    fn a_quote_is_cut_only_from_inside_one_unit() {
        let corpus =
            Corpus::from_source("tiny", "+++\ntitle = \"T\"\n+++\n# T\n\nOne ż two.\n\nThree.\n")
                .unwrap();
        let speech = &corpus.speeches()[0];
        let at = speech.text().find("One").unwrap();
        assert_eq!(speech.quote(at..at + 3).unwrap().text(), "One");
        assert_eq!(speech.quote(at..at + 3).unwrap().reference().to_string(), "¶1");
        assert!(speech.quote(at + 4..at + 5).is_none(), "half of ż");
        assert!(speech.quote(at..at + 16).is_none(), "across two units");
        assert!(speech.quote(at..at).is_none(), "nothing");
        assert!(speech.quote(at..10_000).is_none(), "past the end");
    }
}
