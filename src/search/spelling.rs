//! Maps misspellings and initials to the corpus's words; words that some speech holds are never
//! changed.

use std::collections::HashMap;

use crate::corpus::Corpus;
use crate::text::lists::holds;

const INSIDE_NAMES: &str = "of the and for in on";

/// In letters: what a typed word is taken for, and what is only shown.
const SHORTEST_INITIALS: usize = 3;
const SHORTEST_SHOWN: usize = 2;

/// In letters: what is mistyped, and what it was meant to be.
const SHORTEST: usize = 4;

/// In words.
const LONGEST_NAME: usize = 10;

pub(super) struct Spelling {
    /// In small letters, by the first, with how often they occur.
    words: HashMap<char, HashMap<String, u32>>,
    names: HashMap<String, String>,
}

impl Spelling {
    pub(super) fn new(corpus: &Corpus) -> Spelling {
        let mut spelling = Spelling { words: HashMap::new(), names: HashMap::new() };
        for id in corpus.unit_ids() {
            spelling.learn(corpus.quote_unit(id).text());
        }
        spelling
    }

    fn learn(&mut self, text: &str) {
        let mut name: Vec<&str> = Vec::new();
        for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            let breaks = piece.ends_with(['.', ',', ';', ':', '(', ')', '!', '?']);
            if word.chars().next().is_some_and(char::is_uppercase) && name.len() < LONGEST_NAME {
                name.push(word);
            } else if !holds(INSIDE_NAMES, word) && !word.is_empty() {
                self.learn_name(&std::mem::take(&mut name));
            }
            if breaks {
                self.learn_name(&std::mem::take(&mut name));
            }
            let lower = word.to_lowercase();
            if let Some(first) = lower.chars().next().filter(|c| c.is_alphabetic()) {
                *self.words.entry(first).or_default().entry(lower).or_insert(0) += 1;
            }
        }
        self.learn_name(&name);
    }

    /// Takes every part of a run of capitalised words; on a tie the longer name wins. Two initials
    /// are only those of a whole run.
    fn learn_name(&mut self, words: &[&str]) {
        for start in 0..words.len() {
            let shortest = SHORTEST_INITIALS.min(words.len()).max(SHORTEST_SHOWN);
            for end in start + shortest..=words.len() {
                let part = words.get(start..end).unwrap_or_default();
                let initials: String = part
                    .iter()
                    .filter_map(|word| word.chars().next())
                    .flat_map(char::to_lowercase)
                    .collect();
                self.names.entry(initials).or_insert_with(|| part.join(" "));
            }
        }
    }

    pub(super) fn name(&self, initials: &str) -> Option<&str> {
        self.spelled_out(initials).filter(|_| initials.chars().count() >= SHORTEST_INITIALS)
    }

    /// Of two initials, too, which are often a word or those of another name.
    pub(super) fn spelled_out(&self, initials: &str) -> Option<&str> {
        self.names.get(&initials.to_lowercase()).map(String::as_str)
    }

    /// The nearest word, then the most frequent. People seldom get the first letter wrong, so it
    /// must match.
    pub(super) fn repair(&self, word: &str) -> Option<&str> {
        let word = word.to_lowercase();
        let length = word.chars().count();
        let most = match length {
            ..SHORTEST => return None,
            SHORTEST..=6 => 1,
            _ => 2,
        };
        let is_alike = |known: &str| {
            let letters = known.chars().count();
            letters >= SHORTEST && letters.abs_diff(length) <= most
        };
        let words = self.words.get(&word.chars().next()?)?.iter();
        words
            .filter(|(known, _)| is_alike(known))
            .map(|(known, count)| (strsim::osa_distance(&word, known), u32::MAX - count, known))
            .filter(|(distance, ..)| *distance <= most)
            .min()
            .map(|(.., known)| known.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_and_initials_lead_to_the_corpus() {
        let text = "+++\ntitle = \"T\"\n+++\nThe All-China Federation of Trade Unions met. \
                    Workers and workers prosper in prosperity. Bread. Bed. We joined \
                    the United Nations.\n";
        let spelling = Spelling::new(&Corpus::from_source("tiny", text).unwrap());
        assert_eq!(spelling.name("ACFTU"), Some("All China Federation Trade Unions"));
        assert_eq!(spelling.name("ftu"), Some("Federation Trade Unions"));
        assert_eq!(spelling.name("UMW"), None, "two sentences are no name");
        assert_eq!(spelling.spelled_out("un"), Some("United Nations"));
        assert_eq!(spelling.name("un"), None, "two letters are seldom a name");
        assert_eq!(spelling.spelled_out("tu"), None, "a part of a name");
        assert_eq!(spelling.repair("wrokers"), Some("workers"));
        assert_eq!(spelling.repair("Prosprity"), Some("prosperity"));
        assert_eq!(spelling.repair("bred"), Some("bread"));
        assert_eq!(spelling.repair("bef"), None, "too short");
        assert_eq!(spelling.repair("beds"), None, "what was meant is too short");
        assert_eq!(spelling.repair("tread"), None, "another first letter");
        assert_eq!(spelling.repair("banana"), None);
    }
}
