//! Looks up what was typed: a reference, a permalink, or a completion's text.

use super::location::Location;
use super::permalink::Permalink;
use super::reference::{LONGEST, Reference, ReferenceError, is_of_place, named_places};
use super::speech::Speech;
use super::speeches::Corpus;
use crate::text::normalize::fold;
use crate::text::titles::is_typed_title;

/// In a completion, between the reference and the words.
pub const REFERENCE_END: &str = " · ";

const MOST_NAMED: usize = 4;

/// Speeches.
const MOST_LISTED: usize = 8;

/// In letters; a shorter word is near to many.
const SHORTEST_NAME: usize = 4;

/// In edits.
const NEAR: usize = 2;

pub(super) fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// As people type a name: “Garcia” for “García”.
fn letters(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn speaker_names(speech: &Speech) -> Vec<String> {
    let whole = speech.front().speaker.as_deref().unwrap_or_default().split_whitespace();
    let parts = speech.speaker_words();
    let names = whole.chain(parts.iter().map(String::as_str)).map(letters);
    names.filter(|name| !name.is_empty()).collect()
}

/// With a capital, then in small letters; Roman numbers are in letters of one size.
pub(super) fn is_written_as_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
}

pub fn names_places(typed: &str) -> bool {
    typed.parse::<Reference>().is_ok() || named_places(typed).is_some()
}

impl Corpus {
    /// In reading order; never empty.
    pub fn look_up(&self, typed: &str) -> Result<Vec<Location>, ReferenceError> {
        // Some clients send a completion's text instead of its value.
        let typed =
            typed.split_once(REFERENCE_END).map_or(typed, |(reference, _)| reference).trim();
        if typed.len() > LONGEST {
            return Err(ReferenceError::unreadable(typed));
        }
        self.look_up_as_typed(typed).or_else(|error| {
            let reordered = self.speech_named_in(typed).filter(|(_, rest)| !rest.is_empty());
            let again = reordered.map(|(id, rest)| self.look_up_as_typed(&format!("{id} {rest}")));
            use ReferenceError::{NoSpeech, NotThere};
            match (again, error) {
                (Some(Ok(places)), _) => Ok(places),
                (Some(Err(again @ NotThere { .. })), _) => Err(again),
                (_, NoSpeech { given, .. })
                    if !typed.contains('#') && !self.may_be_speech(&given) =>
                {
                    Err(ReferenceError::unreadable(typed))
                }
                (_, error) => Err(error),
            }
        })
    }

    /// The number of the speech with this id or, beside titles, its speaker's name alone.
    pub(crate) fn speech_called(&self, name: &str) -> Result<usize, ReferenceError> {
        let ids = || self.speeches.iter().map(Speech::id);
        let with_id = |id: &str| ids().position(|known| known == id);
        let named = || self.speech_named_in(name).filter(|(_, rest)| rest.is_empty());
        with_id(name).or_else(|| with_id(named()?.0)).ok_or_else(|| ReferenceError::NoSpeech {
            given: name.to_owned(),
            known: ids().take(MOST_LISTED).collect::<Vec<_>>().join(", "),
        })
    }

    /// By its id or its speaker, the only one of that name; also the words beside.
    pub(super) fn speech_named_in(&self, typed: &str) -> Option<(&str, String)> {
        let words: Vec<&str> = typed.split_whitespace().collect();
        let read_as_id = typed.parse::<Reference>().ok().and_then(|place| place.speech);
        let name = |word: &str| {
            let word = bare(word);
            word.trim_end_matches("'s").trim_end_matches("’s").to_owned()
        };
        let speeches: Vec<(&Speech, Vec<String>)> =
            self.speeches.iter().map(|speech| (speech, speaker_names(speech))).collect();
        let speech = |word: &&str| {
            let (typed, word) = (*word, name(word));
            // “Xi” is hardly the Roman number.
            let is_mark = is_of_place(typed)
                && !is_written_as_name(typed)
                && read_as_id.as_deref() != Some(word.as_str());
            let by_id = speeches.iter().find(|(speech, _)| speech.id() == word);
            by_id.or_else(|| {
                let letters = letters(&word);
                let mut of_speaker =
                    speeches.iter().filter(|(_, names)| !is_mark && names.contains(&letters));
                of_speaker.next().filter(|_| of_speaker.next().is_none())
            })
        };
        let (named, names) = words.iter().find_map(speech)?;
        let names_it = |word: &&str| speech(word).is_some_and(|(it, _)| it.id() == named.id());
        // “xi jinping”: beside a name, another of the speaker's is one, too.
        let goes_on = |(at, word): (usize, &&str)| {
            let beside = at.checked_sub(1).into_iter().chain([at + 1]);
            names.contains(&letters(&name(word)))
                && beside.filter_map(|at| words.get(at)).any(names_it)
        };
        let is_name = |(at, word): (usize, &&str)| names_it(word) || goes_on((at, word));
        let is_title = |(at, word): (usize, &&str)| {
            let next = words.get(at + 1).map(|next| (at + 1, next));
            is_typed_title(word) && next.is_some_and(is_name)
        };
        let others = words.iter().enumerate().filter(|word| !is_name(*word) && !is_title(*word));
        let rest = others.map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
        Some((named.id(), rest))
    }

