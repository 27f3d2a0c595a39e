//! The units that a reference names, or what there is instead.

use super::location::UnitId;
use super::reference::{Locator, Named, Numbers, Reference, ReferenceError};
use super::speech::Speech;
use super::speeches::{Corpus, number};

impl Corpus {
    /// In reading order; a heading stands for itself alone.
    pub fn resolve(&self, reference: &Reference) -> Result<Vec<UnitId>, ReferenceError> {
        let speech_number = match &reference.speech {
            Some(id) => self
                .speeches
                .iter()
                .position(|speech| speech.id() == id)
                .ok_or_else(|| ReferenceError::no_speech(id, self.speech_ids()))?,
            None if self.speeches.len() == 1 => 0,
            None => return Err(ReferenceError::which_speech(reference, self.speech_ids())),
        };
        let speech = &self.speeches[speech_number];
        let first = self.units.partition_point(|(number, _)| *number < speech_number);
        let found: Vec<UnitId> = (speech.units().iter().enumerate())
            .filter(|(_, unit)| reference.locator.covers(&unit.locator))
            .map(|(at, _)| UnitId(number(first + at)))
            .collect();
        if found.len() < reference.locator.count() {
            return Err(not_there(reference, speech));
        }
        Ok(found)
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
                Named::Introduction { speech } => found.extend(self.part(
                    speech.as_ref(),
                    Locator::Paragraph { section: 0, numbers: Numbers::one(1) },
                    |locator| locator.section() == Some(0),
                )?),
                Named::Notes { speech } => found.extend(self.part(
                    speech.as_ref(),
                    Locator::Note { numbers: Numbers::one(1) },
                    |locator| matches!(locator, Locator::Note { .. }),
                )?),
            }
        }
        found.sort_unstable_by_key(|unit| unit.0);
        found.dedup();
        Ok(found)
    }

    fn between(&self, from: &Reference, to: &Reference) -> Result<Vec<UnitId>, ReferenceError> {
        let (first, last) = (self.resolve(from)?, self.resolve(to)?);
        let is_heading = |end: &Reference| matches!(end.locator, Locator::Heading { .. });
        let last = match is_heading(from) && is_heading(to) {
            true => last.into_iter().flat_map(|unit| self.section_of(unit)).collect(),
            false => last,
        };
        let ends = first.first().zip(last.last()).map(|(first, last)| (first.0, last.0));
        match ends {
            Some((first, last)) if first <= last && from.speech == to.speech => {
                Ok((first..=last).map(UnitId).collect())
            }
            _ => Err(ReferenceError::Unreadable(format!("{from} – {to}"))),
        }
    }

    /// With its heading; any other unit stands for itself.
    fn section_of(&self, unit: UnitId) -> Vec<UnitId> {
        let of = |unit: UnitId| self.unit(unit).1.locator.section();
        match self.unit(unit).1.locator {
            Locator::Heading { .. } => std::iter::successors(Some(unit), |unit| {
                self.neighbour(*unit, 1).filter(|next| of(*next) == of(*unit))
            })
            .collect(),
            _ => vec![unit],
        }
    }

    /// `first` is named where there is none.
    fn part(
        &self,
        speech: Option<&String>,
        first: Locator,
        is_part: impl Fn(&Locator) -> bool,
    ) -> Result<Vec<UnitId>, ReferenceError> {
        let reference = Reference { speech: speech.cloned(), locator: first };
        let first = self.resolve(&reference)?;
        let units = first
            .first()
            .into_iter()
            .flat_map(|first| std::iter::successors(Some(*first), |unit| self.neighbour(*unit, 1)));
        Ok(units.filter(|unit| is_part(&self.unit(*unit).1.locator)).collect())
    }
}

fn not_there(reference: &Reference, speech: &Speech) -> ReferenceError {
    let sections = speech.sections().iter().filter(|section| section.number > 0).count();
    let of_section = |wanted: u32, kind: fn(&Locator) -> bool| {
        let in_it = |locator: &Locator| locator.section() == Some(wanted) && kind(locator);
        speech.units().iter().filter(|unit| in_it(&unit.locator)).count()
    };
    let count =
        |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
    let paragraphs = |section| {
        count(
            of_section(section, |locator| matches!(locator, Locator::Paragraph { .. })),
            "paragraph",
        )
    };
    let photos = |section| {
        count(of_section(section, |locator| matches!(locator, Locator::Photo { .. })), "photo")
    };
    let there_is = match &reference.locator {
        Locator::Paragraph { section: 0, .. } => {
            format!("The introduction has {}.", paragraphs(0))
        }
        Locator::Photo { section: 0, .. } => format!("The introduction has {}.", photos(0)),
        Locator::Heading { section }
        | Locator::Paragraph { section, .. }
        | Locator::Photo { section, .. }
            if *section as usize > sections =>
        {
            format!("The speech has {}.", count(sections, "section"))
        }
        Locator::Photo { section, .. } => format!("§{section} has {}.", photos(*section)),
        Locator::Heading { section } | Locator::Paragraph { section, .. } => {
            format!("§{section} has {}.", paragraphs(*section))
        }
        Locator::Plain { .. } => match sections {
            0 => format!("It has {}.", paragraphs(0)),
            _ => "Its paragraphs are numbered by section, such as §1 ¶1.".to_owned(),
        },
        Locator::Note { .. } => {
            let notes = speech
                .units()
                .iter()
                .filter(|unit| matches!(unit.locator, Locator::Note { .. }))
                .count();
            format!("The speech has {}.", count(notes, "note"))
        }
        Locator::Title => "This text has no title line.".to_owned(),
        Locator::Source => "This text has no publication line.".to_owned(),
    };
    ReferenceError::NotThere { given: reference.to_string(), there_is }
}
