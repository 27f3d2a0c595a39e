//! A text cut into the words that are looked up: a figure (“2.5”, “9/11”) or an abbreviation
//! (“U.S.”) is one.

use crate::search::index::{IndexedWord, PassageIndex};
use crate::text::number_words::begins_with_digit;
use crate::text::{Role, Slice};

/// More would be a pasted text.
const MOST_WORDS: usize = 24;

/// A word of its own in the index. Without it the word is the same one: “worker's”, “workers”.
pub(super) const POSSESSIVE: &str = "'s";

const MARKS: [char; 3] = ['"', '“', '”'];

const CURRENCY_SIGNS: [char; 3] = ['$', '€', '£'];

pub(super) struct Words<'a> {
    pub(super) index: &'a PassageIndex,
    pub(super) text: &'a str,
    /// Ranges take in a figure's signs and an abbreviation's last dot.
    pub(super) all: Vec<IndexedWord>,
}

impl<'a> Words<'a> {
    pub(super) fn new(index: &'a PassageIndex, text: &'a str) -> Words<'a> {
        let mut all: Vec<IndexedWord> = Vec::new();
        for word in index.words(text) {
            match all.last_mut().and_then(|last| Some((joint(last, &word, text)?, last))) {
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
                None => all.push(word),
            }
        }
        for word in &mut all {
            let (start, end) = (word.range.start, word.range.end);
            let sign = text.slice(..start).chars().next_back();
            let sign = sign.filter(|c| CURRENCY_SIGNS.contains(c));
            let is_figure = begins_with_digit(&word.typed);
            let ending = if is_figure { '%' } else { '.' };
            let ends = text.slice(end..).starts_with(ending);
            word.range.end += usize::from(ends && (is_figure || is_dotted(word)));
            word.range.start -= sign.filter(|_| is_figure).map_or(0, char::len_utf8);
        }
        Words { index, text, all }
    }

    /// With possessives told from other words and, but in quotation marks, without function words
    /// at the ends.
    pub(super) fn looked_up(index: &'a PassageIndex, text: &'a str) -> Words<'a> {
        let mut words = Words::new(index, text);
        words.all.truncate(MOST_WORDS);
        for at in 1..words.all.len() {
            if words.all[at].typed == "s" && matches!(words.between(at - 1), "'" | "’") {
                POSSESSIVE.clone_into(&mut words.all[at].typed);
            }
        }
        let is_marked = text.trim().starts_with(MARKS) && text.trim().ends_with(MARKS);
        let counts =
            |word: &IndexedWord| is_marked || !is_function_word(&word.typed.to_lowercase());
        let begins = |word: &IndexedWord| counts(word) && word.typed != POSSESSIVE;
        if let Some(first) = words.all.iter().position(begins) {
            let last = words.all.iter().rposition(counts).unwrap_or(first);
            words.all = words.all.drain(first..=last).collect();
        }
        words
    }

    pub(super) fn whole(&self) -> &'a str {
        let ends = self.all.first().zip(self.all.last());
        ends.map_or("", |(first, last)| self.text.slice(first.range.start..last.range.end))
    }

    fn between(&self, at: usize) -> &'a str {
        let pair = self.all.get(at).zip(self.all.get(at + 1));
        pair.map_or("", |(one, next)| self.text.slice(one.range.end..next.range.start))
    }

    /// It and the next, if neither is a possessive, nor both are figures.
    pub(super) fn written_as_one(&self, at: usize) -> Option<IndexedWord> {
        let (half, next) = (self.all.get(at)?, self.all.get(at + 1)?);
        let is_plain = |word: &&IndexedWord| word.typed.chars().all(char::is_alphanumeric);
        let are_figures = begins_with_digit(&half.typed) && begins_with_digit(&next.typed);
        let may_join = !are_figures && [half, next].iter().all(is_plain);
        let typed = may_join.then(|| half.typed.clone() + &next.typed)?;
        let stem = self.index.stems(&typed).next()?;
        Some(IndexedWord { typed, range: half.range.start..next.range.end, stem })
    }

    /// “May be” is not “maybe”, nor “re-sign” “resign”; but “well being” is “well-being”.
    pub(super) fn is_same_as_one(&self, at: usize) -> bool {
        let lower = self.all.get(at).map_or_else(String::new, |half| half.typed.to_lowercase());
        let is_spaced = self.between(at).chars().all(char::is_whitespace);
        lower != "re" && !(is_spaced && Role::of_closed_class(&lower).is_some())
    }
}

/// Without auxiliaries and pronouns, which are often meant themselves.
pub(super) fn is_function_word(lower: &str) -> bool {
    use Role::{And, Clause, Determiner, Preposition};
    matches!(Role::of_closed_class(lower), Some(And | Clause | Determiner | Preposition))
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
