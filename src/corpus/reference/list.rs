//! Parses what names several places: lists (`§2 ¶1 and 3`), spans (`§1 ¶3 – §2 ¶2`), parts
//! (`intro`), and neighbours.

use regex::Captures;

use super::locator::{Locator, Numbers, Reference};
use super::parse::{LONGEST, bare_numbers, lists_sections, ordered_tokens, range, without_lead};
use super::tokens::{DASHES, Token, reads_as_speech_id, without_fillers};
use crate::corpus::unit_kind::UnitKind;
use crate::text::Pattern;
use crate::text::lists::listed;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Place(Reference),
    /// Both ends included.
    Span(Reference, Reference),
    /// From the first unit on, all of the introduction or the notes.
    Part(Reference),
    /// The paragraph before (`-1`) or after (`1`) a place.
    Neighbour(Reference, i32),
}

/// More are hardly meant as a list.
const MOST: usize = 20;

pub(crate) fn named_places(typed: &str) -> Option<Vec<Named>> {
    if typed.len() > LONGEST {
        return None;
    }
    static SEPARATOR: Pattern =
        Pattern::new(r"(?i)[,;&+，；、]|\s(?:and|or|plus|und|et|vs\.?|versus|as well as)\s");
    let mut named: Vec<Named> = Vec::new();
    let trimmed = typed.trim().trim_matches(['[', ']', '<', '>', '(', ')']);
    let listed = with_separators(without_lead(trimmed));
    for piece in SEPARATOR.split(&listed).map(str::trim).filter(|piece| !piece.is_empty()) {
        let before = named.last().and_then(|named| match named {
            Named::Place(place) | Named::Span(_, place) => Some(place.clone()),
            Named::Part(_) | Named::Neighbour(..) => None,
        });
        let heading = match named.last() {
            Some(Named::Place(place)) if place.is_section() => place.locator.section(),
            _ => None,
        };
        let next = one(piece, before.as_ref(), heading)?;
        let narrows = matches!(&next, Named::Place(place)
            if heading.is_some() && place.locator.section() == heading
                && piece.starts_with(|c: char| !c.is_numeric() && c != '§'));
        // “§2, ¶1”: one place in two pieces.
        if narrows {
            named.pop();
        }
        named.push(next);
    }
    (1..=MOST).contains(&named.len()).then_some(named)
}

/// “between 1.1 and 1.3”, “paragraphs 1 and 2 of section 3”.
fn with_separators(typed: &str) -> String {
    static BETWEEN: Pattern = Pattern::new(r"(?i)^between\s+(.+?)\s+(?:and|to)\s+(.+)$");
    static SLASH: Pattern = Pattern::new(r"(\d[.:]\d+)\s*/\s*(\d+[.:]\d)");
    static NUMBERS: Pattern = Pattern::new(r"(\d)[\s/]+(\d)");
    static PART_OF: Pattern = Pattern::new(r"(?i)^(.+)\s+(?:of|in|from|within)\s+(.+?)[\s?.!]*$");
    let swapped = |found: &Captures| {
        let (part, whole) = (found.get(1)?.as_str(), found.get(2)?.as_str());
        let is_section = whole.parse().is_ok_and(|whole: Reference| whole.is_section());
        let is_part = without_fillers(part).len() > 1
            && !part.parse::<Reference>().is_ok_and(|part| part.locator.section() > Some(0));
        let is_whole = is_section || matches!(ordered_tokens(whole)?.as_slice(), [Token::Intro]);
        (is_whole && is_part).then(|| format!("{whole} {part}"))
    };
    let spans = BETWEEN.replace(typed, "$1 – $2");
    let listed = SLASH.replace_all(&spans, "$1, $2");
    if lists_sections(&listed) {
        return NUMBERS.replace_all(&listed, "$1, $2").into_owned();
    }
    let swapped = PART_OF.captures(&listed).as_ref().and_then(swapped);
    swapped.unwrap_or_else(|| listed.into_owned())
}

fn one(piece: &str, before: Option<&Reference>, heading: Option<u32>) -> Option<Named> {
    part(piece, before, heading)
        .or_else(|| place(piece, before).map(Named::Place))
        .or_else(|| span(piece, before))
        .or_else(|| beside(piece))
}

