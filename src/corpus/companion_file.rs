//! The TOML files beside a speech: lines of faults, and quotes that must stand in the speech.

use std::ops::Range;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error, ValueDeserializer};

use super::error::{CorpusError, line_at};
use super::quote::Quote;
use super::speech::Speech;

#[derive(Clone, Copy)]
pub(super) struct CompanionFile<'a> {
    pub(super) path: &'a Path,
    pub(super) source: &'a str,
}

impl CompanionFile<'_> {
    /// The entries of this list one by one, so that a wrong one hides no other, and the rest of the
    /// file.
    pub(super) fn parse<T: DeserializeOwned, U, R: DeserializeOwned + Default>(
        self,
        list: &str,
        checked: impl Fn(T) -> Result<U, CorpusError>,
    ) -> Result<(Vec<U>, R), CorpusError> {
        let (mut table, errors) = DeTable::parse_recoverable(self.source);
        let mut faults: Vec<CorpusError> = errors.iter().map(|error| self.unread(error)).collect();
        let mut read = Vec::new();
        if let Some(entries) = table.get_mut().remove(list) {
            let span = entries.span();
            if let DeValue::Array(entries) = entries.into_inner() {
                for entry in entries {
                    match T::deserialize(ValueDeserializer::from(entry)) {
                        Ok(entry) => read.push(entry),
                        Err(error) => faults.push(self.unread(&error)),
                    }
                }
            } else {
                let problem = format!("`{list}` is no list");
                faults.push(self.fault(&span, problem, "Write each entry below a line [[…]]"));
            }
        }
        let rest = R::deserialize(Deserializer::from(table)).unwrap_or_else(|error| {
            faults.push(self.unread(&error));
            R::default()
        });
        let checked = |entry| checked(entry).map_err(|fault| faults.push(fault)).ok();
        let entries = read.into_iter().filter_map(checked).collect();
        CorpusError::gathered(faults).map_or(Ok((entries, rest)), Err)
    }

    fn unread(self, error: &Error) -> CorpusError {
        let problem = error.message().replace('\n', ", ");
        let remedy = "docs/operator shows how the file is written";
        self.fault(&error.span().unwrap_or(0..0), problem, remedy)
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
