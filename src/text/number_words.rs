//! Small numbers in words, and as figures and Roman numerals.

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

/// “5” for “five”; `None` for other words.
pub(crate) fn in_figures(lower: &str) -> Option<String> {
    let digits = ["st", "nd", "rd"].iter().find_map(|ending| lower.strip_suffix(ending));
    let is_figure = |digits: &&str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(digits) = digits.filter(is_figure).filter(|digits| !digits.is_empty()) {
        return Some(format!("{digits}th"));
    }
    let (number, is_ordinal) = small_number(lower)?;
    Some(format!("{number}{}", if is_ordinal { "th" } else { "" }))
}

/// “18th” for “eighteenth”, and the other way round; `None` for other words, and for “one”, which is
/// seldom a number.
pub(crate) fn spelled_otherwise(lower: &str) -> Option<String> {
    let figures = |word: &str| {
        let (number, is_ordinal) = small_number(word).filter(|found| *found != (1, false))?;
        let ending = match (is_ordinal, number) {
            (false, _) => "",
            (true, 1) => "st",
            (true, 2) => "nd",
            (true, 3) => "rd",
            (true, _) => "th",
        };
        Some(format!("{number}{ending}"))
    };
    let tens = TENS.iter().flat_map(|tens| [(*tens).to_owned(), tens.replace('y', "ieth")]);
    let units = CARDINALS.iter().chain(&ORDINALS).map(|word| (*word).to_owned());
    let in_words = || units.chain(tens).find(|word| figures(word).as_deref() == Some(lower));
    figures(lower).or_else(in_words)
}

/// 18 for “eighteenth” and “18th”.
pub(crate) fn ordinal(lower: &str) -> Option<u32> {
    let number = |word: &str| small_number(word).filter(|(_, is_ordinal)| *is_ordinal);
    let in_words = || spelled_otherwise(lower).and_then(|words| number(&words));
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
