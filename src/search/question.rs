//! A question as it is searched: cleaned, its words looked up in the corpus.

use std::collections::HashSet;

use super::cleaning::{Cleaner, is_common, visible};
use super::index::{IndexError, PassageIndex};
use super::spelling::Spelling;

/// A pasted article has more; its first words say what it is about.
const MOST_WORDS: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionWord {
    pub typed: String,
    /// Its stem, or that of the corpus's word it was taken for.
    pub stem: String,
    /// Whether every text has it (“the”, “who”).
    pub common: bool,
    /// How many sentences of the corpus hold it.
    pub sentences: u64,
}

#[derive(Clone, Debug, Default)]
pub struct Question {
    /// As typed, white space and invisible characters tidied.
    pub typed: String,
    /// Without wrapping and slang.
    pub cleaned: String,
    /// `cleaned` with misspelt words and initials replaced.
    pub meant: String,
    /// Distinct, in order.
    pub words: Vec<QuestionWord>,
    /// Ids of the speeches to search; empty for all.
    pub within: Vec<String>,
}

impl Question {
    /// What `is_word` knows is never taken for misspelt.
    pub(super) fn parse(
        typed: &str,
        index: &PassageIndex,
        cleaner: &Cleaner,
        spelling: &Spelling,
        is_word: impl Fn(&str) -> bool,
    ) -> Result<Question, IndexError> {
        let typed = visible(typed);
        let cleaned = cleaner.clean(&typed);
        let mut words: Vec<QuestionWord> = Vec::new();
        let mut repaired = cleaned.clone();
        let mut seen = HashSet::new();
        for word in index.words(&cleaned) {
            let common = is_common(&word.typed);
            let known = common || index.frequency(&word.stem)? > 0;
            let meant = match known {
                true => None,
                false => {
                    let may_be_wrong =
                        !is_word(&word.typed) && !word.typed.starts_with(char::is_uppercase);
                    spelling
                        .name(&word.typed)
                        .or_else(|| spelling.repair(&word.typed).filter(|_| may_be_wrong))
                }
            };
            if let Some(meant) = meant {
                repaired = repaired.replace(&word.typed, meant);
            }
            let stems = meant.map_or_else(
                || vec![word.stem],
                |meant| index.words(meant).into_iter().map(|word| word.stem).collect(),
            );
            for stem in stems {
                if words.len() < MOST_WORDS && seen.insert(stem.clone()) {
                    let sentences = index.frequency(&stem)?;
                    words.push(QuestionWord { typed: word.typed.clone(), stem, common, sentences });
                }
            }
        }
        Ok(Question { typed, cleaned, meant: repaired, words, within: Vec::new() })
    }

    pub fn content(&self) -> impl Iterator<Item = &QuestionWord> {
        self.words.iter().filter(|word| !word.common)
    }

    /// Content words, as typed, that no speech holds.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.content().filter(|word| word.sentences == 0).map(|word| word.typed.as_str())
    }

    /// Whether it has a name or number that no speech holds.
    pub fn names_what_is_missing(&self) -> bool {
        let begins = |word: &str| self.cleaned.starts_with(word);
        let names = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_digit())
                || (word.starts_with(char::is_uppercase) && !begins(word))
        };
        self.missing().any(names)
    }

    /// The share of content words, from 0 to 1.
    pub fn missing_share(&self) -> f32 {
        match self.content().count() {
            0 => 0.0,
            count => self.missing().count() as f32 / count as f32,
        }
    }
}
