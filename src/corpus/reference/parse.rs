//! Parses typed references: `2.3`, `s2p3`, `Section two, paragraph three`, `§II ¶3`, `third
//! paragraph of section 2`.
//!
//! Tokens are brought into one order and read by a small grammar. Numbers are digits, words or
//! ordinals up to twenty, and Roman numerals where unambiguous.

use std::str::FromStr;

use super::locator::{Locator, Numbers, Reference, ReferenceError};
use crate::text::normalize::is_unseen;
use crate::text::number_words::{roman, up_to_twenty};

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
    /// `third`, `3rd`: stands before what it counts.
    Ordinal(u32),
}

/// In lower case.
const WORDS: &[(Token, &[&str])] = &[
    (
        Token::Section,
        &[
            "§", "s", "sec", "secs", "sect", "sects", "section", "sections", "ch", "chap",
            "chapter", "part",
        ],
    ),
    (
        Token::Paragraph,
        &["¶", "p", "pp", "par", "pars", "para", "paras", "paragraph", "paragraphs"],
    ),
    (
        Token::Photo,
        &["photo", "photos", "photograph", "picture", "pic", "image", "caption", "fig", "figure"],
    ),
    (Token::Intro, &["intro", "introduction", "i"]),
    (Token::Note, &["note", "notes", "n", "footnote", "endnote"]),
    (Token::Title, &["title"]),
    (Token::Source, &["source", "publication"]),
    (Token::Dash, &DASHES),
];

/// “to” may stand in a word.
pub(super) const DASHES: [&str; 13] =
    ["-", "‐", "‑", "‒", "–", "—", "―", "⸺", "−", "﹣", "~", "to", "through"];

const FILLER_WORDS: &[&str] = &["the", "of", "in", "number", "see", "cf", "please", "at"];

/// Includes invisible characters.
const FILLERS: &[char] = &[
    '.', ':', ',', ';', '/', '\\', '(', ')', '[', ']', '{', '}', '#', '*', '_', '`', '|', '"',
    '\'', '?', '!', '<', '>', '…', '“', '”', '‘', '’', '«', '»', '·',
];

const ORDINAL_ENDINGS: &[&str] = &["st", "nd", "rd", "th"];

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(typed: &str) -> Result<Reference, ReferenceError> {
        let plain = narrow(typed);
        let trimmed = without_lead(plain.trim().trim_matches(['[', ']', '<', '>']).trim());
        let (first, rest) =
            trimmed.split_once(|c: char| c.is_whitespace() || c == '#').unwrap_or((trimmed, ""));
        let first = first.trim_end_matches([',', ':', ';']);
        let named = || Some(first.to_lowercase()).filter(|first| reads_as_speech_id(first));
        let of_speech = |locator| Some(Reference { speech: Some(named()?), locator });
        let marked = !tokens(rest)
            .is_some_and(|tokens| matches!(tokens.first(), None | Some(Token::Number(_))));
        // Some speech ids are number words or Roman numerals; a place that begins with its mark
        // tells them apart.
        locator(rest)
            .filter(|_| marked)
            .and_then(of_speech)
            .or_else(|| Some(Reference { speech: None, locator: locator(trimmed)? }))
            .or_else(|| locator(rest).and_then(of_speech))
            .ok_or_else(|| ReferenceError::Unreadable(shortened(typed)))
    }
}

/// Whether it can only be a speech id: letters, digits and hyphens, with a word that is neither a
/// mark nor a filler.
pub(crate) fn reads_as_speech_id(word: &str) -> bool {
    let plain =
        word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain && !pieces(word).all(|piece| of_reference(piece) || piece.parse::<u32>().is_ok())
}

/// “see §2”: the word is no speech's name.
fn without_lead(typed: &str) -> &str {
    let (first, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let is_lead = LEADS.contains(&first.trim_end_matches('.').to_lowercase().as_str());
    if is_lead && !rest.is_empty() { rest.trim_start() } else { typed }
}

const LEADS: &[&str] = &["see", "cf", "the", "please"];

/// Replaces full-width characters, which East Asian keyboards type.
fn narrow(typed: &str) -> String {
    const WIDER_BY: u32 = 0xFF01 - 0x21;
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - WIDER_BY).unwrap_or(c),
        c => c,
    };
    typed.chars().map(narrow).collect()
}

/// Runs of letters, runs of digits, and every other character alone.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let same_class: fn(char) -> bool = match first {
            c if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() => char::is_alphabetic,
            _ => |_| false,
        };
        let length = rest
            .chars()
            .take_while(|c| same_class(*c))
            .map(char::len_utf8)
            .sum::<usize>()
            .max(first.len_utf8());
        let (piece, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(piece)
    })
}

/// Whether it is a mark or a filler; numbers are not.
fn of_reference(piece: &str) -> bool {
    marker(piece).is_some() || is_filler(piece)
}

fn marker(piece: &str) -> Option<Token> {
    WORDS.iter().find(|(_, words)| words.contains(&piece)).map(|(token, _)| *token)
}

fn is_filler(piece: &str) -> bool {
    FILLER_WORDS.contains(&piece)
        || piece.chars().all(|c| c.is_whitespace() || FILLERS.contains(&c) || is_unseen(c))
}

