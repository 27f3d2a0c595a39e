//! References such as `§2 ¶3`: shown in one form, read in many (`2.3`, `s2p3`, `section 2 paragraph 3`, `2:3-4`).

use std::fmt;
use std::str::FromStr;

use super::speech::Speech;

/// A first and a last number, both counted from 1; equal for a single one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Numbers {
    /// The first.
    pub first: u32,
    /// The last, included.
    pub last: u32,
}

impl Numbers {
    /// A single number.
    pub fn one(number: u32) -> Numbers {
        Numbers { first: number, last: number }
    }

    fn covers(self, other: Numbers) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    fn count(self) -> usize {
        (self.last - self.first) as usize + 1
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

/// A place in a speech. Section 0 is the introduction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Locator {
    /// `Title`
    Title,
    /// `Source`
    Source,
    /// `§1`
    Heading {
        /// From 1.
        section: u32,
    },
    /// `§1 ¶2`, `Intro ¶1–2`
    Paragraph {
        /// From 1, or 0.
        section: u32,
        /// From 1.
        numbers: Numbers,
    },
    /// `§1 photo 1`
    Photo {
        /// From 1, or 0.
        section: u32,
        /// From 1.
        number: u32,
    },
    /// `Note 1`
    Note {
        /// From 1.
        numbers: Numbers,
    },
}

impl Locator {
    /// The section that holds the place; `None` for title, publication line and notes.
    pub fn section(&self) -> Option<u32> {
        match self {
            Locator::Heading { section } | Locator::Paragraph { section, .. } | Locator::Photo { section, .. } => Some(*section),
            Locator::Title | Locator::Source | Locator::Note { .. } => None,
        }
    }

    /// Whether `unit`, the place of one unit, is named by this one.
    pub(super) fn covers(&self, unit: &Locator) -> bool {
        match (self, unit) {
            (Locator::Paragraph { section, numbers }, Locator::Paragraph { section: other, numbers: one }) => {
                section == other && numbers.covers(*one)
            }
            (Locator::Note { numbers }, Locator::Note { numbers: one }) => numbers.covers(*one),
            _ => self == unit,
        }
    }

    pub(super) fn count(&self) -> usize {
        match self {
            Locator::Paragraph { numbers, .. } | Locator::Note { numbers } => numbers.count(),
            _ => 1,
        }
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Locator::Title => f.write_str("Title"),
            Locator::Source => f.write_str("Source"),
            Locator::Heading { section } => write!(f, "§{section}"),
            Locator::Paragraph { section: 0, numbers } => write!(f, "Intro ¶{numbers}"),
            Locator::Paragraph { section, numbers } => write!(f, "§{section} ¶{numbers}"),
            Locator::Photo { section: 0, number } => write!(f, "Intro photo {number}"),
            Locator::Photo { section, number } => write!(f, "§{section} photo {number}"),
            Locator::Note { numbers } => write!(f, "Note {numbers}"),
        }
    }
}

/// A place, in a named speech or in the only one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The speech's id, when several are loaded.
    pub speech: Option<String>,
    /// The place.
    pub locator: Locator,
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.speech {
            Some(speech) => write!(f, "{speech} {}", self.locator),
            None => write!(f, "{}", self.locator),
        }
    }
}

/// A reference that cannot be read, or that names nothing.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ReferenceError {
    /// Not in any form that is read.
    #[error("“{0}” is not a reference. Write it like §2 ¶3, 2.3, intro 1, §1 photo 1 or note 1.")]
    Unreadable(String),
    /// No speech has that id.
    #[error("No speech is called “{given}”. There is: {known}.")]
    NoSpeech {
        /// What was given.
        given: String,
        /// The ids that exist.
        known: String,
    },
    /// Several speeches are loaded and none is named.
    #[error("Several speeches are loaded. Say which one: {examples}.")]
    WhichSpeech {
        /// The reference with each speech's id.
        examples: String,
    },
    /// The place does not exist.
    #[error("There is no {given}. {there_is}")]
    NotThere {
        /// What was given.
        given: String,
        /// What the speech holds instead.
        there_is: String,
    },
}

