//! Numbers in figures and words, each where it stands: “five” is 5, “18th” 18 and an ordinal.

use super::number_words::{begins_with_digit, of_ordinal_figure, small_number};
use super::pieces::Piece;

/// Exactly `digits` × 10^`exponent`, without needless zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    digits: u128,
    exponent: i32,
}

/// Longer figures are compared as written.
const MOST_DIGITS: usize = 24;

impl Number {
    pub(super) fn new(mut digits: u128, mut exponent: i32) -> Number {
        while digits != 0 && digits.is_multiple_of(10) {
            (digits, exponent) = (digits / 10, exponent + 1);
        }
        if digits == 0 { Number { digits, exponent: 0 } } else { Number { digits, exponent } }
    }

    fn figure(text: &str) -> Option<Number> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        if whole.len() + part.len() > MOST_DIGITS || !begins_with_digit(text) {
            return None;
        }
        Some(Number::new(format!("{whole}{part}").parse().ok()?, -i32::try_from(part.len()).ok()?))
    }

    /// 0 for other numbers.
    pub(super) fn below_hundred(self) -> u128 {
        match self.exponent {
            0 if self.digits < 100 => self.digits,
            1 if self.digits < 10 => self.digits * 10,
            _ => 0,
        }
    }

    /// “2.5” as two and a half: whole, numerator and denominator.
    pub(crate) fn in_parts(self) -> Vec<Number> {
        let (whole, part) = match self.exponent {
            -1 => (self.digits / 10, (self.digits % 10 == 5).then_some((1, 2))),
            -2 => {
                let quarters = [(25, (1, 4)), (75, (3, 4))];
                let found = quarters.iter().find(|(of, _)| self.digits % 100 == *of);
                (self.digits / 100, found.map(|(_, part)| *part))
            }
            _ => (0, None),
        };
        let Some((numerator, denominator)) = part else { return vec![self] };
        let parts = [whole, numerator, denominator].into_iter().skip(usize::from(whole == 0));
        parts.map(|part| Number::new(part, 0)).collect()
    }

    pub(crate) fn is_one(self) -> bool {
        self == Number::new(1, 0)
    }

    pub(crate) fn is_day(self) -> bool {
        (1..=31).contains(&self.below_hundred())
    }

    pub(crate) fn is_year(self) -> bool {
        let factor =
            u32::try_from(self.exponent).ok().and_then(|exponent| 10_u128.checked_pow(exponent));
        factor
            .and_then(|factor| self.digits.checked_mul(factor))
            .is_some_and(|value| (1_000..10_000).contains(&value))
    }

    /// What a figure for it, grouped or with a scale behind it, may begin with.
    pub(crate) fn beginnings(self) -> Vec<String> {
        let zeros = usize::try_from(self.exponent).unwrap_or_default().min(MOST_DIGITS);
        let figure = format!("{}{}", self.digits, "0".repeat(zeros));
        let ends = 1..=figure.len();
        let beginnings = ends.filter_map(|end| figure.get(..end).map(str::to_owned));
        beginnings.chain(["0".to_owned()]).collect()
    }

    fn times(self, factor: u128) -> Number {
        Number::new(self.digits.saturating_mul(factor), self.exponent)
    }
}

impl From<u32> for Number {
    fn from(whole: u32) -> Number {
        Number::new(whole.into(), 0)
    }
}

/// A number where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) number: Number,
    pub(crate) is_ordinal: bool,
    /// In pieces.
    pub(crate) length: usize,
}

pub(crate) const SCALES: [(&str, u128); 6] = [
    ("dozen", 12),
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

pub(crate) fn scale(word: &str) -> Option<u128> {
    SCALES.iter().find(|(name, _)| *name == word).map(|(_, factor)| *factor)
}

/// Signs behind or before a number, and their names.
pub(crate) const UNITS: [(char, &str); 4] =
    [('$', "dollar"), ('€', "euro"), ('£', "pound"), ('%', "percent")];

/// “dollar” for “dollars”, too.
pub(crate) fn unit(word: &str) -> Option<&'static str> {
    let one = word.strip_suffix('s').unwrap_or(word);
    UNITS.iter().map(|(_, unit)| *unit).find(|unit| *unit == one)
}