/// `None` when a word belongs to no reference.
fn tokens(typed: &str) -> Option<Vec<Token>> {
    let lower = typed.to_lowercase();
    let mut tokens: Vec<Token> = Vec::new();
    let (mut words_only, mut touches) = (true, false);
    for piece in pieces(&lower) {
        let before = tokens.last().copied();
        let after_mark =
            before.is_some_and(|token| !matches!(token, Token::Number(_) | Token::Ordinal(_)));
        let token = match (marker(piece), roman(piece)) {
            // `i` is the introduction when first, and one after a mark; so `v` and `x` are numbers
            // there.
            (_, Some(number)) if piece.len() > 1 || after_mark => {
                Some((Token::Number(number), true))
            }
            (Some(token), _) => Some((token, false)),
            _ => (piece.parse().ok().map(|number| (Token::Number(number), false))).or_else(|| {
                match up_to_twenty(piece)? {
                    (number, false) => Some((Token::Number(number), true)),
                    (number, true) => Some((Token::Ordinal(number), false)),
                }
            }),
        };
        match (token, before) {
            (Some((token, is_word)), _) => {
                words_only &= is_word;
                tokens.push(token);
            }
            (None, Some(Token::Number(number))) if touches && ORDINAL_ENDINGS.contains(&piece) => {
                tokens.pop();
                tokens.push(Token::Ordinal(number));
            }
            _ if is_filler(piece) => {}
            _ => return None,
        }
        touches = piece.bytes().all(|byte| byte.is_ascii_digit());
    }
    tokens.dedup_by(|a, b| a == b && matches!(a, Token::Section | Token::Paragraph));
    // “Xi” or “one” alone is hardly meant as a number.
    (!words_only || tokens.is_empty()).then_some(tokens)
}

/// Whether it has only numbers, with a dash or paragraph marks: the section stands before.
pub(super) fn is_continued(piece: &str) -> bool {
    use Token::{Dash, Number, Paragraph};
    let tokens = tokens(&narrow(piece)).unwrap_or_default();
    let rest = tokens.strip_prefix(&[Paragraph]).unwrap_or(&tokens);
    matches!(
        rest,
        [Number(_)] | [Number(_), Dash, Number(_)] | [Number(_), Dash, Paragraph, Number(_)]
    )
}

/// In small letters.
pub(super) fn without_fillers(typed: &str) -> Vec<String> {
    let words = typed.split_whitespace().map(|word| word.trim_matches(FILLERS).to_lowercase());
    words.filter(|word| !word.is_empty() && !FILLER_WORDS.contains(&word.as_str())).collect()
}

fn locator(typed: &str) -> Option<Locator> {
    let tokens = tokens(typed)?;
    place(&in_order(ordinals_behind(&tokens)?))
}

/// `third paragraph` as `paragraph 3`.
fn ordinals_behind(tokens: &[Token]) -> Option<Vec<Token>> {
    let mut ordered = Vec::with_capacity(tokens.len());
    let mut rest = tokens.iter().copied();
    while let Some(token) = rest.next() {
        match token {
            Token::Ordinal(number) => ordered
                .extend([rest.next().filter(|token| is_counted(*token))?, Token::Number(number)]),
            token => ordered.push(token),
        }
    }
    Some(ordered)
}

fn is_counted(token: Token) -> bool {
    matches!(token, Token::Section | Token::Paragraph | Token::Photo | Token::Note)
}

/// `paragraph 3 of section 2` as `section 2 paragraph 3`.
fn in_order(tokens: Vec<Token>) -> Vec<Token> {
    use Token::{Dash, Intro, Number, Paragraph, Photo, Section};
    let whole_at = match tokens.as_slice() {
        [Paragraph | Photo, inside @ .., Section, Number(_)] => inside.len() + 1,
        [Paragraph | Photo, inside @ .., Intro] => inside.len() + 1,
        _ => return tokens,
    };
    let (part, whole) = tokens.split_at(whole_at);
    match part.get(1..).is_some_and(|inside| {
        inside.iter().all(|token| matches!(token, Number(_) | Dash | Paragraph))
    }) {
        true => [whole, part].concat(),
        false => tokens,
    }
}

fn place(tokens: &[Token]) -> Option<Locator> {
    use Token::{Intro, Note, Number, Paragraph, Photo, Section, Source, Title};
    Some(match tokens {
        [Title] => Locator::Title,
        [Source] => Locator::Source,
        [Section, Number(section)] | [Number(section)] if *section > 0 => {
            Locator::Heading { section: *section }
        }
        [Intro, Photo, Number(number)] if *number > 0 => {
            Locator::Photo { section: 0, number: *number }
        }
        [Section, Number(section), Photo, Number(number)]
        | [Number(section), Photo, Number(number)]
            if *section > 0 && *number > 0 =>
        {
            Locator::Photo { section: *section, number: *number }
        }
        [Paragraph, numbers @ ..] => Locator::Plain { numbers: range(numbers, None)? },
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
        [Number(first), Dash, Number(last)] | [Number(first), Dash, Paragraph, Number(last)] => {
            (*first, *last)
        }
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

fn shortened(typed: &str) -> String {
    const SHOWN: usize = 60;
    match typed.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", typed.get(..end).unwrap_or_default()),
        None => typed.to_owned(),
    }
}
