//! The units that a reference names, or what there is instead.

use super::location::UnitId;
use super::reference::{Locator, Reference, ReferenceError};
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
