//! Permalinks such as `acftu-2023#k7f3q0ab2d`: names of units and sentences, made from their words.
//!
//! Place, case, punctuation and spacing do not count: a name lives through new editions as long as
//! the words do.

use std::collections::HashMap;
use std::fmt;

use super::reference::reads_as_speech_id;
use crate::text::lower_words;

/// Characters of 32 kinds, so 50 bits: collisions are unlikely among a million names.
const LENGTH: usize = 10;

const SHORTEST: usize = 4;

/// Crockford's Base32: no i, l, o, u, which are easily mistaken.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Permalink {
    /// The speech's id; always present when shown.
    pub speech: Option<String>,
    /// At least the first four characters.
    pub name: String,
}

impl Permalink {
    /// In any case, with the usual mix-ups of letters and digits, in brackets or quotation marks,
    /// and with `…` after a shortened name.
    pub fn parse(typed: &str) -> Option<Permalink> {
        let bare = typed.trim_matches(|c: char| !c.is_alphanumeric() && c != '#').to_lowercase();
        let (speech, name) = bare.split_once('#')?;
        let name: String = name.trim().chars().map(meant).collect();
        let speech = Some(speech.trim()).filter(|speech| !speech.is_empty());
        let is_permalink = name.bytes().all(|byte| ALPHABET.contains(&byte))
            && (SHORTEST..=LENGTH).contains(&name.len())
            && speech.is_none_or(reads_as_speech_id);
        is_permalink.then(|| Permalink { speech: speech.map(str::to_owned), name })
    }

    pub fn is_whole(&self) -> bool {
        self.name.len() == LENGTH
    }
}

impl fmt::Display for Permalink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.speech.as_deref().unwrap_or_default(), self.name)
    }
}

fn meant(typed: char) -> char {
    match typed {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}

pub(super) struct Names<'a> {
    speech: &'a str,
    seen: HashMap<String, u32>,
}

impl Names<'_> {
    pub(super) fn new(speech: &str) -> Names<'_> {
        Names { speech, seen: HashMap::new() }
    }

    /// Repeated words are told apart by a count.
    pub(super) fn next(&mut self, words: &str) -> String {
        let folded = folded(words);
        let before = self.seen.entry(folded.clone()).and_modify(|count| *count += 1).or_insert(0);
        let hash = blake3::hash(format!("{}\n{before}\n{folded}", self.speech).as_bytes());
        hash.as_bytes()
            .iter()
            .take(LENGTH)
            .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
            .collect()
    }
}

