//! Which changed words change the meaning: negations, numbers, names, terms, modals, opposites.

use super::index::WordIndex;
use crate::text::lexicon::{REVOKING, STOP_WORDS, are_opposite, binds, denies, is_amount};
use crate::text::lists::holds;
use crate::text::spelling::negated;
use crate::text::stem;

const NOT: &str = "not";

#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed<'a> {
    pub(super) form: &'a str,
    pub(super) number: u32,
    /// Where words are written small.
    pub(super) capital: bool,
}

/// Either side may be empty.
pub(super) fn is_severe(index: &WordIndex, speech: &[Weighed<'_>], given: &[Weighed<'_>]) -> bool {
    outweighs(index, speech, given)
        || outweighs(index, given, speech)
        || speech.iter().any(|one| given.iter().any(|other| are_opposite(one.form, other.form)))
}

fn outweighs(index: &WordIndex, one: &[Weighed<'_>], other: &[Weighed<'_>]) -> bool {
    let weights = weights(index, one);
    if weights.is_empty() {
        return false;
    }
    let mut rest: Vec<String> = other
        .iter()
        .flat_map(|word| {
            contracted(word.form).map_or_else(|| vec![same_root(word.form)], |both| both.to_vec())
        })
        .collect();
    weights.iter().any(|weight| match rest.iter().position(|same_root| same_root == weight) {
        Some(at) => {
            rest.swap_remove(at);
            false
        }
        None => true,
    })
}

/// Even saying these twice matters.
pub(super) fn denies_or_counts(words: &[Weighed<'_>]) -> bool {
    words.iter().any(|word| denies(word.form) || is_number(word.form))
}

fn weights(index: &WordIndex, words: &[Weighed<'_>]) -> Vec<String> {
    words
        .iter()
        .flat_map(|word| {
            contracted(word.form).map_or_else(|| weight(index, word), |both| both.to_vec())
        })
        .collect()
}

fn weight(index: &WordIndex, word: &Weighed<'_>) -> Vec<String> {
    let form = word.form;
    let always =
        denies(form) || is_number(form) || is_amount(form) || binds(form) || holds(REVOKING, form);
    let named = word.capital && !index.knows(word.number) || index.is_name(word.number);
    let term = index.is_term(word.number) && !STOP_WORDS.contains(form);
    if always || named || term { vec![same_root(form)] } else { Vec::new() }
}

/// One for all that deny; amounts and modals are their own.
fn same_root(form: &str) -> String {
    match form {
        _ if denies(form) => NOT.to_owned(),
        _ if is_number(form) || is_amount(form) || binds(form) => form.to_owned(),
        _ => stem(form.strip_suffix("'s").unwrap_or(form)),
    }
}

/// “cannot”, “shouldn't”: the modal and the “not”.
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
        let index = WordIndex::new(&Corpus::from_source("t", text).unwrap());
        let (one, other) = (tokens(speech), tokens(given));
        is_severe(&index, &weighed(&index, speech, &one), &weighed(&index, given, &other))
    }

    fn weighed<'a>(index: &WordIndex, text: &str, words: &'a [Token]) -> Vec<Weighed<'a>> {
        let word = |word: &'a Token| {
            let capital = text.get(word.range.clone()).unwrap().starts_with(char::is_uppercase);
            Weighed { form: &word.form, number: index.number(&word.form), capital }
        };
        words.iter().map(word).collect()
    }

    #[test]
    fn what_changes_the_meaning_is_told_from_what_does_not() {
        for (speech, given) in [
            ("", "not"),
            ("never", ""),
            ("must", "may"),
            ("18th", "19th"),
            ("million", "billion"),
            ("Norway", "Sweden"),
            ("Ann", "Bob"),
            ("unions", "employers"),
            ("increased", "decreased"),
            ("happy", "unhappy"),
            ("all", "some"),
            ("can", "can't"),
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
