//! The numbers below a hundred in words.

use super::ranges::number;

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

/// The number, and whether it is an ordinal.
pub(crate) fn small_number(word: &str) -> Option<(u32, bool)> {
    let place = |list: &[&str], word: &str| {
        list.iter().position(|known| *known == word && !word.is_empty()).map(number)
    };
    let tens = |word: &str| Some((place(&TENS, word)? + 2) * 10);
    let cardinal = place(&CARDINALS, word).or_else(|| tens(word));
    let ordinal =
        || place(&ORDINALS, word).or_else(|| tens(&format!("{}y", word.strip_suffix("ieth")?)));
    cardinal.map(|number| (number, false)).or_else(|| Some((ordinal()?, true)))
}

/// “5” for “five”, “18th” for “eighteenth”; `None` for other words.
pub(crate) fn in_figures(lower: &str) -> Option<String> {
    let digits = ["st", "nd", "rd"].iter().find_map(|ending| lower.strip_suffix(ending));
    let is_figure = |digits: &&str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(digits) = digits.filter(is_figure).filter(|digits| !digits.is_empty()) {
        return Some(format!("{digits}th"));
    }
    let (number, is_ordinal) = small_number(lower)?;
    Some(format!("{number}{}", if is_ordinal { "th" } else { "" }))
}

/// In small letters and canonical form, up to 39: larger ones are more often words.
pub(crate) fn roman(piece: &str) -> Option<u32> {
    const ONES: &[&str] = &["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = piece.bytes().take_while(|byte| *byte == b'x').count();
    let ones = ONES.iter().position(|ones| Some(*ones) == piece.get(tens..))?;
    let number = u32::try_from(10 * tens + ones).ok()?;
    (tens <= 3 && number > 0).then_some(number)
}
