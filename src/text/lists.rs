//! Word lists written as one text, with white space between the words.

use memchr::memmem;

pub(crate) fn listed(list: &str) -> impl Iterator<Item = &str> {
    list.split_ascii_whitespace()
}

pub(crate) fn pairs(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    listed(list).filter_map(|pair| pair.split_once('='))
}

/// What stands behind `first` and a sign of equality.
pub(crate) fn paired(list: &'static str, first: &str) -> Option<&'static str> {
    pairs(list).find(|(known, _)| *known == first).map(|(_, second)| second)
}

pub(crate) fn holds(list: &str, word: &str) -> bool {
    let bytes = list.as_bytes();
    let parts = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let is_word = !word.is_empty() && !word.contains(|c: char| c.is_ascii_whitespace());
    is_word
        && memmem::find_iter(bytes, word).any(|at| {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            parts(before) && parts(bytes.get(at + word.len()))
        })
}

pub(crate) fn ends_with(word: &str, endings: &str) -> bool {
    listed(endings).any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_its_words_and_no_parts_of_them() {
        let list = "the bread\n  rye-bread é";
        for word in ["the", "bread", "rye-bread", "é"] {
            assert!(holds(list, word), "{word}");
        }
        for word in ["", " ", "he", "rye", "bre", "the bread", "breads"] {
            assert!(!holds(list, word), "{word}");
        }
    }
}