/// A text of marks alone stays as it is.
fn folded(text: &str) -> String {
    let words = lower_words(text);
    if words.is_empty() { text.to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::corpus::{Corpus, ReferenceError, Unit};

    fn corpus(paragraphs: &[&str]) -> Corpus {
        Corpus::from_source(
            "tiny",
            &format!("+++\ntitle = \"T\"\n+++\n# T\n\n{}\n", paragraphs.join("\n\n")),
        )
        .unwrap()
    }

    /// All names of units and sentences with their words.
    fn names(corpus: &Corpus) -> Vec<(&String, String)> {
        let words = |place| corpus.quote_place(place).text().to_owned();
        corpus.names.iter().map(|(name, place)| (name, words(*place))).collect()
    }

    /// The words that a permalink leads to.
    fn leads_to(corpus: &Corpus, name: &str) -> Result<String, ReferenceError> {
        Ok(corpus.quote_place(corpus.look_up(&format!("tiny#{name}"))?[0]).text().to_owned())
    }

    const ONE: &str = "Bread is baked. Water is drawn.";
    const TWO: &str = "The mill stands by the river. It turns at dawn. Nobody sleeps.";
    const THREE: &str = "A single sentence stands here.";

    #[test]
    fn edits_elsewhere_leave_names_where_they_are() {
        let before = corpus(&[ONE, TWO, THREE]);
        for after in [
            corpus(&[TWO, THREE, ONE]),
            corpus(&[
                "Something new. It says much.",
                ONE,
                "## A heading",
                TWO,
                "And this.",
                THREE,
                "---",
                "A note.",
            ]),
            corpus(&[ONE, &TWO.replace("at dawn", "at noon"), THREE]),
            corpus(&[TWO, THREE]),
        ] {
            let kept: Vec<_> = names(&before)
                .into_iter()
                .filter(|(_, words)| after.speeches()[0].text().contains(words))
                .collect();
            assert!(kept.len() >= 5, "{kept:?}");
            for (name, words) in kept {
                assert_eq!(leads_to(&after, name), Ok(words), "{name}");
            }
        }
    }

    #[test]
    fn changed_words_take_the_name_away() {
        let before = corpus(&[ONE, TWO, THREE]);
        let after = corpus(&[ONE, &TWO.replace("at dawn", "at noon"), THREE]);
        let gone: Vec<_> = names(&before)
            .into_iter()
            .filter(|(name, _)| leads_to(&after, name).is_err())
            .collect();
        let words: Vec<&str> = gone.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(BTreeSet::from_iter(words), BTreeSet::from([TWO, "It turns at dawn."]));
        let error = leads_to(&after, gone[0].0).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("No words have the permalink tiny#{} now", gone[0].0)),
            "{error}"
        );
    }

    #[test]
    fn case_punctuation_and_spacing_do_not_count() {
        let (before, after) =
            (corpus(&["Don't “stop” - go on.  Now!"]), corpus(&["don’t \"stop\" – GO ON. Now."]));
        let keys = |corpus: &Corpus| {
            corpus.speeches()[0].units().iter().map(|unit| unit.key.clone()).collect::<Vec<_>>()
        };
        assert_eq!(keys(&before), keys(&after));
        assert_ne!(keys(&corpus(&["3.5 percent"])), keys(&corpus(&["35 percent"])));
    }

    #[test]
    fn the_same_words_at_several_places_have_a_name_each() {
        let twice = corpus(&[THREE, &format!("{ONE} {THREE}"), THREE, "!!!", "?! … !"]);
        let speech = &twice.speeches()[0];
        let sentences = |unit: &Unit| Some(unit.sentences.len()).filter(|count| *count > 1);
        let several = speech.units().iter().map(|unit| 1 + sentences(unit).unwrap_or_default());
        let all = names(&twice);
        assert_eq!(all.len(), several.sum::<usize>());
        for (name, _) in all {
            let place = twice.look_up(&format!("tiny#{name}")).unwrap()[0];
            assert_eq!(twice.permalink(place).name, *name);
        }
        let first = &speech.units()[1].key;
        assert_eq!(
            leads_to(&corpus(&[ONE, THREE]), first),
            Ok(THREE.to_owned()),
            "the first name is left where one place is left"
        );
    }

    #[test]
    fn a_permalink_is_typed_in_many_ways() {
        let expected = |speech: Option<&str>, name: &str| {
            Some(Permalink { speech: speech.map(str::to_owned), name: name.to_owned() })
        };
        for typed in [
            "tiny-1#k7f3",
            "TINY-1#K7F3",
            "`tiny-1#k7f3`",
            "tiny-1#k7f3…",
            "[tiny-1#k7f3...]",
            " <tiny-1#k7f3> ",
        ] {
            assert_eq!(Permalink::parse(typed), expected(Some("tiny-1"), "k7f3"), "{typed}");
        }
        assert_eq!(Permalink::parse("#k7f3q"), expected(None, "k7f3q"));
        assert_eq!(
            Permalink::parse("x#lI0o"),
            expected(Some("x"), "1100"),
            "letters that look like digits are read as these"
        );
        for typed in [
            "tiny-1#k7f",
            "tiny-1#k7f3k7f3k7f",
            "tiny-1",
            "tiny-1#k7u3",
            "tiny 1#k7f3",
            "#2.3",
            "#",
            "",
            "a#b#cdef",
            "§2#k7f3",
        ] {
            assert_eq!(Permalink::parse(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(speech in "[a-z]{3}x[0-9]{0,3}", name in "[0-9a-hjkmnp-tv-z]{4,10}") {
            let permalink = Permalink { speech: Some(speech).filter(|id| reads_as_speech_id(id)), name };
            prop_assert_eq!(Permalink::parse(&permalink.to_string()), Some(permalink));
        }

        #[test]
        fn no_input_panics(typed in "(?s).{0,40}#?.{0,40}") {
            let _ = Permalink::parse(&typed);
            let _ = corpus(&[ONE]).look_up(&typed);
        }
    }
}
