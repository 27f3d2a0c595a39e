//! The number in a heading's own words, and so which § it is.

use crate::text::Pattern;
use crate::text::number_words::roman;

/// “Part II: On bread”. A year counts nothing, nor do “V.E. Day”, “12.5 percent” and “10:30”.
pub(super) fn own_number(heading: &str) -> Option<u32> {
    static NUMBER: Pattern = Pattern::new(
        r"(?x)^[(—–§\ -]*(?i:part|section|chapter)?\s*(?:([IVXLC]+)|(\d{1,2}))
              (?:[.):]|[)—–\ -]*$)(?:[^\pL\pN]|$)",
    );
    let found = NUMBER.captures(heading.trim())?;
    match found.get(1) {
        Some(letters) => roman(&letters.as_str().to_lowercase()),
        None => found.get(2)?.as_str().parse().ok(),
    }
}

/// Each heading's own number, else the next. Counted from 1 where own numbers do not rise, so that
/// no two sections share one.
pub(super) fn section_numbers<'a>(headings: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut numbers: Vec<u32> = Vec::new();
    for heading in headings {
        let before = numbers.last().copied().unwrap_or_default();
        numbers.push(own_number(heading).unwrap_or(before + 1));
    }
    let rise = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    match rise && numbers.first() != Some(&0) {
        true => numbers,
        false => (1..).take(numbers.len()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_counts_only_by_a_number_that_stands_alone_or_is_marked_off() {
        for (heading, number) in [
            ("II", Some(2)),
            ("(II)", Some(2)),
            ("— III —", Some(3)),
            ("3. On bread", Some(3)),
            ("Part II: On bread", Some(2)),
            ("Section 4", Some(4)),
            ("§3", Some(3)),
            ("I have a dream", None),
            ("1941 and after", None),
            ("5 loaves", None),
            ("V.E. Day and after", None),
            ("12.5 percent more", None),
            ("10:30 The mill opens", None),
            ("II.— The mill", Some(2)),
            ("(3) On bread", Some(3)),
            ("4.", Some(4)),
            ("Bread", None),
        ] {
            assert_eq!(own_number(heading), number, "{heading}");
        }
    }

    #[test]
    fn sections_have_the_numbers_of_their_headings_unless_these_do_not_rise() {
        for (headings, numbers) in [
            (vec!["I", "III", "5. On bread"], vec![1, 3, 5]),
            (vec!["Opening", "II", "Flour", "V"], vec![1, 2, 3, 5]),
            (vec!["Bread", "Flour"], vec![1, 2]),
            (vec!["I", "Interlude", "II"], vec![1, 2, 3]),
            (vec!["0. Opening", "1. Bread"], vec![1, 2]),
        ] {
            assert_eq!(section_numbers(headings.into_iter()), numbers);
        }
    }
}
