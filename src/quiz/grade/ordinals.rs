//! Ordinals stay ordinals: “the fifth year” is not “five years”.

use super::terms::{number, replace, word};
use crate::text::Pattern;
use crate::text::before;
use crate::text::dates::month;
use crate::text::numbers::{Number, Term, is_ordinal};
use crate::text::pieces::Piece;
use crate::text::tokenize::plain_words;

/// Behind a number, where it is an ordinal.
pub(super) const ORDINAL: &str = "nth";

/// “18 th”, too; “1 St” may begin a saint's name.
pub(super) static FIGURE_ORDINAL: Pattern = Pattern::new(r"\b([0-9]+)(?:st| st$| ?(?:nd|rd|th))\b");

/// Marks ordinals in words: “twenty first” is 21 and an ordinal, “one third” has none.
pub(super) fn marked(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let fraction = all.last().is_some_and(|before| before.text == "one");
        let counts = is_ordinal(&piece.text) && !fraction;
        all.push(piece);
        if counts {
            all.push(Piece { text: ORDINAL.to_owned(), apart: false, attached: false });
        }
    }
    all
}

const CENTURY: &str = "century";

/// Days of a month and numbers of issues are ordinals or not; centuries always are.
pub(super) fn settle(terms: &mut Vec<Term>) {
    let is_date = terms.iter().any(|term| month(word(Some(term))).is_some());
    let mut at = 0;
    while at < terms.len() {
        let is_ordinal = word(terms.get(at)) == ORDINAL;
        let next = word(terms.get(at + 1));
        let after_number = before(terms, at).and_then(number);
        let day = is_date && after_number.is_some_and(Number::is_day);
        if is_ordinal && (day || next == "issue" || next == "number") {
            terms.remove(at);
            continue;
        }
        if is_ordinal && matches!(next, "c" | "cent") {
            replace(terms, at + 1, CENTURY);
        }
        if word(terms.get(at)) == CENTURY && after_number.is_some_and(|number| !number.is_one()) {
            terms.insert(at, Term::Word(ORDINAL.to_owned()));
            at += 1;
        }
        at += 1;
    }
}

/// “22nd” as “22” in a date and as “22 nth” elsewhere.
pub(super) fn spelled(folded: &str) -> String {
    let is_date = plain_words(folded).any(|word| month(word).is_some());
    let instead = if is_date { "$1".to_owned() } else { format!("$1 {ORDINAL} ") };
    FIGURE_ORDINAL.replace_all(folded, instead.as_str()).into_owned()
}
