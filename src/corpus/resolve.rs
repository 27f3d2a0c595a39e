//! The units that a reference names, or what there is instead.

use super::location::UnitId;
use super::reference::{Locator, Named, Numbers, Reference, ReferenceError};
use super::speech::{Speech, Unit};
use super::speeches::Corpus;
use super::unit_kind::UnitKind;
use crate::text::number;

const MOST_LISTED: usize = 12;

impl Corpus {
    /// In reading order; a heading stands for itself alone.
    pub(super) fn resolve(&self, reference: &Reference) -> Result<Vec<UnitId>, ReferenceError> {
        let Some(speech_number) = self.speech_meant(reference.speech.as_deref())? else {
            return Err(self.which_speech(reference));
        };
        let speech = &self.speeches[speech_number];
        let locator = counted(&reference.locator, speech);
        let found = match locator.is_counted {
            true => {
                let all = self.units_where(speech_number, |unit| unit.kind == locator.kind);
                locator.numbers.among(&all).to_vec()
            }
            false => self.units_where(speech_number, |unit| locator.covers(&unit.locator)),
        };
        if found.len() < locator.numbers.count() {
            let reference = Reference { locator, ..reference.clone() };
            return Err(not_there(&reference, speech));
        }
        Ok(found)
    }

    /// The only one where none is named; `None` where several may be meant.
    pub(super) fn speech_meant(&self, id: Option<&str>) -> Result<Option<usize>, ReferenceError> {
        match id {
            Some(id) => self.speech_called(id).map(Some),
            None => Ok((self.speeches.len() == 1).then_some(0)),
        }
    }

    /// In reading order.
    pub(super) fn units_where(
        &self,
        speech_number: usize,
        is_meant: impl Fn(&Unit) -> bool,
    ) -> Vec<UnitId> {
        let first = self.units.partition_point(|(speech, _)| *speech < speech_number);
        let units = (number(first)..).map(UnitId).zip(self.speeches[speech_number].units());
        units.filter(|(_, unit)| is_meant(unit)).map(|(id, _)| id).collect()
    }

    fn which_speech(&self, reference: &Reference) -> ReferenceError {
        let examples = self.speeches.iter().filter_map(|speech| {
            let locator = counted(&reference.locator, speech);
            let place = Reference { speech: Some(speech.id().to_owned()), locator };
            let units = self.resolve(&place).ok()?;
            let (_, first) = self.unit(*units.first()?);
            Some(if place.locator.is_counted { speech.reference(first) } else { place })
        });
        let examples = examples.take(MOST_LISTED).map(|place| place.to_string());
        let examples: Vec<String> = examples.collect();
        if examples.is_empty() {
            // “The last note” of none is note 1.
            let none = self.speeches.first().map(|speech| counted(&reference.locator, speech));
            let given = none.unwrap_or(reference.locator).to_string();
            let there_is = "None of the speeches that are loaded has it.".to_owned();
            return ReferenceError::NotThere { given, there_is };
        }
        ReferenceError::WhichSpeech { examples: examples.join(", ") }
    }

    /// In reading order; a heading in a list or span stands for its section.
    pub(super) fn resolve_several(&self, named: &[Named]) -> Result<Vec<UnitId>, ReferenceError> {
        let mut found = Vec::new();
        for one in named {
            match one {
                Named::Place(place) => {
                    let units = self.resolve(place)?;
                    match named.len() {
                        1 => found.extend(units),
                        _ => found.extend(units.into_iter().flat_map(|unit| self.section_of(unit))),
                    }
                }
                Named::Span(from, to) => found.extend(self.between(from, to)?),
                Named::Neighbour(place, step) => found.push(self.beside(place, *step)?),
                Named::Part(first) => {
                    let first = self.resolve(first)?.into_iter();
                    found.extend(first.flat_map(|unit| self.rest_of_section(unit)));
                }
            }
        }
        found.sort_unstable_by_key(|unit| unit.0);
        found.dedup();
        Ok(found)
    }

    fn between(&self, from: &Reference, to: &Reference) -> Result<Vec<UnitId>, ReferenceError> {
        let (first, last) = (self.resolve(from)?, self.resolve(to)?);
        let last = match from.is_section() && to.is_section() {
            true => last.into_iter().flat_map(|unit| self.section_of(unit)).collect(),
            false => last,
        };
        let ends = first.first().zip(last.last()).map(|(first, last)| (first.0, last.0));
        let span = format!("{from} – {to}");
        match ends.filter(|_| from.speech == to.speech) {
            Some((first, last)) if first <= last => Ok((first..=last).map(UnitId).collect()),
            Some(_) => Err(ReferenceError::Backwards(span)),
            None => Err(ReferenceError::Unreadable(span)),
        }
    }

