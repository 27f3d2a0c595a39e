//! Looking a place up by whatever somebody typed for it: a reference, a permalink, or what a completion showed.

use std::ops::Range;

use super::permalink::Permalink;
use super::reference::{Reference, ReferenceError};
use super::{Corpus, Quote, Speech, UnitId};

/// What stands between the reference and the words where both are shown in one line.
pub const REFERENCE_END: &str = " · ";

/// A unit, or one sentence of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The unit.
    pub unit: UnitId,
    /// The sentence's number in it, from 0; the whole unit is meant when there is none.
    pub sentence: Option<usize>,
}

impl From<UnitId> for Place {
    fn from(unit: UnitId) -> Place {
        Place { unit, sentence: None }
    }
}

/// What leads nowhere, as a sentence for the person who typed it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LookupError {
    /// A reference.
    #[error(transparent)]
    Reference(#[from] ReferenceError),
    /// A permalink whose words are gone.
    #[error(
        "No words have the permalink {permalink} now: the text was changed since, or it was mistyped. /outline shows what there is."
    )]
    Gone {
        /// What was typed.
        permalink: Permalink,
    },
    /// The beginning of several permalinks.
    #[error("{permalink} is the beginning of several permalinks: {names}. Type one in full.")]
    Several {
        /// What was typed.
        permalink: Permalink,
        /// Some of those that begin so, each with its place.
        names: String,
    },
}

/// How many permalinks an error names.
const MOST_NAMED: usize = 4;

impl Corpus {
    /// The places that a reference or a permalink names, in reading order; one at least.
    ///
    /// # Errors
    /// When it cannot be read, or names what is not there.
    pub fn look_up(&self, typed: &str) -> Result<Vec<Place>, LookupError> {
        // Some clients send what a completion showed in place of what it stood for.
        let typed = typed.split_once(REFERENCE_END).map_or(typed, |(reference, _)| reference).trim();
        let permalink = typed.parse::<Permalink>().ok();
        if let Some(place) = permalink.as_ref().filter(|link| link.is_whole()).and_then(|link| self.named(link)) {
            return Ok(vec![place]);
        }
        let reference = typed.parse::<Reference>();
        let found = reference.as_ref().map_err(Clone::clone).and_then(|reference| self.resolve(reference));
        match (found, permalink) {
            (Ok(units), _) => Ok(units.into_iter().map(Place::from).collect()),
            (Err(error), None) => Err(error.into()),
            (Err(error), Some(permalink)) => self.begun(permalink, reference.is_ok().then_some(error)),
        }
    }

    /// The place with this permalink, which must be whole; none when its words are gone.
    pub fn place_with_permalink(&self, permalink: &str) -> Option<Place> {
        let permalink = permalink.parse::<Permalink>().ok().filter(Permalink::is_whole)?;
        self.named(&permalink)
    }

    /// The place whose permalink begins as this one does. `otherwise` is what is wrong with it as a reference, if it is one.
    fn begun(&self, permalink: Permalink, otherwise: Option<ReferenceError>) -> Result<Vec<Place>, LookupError> {
        if let Some(id) = permalink.speech.as_deref().filter(|id| !self.speech_ids().any(|known| known == *id)) {
            return Err(ReferenceError::no_speech(id, self.speech_ids()).into());
        }
        let begin_so = self.names.range(permalink.name.clone()..).take_while(|(name, _)| name.starts_with(&permalink.name));
        let found: Vec<Place> = begin_so.map(|(_, place)| *place).filter(|place| self.is_in(*place, &permalink)).collect();
        match (found.as_slice(), otherwise) {
            ([], Some(error)) => Err(error.into()),
            ([], None) => Err(LookupError::Gone { permalink }),
            ([place], _) => Ok(vec![*place]),
            (several, _) => {
                let names = several.iter().take(MOST_NAMED).map(|place| {
                    let (speech, unit) = self.unit(place.unit);
                    format!("{} ({})", self.permalink(*place), speech.reference(unit))
                });
                Err(LookupError::Several { permalink, names: names.collect::<Vec<_>>().join(", ") })
            }
        }
    }

    fn named(&self, permalink: &Permalink) -> Option<Place> {
        self.names.get(&permalink.name).copied().filter(|place| self.is_in(*place, permalink))
    }

    fn is_in(&self, place: Place, permalink: &Permalink) -> bool {
        permalink.speech.as_deref().is_none_or(|id| id == self.unit(place.unit).0.id())
    }

    /// The name of a place, made from its words.
    pub fn permalink(&self, place: Place) -> Permalink {
        let (speech, unit) = self.unit(place.unit);
        let of_sentence = place.sentence.and_then(|number| unit.sentence_keys.get(number));
        Permalink { speech: Some(speech.id().to_owned()), name: of_sentence.unwrap_or(&unit.key).clone() }
    }

    /// The place that a quote is the words of, or the unit that it was cut from.
    pub fn place_of(&self, quote: &Quote) -> Option<Place> {
        let number = self.speeches.iter().position(|speech| speech.id() == quote.speech())?;
        let range: Range<usize> = quote.range();
        let first = self.units.partition_point(|(speech, _)| *speech < number);
        let units = self.speeches[number].units();
        let at = units.partition_point(|unit| unit.range.end <= range.start);
        let unit = units.get(at)?;
        let sentence = unit.sentences.iter().position(|sentence| *sentence == range).filter(|_| unit.range != range);
        Some(Place { unit: UnitId(super::number(first + at)), sentence })
    }

    /// The words of a place.
    pub fn quote_place(&self, place: Place) -> Quote {
        match place.sentence {
            Some(number) => self.quote_sentence(self.sentence(place.unit, number)),
            None => self.quote_unit(place.unit),
        }
    }

    pub(super) fn speech_ids(&self) -> impl Iterator<Item = &str> {
        self.speeches.iter().map(Speech::id)
    }
}

#[cfg(test)]
mod tests;
