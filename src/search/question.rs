//! A question as it is searched: cleaned, its words looked up in the corpus. The typed text itself
//! is kept for showing.

use std::collections::HashSet;

use super::cleaning::{Cleaner, is_common, visible};
use super::index::{IndexError, PassageIndex};
use super::spelling::Spelling;

/// How many different words of a question are searched. A whole article pasted into the chat has
/// more, and the first ones say what it is about.
const MOST_WORDS: usize = 200;

/// A word of the question that says something about its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionWord {
    pub typed: String,
    /// Its stem, or that of the word of the corpus that it was taken for.
    pub stem: String,
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
    pub words: Vec<QuestionWord>,
    /// The ids of the speeches that are searched for it; all when there are none.
    pub within: Vec<String>,
}

impl Question {
    /// Reads what was typed. What `is_word` knows as a word of the language is never taken for a
    /// misspelt one.
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

    /// The words that say what the question is about.
    pub fn content(&self) -> impl Iterator<Item = &QuestionWord> {
        self.words.iter().filter(|word| !word.common)
    }

    /// The words that say what the question is about and that no speech holds, as typed.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.content().filter(|word| word.sentences == 0).map(|word| word.typed.as_str())
    }

    /// Whether it names somebody or something, or a number, that no speech holds.
    pub fn names_what_is_missing(&self) -> bool {
        let begins = |word: &str| self.cleaned.starts_with(word);
        let names = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_digit())
                || (word.starts_with(char::is_uppercase) && !begins(word))
        };
        self.missing().any(names)
    }

    /// The share of the words of content that no speech holds, from 0 to 1.
    pub fn missing_share(&self) -> f32 {
        match self.content().count() {
            0 => 0.0,
            count => self.missing().count() as f32 / count as f32,
        }
    }
}
