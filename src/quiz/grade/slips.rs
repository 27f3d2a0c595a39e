//! Edits that make another form of a word or may make another name, whatever words a list knows.

use crate::text::lists::listed;
use crate::text::spelling::sorted_letters;

/// Another of these behind the same letters makes another word: “payer”, “payee”.
const ENDINGS: &str = "er ee ed ing ist ism ite ian an at al ic ive ion ize";
const SHORTEST_STEM: usize = 3;

/// Before the same letters, too: “prescribe”, “proscribe”.
const BEGINNINGS: &str = "pre pro inter intra intro hyper hypo ante anti micro macro";

/// A letter exchanged in a longer name hardly makes another one.
const LONGEST_NAME: usize = 8;

pub(super) fn is_other_form(right: &str, typed: &str) -> bool {
    let stems = |word| {
        listed(ENDINGS).filter_map(move |ending: &str| {
            str::strip_suffix(word, ending).filter(|stem| stem.len() >= SHORTEST_STEM)
        })
    };
    let rests = |word| {
        listed(BEGINNINGS).filter_map(move |beginning: &str| str::strip_prefix(word, beginning))
    };
    stems(right).any(|stem| stems(typed).any(|other| other == stem))
        || rests(right).any(|rest| rests(typed).any(|other| other == rest))
}

pub(super) fn may_be_other_name(right: &str, typed: &str) -> bool {
    let (one, other) = (sorted_letters(right), sorted_letters(typed));
    one.len() == other.len() && one.len() <= LONGEST_NAME && one != other
}
