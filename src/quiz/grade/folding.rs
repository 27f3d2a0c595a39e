//! The letters of an answer, without what does not tell two answers apart: case, accents, Unicode's
//! forms, punctuation.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

/// A run of letters or of digits, with what stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// In small letters, without accents and apostrophes.
    pub(super) text: String,
    /// Whether a mark stands between it and the piece before, so that both are no one number.
    pub(super) apart: bool,
    /// Whether nothing at all stands between it and the piece before.
    pub(super) attached: bool,
}

/// Zero-width and direction marks, which come along with copied text; they part no words.
const INVISIBLE: &[char] = &[
    '\u{ad}', '\u{34f}', '\u{61c}', '\u{180e}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}',
    '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2060}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}',
];

/// Letters that Unicode does not take apart, as they are written without them.
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('‘', "'"),
    ('’', "'"),
    ('ʼ', "'"),
    ('`', "'"),
    ('´', "'"),
    ('&', " and "),
    ('%', " percent "),
    ('$', " dollar "),
    ('€', " euro "),
    ('£', " pound "),
    ('№', " no "),
    ('#', " number "),
];

/// The text in small letters, compatibility forms and accents resolved, as one line.
pub(super) fn folded(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars().filter(|c| !INVISIBLE.contains(c)).flat_map(char::to_lowercase) {
        if let Some((_, instead)) = LETTERS.iter().find(|(letter, _)| *letter == c) {
            plain.push_str(instead);
            continue;
        }
        let parts: String = std::iter::once(c).nfkd().collect();
        // “1½” is not “11/2”.
        plain.push_str(if parts.contains('⁄') { " " } else { "" });
        plain.extend(
            parts
                .chars()
                .filter(|part| !('\u{300}'..='\u{36f}').contains(part))
                .flat_map(char::to_lowercase),
        );
    }
    // Hangul and the like are put together again, so that a letter is a letter when typing errors
    // are counted.
    let whole: String = plain.nfc().collect();
    whole
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The months, in small letters.
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The folded text with dates in figures written with the month's name; both ways where day and
/// month can be exchanged.
pub(super) fn with_months(folded: &str) -> Vec<String> {
    static ISO: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\b([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\b").ok());
    static FIGURES: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\b([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\b").ok());
    let (Some(iso), Some(figures)) = (ISO.as_ref(), FIGURES.as_ref()) else {
        return vec![folded.to_owned()];
    };
    let named = |found: &Captures<'_>, year: usize, month: usize, day: usize| {
        let number = |group: usize| found[group].parse::<usize>().unwrap_or_default();
        let name = number(month)
            .checked_sub(1)
            .and_then(|at| MONTHS.get(at))
            .filter(|_| (1..=31).contains(&number(day)))?;
        Some(format!("{name} {} {}", number(day), number(year)))
    };
    let text = iso.replace_all(folded, |found: &Captures<'_>| {
        named(found, 1, 2, 3).unwrap_or_else(|| found[0].to_owned())
    });
    let ways = [(1, 2), (2, 1)].map(|(month, day)| {
        let date = |found: &Captures<'_>| {
            named(found, 3, month, day).or_else(|| named(found, 3, day, month))
        };
        figures
            .replace_all(&text, |found: &Captures<'_>| {
                date(found).unwrap_or_else(|| found[0].to_owned())
            })
            .into_owned()
    });
    let [first, second] = ways;
    if first == second { vec![first] } else { vec![first, second] }
}

/// The runs of letters and of digits of a folded text. A figure keeps its decimal point and loses
/// its commas; an apostrophe parts nothing.
pub(super) fn pieces(folded: &str) -> Vec<Piece> {
    let chars: Vec<char> = folded.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or(' ');
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut apart, mut attached) = (false, false);
    let mut index = 0;
    while index < chars.len() {
        let start = index;
        let mut text = String::new();
        if at(index).is_ascii_digit() {
            loop {
                let (c, next) = (at(index), at(index + 1));
                let group = c == ','
                    && (1..=3).all(|ahead| at(index + ahead).is_ascii_digit())
                    && !at(index + 4).is_ascii_digit();
                match c {
                    _ if c.is_ascii_digit() => text.push(c),
                    '.' if next.is_ascii_digit() && !text.contains('.') => text.push(c),
                    ',' if group => {}
                    _ => break,
                }
                index += 1;
            }
        } else if at(index).is_alphanumeric() {
            while (at(index).is_alphanumeric() && !at(index).is_ascii_digit())
                || (at(index) == '\'' && at(index + 1).is_alphabetic())
            {
                text.push(at(index));
                index += 1;
            }
        }
        if index > start {
            let figure = text.starts_with(|c: char| c.is_ascii_digit());
            // “No. 9” denies nothing.
            if let Some(before) = pieces
                .last_mut()
                .filter(|before| figure && matches!(before.text.as_str(), "no" | "nos" | "nr"))
            {
                "number".clone_into(&mut before.text);
            }
            pieces.push(Piece { text, apart, attached });
            (apart, attached) = (false, true);
            continue;
        }
        let c = at(index);
        let after_figure = attached && at(index.wrapping_sub(1)).is_ascii_digit();
        if matches!(c, '-' | '−' | '–' | '—') && is_span(&pieces, &chars, index) {
            pieces.push(Piece { text: "to".to_owned(), apart: false, attached: false });
            (apart, attached) = (false, false);
            index += 1;
            continue;
        }
        let dash = matches!(c, '-' | '−' | '–') && at(index + 1).is_ascii_digit();
        let sign = dash && (!attached || after_figure && !is_before_year(&pieces, &chars, index));
        if sign {
            // “22–24” is a span, “-5” a number below zero, “Covid-19” neither.
            let meant = if after_figure { "to" } else { "minus" };
            pieces.push(Piece { text: meant.to_owned(), apart: false, attached: false });
        }
        apart |= !sign && !matches!(c, ' ' | '-' | '‐' | '‑' | '\'');
        attached = false;
        index += 1;
    }
    pieces
}

