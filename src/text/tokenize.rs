//! Cuts a text into plain words, or into English words with stem and role.

use std::ops::Range;

use super::pattern::Pattern;
use super::roles::Role;
use super::stem::stem;

pub(crate) fn before<T>(all: &[T], at: usize) -> Option<&T> {
    all.get(..at)?.last()
}

pub(crate) fn plain_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

pub(crate) fn lower_words(text: &str) -> Vec<String> {
    plain_words(text).map(str::to_lowercase).collect()
}

static EDGE: Word<'static> = Word {
    text: "",
    range: 0..0,
    lower: String::new(),
    stem: String::new(),
    role: Role::Edge,
    capital: false,
};

/// So many words from a place on.
pub(crate) fn near<'w, 'a>(words: &'w [Word<'a>], at: usize, by: isize) -> &'w Word<'a> {
    words.get(at.wrapping_add_signed(by)).unwrap_or(&EDGE)
}

#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) text: &'a str,
    /// In bytes.
    pub(crate) range: Range<usize>,
    pub(crate) lower: String,
    pub(crate) stem: String,
    pub(crate) role: Role,
    pub(crate) capital: bool,
}

impl<'a> Word<'a> {
    fn new(text: &'a str, range: Range<usize>) -> Word<'a> {
        let lower = text.to_lowercase().replace('’', "'");
        let first = text.chars().next().unwrap_or(' ');
        let role = match lower.as_str() {
            "'s" => Role::Owner,
            _ if !text.chars().any(char::is_alphanumeric) => Role::Mark,
            _ if text.chars().any(|c| c.is_ascii_digit()) && !first.is_alphabetic() => Role::Number,
            known => Role::of_closed_class(known).unwrap_or(Role::Content),
        };
        // "US", "IT" and "AM" in capitals are names.
        let shouted = text.len() > 1
            && text.chars().all(char::is_uppercase)
            && matches!(role, Role::Pronoun | Role::Auxiliary);
        let role = if shouted { Role::Content } else { role };
        Word { text, range, stem: stem(&lower), lower, role, capital: first.is_uppercase() }
    }

    pub(crate) fn has_content(&self) -> bool {
        matches!(self.role, Role::Content | Role::Number)
    }

    pub(crate) fn is(&self, mark: &str) -> bool {
        self.text == mark
    }

    pub(crate) fn is_indefinite_article(&self) -> bool {
        matches!(self.lower.as_str(), "a" | "an")
    }
}

/// Dates, amounts, initials, abbreviations with dots and hyphenated words whole; possessive endings
/// and marks alone.
static WORD: Pattern = Pattern::new(
    r"(?x)\d{4}-\d{2}-\d{2}
        | [$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|ers)?\b%?
        | (?:\w\.){2,}
        | \b[A-Z]\.
        | \b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|No|Nos|Vol|Gen|Col|Capt|Lt|Prof|Rev|Sgt)\.
        | ['’]s\b
        | \w+(?:[-‑]\w+)*(?:['’](?:[tdm]|re|ve|ll|[A-ZÀ-Þ]\w+)\b)?
        | \S",
);

pub(crate) fn tokenize(text: &str) -> Vec<Word<'_>> {
    WORD.find_iter(text).map(|found| Word::new(found.as_str(), found.range())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_falls_into_words() {
        for (text, expected) in [
            ("St. John’s men paid $2.2 million.", "St.|John|’s|men|paid|$2.2|million|."),
            ("On 1999-12-31, at 5 pm (U.S. time)", "On|1999-12-31|,|at|5|pm|(|U.S.|time|)"),
            ("the 18th all-round 1980s d’Hondt 12%", "the|18th|all-round|1980s|d’Hondt|12%"),
            ("don’t — 1914–1918", "don’t|—|1914|–|1918"),
        ] {
            let words: Vec<&str> = tokenize(text).iter().map(|word| word.text).collect();
            assert_eq!(words.join("|"), expected);
        }
    }
}