#[derive(Clone, Copy)]
enum Part {
    /// Below a hundred.
    Small(u128),
    Scale(u128),
}

/// And whether it is an ordinal, which ends a number.
fn part(word: &str) -> Option<(Part, bool)> {
    match small_number(word) {
        Some((value, ordinal)) => Some((Part::Small(value.into()), ordinal)),
        None => {
            let one = word.strip_suffix("th").unwrap_or(word);
            Some((Part::Scale(scale(one)?), one != word))
        }
    }
}

/// The longest that begins at this piece.
pub(crate) fn number(pieces: &[Piece], at: usize) -> Option<Found> {
    let first = pieces.get(at)?.text.as_str();
    if first == "a" && follows(pieces, at + 1).and_then(scale).is_some() {
        return number(pieces, at + 1).map(|one| Found { length: one.length + 1, ..one });
    }
    in_figures(pieces, at, first).or_else(|| in_words(pieces, at, first))
}

/// The piece there, if no mark stands before it.
pub(crate) fn follows(pieces: &[Piece], at: usize) -> Option<&str> {
    pieces.get(at).filter(|piece| !piece.apart).map(|piece| piece.text.as_str())
}

fn in_figures(pieces: &[Piece], at: usize, first: &str) -> Option<Found> {
    if let Some(number) = of_ordinal_figure(first).and_then(Number::figure) {
        return Some(Found { number, is_ordinal: true, length: 1 });
    }
    let (mut number, mut end) = (Number::figure(first)?, at + 1);
    let factor = |word: &str| scale(word.strip_suffix('s').unwrap_or(word));
    while let Some(factor) = follows(pieces, end).and_then(factor) {
        number = number.times(factor);
        end += 1;
    }
    Some(Found { number, is_ordinal: false, length: end - at })
}

fn in_words(pieces: &[Piece], at: usize, first: &str) -> Option<Found> {
    let follows = |index: usize| follows(pieces, index);
    let (mut whole, mut group, mut end): (u128, u128, usize) = (0, 0, at);
    let (mut has_unit, mut is_ordinal) = (false, false);
    while !is_ordinal {
        // “one hundred and five”
        let joins = end > at && follows(end) == Some("and") && group_is_full(group, whole);
        let next = end + usize::from(joins);
        let word = if next == at { Some(first) } else { follows(next) };
        let Some((part, ends)) = word.and_then(part) else { break };
        match part {
            Part::Small(value) if !has_unit && fits(group, value) => {
                (group, has_unit) = (group + value, value < 20);
            }
            Part::Scale(100) if group < 100 => {
                (group, has_unit) = (group.max(1) * 100, false);
            }
            Part::Scale(factor)
                if factor != 100 && (whole == 0 || whole.is_multiple_of(factor * 1_000)) =>
            {
                (whole, group, has_unit) = (whole + group.max(1) * factor, 0, false);
            }
            _ => break,
        }
        (end, is_ordinal) = (next + 1, ends);
    }
    if end == at {
        return None;
    }
    // “two and a half million”; without a scale the half is a number of its own
    let mut half = ["and", "a", "half"].iter().zip(end..);
    if !is_ordinal
        && half.all(|(word, index)| follows(index) == Some(*word))
        && let Some(factor) = follows(end + 3).and_then(scale)
    {
        let number = Number::new((whole + group) * 10 + 5, -1).times(factor);
        return Some(Found { number, is_ordinal, length: end + 4 - at });
    }
    Some(Found { number: Number::new(whole + group, 0), is_ordinal, length: end - at })
}

/// “And” may follow: after hundreds and thousands.
fn group_is_full(group: u128, whole: u128) -> bool {
    (group == 0 && whole > 0) || (group > 0 && group.is_multiple_of(100))
}

/// After tens only units.
fn fits(group: u128, value: u128) -> bool {
    group.is_multiple_of(100) || group.is_multiple_of(10) && (1..10).contains(&value)
}