    fn beside(&self, place: &Reference, step: i32) -> Result<UnitId, ReferenceError> {
        let units = self.resolve(place)?;
        let from = if step > 0 { units.last() } else { units.first() };
        let mut others = from.into_iter().flat_map(|from| self.beyond(*from, step));
        let is_paragraph = |unit: &UnitId| self.unit(*unit).1.kind == UnitKind::Paragraph;
        others.find(is_paragraph).ok_or_else(|| ReferenceError::NotThere {
            given: format!("paragraph {} {place}", if step > 0 { "after" } else { "before" }),
            there_is: format!("It is the {} one.", if step > 0 { "last" } else { "first" }),
        })
    }

    /// With its heading; any other unit stands for itself.
    fn section_of(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        let is_heading = self.unit(unit).1.kind == UnitKind::Heading;
        self.rest_of_section(unit).take(if is_heading { usize::MAX } else { 1 })
    }

    /// From this unit on. Notes are of no section, and nothing follows them.
    pub(crate) fn rest_of_section(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        let section = move |unit: &UnitId| self.unit(*unit).1.locator.section();
        let is_within = move |other: &UnitId| section(other) == section(&unit);
        std::iter::once(unit).chain(self.beyond(unit, 1).take_while(is_within))
    }
}

fn counted(locator: &Locator, speech: &Speech) -> Locator {
    let headings: Vec<u32> = headings(speech).collect();
    let section_number = |section: u32| match Numbers::one(section) {
        number if number.counts_back() => number.among(&headings).first().copied().unwrap_or(1),
        _ => section,
    };
    let within = locator.within.map(section_number);
    let bears_none = locator.is_plain() && !locator.is_counted && !headings.is_empty();
    let count = if bears_none { 0 } else { count(speech, locator.kind, within) };
    Locator { within, numbers: locator.numbers.counted(count), ..*locator }
}

fn plural(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Of all the speech without a section.
fn count(speech: &Speech, kind: UnitKind, section: Option<u32>) -> usize {
    let is_in = |unit: &&Unit| section.is_none() || unit.locator.section() == section;
    speech.units_of(kind).filter(is_in).count()
}

fn headings(speech: &Speech) -> impl Iterator<Item = u32> + '_ {
    speech.units_of(UnitKind::Heading).filter_map(|unit| unit.locator.section())
}

fn not_there(reference: &Reference, speech: &Speech) -> ReferenceError {
    let numbered: Vec<u32> = headings(speech).collect();
    let has = |place: &str, kind: UnitKind, section| {
        let (thing, kind) = match kind {
            UnitKind::Caption => ("photo", kind),
            UnitKind::Note => ("note", kind),
            _ => ("paragraph", UnitKind::Paragraph),
        };
        format!("{place} has {}.", plural(count(speech, kind, section), thing))
    };
    let there_is = match (reference.locator.kind, reference.locator.within) {
        (UnitKind::Heading | UnitKind::Paragraph, Some(_)) if numbered.is_empty() => {
            "The speech has no sections; its paragraphs are ¶1, ¶2 and on.".to_owned()
        }
        (kind, section @ Some(0)) => has("The introduction", kind, section),
        (kind, Some(section)) if numbered.contains(&section) => {
            has(&format!("§{section}"), kind, Some(section))
        }
        (_, Some(_)) => {
            let are_counted = numbered.iter().zip(1..).all(|(number, at)| *number == at);
            let listed: Vec<String> = numbered.iter().map(|number| format!("§{number}")).collect();
            match are_counted || numbered.len() > MOST_LISTED {
                true => format!("The speech has {}.", plural(numbered.len(), "section")),
                false => format!("The speech has the sections {}.", listed.join(", ")),
            }
        }
        (kind @ UnitKind::Paragraph, None) if numbered.is_empty() => has("It", kind, None),
        (UnitKind::Paragraph, None) => {
            let in_section = |unit: &&Unit| unit.locator.section() > Some(0);
            let first = speech.units_of(UnitKind::Paragraph).find(in_section);
            let such_as = first.map(|unit| format!(", such as {}", speech.reference(unit)));
            let such_as = such_as.unwrap_or_default();
            format!("The paragraphs of this speech are numbered by section{such_as}.")
        }
        (UnitKind::Title, None) => "This text has no title line.".to_owned(),
        (UnitKind::Source, None) => "This text has no publication line.".to_owned(),
        (kind, None) => has("The speech", kind, None),
    };
    ReferenceError::NotThere { given: reference.to_string(), there_is }
}