    /// Other words before a place are not meant as a speech's name.
    fn may_be_speech(&self, given: &str) -> bool {
        let is_near = |name: &str| {
            name == given
                || name.chars().count() >= SHORTEST_NAME
                    && strsim::osa_distance(name, given) <= NEAR
        };
        let mut ids = self.speeches.iter().map(Speech::id);
        given.contains(|c: char| c == '-' || c.is_ascii_digit())
            || ids.any(|id| is_near(id) || id.split('-').any(is_near))
    }

    fn look_up_as_typed(&self, typed: &str) -> Result<Vec<Location>, ReferenceError> {
        if let Some(place) = self.place_with_permalink(typed) {
            return Ok(vec![place]);
        }
        let reference = typed.parse::<Reference>();
        let is_reference = reference.is_ok();
        let found = match reference {
            Ok(reference) => self.resolve(&reference),
            Err(error) => {
                named_places(typed).map_or(Err(error), |named| self.resolve_several(&named))
            }
        };
        match (found, Permalink::parse(typed)) {
            (Ok(units), _) => Ok(units.into_iter().map(Location::from).collect()),
            (Err(error), None) => Err(error),
            (Err(error), Some(permalink)) => self.begun(permalink, is_reference.then_some(error)),
        }
    }

    /// Whole permalinks only.
    pub fn place_with_permalink(&self, permalink: &str) -> Option<Location> {
        let permalink = Permalink::parse(permalink).filter(Permalink::is_whole)?;
        self.names.get(&permalink.name).copied().filter(|place| self.is_in(*place, &permalink))
    }

    /// `otherwise` is the error of reading a reference.
    fn begun(
        &self,
        permalink: Permalink,
        otherwise: Option<ReferenceError>,
    ) -> Result<Vec<Location>, ReferenceError> {
        if let Some(id) = &permalink.speech {
            self.speech_called(id)?;
        }
        let found: Vec<Location> = self
            .names
            .range(permalink.name.clone()..)
            .take_while(|(name, _)| name.starts_with(&permalink.name))
            .map(|(_, place)| *place)
            .filter(|place| self.is_in(*place, &permalink))
            .collect();
        match (found.as_slice(), otherwise) {
            ([], Some(error)) => Err(error),
            ([], None) => Err(ReferenceError::Gone { permalink: permalink.to_string() }),
            ([place], _) => Ok(vec![*place]),
            (several, _) => {
                let names = several.iter().take(MOST_NAMED).map(|place| {
                    let (speech, unit) = self.unit(place.unit);
                    format!("{} ({})", self.permalink(*place), speech.reference(unit))
                });
                let (permalink, names) = (permalink.to_string(), names.collect::<Vec<_>>());
                Err(ReferenceError::Several { permalink, names: names.join(", ") })
            }
        }
    }

    fn is_in(&self, place: Location, permalink: &Permalink) -> bool {
        permalink.speech.as_deref().is_none_or(|id| id == self.unit(place.unit).0.id())
    }

    pub fn permalink(&self, place: Location) -> Permalink {
        let (speech, unit) = self.unit(place.unit);
        let of_sentence = place.sentence.and_then(|number| unit.sentence_keys.get(number));
        Permalink {
            speech: Some(speech.id().to_owned()),
            name: of_sentence.unwrap_or(&unit.key).clone(),
        }
    }
}

#[cfg(test)]
mod tests;