impl ReferenceError {
    pub(super) fn no_speech<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> ReferenceError {
        ReferenceError::NoSpeech { given: given.to_owned(), known: known.collect::<Vec<_>>().join(", ") }
    }

    pub(super) fn which_speech<'a>(reference: &Reference, ids: impl Iterator<Item = &'a str>) -> ReferenceError {
        let examples: Vec<String> = ids.take(3).map(|id| format!("{id} {}", reference.locator)).collect();
        ReferenceError::WhichSpeech { examples: examples.join(", ") }
    }

    pub(super) fn not_there(reference: &Reference, speech: &Speech) -> ReferenceError {
        let sections = speech.sections().iter().filter(|section| section.number > 0).count();
        let of_section = |wanted: u32, kind: fn(&Locator) -> bool| {
            let in_it = |locator: &Locator| locator.section() == Some(wanted) && kind(locator);
            speech.units().iter().filter(|unit| in_it(&unit.locator)).count()
        };
        let count = |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
        let paragraphs =
            |section| count(of_section(section, |locator| matches!(locator, Locator::Paragraph { .. })), "paragraph");
        let photos = |section| count(of_section(section, |locator| matches!(locator, Locator::Photo { .. })), "photo");
        let there_is = match &reference.locator {
            Locator::Paragraph { section: 0, .. } => format!("The introduction has {}.", paragraphs(0)),
            Locator::Photo { section: 0, .. } => format!("The introduction has {}.", photos(0)),
            Locator::Heading { section } | Locator::Paragraph { section, .. } | Locator::Photo { section, .. }
                if *section as usize > sections =>
            {
                format!("The speech has {}.", count(sections, "section"))
            }
            Locator::Photo { section, .. } => format!("§{section} has {}.", photos(*section)),
            Locator::Heading { section } | Locator::Paragraph { section, .. } => {
                format!("§{section} has {}.", paragraphs(*section))
            }
            Locator::Note { .. } => {
                let notes = speech.units().iter().filter(|unit| matches!(unit.locator, Locator::Note { .. })).count();
                format!("The speech has {}.", count(notes, "note"))
            }
            Locator::Title => "This text has no title line.".to_owned(),
            Locator::Source => "This text has no publication line.".to_owned(),
        };
        ReferenceError::NotThere { given: reference.to_string(), there_is }
    }
}

/// What a piece of a typed reference says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Section,
    Paragraph,
    Photo,
    Intro,
    Note,
    Title,
    Source,
    Dash,
    Number(u32),
}

/// Words and marks that are read, in small letters.
const WORDS: &[(Token, &[&str])] = &[
    (Token::Section, &["§", "§§", "s", "sec", "sect", "section", "sections", "ch", "chapter", "part"]),
    (Token::Paragraph, &["¶", "¶¶", "p", "pp", "par", "pars", "para", "paras", "paragraph", "paragraphs"]),
    (Token::Photo, &["photo", "photos", "photograph", "picture", "pic", "image", "caption", "fig", "figure"]),
    (Token::Intro, &["intro", "introduction", "i"]),
    (Token::Note, &["note", "notes", "n", "footnote", "endnote"]),
    (Token::Title, &["title"]),
    (Token::Source, &["source", "publication"]),
    (Token::Dash, &["-", "‐", "‑", "‒", "–", "—", "―", "−", "﹣", "－", "~", "to", "through"]),
];

/// Marks between the parts of a reference that say nothing.
const FILLERS: &[char] = &['.', ':', ',', ';', '/', '(', ')', '[', ']', '\u{200b}'];

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(typed: &str) -> Result<Reference, ReferenceError> {
        let unreadable = || ReferenceError::Unreadable(shortened(typed));
        let trimmed = typed.trim().trim_matches(['[', ']']).trim_start();
        let (first, rest) = trimmed.split_once(|c: char| c.is_whitespace() || c == '#').unwrap_or((trimmed, ""));
        let (speech, place) = match reads_as_speech_id(&first.to_lowercase()) {
            true => (Some(first.to_lowercase()), rest),
            false => (None, trimmed),
        };
        let tokens = tokens(place).ok_or_else(unreadable)?;
        let locator = locator(&tokens).ok_or_else(unreadable)?;
        Ok(Reference { speech, locator })
    }
}

