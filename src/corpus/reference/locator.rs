//! What a reference names, how it is shown, and what is wrong with a wrong one.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::corpus::unit_kind::UnitKind;
use crate::text::Slice;

/// An inclusive range from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Numbers {
    pub first: u32,
    pub last: u32,
}

/// Stands for the last one; numbers just below it count back from there.
pub(crate) const LAST: u32 = u32::MAX;

/// A higher number that is typed is no reference.
pub(super) const HIGHEST: u32 = 999_999;

impl Numbers {
    pub(crate) const ALL: Numbers = Numbers { first: 1, last: LAST };

    pub fn one(number: u32) -> Numbers {
        Numbers { first: number, last: number }
    }

    pub(crate) fn counted(self, count: usize) -> Numbers {
        let count = u32::try_from(count).unwrap_or(HIGHEST);
        let counted = |number: u32| match number {
            0..=HIGHEST => number,
            from_end => count.saturating_sub(LAST - from_end).max(1),
        };
        let first = counted(self.first);
        // “¶5 and what follows”, of three.
        Numbers { first, last: counted(self.last).max(first) }
    }

    /// Those that bear these numbers where all are counted through.
    pub(crate) fn among<T>(self, all: &[T]) -> &[T] {
        let Numbers { first, last } = self.counted(all.len());
        all.slice((first as usize).saturating_sub(1)..last as usize)
    }

    pub(crate) fn counts_back(self) -> bool {
        self.last > HIGHEST
    }

    fn covers(self, other: Numbers) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    pub(crate) fn count(self) -> usize {
        self.last.saturating_sub(self.first) as usize + 1
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first == self.last {
            true => write!(f, "{}", self.first),
            false => write!(f, "{}–{}", self.first, self.last),
        }
    }
}

/// Counted from 1; section 0 is the introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Locator {
    pub kind: UnitKind,
    /// Paragraphs of a text without headings have none (`¶1`).
    pub(in crate::corpus) within: Option<u32>,
    pub numbers: Numbers,
    /// Through all sections (`first paragraph`, `photo 1`); no unit bears it.
    pub(crate) is_counted: bool,
}

impl Locator {
    pub(crate) fn new(kind: UnitKind, section: Option<u32>, numbers: Numbers) -> Locator {
        let is_counted = kind == UnitKind::Caption && section.is_none();
        Locator { kind, within: section, numbers, is_counted }
    }

    pub fn heading(section: u32) -> Locator {
        Locator::new(UnitKind::Heading, Some(section), Numbers::one(1))
    }

    /// Of a text without headings, all is the introduction.
    pub fn section(&self) -> Option<u32> {
        self.within.or(self.is_plain().then_some(0))
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.kind == UnitKind::Paragraph && self.within.is_none()
    }

    pub(crate) fn covers(&self, unit: &Locator) -> bool {
        self.kind == unit.kind
            && (self.within == unit.within || unit.is_plain() && self.within == Some(0))
            && self.numbers.covers(unit.numbers)
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let section = match self.within {
            None => String::new(),
            Some(0) => "Intro ".to_owned(),
            Some(section) => format!("§{section} "),
        };
        match self.kind {
            UnitKind::Title => f.write_str("Title"),
            UnitKind::Source => f.write_str("Source"),
            UnitKind::Heading => f.write_str(section.trim_end()),
            UnitKind::Paragraph => write!(f, "{section}¶{}", self.numbers),
            UnitKind::Caption => write!(f, "{section}photo {}", self.numbers),
            UnitKind::Note => write!(f, "Note {}", self.numbers),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// Shown when several are loaded.
    pub speech: Option<String>,
    pub locator: Locator,
}

impl Reference {
    pub(crate) fn is_section(&self) -> bool {
        self.locator.kind == UnitKind::Heading
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.speech {
            Some(speech) => write!(f, "{speech} {}", self.locator),
            None => write!(f, "{}", self.locator),
        }
    }
}

/// The message is for the person who typed it.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum ReferenceError {
    #[error(
        "“{0}” is not a reference. Write it like §2 ¶3, 2.3, §2 ¶1–3, intro 1, §1 photo 1 or note 1."
    )]
    Unreadable(String),
    #[error("“{0}” runs backwards. Name the earlier place first.")]
    Backwards(String),
    #[error("No speech is called “{given}”. There is: {known}.")]
    NoSpeech { given: String, known: String },
    #[error("Several speeches are loaded. Say which one: {examples}.")]
    WhichSpeech { examples: String },
    #[error("There is no {given}. {there_is}")]
    NotThere { given: String, there_is: String },
    /// A permalink whose words are gone.
    #[error(
        "No words have the permalink {permalink} now: the text was changed since, or it was \
         mistyped. /outline shows what there is."
    )]
    Gone { permalink: String },
    #[error("{permalink} is the beginning of several permalinks: {names}. Type one in full.")]
    Several {
        permalink: String,
        /// Some of the matches, each with its place.
        names: String,
    },
}

impl ReferenceError {
    pub(crate) fn unreadable(typed: &str) -> ReferenceError {
        const SHOWN: usize = 60;
        ReferenceError::Unreadable(match typed.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", typed.slice(..end)),
            None => typed.to_owned(),
        })
    }
}