/// Whether the dash at this place stands between a number of two digits at most and one of four, as
/// in “No. 9-2024”.
fn is_before_year(pieces: &[Piece], chars: &[char], dash: usize) -> bool {
    let behind = chars.iter().skip(dash + 1).skip_while(|c| **c == ' ');
    behind.take_while(|c| c.is_ascii_digit()).count() == 4
        && pieces.last().is_some_and(|piece| piece.text.len() <= 2)
}

/// Whether the dash at this place stands between the ends of a span that is not “22–24” alone: “22
/// – 24”, “22—24”, “April 22 – April 24”, “22 April–24 April”; but not in “23-October-2023” nor,
/// before a year, in “No. 9 - 2024”.
fn is_span(pieces: &[Piece], chars: &[char], dash: usize) -> bool {
    let figure = |piece: Option<&Piece>| {
        piece.is_some_and(|piece| piece.text.starts_with(|c: char| c.is_ascii_digit()))
    };
    let month = |text: &str| {
        text.chars().count() >= 3 && MONTHS.iter().any(|month| month.starts_with(text))
    };
    let in_month = |piece: Option<&Piece>| piece.is_some_and(|piece| month(&piece.text));
    let spaced = dash > 0 && chars.get(dash - 1) == Some(&' ') && chars.get(dash + 1) == Some(&' ');
    let mut rest = chars.iter().skip(dash + 1).skip_while(|c| **c == ' ').peekable();
    let digits = rest.clone().take_while(|c| c.is_ascii_digit()).count();
    let to_month = rest.peek().is_some_and(|c| c.is_alphabetic())
        && month(&rest.take_while(|c| c.is_alphabetic()).collect::<String>());
    let (last, before) =
        (pieces.last(), pieces.len().checked_sub(2).and_then(|before| pieces.get(before)));
    match (figure(last), digits) {
        (true, 1..) if is_before_year(pieces, chars, dash) => false,
        (true, 1..) => spaced || chars.get(dash) == Some(&'—'),
        (true, 0) => to_month && pieces.iter().any(|piece| month(&piece.text)),
        (false, 1..=2) => in_month(last) && figure(before),
        (false, _) => false,
    }
}
