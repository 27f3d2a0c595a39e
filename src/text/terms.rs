//! A text as its words and numbers: “two thirds” is 2 and 3, and years may be said in two halves.

use super::number_words::{ORDINALS, begins_with_digit, roman};
use super::numbers::{Number, number};
use super::pieces::Piece;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// In small letters.
    Word(String),
    Number(Number),
}

/// Stands behind a number that is an ordinal.
pub(crate) const ORDINAL: &str = "nth";

impl Term {
    /// Empty where it is a number.
    pub(crate) fn word(&self) -> &str {
        match self {
            Term::Word(word) => word,
            Term::Number(_) => "",
        }
    }

    pub(crate) fn number(&self) -> Option<Number> {
        match self {
            Term::Number(number) => Some(*number),
            Term::Word(_) => None,
        }
    }
}

pub(crate) fn word_at(terms: &[Term], at: usize) -> &str {
    terms.get(at).map_or("", Term::word)
}

pub(crate) fn number_at(terms: &[Term], at: usize) -> Option<Number> {
    terms.get(at)?.number()
}

pub(crate) fn replace(terms: &mut [Term], at: usize, word: &str) {
    if let Some(term) = terms.get_mut(at) {
        *term = Term::Word(word.to_owned());
    }
}

fn denominator(word: &str) -> Option<u128> {
    match word {
        "half" | "halves" => Some(2),
        "quarter" | "quarters" => Some(4),
        _ => ORDINALS
            .iter()
            .skip(3)
            .position(|ordinal| word.strip_suffix('s') == Some(ordinal))
            .map(|at| at as u128 + 3),
    }
}

pub(crate) fn parse(pieces: &[Piece], romans: bool) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut at = 0;
    // Where the last number ended, and its value if in words: years are said in two halves.
    let mut before: Option<(usize, u128)> = None;
    while let Some(piece) = pieces.get(at) {
        let after_number = before.is_some_and(|(end, _)| end == at);
        let in_words = !begins_with_digit(&piece.text);
        let last = at > 0 && at + 1 == pieces.len();
        let figure = romans && at > 0 && (piece.text.len() > 1 || last);
        if let Some(found) = number(pieces, at) {
            let value = found.number.below_hundred();
            match before
                .filter(|(end, half)| *end == at && !piece.apart && (10..=20).contains(half))
            {
                Some((_, half)) if in_words && (10..100).contains(&value) => {
                    terms.pop();
                    terms.push(Term::Number(Number::new(half * 100 + value, 0)));
                }
                _ => terms.push(Term::Number(found.number)),
            }
            at += found.length;
            before = Some((at, if in_words { value } else { 0 }));
            // “One third” is no third.
            let is_part = pieces.get(at.wrapping_sub(2)).is_some_and(|one| one.text == "one");
            if found.is_ordinal && !(in_words && is_part) {
                terms.push(Term::Word(ORDINAL.to_owned()));
                before = None;
            }
        } else if let Some(denominator) = denominator(&piece.text) {
            // “half” alone is one half.
            let one = !after_number && matches!(piece.text.as_str(), "half" | "quarter");
            terms.extend(one.then(|| Term::Number(Number::new(1, 0))));
            terms.push(Term::Number(Number::new(denominator, 0)));
            at += 1;
        } else if let Some(found) = roman(&piece.text).filter(|_| figure) {
            terms.push(Term::Number(found.into()));
            at += 1;
        } else {
            terms.push(Term::Word(piece.text.clone()));
            at += 1;
        }
    }
    terms
}
