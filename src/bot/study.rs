//! Looking passages up by their place.

use super::{Bot, excerpt};
use crate::corpus::{Quote, Reference, UnitId};
use crate::reply::{Excerpt, Part, Reply};

/// How many bytes a looked-up passage shows, shared among the passages of a range.
const ROOM: usize = 3_000;

/// How many section headings stand for what a speech speaks of.
const TOPICS: usize = 3;

impl Bot {
    /// Shows what a reference names.
    pub fn cite(&self, typed: &str, private: bool) -> Reply {
        let found = typed.parse::<Reference>().and_then(|reference| Ok((self.corpus().resolve(&reference)?, reference)));
        let (units, reference) = match found {
            Ok(found) => found,
            Err(error) => return Reply::refusal(error.to_string()),
        };
        let corpus = self.corpus();
        let room = ROOM / units.len().max(1);
        let parts = units.iter().map(|unit| Part::Passage(excerpt::beginning(corpus, *unit, room))).collect();
        let source = units.first().map(|unit| Bot::source_line(corpus.unit(*unit).0));
        Reply { private, heading: Some(reference.to_string()), parts, source, buttons: Vec::new() }
    }

    /// The units that a reference names, as quotes.
    ///
    /// # Errors
    /// When it cannot be read or names nothing; the error is a sentence for the person who typed it.
    pub fn quotes_at(&self, typed: &str) -> Result<Vec<Quote>, crate::corpus::ReferenceError> {
        let reference: Reference = typed.parse()?;
        Ok(self.corpus().resolve(&reference)?.into_iter().map(|unit| self.corpus().quote_unit(unit)).collect())
    }

    /// Some of what the corpus speaks of, in its own words: section headings, or else titles.
    pub(super) fn topics(&self) -> Vec<Excerpt> {
        let corpus = self.corpus();
        let of_kind = |kind| corpus.unit_ids().filter(move |unit| corpus.unit(*unit).1.kind == kind);
        let headings: Vec<UnitId> = of_kind(crate::corpus::UnitKind::Heading).take(TOPICS).collect();
        let units = if headings.is_empty() { of_kind(crate::corpus::UnitKind::Title).take(TOPICS).collect() } else { headings };
        units.into_iter().map(|unit| excerpt::beginning(corpus, unit, excerpt::ANSWER)).collect()
    }
}
