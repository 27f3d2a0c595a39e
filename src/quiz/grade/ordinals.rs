//! Ordinals stay ordinals: “the fifth year” is not “five years”.

use crate::text::dates::month;
use crate::text::numbers::Number;
use crate::text::terms::{ORDINAL, Term, replace, word_at};
use crate::text::{Pattern, before, plain_words};

/// “18 th”, too; “1 St” may begin a saint's name.
pub(super) static FIGURE_ORDINAL: Pattern = Pattern::new(r"\b([0-9]+)(?:st| st$| ?(?:nd|rd|th))\b");

const CENTURY: &str = "century";

/// Days of a month and numbers of issues are ordinals or not; centuries always are.
pub(super) fn settle(terms: &mut Vec<Term>) {
    let is_date = terms.iter().any(|term| month(term.word()).is_some());
    let mut at = 0;
    while at < terms.len() {
        let is_ordinal = word_at(terms, at) == ORDINAL;
        let next = word_at(terms, at + 1);
        let after_number = before(terms, at).and_then(Term::number);
        let day = is_date && after_number.is_some_and(Number::is_day);
        if is_ordinal && (day || next == "issue" || next == "number") {
            terms.remove(at);
            continue;
        }
        if is_ordinal && matches!(next, "c" | "cent") {
            replace(terms, at + 1, CENTURY);
        }
        if word_at(terms, at) == CENTURY && after_number.is_some_and(|number| !number.is_one()) {
            terms.insert(at, Term::Word(ORDINAL.to_owned()));
            at += 1;
        }
        at += 1;
    }
}

/// “22nd” as “22” in a date, “22 nd” as “22th” elsewhere.
pub(super) fn spelled(folded: &str) -> String {
    let is_date = plain_words(folded).any(|word| month(word).is_some());
    let instead = if is_date { "$1" } else { "${1}th " };
    FIGURE_ORDINAL.replace_all(folded, instead).into_owned()
}
