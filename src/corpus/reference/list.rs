//! Parses what names several places: lists (`§2 ¶1 and 3`), spans (`§1 ¶3 – §2 ¶2`), and parts by
//! their name (`intro`, `notes`).

use std::sync::LazyLock;

use regex::Regex;

use super::locator::{Locator, Reference};
use super::parse::{DASHES, is_continued, without_fillers};
use crate::text::tokenize::pattern;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Place(Reference),
    /// Both ends included.
    Span(Reference, Reference),
    Introduction {
        speech: Option<String>,
    },
    Notes {
        speech: Option<String>,
    },
}

/// More are hardly meant as a list.
const MOST: usize = 20;

/// `None` where any part is none of these.
pub(crate) fn named_places(typed: &str) -> Option<Vec<Named>> {
    static SEPARATOR: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)[,;&+，；、]|\s(?:and|or|plus|und|et)\s"));
    let mut named: Vec<Named> = Vec::new();
    let trimmed = typed.trim().trim_matches(['[', ']', '<', '>', '(', ')']);
    for piece in SEPARATOR.split(trimmed).map(str::trim).filter(|piece| !piece.is_empty()) {
        let before = named.last().and_then(|named| match named {
            Named::Place(place) | Named::Span(_, place) => Some(place.clone()),
            Named::Introduction { .. } | Named::Notes { .. } => None,
        });
        let next = one(piece, before.as_ref())?;
        let narrows = matches!(
            (&before, &next),
            (
                Some(Reference { locator: Locator::Heading { section }, .. }),
                Named::Place(Reference { locator: Locator::Paragraph { section: same, .. }, .. }),
            ) if section == same && piece.starts_with(|c: char| !c.is_numeric() && c != '§')
        );
        // “§2, ¶1”: one place in two pieces.
        if narrows {
            named.pop();
        }
        named.push(next);
    }
    (1..=MOST).contains(&named.len()).then_some(named)
}

fn one(piece: &str, before: Option<&Reference>) -> Option<Named> {
    part(piece).or_else(|| place(piece, before).map(Named::Place)).or_else(|| span(piece, before))
}

fn part(piece: &str) -> Option<Named> {
    let words = without_fillers(piece);
    let (speech, name) = match words.as_slice() {
        [name] => (None, name),
        [speech, name] if super::reads_as_speech_id(speech) => (Some(speech.clone()), name),
        _ => return None,
    };
    match name.as_str() {
        "intro" | "introduction" => Some(Named::Introduction { speech }),
        "notes" | "footnotes" | "endnotes" => Some(Named::Notes { speech }),
        _ => None,
    }
}

/// Bare numbers go on in the section before.
fn place(piece: &str, before: Option<&Reference>) -> Option<Reference> {
    let continued = before.filter(|_| is_continued(piece)).and_then(|before| {
        let is_paragraph = piece.starts_with(|c: char| !c.is_numeric());
        let whole = match &before.locator {
            Locator::Paragraph { section: 0, .. } => format!("Intro ¶{piece}"),
            Locator::Paragraph { section, .. } => format!("§{section} ¶{piece}"),
            Locator::Heading { section } if is_paragraph => format!("§{section} ¶{piece}"),
            Locator::Note { .. } => format!("note {piece}"),
            Locator::Plain { .. } => format!("¶{piece}"),
            _ => return None,
        };
        let read: Reference = whole.parse().ok()?;
        Some(Reference { speech: before.speech.clone(), ..read })
    });
    let inherit = |read: Reference| Reference {
        speech: read.speech.or_else(|| before.and_then(|before| before.speech.clone())),
        ..read
    };
    continued.or_else(|| piece.parse::<Reference>().ok().map(inherit))
}

fn span(piece: &str, before: Option<&Reference>) -> Option<Named> {
    let lower = piece.to_lowercase();
    let dashes = DASHES
        .iter()
        .flat_map(|dash| lower.match_indices(dash).map(move |(at, _)| (at, dash.len())));
    let ends = |(at, length): (usize, usize)| {
        let (left, right) = (lower.get(..at)?.trim(), lower.get(at + length..)?.trim());
        let from = place(left, before)?;
        let to = place(right, Some(&from))?;
        // “2-3” may be a paragraph of section 2, or two sections.
        let is_marked = matches!(from.locator, Locator::Heading { .. })
            .then(|| left.contains(|c: char| c.is_alphabetic() || c == '§'));
        is_marked.unwrap_or(true).then_some(Named::Span(from, to))
    };
    dashes.into_iter().find_map(ends)
}
