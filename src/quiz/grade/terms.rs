//! The words and numbers of an answer while they are read.

use crate::text::numbers::{Number, Term};

pub(super) fn word(term: Option<&Term>) -> &str {
    match term {
        Some(Term::Word(word)) => word,
        _ => "",
    }
}

pub(super) fn replace(terms: &mut [Term], at: usize, word: &str) {
    if let Some(term) = terms.get_mut(at) {
        *term = Term::Word(word.to_owned());
    }
}

pub(super) fn number(term: &Term) -> Option<Number> {
    match term {
        Term::Number(number) => Some(*number),
        Term::Word(_) => None,
    }
}
