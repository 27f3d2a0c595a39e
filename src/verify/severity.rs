//! Which changed words change the meaning: negations, numbers, names, terms, modals, opposites.

use std::ops::Range;

use super::index::QuoteIndex;
use crate::text::lexicon::{STOP_WORDS, are_opposite, binds, denies, is_amount, weighs};
use crate::text::spelling::negated;
use crate::text::{Slice, stem};

const NOT: &str = "not";

#[derive(Clone, Debug)]
pub(super) struct Weighed {
    pub(super) form: String,
    capital: bool,
}

impl Weighed {
    pub(super) fn new(text: &str, word: &Range<usize>, form: String) -> Weighed {
        let before = text.slice(..word.start).trim_end();
        let begins = before.chars().next_back().is_none_or(|before| {
            !before.is_alphanumeric() && !matches!(before, ',' | ';' | '-' | '’' | '\'')
        });
        let capital = !begins && text.slice(word.clone()).starts_with(char::is_uppercase);
        Weighed { form, capital }
    }
}

pub(super) fn is_severe(index: &QuoteIndex, speech: &[Weighed], given: &[Weighed]) -> bool {
    outweighs(index, speech, given)
        || outweighs(index, given, speech)
        || speech.iter().any(|one| given.iter().any(|other| are_opposite(&one.form, &other.form)))
}

fn outweighs(index: &QuoteIndex, one: &[Weighed], other: &[Weighed]) -> bool {
    let mut rest = roots(other, |word| Some(same_root(&word.form)));
    // Each may stand for one.
    let is_taken = |weight: &String| {
        rest.iter().position(|root| root == weight).map(|at| rest.swap_remove(at)).is_some()
    };
    !roots(one, |word| weight(index, word)).iter().all(is_taken)
}

/// Even saying these twice matters.
pub(super) fn denies_or_counts(words: &[Weighed]) -> bool {
    words.iter().any(|word| denies(&word.form) || is_number(&word.form))
}

fn roots(words: &[Weighed], root: impl Fn(&Weighed) -> Option<String>) -> Vec<String> {
    let roots = words.iter().map(|word| match contracted(&word.form) {
        Some(both) => both.to_vec(),
        None => root(word).into_iter().collect(),
    });
    roots.flatten().collect()
}

fn weight(index: &QuoteIndex, word: &Weighed) -> Option<String> {
    let form = word.form.as_str();
    let number = index.number(form);
    let named = word.capital && !index.knows(number) || index.is_name(number);
    let term = index.is_term(number) && !STOP_WORDS.contains(form);
    (weighs(form) || is_number(form) || named || term).then(|| same_root(form))
}

/// One for all that deny; amounts and modals are their own.
fn same_root(form: &str) -> String {
    match form {
        _ if denies(form) => NOT.to_owned(),
        _ if is_number(form) || is_amount(form) || binds(form) => form.to_owned(),
        _ => stem(form.strip_suffix("'s").unwrap_or(form)),
    }
}

fn contracted(form: &str) -> Option<[String; 2]> {
    let modal = match form {
        "cannot" => "can",
        _ => negated(form).filter(|verb| binds(verb))?,
    };
    Some([modal.to_owned(), NOT.to_owned()])
}

fn is_number(form: &str) -> bool {
    form.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::text::typography::{Token, tokens};

    fn severity(speech: &str, given: &str) -> bool {
        let text = "+++\ntitle = \"T\"\n+++\nThe old unions of Norway met Ann Lee. The unions, \
                    the unions and the unions agreed. They saw Norway and Ann.\n";
        let index = QuoteIndex::new(Corpus::from_source("t", text).unwrap().into());
        is_severe(&index, &weighed(speech), &weighed(given))
    }

    fn weighed(text: &str) -> Vec<Weighed> {
        let word = |word: Token| {
            let capital = text.get(word.range).unwrap().starts_with(char::is_uppercase);
            Weighed { form: word.form, capital }
        };
        tokens(text).into_iter().map(word).collect()
    }

    #[test]
    fn what_changes_the_meaning_is_told_from_what_does_not() {
        for (speech, given) in [
            ("", "not"),
            ("never", ""),
            ("must", "may"),
            ("18th", "19th"),
            ("eleventh", "twelfth"),
            ("million", "billion"),
            ("Norway", "Sweden"),
            ("Ann", "Bob"),
            ("unions", "employers"),
            ("increased", "decreased"),
            ("happy", "unhappy"),
            ("legal", "illegal"),
            ("rational", "irrational"),
            ("lawful", "unlawful"),
            ("orderly", "disorderly"),
            ("skilled", "unskilled"),
            ("all", "some"),
            ("can", "can't"),
            ("are", "arent"),
            ("harmless", "harmful"),
            ("minister", "former minister"),
            ("members", "non-members"),
            ("5", "~5"),
            ("5", "< 5"),
            ("$5", "5"),
        ] {
            assert!(severity(speech, given) && severity(given, speech), "{speech} → {given}");
        }
        for (speech, given) in [
            ("the", "a"),
            ("quick", "rapid"),
            ("unions", "union"),
            ("Norway’s", "Norway"),
            ("cannot", "can not"),
            ("", "really"),
            ("met", "meets"),
        ] {
            assert!(!severity(speech, given), "{speech} → {given}");
        }
    }
}
