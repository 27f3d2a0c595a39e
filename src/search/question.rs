//! From what was typed to what is searched.
//!
//! Readers wrap their question ("what does the speech say about …") and write as one does in a chat. The tables below
//! take that away, because words that speak about the speech instead of its content lead to its title and notes.
//! The typed text itself is kept for showing.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::spelling::Spelling;
use crate::index::{IndexError, PassageIndex};

/// The longest question in characters that is read; Discord lets nobody type more.
const LONGEST: usize = 4_000;

/// How many different words of a question are searched. A whole article pasted into the chat has more, and the first
/// ones say what it is about.
const MOST_WORDS: usize = 200;

/// A word of the question that says something about its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As typed.
    pub typed: String,
    /// Its stem, or that of the word of the corpus that it was taken for.
    pub stem: String,
    /// The word or name of the corpus that it was taken for, where the corpus lacks the word as typed.
    pub meant: Option<String>,
    /// Whether it is a word that every text has (“the”, “who”).
    pub common: bool,
    /// In how many sentences of the corpus it stands.
    pub sentences: u64,
}

/// A question, read.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// As typed, white space and invisible characters put right.
    pub typed: String,
    /// Without wrapping and slang.
    pub cleaned: String,
    /// The cleaned text with the corpus's words in the place of misspelt ones and initials.
    pub meant: String,
    /// Its different words, in order.
    pub words: Vec<Word>,
}

impl Question {
    /// Reads what was typed. What `is_word` knows as a word of the language is never taken for a misspelt one.
    ///
    /// # Errors
    /// When the index fails.
    pub(super) fn read(
        typed: &str,
        index: &PassageIndex,
        spelling: &Spelling,
        is_word: impl Fn(&str) -> bool,
    ) -> Result<Question, IndexError> {
        let typed = visible(typed);
        let cleaned = cleaned(&typed);
        let mut words: Vec<Word> = Vec::new();
        let mut repaired = cleaned.clone();
        let mut seen = HashSet::new();
        for word in index.words(&cleaned) {
            let common = is_common(&word.typed);
            let known = common || index.frequency(&word.stem)? > 0;
            let meant = match known {
                true => None,
                false => spelling.name(&word.typed).or_else(|| spelling.repair(&word.typed).filter(|_| !is_word(&word.typed))),
            };
            if let Some(meant) = meant {
                repaired = repaired.replace(&word.typed, meant);
            }
            let stems =
                meant.map_or_else(|| vec![word.stem], |meant| index.words(meant).into_iter().map(|word| word.stem).collect());
            for stem in stems {
                if words.len() < MOST_WORDS && seen.insert(stem.clone()) {
                    let sentences = index.frequency(&stem)?;
                    words.push(Word { typed: word.typed.clone(), stem, meant: meant.map(str::to_owned), common, sentences });
                }
            }
        }
        Ok(Question { typed, cleaned, meant: repaired, words })
    }

    /// The words that say what the question is about.
    pub fn content(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| !word.common)
    }

    /// Whether there is nothing to search for: no letter and no digit.
    pub fn is_empty(&self) -> bool {
        !self.typed.chars().any(char::is_alphanumeric)
    }
}

