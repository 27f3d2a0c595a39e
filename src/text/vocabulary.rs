//! Words that people write, from lists and the encoder's vocabulary: a typing error makes no other
//! real word. The READMEs beside the lists give their licences.

use std::collections::HashSet;
use std::io::Read;
use std::sync::LazyLock;

use flate2::read::GzDecoder;

use super::spelling::{one_form, other_spellings};

const VOCABULARY: &str = include_str!("../../models/all-minilm-l6-v2/vocab.txt");

static ENGLISH: LazyLock<HashSet<&str>> =
    LazyLock::new(|| unpacked(include_bytes!("words/english.txt.gz")));

static OF_ENCODER: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let is_word = |line: &&str| line.bytes().all(|byte| byte.is_ascii_lowercase());
    VOCABULARY.lines().map(str::trim).filter(is_word).collect()
});

static NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| unpacked(include_bytes!("words/names.txt.gz")));

/// Kept until the program ends.
fn unpacked(list: &[u8]) -> HashSet<&'static str> {
    let mut text = String::new();
    GzDecoder::new(list).read_to_string(&mut text).expect("the program's lists are well formed");
    text.leak().lines().collect()
}

/// They make others of known words: “untied”.
const BEGINNINGS: [&str; 6] = ["un", "dis", "mis", "non", "over", "under"];
const SHORTEST_REST: usize = 4;

pub(crate) fn is_known(one_form: &str) -> bool {
    let turned = BEGINNINGS.iter().filter_map(|beginning| one_form.strip_prefix(beginning));
    let rests = turned.filter(|rest| rest.len() >= SHORTEST_REST);
    std::iter::once(one_form)
        .chain(rests)
        .any(|word| is_english(word) || stands_in(&OF_ENCODER, word))
}

/// Names are known, but no English words.
pub(crate) fn is_english(one_form: &str) -> bool {
    stands_in(&ENGLISH, one_form)
}

pub(crate) fn is_known_name(one_form: &str) -> bool {
    stands_in(&NAMES, one_form)
}

fn stands_in(list: &HashSet<&str>, form: &str) -> bool {
    let stem = form.strip_suffix('y').unwrap_or(form);
    let longer = [format!("{form}s"), format!("{form}es"), format!("{stem}ies")];
    let plurals = longer.into_iter().filter(|plural| one_form(plural) == form);
    list.contains(form)
        || plurals.chain(other_spellings(form)).any(|word| list.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_words_are_known_and_typing_errors_are_not() {
        for word in [
            "employee",
            "employer",
            "martial",
            "marital",
            "principal",
            "principle",
            "untied",
            "interviewee",
            "proscribe",
            "revisionism",
        ] {
            assert!(is_known(word), "{word}");
        }
        for slip in ["emploeyr", "wrokers", "princple", "centrl", "clas", "##s"] {
            assert!(!is_known(slip), "{slip}");
        }
    }

    #[test]
    fn a_word_is_known_in_its_one_form() {
        for word in ["series", "ethos", "promised", "churches", "advertising", "archaeology"] {
            assert!(is_known(&one_form(word)), "{word}");
        }
    }

    #[test]
    fn names_are_known_apart_from_words() {
        for name in ["hebei", "shaanxi", "nanning"] {
            assert!(is_known_name(name), "{name}");
        }
        assert!(!is_known_name("trade") && !is_known_name("bejing"));
    }
}
