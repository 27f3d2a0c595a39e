//! One speech: front matter, units in reading order, and their sentences.

use std::collections::HashMap;
use std::ops::Range;

use super::error::Fault;
use super::front_matter::FrontMatter;
use super::heading_number::section_numbers;
use super::markdown::{self, Block};
use super::permalink::Names;
use super::reference::{self, Locator, Numbers, Reference};
use super::sentences;
use super::source_file::SourceFile;
use super::unit_kind::UnitKind;
use crate::text::{Role, Slice, lower_words, moved};

/// In letters: those of a speaker, by which one is called.
const SHORTEST_INITIALS: usize = 3;

/// In bytes.
const MAX_ID: usize = 48;

/// The smallest part of a speech that a reference names.
#[derive(Clone, Debug)]
pub struct Unit {
    pub kind: UnitKind,
    pub locator: Locator,
    /// Bytes in [`Speech::text`].
    pub range: Range<usize>,
    /// Bytes in `speech.md`.
    pub(super) source: Range<usize>,
    /// As `range`; at least one.
    pub sentences: Vec<Range<usize>>,
    /// Made from the speech's id and the unit's words: see [`super::Permalink`].
    pub key: String,
    /// A unit's only sentence has the unit's key.
    pub sentence_keys: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// From 1; 0 is the introduction.
    pub number: u32,
    /// Indices into [`Speech::units`], beginning with the heading if any.
    pub units: Range<usize>,
}

#[derive(Clone, Debug)]
pub struct Speech {
    id: String,
    front: FrontMatter,
    text: String,
    units: Vec<Unit>,
    cites_with_id: bool,
}

impl Speech {
    /// What could be read, and all that is wrong with the rest.
    pub(super) fn parse(id: &str, file: SourceFile<'_>) -> (Speech, Vec<Fault>) {
        let (front, blocks, mut faults) = markdown::parse(file);
        if id.len() > MAX_ID || !reference::reads_as_speech_id(id) {
            let problem = format!("the folder's name {id:?} cannot stand in a reference");
            let remedy = "Name it with small letters, digits and hyphens, 48 at most, and with a \
                          word that is not \"section\", \"p\" or alike";
            faults.push(file.fault(0, problem, remedy));
        }
        let mut speech = Speech {
            id: id.to_owned(),
            front,
            text: String::new(),
            units: Vec::new(),
            cites_with_id: false,
        };
        let headings = blocks.iter().filter(|block| block.kind == UnitKind::Heading);
        let numbers = section_numbers(headings.map(|block| block.text.as_str()));
        let has_headings = !numbers.is_empty();
        let (mut numbers, mut section) = (numbers.into_iter(), 0);
        let mut counts: HashMap<(UnitKind, Option<u32>), u32> = HashMap::new();
        let mut names = Names::new(id);
        for block in blocks {
            if block.kind == UnitKind::Heading {
                section = numbers.next().unwrap_or(section + 1);
            }
            let within = match block.kind {
                UnitKind::Heading | UnitKind::Caption => Some(section),
                UnitKind::Paragraph => has_headings.then_some(section),
                UnitKind::Title | UnitKind::Source | UnitKind::Note => None,
            };
            let count = counts.entry((block.kind, within)).or_default();
            *count += 1;
            let locator = Locator::new(block.kind, within, Numbers::one(*count));
            speech.push(locator, block, &mut names);
        }
        (speech, faults)
    }

    fn push(
        &mut self,
        locator: Locator,
        Block { kind, text, range }: Block,
        names: &mut Names<'_>,
    ) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        let sentences = sentences::split(self.language(), &text);
        let key = names.next(&text);
        let sentence_keys = match sentences.as_slice() {
            [only] if *only == (0..text.len()) => vec![key.clone()],
            several => several.iter().map(|one| names.next(text.slice(one.clone()))).collect(),
        };
        self.text.push_str(&text);
        self.units.push(Unit {
            kind,
            locator,
            range: start..self.text.len(),
            source: range,
            sentences: sentences.iter().map(|sentence| moved(sentence, start)).collect(),
            key,
            sentence_keys,
        });
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn front(&self) -> &FrontMatter {
        &self.front
    }

    pub(crate) fn speaker_words(&self) -> Vec<String> {
        let name = self.front.speaker.as_deref().unwrap_or_default();
        let initials: String =
            name.split_whitespace().filter_map(|one| one.chars().next()).collect();
        let initials = initials.to_lowercase();
        let is_name = initials.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_INITIALS
            && Role::of_closed_class(&initials).is_none();
        lower_words(name).into_iter().chain(is_name.then_some(initials)).collect()
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn words(&self, unit: &Unit) -> &str {
        self.text.slice(unit.range.clone())
    }

    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    pub(super) fn units_of(&self, kind: UnitKind) -> impl DoubleEndedIterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.kind == kind)
    }

    /// A BCP 47 tag in small letters.
    pub fn language(&self) -> &str {
        self.front.language.as_deref().unwrap_or("en")
    }

    /// In reading order. Title, publication line and notes belong to none.
    pub fn sections(&self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for (at, unit) in self.units.iter().enumerate() {
            let Some(number) = unit.locator.section() else { continue };
            match sections.last_mut() {
                Some(section) if section.number == number => section.units.end = at + 1,
                _ => sections.push(Section { number, units: at..at + 1 }),
            }
        }
        sections
    }

    /// Of its first unit: it stays while that unit's words do, whatever the section's number.
    pub fn section_key(&self, number: u32) -> Option<&str> {
        let first = self.units.iter().find(|unit| unit.locator.section() == Some(number));
        first.map(|unit| unit.key.as_str())
    }

    pub fn reference(&self, unit: &Unit) -> Reference {
        Reference { speech: self.cites_with_id.then(|| self.id.clone()), locator: unit.locator }
    }

    pub(super) fn citing_id(self, cites_with_id: bool) -> Speech {
        Speech { cites_with_id, ..self }
    }
}
