//! Word lists written as one text, with white space between the words.

pub(crate) fn listed(list: &str) -> impl Iterator<Item = &str> {
    list.split_ascii_whitespace()
}

/// Such as “up=down left=right”.
pub(crate) fn pairs(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    listed(list).filter_map(|pair| pair.split_once('='))
}

pub(crate) fn holds(list: &str, word: &str) -> bool {
    listed(list).any(|known| known == word)
}

pub(crate) fn ends_with(word: &str, endings: &str) -> bool {
    listed(endings).any(|ending| word.ends_with(ending))
}
