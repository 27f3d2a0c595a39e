//! A text cut into the words that are looked up: a figure (“2.5”, “9/11”) or an abbreviation
//! (“U.S.”) is one.

use crate::search::index::{IndexedWord, PassageIndex};
use crate::text::number_words::begins_with_digit;

/// A word of its own in the index. Without it the word is the same one: “worker's”, “workers”.
pub(super) const POSSESSIVE: &str = "'s";

const CURRENCY_SIGNS: [char; 3] = ['$', '€', '£'];

/// Ranges take in a figure's signs and an abbreviation's last dot.
pub(super) fn words(index: &PassageIndex, text: &str) -> Vec<IndexedWord> {
    let mut words: Vec<IndexedWord> = Vec::new();
    for word in index.words(text) {
        match words.last_mut().and_then(|last| Some((joint(last, &word, text)?, last))) {
            Some((joint, last)) => {
                let is_figure = begins_with_digit(&last.typed);
                last.typed += if is_figure { joint } else { "" };
                last.typed += &word.typed;
                last.stem = match is_figure {
                    true => last.typed.to_lowercase(),
                    false => format!("{}.{}", last.stem, word.typed.to_lowercase()),
                };
                last.range.end = word.range.end;
            }
            None => words.push(word),
        }
    }
    for word in &mut words {
        let (start, end) = (word.range.start, word.range.end);
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let sign = before.filter(|c| CURRENCY_SIGNS.contains(c));
        let is_figure = begins_with_digit(&word.typed);
        let ending = if is_figure { '%' } else { '.' };
        let ends = text.get(end..).is_some_and(|rest| rest.starts_with(ending));
        word.range.end += usize::from(ends && (is_figure || is_dotted(word)));
        word.range.start -= sign.filter(|_| is_figure).map_or(0, char::len_utf8);
    }
    words
}

pub(super) fn with_possessives(mut words: Vec<IndexedWord>, text: &str) -> Vec<IndexedWord> {
    let mut end = None;
    for word in &mut words {
        let between = end.and_then(|end: usize| text.get(end..word.range.start));
        if word.typed == "s" && matches!(between, Some("'" | "’")) {
            POSSESSIVE.clone_into(&mut word.typed);
        }
        end = Some(word.range.end);
    }
    words
}

/// What stands between two that are read as one; a comma between groups of digits is dropped.
fn joint<'a>(last: &IndexedWord, word: &IndexedWord, text: &'a str) -> Option<&'a str> {
    let between = text.get(last.range.end..word.range.start)?;
    if begins_with_digit(&last.typed) && begins_with_digit(&word.typed) {
        let is_group =
            word.typed.len() == 3 && word.typed.bytes().all(|byte| byte.is_ascii_digit());
        return match between {
            "," if is_group => Some(""),
            "." | "/" => Some(between),
            _ => None,
        };
    }
    let is_letter = |typed: &str| {
        let mut letters = typed.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    let both = is_letter(&word.typed) && (is_letter(&last.typed) || is_dotted(last));
    let dot_behind = || text.get(word.range.end..).is_some_and(|rest| rest.starts_with('.'));
    let in_capitals = || is_in_capitals(&last.typed) && is_in_capitals(&word.typed);
    let joins = between == "." || between == ". " && in_capitals() && dot_behind();
    (both && joins).then_some(between)
}

/// Such as “U.S.”, which is typed “US”.
pub(super) fn is_dotted(word: &IndexedWord) -> bool {
    word.stem.contains('.') && !begins_with_digit(&word.typed)
}

pub(super) fn is_in_capitals(typed: &str) -> bool {
    !typed.is_empty() && typed.chars().all(char::is_uppercase)
}
