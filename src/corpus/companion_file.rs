//! The TOML files beside a speech, read entry by entry; what they quote must stand in the speech.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error, ValueDeserializer};

use super::error::Fault;
use super::quote::Quote;
use super::source_file::SourceFile;
use super::speech::Speech;

impl SourceFile<'_> {
    /// The entries of this list one by one, so that a wrong one hides no other, the rest of the
    /// file, and all that is wrong.
    pub(super) fn parse<T: DeserializeOwned, U, R: DeserializeOwned + Default>(
        self,
        list: &str,
        checked: impl Fn(T) -> Result<U, Fault>,
    ) -> (Vec<U>, R, Vec<Fault>) {
        let (mut table, errors) = DeTable::parse_recoverable(self.source);
        let mut faults: Vec<Fault> = errors.iter().map(|error| self.unread(error)).collect();
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
                faults.push(self.fault(span.start, problem, "Write each entry below a line [[…]]"));
            }
        }
        let rest = R::deserialize(Deserializer::from(table)).unwrap_or_else(|error| {
            let mut fault = self.unread(&error);
            fault.problem += &format!("; each entry stands below a line [[{list}]]");
            faults.push(fault);
            R::default()
        });
        let checked = |entry| checked(entry).map_err(|fault| faults.push(fault)).ok();
        let entries = read.into_iter().filter_map(checked).collect();
        (entries, rest, faults)
    }

    fn unread(self, error: &Error) -> Fault {
        let problem = error.message().replace('\n', ", ");
        let remedy = "docs/operator shows how the file is written";
        self.fault(error.span().unwrap_or(0..0).start, problem, remedy)
    }

    pub(super) fn quote(self, speech: &Speech, named: &Spanned<String>) -> Result<Quote, Fault> {
        let words = named.get_ref().trim();
        let found = speech.text().find(words).and_then(|at| speech.quote(at..at + words.len()));
        found.ok_or_else(|| {
            let problem = format!("the speech does not hold the words “{words}” in one paragraph");
            self.fault(
                named.span().start,
                problem,
                "Copy the quote from speech.md, letter by letter",
            )
        })
    }
}
