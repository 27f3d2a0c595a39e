//! Words that people write: a typing error makes no other real word.
//!
//! They are the whole words of the encoder's vocabulary; see the README beside it for its licence.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::spelling::one_form;

const VOCABULARY: &str = include_str!("../../models/all-minilm-l6-v2/vocab.txt");

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let is_word = |line: &&str| line.bytes().all(|byte| byte.is_ascii_lowercase());
    VOCABULARY.lines().map(str::trim).filter(is_word).map(one_form).collect()
});

/// With them, known words make others: “untied”.
const BEGINNINGS: [&str; 6] = ["un", "dis", "mis", "non", "over", "under"];
const SHORTEST_REST: usize = 4;

/// In its [`one_form`].
pub(crate) fn is_known(one_form: &str) -> bool {
    let turned = BEGINNINGS.iter().filter_map(|beginning| one_form.strip_prefix(beginning));
    let mut rests = turned.filter(|rest| rest.len() >= SHORTEST_REST);
    WORDS.contains(one_form) || rests.any(|rest| WORDS.contains(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_words_are_known_and_typing_errors_are_not() {
        for word in
            ["employee", "employer", "martial", "marital", "principal", "principle", "untied"]
        {
            assert!(is_known(word), "{word}");
        }
        for slip in ["emploeyr", "wrokers", "princple", "centrl", "##s"] {
            assert!(!is_known(slip), "{slip}");
        }
    }
}
