//! Small numbers in words, and as figures and Roman numerals.

use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) const CARDINALS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

pub(crate) const ORDINALS: [&str; 20] = [
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

pub(crate) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Each with its number, and whether it is an ordinal.
static NUMBERS: LazyLock<HashMap<String, (u32, bool)>> = LazyLock::new(|| {
    let counted = |words: &[&str], is_ordinal| -> Vec<_> {
        (0..).zip(words).map(|(number, word)| ((*word).to_owned(), (number, is_ordinal))).collect()
    };
    let tens = (2..).zip(TENS).flat_map(|(tens, word)| {
        [(word.to_owned(), (10 * tens, false)), (word.replace('y', "ieth"), (10 * tens, true))]
    });
    let known = counted(&CARDINALS, false).into_iter().chain(counted(&ORDINALS, true)).chain(tens);
    known.filter(|(word, _)| !word.is_empty()).collect()
});

/// Cardinals and ordinals.
pub(crate) fn number_words() -> impl Iterator<Item = &'static str> {
    NUMBERS.keys().map(String::as_str)
}

/// The number, and whether it is an ordinal.
pub(crate) fn small_number(word: &str) -> Option<(u32, bool)> {
    NUMBERS.get(word).copied()
}

pub(crate) fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

pub(crate) const ORDINAL_ENDINGS: [&str; 4] = ["st", "nd", "rd", "th"];

/// “18” of “18th”.
pub(super) fn of_ordinal_figure(lower: &str) -> Option<&str> {
    let figure = ORDINAL_ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending));
    figure.filter(|figure| begins_with_digit(figure))
}

/// “5” for “five”.
pub(crate) fn in_figures(lower: &str) -> Option<String> {
    if let Some(digits) = of_ordinal_figure(lower).filter(|figure| is_digits(figure)) {
        return Some(format!("{digits}th"));
    }
    let (number, is_ordinal) = small_number(lower)?;
    Some(format!("{number}{}", if is_ordinal { "th" } else { "" }))
}

/// “18th” for “eighteenth”, and the other way round; not “one”, which is seldom a number.
pub(crate) fn spelled_otherwise(lower: &str) -> Option<String> {
    let figures = |(number, is_ordinal): (u32, bool)| {
        let ending = match (is_ordinal, number) {
            (false, _) => "",
            (true, 1) => "st",
            (true, 2) => "nd",
            (true, 3) => "rd",
            (true, _) => "th",
        };
        format!("{number}{ending}")
    };
    let found = match begins_with_digit(lower) {
        true => {
            let digits = of_ordinal_figure(lower);
            let number = (digits.unwrap_or(lower).parse().ok()?, digits.is_some());
            let same = NUMBERS.iter().find(|(_, one)| **one == number && figures(number) == lower);
            same?.0.clone()
        }
        false => figures(small_number(lower)?),
    };
    (lower != "one" && found != "one").then_some(found)
}

pub(crate) fn ordinal(lower: &str) -> Option<u32> {
    let number = |word: &str| small_number(word).filter(|(_, is_ordinal)| *is_ordinal);
    let in_words = || number(&spelled_otherwise(lower)?);
    Some(number(lower).or_else(in_words)?.0)
}

/// In small letters and canonical form, up to 39: larger ones are more often words.
pub(crate) fn roman(piece: &str) -> Option<u32> {
    const ONES: &[&str] = &["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = piece.bytes().take_while(|byte| *byte == b'x').count();
    let ones = ONES.iter().position(|ones| Some(*ones) == piece.get(tens..))?;
    let number = u32::try_from(10 * tens + ones).ok()?;
    (tens <= 3 && number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_spelled_in_words_and_figures() {
        for (words, figures) in [
            ("first", "1st"),
            ("second", "2nd"),
            ("eighteenth", "18th"),
            ("five", "5"),
            ("sixty", "60"),
            ("twentieth", "20th"),
        ] {
            assert_eq!(spelled_otherwise(words).as_deref(), Some(figures));
            assert_eq!(spelled_otherwise(figures).as_deref(), Some(words));
        }
        for other in ["one", "1", "", "th", "21st", "2024", "bread", "3th"] {
            assert_eq!(spelled_otherwise(other), None, "{other}");
        }
    }
}
