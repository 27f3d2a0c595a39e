//! Words of a question that the corpus lacks, led back to words that it has: misspellings, and
//! initials of its names.
//!
//! Only words that no speech holds are looked at, so that nothing a reader spelt as the speech does
//! is ever changed.

use std::collections::{BTreeMap, HashMap};

use crate::corpus::Corpus;

/// Words that stand inside a name without a capital letter.
const INSIDE_NAMES: &[&str] = &["of", "the", "and", "for", "in", "on"];

/// The shortest initials, in letters, that are taken for a name.
const SHORTEST_INITIALS: usize = 3;

/// How many letters a word's ending may have, and the fewest that make its root.
const ENDING: usize = 3;
const SHORTEST_ROOT: usize = 4;

/// The most words of a name.
const LONGEST_NAME: usize = 10;

/// The corpus's words and the initials of its names.
pub(super) struct Spelling {
    /// Words in small letters, by their first letter, with how often they stand.
    words: BTreeMap<char, HashMap<String, u32>>,
    names: HashMap<String, String>,
}

impl Spelling {
    pub(super) fn new(corpus: &Corpus) -> Spelling {
        let mut spelling = Spelling { words: BTreeMap::new(), names: HashMap::new() };
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
            } else if !INSIDE_NAMES.contains(&word) && !word.is_empty() {
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

    /// Learns the initials of every part of a run of capitalised words; the longer name wins a tie.
    fn learn_name(&mut self, words: &[&str]) {
        for start in 0..words.len() {
            for end in start + SHORTEST_INITIALS..=words.len() {
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

    /// The words that a word stands for whose letters are the initials of a name in the corpus.
    pub(super) fn name(&self, initials: &str) -> Option<&str> {
        self.names.get(&initials.to_lowercase()).map(String::as_str)
    }

    /// Whether a word of the corpus shares all but the last letters with this one.
    pub(super) fn has_same_root(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let Some(first) = word.chars().next() else { return false };
        let length = word.chars().count();
        let root: String =
            word.chars().take(length.saturating_sub(ENDING).max(SHORTEST_ROOT)).collect();
        length > SHORTEST_ROOT
            && self
                .words
                .get(&first)
                .is_some_and(|words| words.keys().any(|known| known.starts_with(&root)))
    }

    /// The corpus's word that a misspelt one stands for: the nearest within one edit (4 to 6
    /// letters) or two (from 7), the more frequent where two are as near. The first letter must be
    /// right; people seldom get it wrong.
    pub(super) fn repair(&self, word: &str) -> Option<&str> {
        let word = word.to_lowercase();
        let most = match word.chars().count() {
            0..=3 => return None,
            4..=6 => 1,
            _ => 2,
        };
        let candidates = self.words.get(&word.chars().next()?)?;
        (candidates.iter())
            .filter(|(known, _)| known.chars().count() > 3)
            .map(|(known, count)| {
                (strsim::osa_distance(&word, known), u32::MAX - count, known.as_str())
            })
            .filter(|(distance, ..)| *distance <= most)
            .min()
            .map(|(.., known)| known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_and_initials_lead_to_the_corpus() {
        let text = "+++\ntitle = \"T\"\n+++\nThe All-China Federation of Trade Unions met. \
                    Workers and workers prosper in prosperity. Bread.\n";
        let spelling = Spelling::new(&Corpus::from_source("tiny", text).unwrap());
        assert_eq!(spelling.name("ACFTU"), Some("All China Federation Trade Unions"));
        assert_eq!(spelling.name("ftu"), Some("Federation Trade Unions"));
        assert_eq!(spelling.name("UMW"), None, "two sentences are no name");
        assert_eq!(spelling.repair("wrokers"), Some("workers"));
        assert_eq!(spelling.repair("Prosprity"), Some("prosperity"));
        assert_eq!(spelling.repair("bred"), Some("bread"));
        assert_eq!(spelling.repair("bed"), None, "too short");
        assert_eq!(spelling.repair("tread"), None, "another first letter");
        assert_eq!(spelling.repair("banana"), None);
        assert!(
            spelling.has_same_root("prosperous")
                && spelling.has_same_root("working")
                && !spelling.has_same_root("breakfast")
        );
    }
}