/// Whether a typed word can only be the name of a speech: letters, digits and hyphens, among them a word that no
/// reference has.
pub(super) fn reads_as_speech_id(word: &str) -> bool {
    let plain = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain && tokens(word).is_none()
}

/// Cuts a typed place into tokens; `None` when it holds a word that no reference has.
fn tokens(typed: &str) -> Option<Vec<Token>> {
    let lower = typed.to_lowercase();
    let mut tokens = Vec::new();
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let same_class: fn(char) -> bool = match first {
            c if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() => char::is_alphabetic,
            _ => |_| false,
        };
        let length = rest.chars().take_while(|c| same_class(*c)).map(char::len_utf8).sum::<usize>().max(first.len_utf8());
        let (piece, after) = rest.split_at_checked(length)?;
        rest = after;
        let word = WORDS.iter().find(|(_, words)| words.contains(&piece)).map(|(token, _)| *token);
        match (word, piece.parse::<u32>()) {
            (Some(token), _) => tokens.push(token),
            (None, Ok(number)) => tokens.push(Token::Number(number)),
            (None, Err(_)) if first.is_whitespace() || FILLERS.contains(&first) => {}
            (None, Err(_)) => return None,
        }
    }
    tokens.dedup_by(|a, b| a == b && matches!(a, Token::Section | Token::Paragraph));
    Some(tokens)
}

/// The grammar of a place.
fn locator(tokens: &[Token]) -> Option<Locator> {
    use Token::{Intro, Note, Number, Paragraph, Photo, Section, Source, Title};
    Some(match tokens {
        [Title] => Locator::Title,
        [Source] => Locator::Source,
        [Section, Number(section)] | [Number(section)] if *section > 0 => Locator::Heading { section: *section },
        [Intro, Photo, Number(number)] if *number > 0 => Locator::Photo { section: 0, number: *number },
        [Section, Number(section), Photo, Number(number)] | [Number(section), Photo, Number(number)]
            if *section > 0 && *number > 0 =>
        {
            Locator::Photo { section: *section, number: *number }
        }
        [Note, numbers @ ..] => Locator::Note { numbers: range(numbers, None)? },
        [Intro, Paragraph, numbers @ ..] | [Intro, numbers @ ..] => {
            Locator::Paragraph { section: 0, numbers: range(numbers, None)? }
        }
        [Section, Number(section), Paragraph, numbers @ ..]
        | [Section, Number(section), numbers @ ..]
        | [Number(section), Paragraph, numbers @ ..]
        | [Number(section), numbers @ ..]
            if *section > 0 =>
        {
            Locator::Paragraph { section: *section, numbers: range(numbers, Some(*section))? }
        }
        _ => return None,
    })
}

/// One number, or two with a dash; the second may repeat the section (`2.3-2.5`).
fn range(tokens: &[Token], section: Option<u32>) -> Option<Numbers> {
    use Token::{Dash, Number, Paragraph, Section};
    let (first, last) = match tokens {
        [Number(only)] => (*only, *only),
        [Number(first), Dash, Number(last)] | [Number(first), Dash, Paragraph, Number(last)] => (*first, *last),
        [Number(first), Dash, Number(again), Number(last)]
        | [Number(first), Dash, Section, Number(again), Paragraph, Number(last)]
        | [Number(first), Dash, Section, Number(again), Number(last)]
            if section == Some(*again) =>
        {
            (*first, *last)
        }
        _ => return None,
    };
    (first > 0 && first <= last).then_some(Numbers { first, last })
}

/// What was typed, short enough to be shown in an error.
fn shortened(typed: &str) -> String {
    const SHOWN: usize = 60;
    match typed.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", typed.get(..end).unwrap_or_default()),
        None => typed.to_owned(),
    }
}

#[cfg(test)]
mod tests;
