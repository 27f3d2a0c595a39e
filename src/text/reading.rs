//! Whether two wordings are read alike: numbers in words or figures, dates in any order, titles in
//! full or shortened, initials with or without dots. The words must be the same.

use super::dates::{month, with_months};
use super::normalize::fold;
use super::number_words::small_number;
use super::numbers::{self, Term};
use super::pieces::{Piece, pieces};
use super::titles::in_full;
use super::typography::tokens;

/// Signs that [`fold`] writes as words.
const SPELLED: &str = "&%$€£";

pub(crate) fn read_alike(one: &str, other: &str) -> bool {
    if own_marks(one) != own_marks(other) {
        return false;
    }
    if one_run(one).is_some_and(|letters| one_run(other) == Some(letters)) {
        return true;
    }
    let ways = |text: &str| -> Vec<_> {
        with_months(&fold(text).replace("per cent", "percent"))
            .iter()
            .map(|way| parse(way))
            .collect()
    };
    let others = ways(other);
    ways(one).iter().any(|way| others.contains(way))
}

/// What folding loses and what may matter: apostrophes, relations, powers.
fn own_marks(text: &str) -> Vec<String> {
    let matters = |form: &String| {
        let sign = !form.chars().any(char::is_alphanumeric) && !SPELLED.contains(form.as_str());
        sign || form.chars().any(|c| c == '\'' || c.is_numeric() && !c.is_ascii_digit())
    };
    tokens(text).into_iter().map(|word| word.form).filter(matters).collect()
}

/// The letters of “C. P. C.”, and those of “CPC”.
fn one_run(text: &str) -> Option<String> {
    let words = tokens(text);
    let letters = words.iter().all(|word| word.form.chars().all(char::is_alphabetic));
    let single = words.iter().all(|word| word.form.chars().count() == 1);
    (letters && (single || words.len() == 1))
        .then(|| words.iter().map(|word| word.form.as_str()).collect::<String>())
        .filter(|letters| !letters.is_empty())
}

/// Its terms, months before their days; and how many ordinals count.
fn parse(folded: &str) -> (Vec<Term>, usize) {
    let pieces = pieces(folded);
    let mut terms: Vec<Term> = numbers::parse(&pieces, false)
        .into_iter()
        .map(|term| match term {
            Term::Word(word) => Term::Word(in_full(&word).unwrap_or(&word).to_owned()),
            number => number,
        })
        .collect();
    let is_day = |term: Option<&Term>| matches!(term, Some(Term::Number(day)) if day.is_day());
    let named = |term: Option<&Term>| match term {
        Some(Term::Word(word)) => month(word),
        _ => None,
    };
    let word = |term: Option<&Term>, wanted: &str| matches!(term, Some(Term::Word(word)) if word == wanted);
    let (mut at, mut has_date) = (0, false);
    while at < terms.len() {
        if let Some(name) = named(terms.get(at)) {
            let of = at.checked_sub(1).is_some_and(|before| word(terms.get(before), "of"));
            let day = at.checked_sub(1 + usize::from(of));
            let year_before = day
                .and_then(|day| day.checked_sub(1))
                .is_some_and(|at| named(terms.get(at)).is_some());
            if let Some(day) = day.filter(|day| is_day(terms.get(*day)) && !year_before) {
                let the = day.checked_sub(1).filter(|before| word(terms.get(*before), "the"));
                let number = terms.remove(day);
                if of {
                    terms.remove(day);
                }
                terms.insert(day + 1, number);
                if let Some(the) = the {
                    terms.remove(the);
                }
                at = day - usize::from(the.is_some());
            }
            if is_day(terms.get(at + 1)) {
                has_date = true;
                if let Some(term) = terms.get_mut(at) {
                    *term = Term::Word(name.to_lowercase());
                }
            }
        }
        at += 1;
    }
    let ordinals =
        if has_date { 0 } else { pieces.iter().filter(|piece| is_ordinal(piece)).count() };
    (terms, ordinals)
}

fn is_ordinal(piece: &Piece) -> bool {
    let scale = || {
        let one = piece.text.strip_suffix("th");
        one.is_some_and(|one| matches!(one, "hundred" | "thousand" | "million" | "billion"))
    };
    small_number(&piece.text).is_some_and(|(_, is_ordinal)| is_ordinal)
        || piece.attached && matches!(piece.text.as_str(), "st" | "nd" | "rd" | "th")
        || scale()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_one_thing_are_read_alike() {
        for (one, other) in [
            ("twenty-three", "23"),
            ("the twenty-first century", "the 21st century"),
            ("October 23, 2023", "23 October 2023"),
            ("October 23", "the 23rd of October"),
            ("Oct. 23rd", "October 23"),
            ("2023-10-23", "October 23, 2023"),
            ("10/23/2023", "October 23, 2023"),
            ("two million", "2,000,000"),
            ("22–24", "22 to 24"),
            ("50%", "50 per cent"),
            ("Dr. King", "Doctor King"),
            ("C. P. C.", "CPC"),
        ] {
            assert!(read_alike(one, other) && read_alike(other, one), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_says_something_else_is_not_read_alike() {
        for (one, other) in [
            ("five", "fifth"),
            ("first year", "one year"),
            ("October 23", "October 24"),
            ("23 October", "23 November"),
            ("it's", "its"),
            ("≤ 5", "5"),
            ("10²", "102"),
            ("two million", "two billion"),
            ("$5", "€5"),
            ("may go", "might go"),
            ("not able", "notable"),
            ("22–24", "24–22"),
        ] {
            assert!(!read_alike(one, other) && !read_alike(other, one), "{one:?} {other:?}");
        }
    }
}
