//! Word lists that are written as one text, with white space between the words.

/// The words of a list that is written as one text.
pub(crate) fn listed(list: &str) -> impl Iterator<Item = &str> {
    list.split_ascii_whitespace()
}

/// The pairs of a list such as “up=down left=right”.
pub(crate) fn pairs(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    listed(list).filter_map(|pair| pair.split_once('='))
}

/// Whether a list holds the word.
pub(crate) fn holds(list: &str, word: &str) -> bool {
    listed(list).any(|known| known == word)
}

/// Whether a word ends as one of a list does.
pub(crate) fn ends_with(word: &str, endings: &str) -> bool {
    listed(endings).any(|ending| word.ends_with(ending))
}
