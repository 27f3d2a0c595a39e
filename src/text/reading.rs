//! Whether two wordings of the same words are read alike, such as numbers in words and in figures.

use super::dates::{month, with_months};
use super::normalize::fold;
use super::numbers::{Number, unit};
use super::pieces::pieces;
use super::terms::{self, ORDINAL, Term, number_at, word_at};
use super::titles::in_full;
use super::tokenize::before;
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

/// What folding loses and what may matter.
fn own_marks(text: &str) -> Vec<String> {
    let matters = |form: &String| {
        let sign = !form.chars().any(char::is_alphanumeric) && !SPELLED.contains(form.as_str());
        sign || form.chars().any(|c| c == '\'' || c.is_numeric() && !c.is_ascii_digit())
    };
    tokens(text).into_iter().map(|word| word.form).filter(matters).collect()
}

/// “CPC” for “C. P. C.” and for itself.
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
    let all = terms::parse(&pieces(folded), false);
    let ordinals = all.iter().filter(|term| term.word() == ORDINAL).count();
    let mut terms: Vec<Term> = (all.into_iter())
        .filter(|term| term.word() != ORDINAL)
        .map(|term| match term {
            Term::Word(word) => Term::Word(in_full(&word).unwrap_or(&word).to_owned()),
            number => number,
        })
        .collect();
    signs_behind(&mut terms);
    let (mut at, mut has_date) = (0, false);
    while at < terms.len() {
        if let Some(name) = month(word_at(&terms, at)) {
            at = before_its_days(&mut terms, at);
            if is_day(&terms, at + 1) {
                has_date = true;
                terms::replace(&mut terms, at, &name.to_lowercase());
                let first = at.checked_sub(3).filter(|_| joins(&terms, at - 1));
                if first.is_some_and(|first| terms.get(first) == terms.get(at)) {
                    terms.remove(at);
                }
            }
        }
        at += 1;
    }
    (terms, if has_date { 0 } else { ordinals })
}

/// “$5” and “5 dollars”.
fn signs_behind(terms: &mut [Term]) {
    let named = |word: &str| unit(word).filter(|unit| *unit != "percent");
    let mut at = 0;
    while let (Some(one), Some(next)) = (terms.get(at), terms.get(at + 1)) {
        let (currency, is_sign) = match (one, next) {
            (Term::Word(sign), Term::Number(_)) => (named(sign), true),
            (Term::Number(_), Term::Word(word)) => (named(word), false),
            _ => (None, false),
        };
        if let Some(currency) = currency {
            if is_sign {
                terms.swap(at, at + 1);
            }
            terms::replace(terms, at + 1, currency);
            at += 1;
        }
        at += 1;
    }
}

/// Moves the month before “22” or “22 to 24”; gives its new place.
fn before_its_days(terms: &mut Vec<Term>, at: usize) -> usize {
    let of = at.checked_sub(1).filter(|of| word_at(terms, *of) == "of");
    let Some(mut day) = of.unwrap_or(at).checked_sub(1) else { return at };
    let has_month =
        |day: usize| before(terms, day).is_some_and(|before| month(before.word()).is_some());
    let spans = |day: usize| day > 1 && joins(terms, day - 1) && is_day(terms, day - 2);
    while spans(day) && !has_month(day - 2) {
        day -= 2;
    }
    if !is_day(terms, day) || has_month(day) {
        return at;
    }
    let month = terms.remove(at);
    if let Some(of) = of {
        terms.remove(of);
    }
    terms.insert(day, month);
    let the = day.checked_sub(1).filter(|the| word_at(terms, *the) == "the");
    if let Some(the) = the {
        terms.remove(the);
    }
    the.unwrap_or(day)
}

fn is_day(terms: &[Term], at: usize) -> bool {
    number_at(terms, at).is_some_and(Number::is_day)
}

fn joins(terms: &[Term], at: usize) -> bool {
    matches!(word_at(terms, at), "to" | "and")
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
            ("April 22 to 24", "22 to 24 April"),
            ("April 22 to 24", "April 22 to April 24"),
            ("April 22–24, 2024", "22 to 24 April 2024"),
            ("50%", "50 per cent"),
            ("a million", "1 million"),
            ("a hundred and fifty", "150"),
            ("a dozen", "12"),
            ("two and a half million", "2.5 million"),
            ("one third", "1/3"),
            ("$5 million", "5 million dollars"),
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
            ("$5", "5 euros"),
            ("two and a half", "2.5 million"),
            ("the third", "three"),
            ("may go", "might go"),
            ("not able", "notable"),
            ("22–24", "24–22"),
            ("April 22 to 24", "22 to 24 May"),
            ("April 22 to 24", "April 22 to May 24"),
            ("April 22 to 24", "24 to 22 April"),
        ] {
            assert!(!read_alike(one, other) && !read_alike(other, one), "{one:?} {other:?}");
        }
    }
}