/// `heading` is the section of a photo without one: “§1, photo 1”.
fn part(piece: &str, before: Option<&Reference>, heading: Option<u32>) -> Option<Named> {
    let speech = before.and_then(|before| before.speech.clone());
    let of_speech = || {
        let (first, rest) = piece.split_once(char::is_whitespace)?;
        let id = Some(first.to_lowercase()).filter(|first| reads_as_speech_id(first))?;
        part_of(Some(id), None, rest)
    };
    part_of(speech, heading, piece).or_else(of_speech)
}

fn part_of(speech: Option<String>, section: Option<u32>, rest: &str) -> Option<Named> {
    if let [name] = without_fillers(rest).as_slice() {
        let part = match name.as_str() {
            "intro" | "introduction" => Some((UnitKind::Paragraph, Some(0))),
            "notes" | "footnotes" | "endnotes" => Some((UnitKind::Note, None)),
            _ => None,
        };
        if let Some((kind, section)) = part {
            let locator = Locator::new(kind, section, Numbers::one(1));
            return Some(Named::Part(Reference { speech, locator }));
        }
    }
    let (section, numbers) = match ordered_tokens(rest)?.as_slice() {
        [Token::Photo] => (section, Numbers::ALL),
        [Token::Section, Token::Number(section), Token::Photo]
        | [Token::Photo, Token::Section, Token::Number(section)] => (Some(*section), Numbers::ALL),
        [Token::Intro, Token::Photo] | [Token::Photo, Token::Intro] => (Some(0), Numbers::ALL),
        [Token::Photo, numbers @ ..] => (section, range(numbers, None)?),
        _ => return None,
    };
    let locator = Locator::new(UnitKind::Caption, section, numbers);
    Some(Named::Place(Reference { speech, locator }))
}

fn beside(piece: &str) -> Option<Named> {
    static BESIDE: Pattern = Pattern::new(
        r"(?ix)^(?:the\s+)?(?:(?:next|following|previous|preceding)\s+)?(?:paragraph|passage)\s+
              (?:(?P<after>after|following)|before|preceding)\s+(?P<place>.+)$",
    );
    let found = BESIDE.captures(piece)?;
    let step = if found.name("after").is_some() { 1 } else { -1 };
    Some(Named::Neighbour(place(found.name("place")?.as_str(), None)?, step))
}

fn place(piece: &str, before: Option<&Reference>) -> Option<Reference> {
    let speech = before.and_then(|before| before.speech.clone());
    if let Some(locator) = before.and_then(|before| going_on(piece, &before.locator)) {
        return Some(Reference { speech, locator });
    }
    let read: Reference = piece.parse().ok()?;
    Some(Reference { speech: read.speech.or(speech), ..read })
}

/// Bare numbers go on in the section before.
fn going_on(piece: &str, before: &Locator) -> Option<Locator> {
    let numbers = bare_numbers(piece)?;
    let is_paragraph = ordered_tokens(piece).is_some_and(|all| all.contains(&Token::Paragraph));
    let kind = match before.kind {
        UnitKind::Heading if is_paragraph => UnitKind::Paragraph,
        UnitKind::Heading if piece.starts_with(char::is_alphabetic) => {
            return (numbers.count() == 1).then_some(Locator::heading(numbers.first));
        }
        UnitKind::Paragraph if !before.is_plain() => UnitKind::Paragraph,
        kind @ (UnitKind::Paragraph | UnitKind::Caption | UnitKind::Note) if !is_paragraph => kind,
        _ => return None,
    };
    Some(Locator::new(kind, before.within, numbers))
}

fn span(piece: &str, before: Option<&Reference>) -> Option<Named> {
    let lower = piece.to_lowercase();
    let mut dashes = listed(DASHES)
        .flat_map(|dash| lower.match_indices(dash).map(move |(at, _)| (at, dash.len())));
    let ends = |(at, length): (usize, usize)| {
        let (left, right) = (lower.get(..at)?.trim(), lower.get(at + length..)?.trim());
        let from = place(left, before)?;
        let to = place(right, Some(&from))?;
        // “2-3” may be a paragraph of section 2, or two sections.
        let is_unclear =
            from.is_section() && !left.contains(|c: char| c.is_alphabetic() || c == '§');
        (!is_unclear).then_some(Named::Span(from, to))
    };
    dashes.find_map(ends)
}