/// The typed text with white space put right and without characters that nobody sees.
fn visible(typed: &str) -> String {
    let kept: String =
        (typed.chars().take(LONGEST)).filter(|c| !INVISIBLE.contains(c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Zero-width and direction marks, which are used to write around word filters or come along with copied text.
const INVISIBLE: &[char] = &[
    '\u{ad}', '\u{180e}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}',
    '\u{202d}', '\u{202e}', '\u{2060}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}',
];

/// Whether a word is one that every English text has.
pub(super) fn is_common(word: &str) -> bool {
    STOP_WORDS.contains(word.to_lowercase().as_str())
}

/// The question without its wrapping; the typed one when nothing would be left.
pub(super) fn cleaned(typed: &str) -> String {
    let straight = typed.replace(['’', '‘'], "'");
    let mut text: String = (straight.split(' '))
        .filter_map(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/').to_lowercase();
            match CHAT_WORDS.iter().find(|(chat, _)| *chat == bare) {
                Some((_, "")) => None,
                Some((_, meant)) => Some(*meant),
                None => Some(word),
            }
        })
        .collect::<Vec<_>>()
        .join(" ");
    for (wrapping, instead) in WRAPPINGS.iter() {
        text = wrapping.replace(&text, *instead).trim().to_owned();
    }
    match text.chars().any(char::is_alphanumeric) {
        true => text,
        false => straight,
    }
}

/// What readers write in a chat, and what they mean by it; `""` where it says nothing.
const CHAT_WORDS: &[(&str, &str)] = &[
    ("u", "you"),
    ("ur", "your"),
    ("r", "are"),
    ("wat", "what"),
    ("wut", "what"),
    ("wot", "what"),
    ("whats", "what is"),
    ("whos", "who is"),
    ("wheres", "where is"),
    ("abt", "about"),
    ("bout", "about"),
    ("bc", "because"),
    ("cuz", "because"),
    ("coz", "because"),
    ("cos", "because"),
    ("ppl", "people"),
    ("peeps", "people"),
    ("govt", "government"),
    ("w/", "with"),
    ("w", "with"),
    ("n", "and"),
    ("teh", "the"),
    ("any1", "anyone"),
    ("every1", "everyone"),
    ("some1", "someone"),
    ("rly", "really"),
    ("w/o", "without"),
    ("b4", "before"),
    ("2day", "today"),
    ("ya", "you"),
    ("gonna", "going to"),
    ("gotta", "have to"),
    ("wanna", "want to"),
    ("tho", "though"),
    ("thru", "through"),
    ("pic", "photo"),
    ("pics", "photos"),
    ("info", "information"),
    ("pls", ""),
    ("plz", ""),
    ("please", ""),
    ("thx", ""),
    ("thanks", ""),
    ("lol", ""),
    ("lmao", ""),
    ("btw", ""),
    ("tbh", ""),
    ("idk", ""),
    ("omg", ""),
    ("umm", ""),
    ("um", ""),
    ("uh", ""),
    ("hmm", ""),
    ("hey", ""),
    ("hi", ""),
    ("hello", ""),
    ("yo", ""),
    ("bro", ""),
    ("dude", ""),
    ("guys", ""),
];

/// What readers call the text and who speaks in it, for [`WRAPPINGS`].
const THE_SPEECH: &str = r"(?:the|this|that|his|her|their)?\s*(?:speech|text|talk|address|article|document|piece|page|passage|transcript|remarks|speaker|author|he|she|they)";

/// Words around a question that speak about the speech, not about its content.
static WRAPPINGS: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    let speech = THE_SPEECH;
    [
        (r"^(?:so|ok|okay|well|and|but|also)[, ]+".to_owned(), ""),
        (r"^(?:can|could|would|will) (?:you|someone|anyone|anybody) (?:tell|show|explain|remind)(?: to)?(?: me| us)?\s*".to_owned(), ""),
        (r"^(?:tell|show|remind) (?:me|us)\s*(?:about\b)?".to_owned(), ""),
        (r"^(?:i|we) (?:want|need|would like|'d like) to know\s*(?:about\b)?".to_owned(), ""),
        (r"^(?:does |do )?(?:anyone|anybody|someone|you) know\s*(?:if\b|whether\b)?\s*".to_owned(), ""),
        (
            format!(
                r"^what (?:does|do|did|is|was) {speech} (?:say|says|said|saying|tell us|state|states|claim|mention|think|write) (?:about|on|of|regarding|concerning)\s"
            ),
            "",
        ),
        (r"^what (?:it|he|she) says (?:about|on)\s".to_owned(), ""),
        (r"^what (?:does|do|did) (?:\w+ ){1,3}(?:say|think) (?:about|on|of|regarding)\s".to_owned(), ""),
        (format!(r"^what (?:is|was|'s) (?:said|written|mentioned|stated) (?:in {speech} )?(?:about|on|regarding|concerning)\s"), ""),
        (format!(r"^(?:does|do|did) {speech} (?:say|mention|talk about|speak about|speak of|state|discuss|address|cover)(?: anything| something)?(?: about| on| regarding)?\s"), ""),
        (format!(r"^where (?:does|do|did|in) {speech} (?:say|mention|talk about|speak of|state)(?: that)?\s"), ""),
        (format!(r",? ?\b(?:according to|acc to|as stated in|as described in|as given in) {speech}\b(?:, )?"), ""),
        (format!(r"\b(?:in|of|from|during|within) {speech}(?P<end>[?.! ]*)$"), "$end"),
        (format!(r"^(?:in|according to) {speech},?\s"), ""),
    ]
    .into_iter()
    .filter_map(|(pattern, instead)| Some((Regex::new(&format!("(?i){pattern}")).ok()?, instead)))
    .collect()
});

/// English words that every text has.
static STOP_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let listed = stop_words::get("en").iter().copied();
    // The tokenizer cuts at apostrophes, so "doesn't" arrives as "doesn" and "t".
    listed
        .flat_map(|word| std::iter::once(word).chain(word.split('\'')))
        .chain(["us", "may", "shall", "would", "could"])
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_and_slang_are_taken_away() {
        for (typed, expected) in [
            ("What does the speech say about bread?", "bread?"),
            ("what did he say about the price of bread", "the price of bread"),
            ("Does the text mention bread", "bread"),
            ("hey can u tell me who bakes the bread pls", "who bakes the bread"),
            ("According to the speech, who bakes?", "who bakes?"),
            ("Who bakes, according to the speaker?", "Who bakes?"),
            ("Which bread is named in the speech?", "Which bread is named ?"),
            ("wat abt bread", "what about bread"),
            ("Where does it say that bread is good?", "Where does it say that bread is good?"),
            ("speech", "speech"),
            ("pls", "pls"),
            ("Who was the speaker's teacher?", "Who was the speaker's teacher?"),
        ] {
            assert_eq!(cleaned(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn every_pattern_of_the_table_is_read() {
        assert_eq!(WRAPPINGS.len(), 14);
    }

    #[test]
    fn invisible_characters_do_not_hide_a_word() {
        assert_eq!(visible(" br\u{200b}ead\u{0}and\n\twater "), "bread and water");
        assert_eq!(visible(&"x".repeat(5_000)).len(), LONGEST);
    }
}
