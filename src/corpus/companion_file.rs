//! The TOML files beside a speech: lines of faults, and quotes that must stand in the speech.

use std::ops::Range;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::error::{CorpusError, line_at};
use super::quote::Quote;
use super::speech::Speech;

#[derive(Clone, Copy)]
pub(super) struct CompanionFile<'a> {
    pub(super) path: &'a Path,
    pub(super) source: &'a str,
}

impl CompanionFile<'_> {
    pub(super) fn parse<T: DeserializeOwned>(self) -> Result<T, CorpusError> {
        toml::from_str(self.source).map_err(|fault| {
            let problem = fault.message().replace('\n', ", ");
            self.fault(
                &fault.span().unwrap_or(0..0),
                problem,
                "The README shows how the file is written",
            )
        })
    }

    /// `at` is in bytes of the source.
    pub(super) fn fault(
        self,
        at: &Range<usize>,
        problem: impl Into<String>,
        remedy: &'static str,
    ) -> CorpusError {
        CorpusError::malformed(self.path, line_at(self.source, at.start), problem, remedy)
    }

    pub(super) fn quote(
        self,
        speech: &Speech,
        named: &Spanned<String>,
    ) -> Result<Quote, CorpusError> {
        let words = named.get_ref().trim();
        let found = speech.text().find(words).and_then(|at| speech.quote(at..at + words.len()));
        found.ok_or_else(|| {
            let problem = format!("the speech does not hold the words “{words}” in one paragraph");
            self.fault(&named.span(), problem, "Copy the quote from speech.md, letter by letter")
        })
    }
}
