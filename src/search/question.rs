//! A question as it is searched: cleaned, its words looked up in the corpus.

use std::collections::HashSet;

use super::cleaning::{function_word, is_common, visible};
use super::index::IndexError;
use super::lexical::Lexical;
use super::window;
use crate::corpus::{Corpus, Speech};
use crate::text::{Role, plain_words};

/// A pasted article has more; its first words say what it is about.
const MOST_WORDS: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionWord {
    pub typed: String,
    /// Its stem, or that of the corpus's word it was taken for.
    pub stem: String,
    /// In every text (“the”, “who”), or in the name of a speaker whose speech it names.
    pub common: bool,
    pub sentences: u64,
    /// Taken for another word, or for a name by its initials.
    pub repaired: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Question {
    /// White space and invisible characters are tidied.
    pub typed: String,
    /// The question that it follows and is read together with, if any.
    pub earlier: String,
    pub cleaned: String,
    /// `cleaned` with misspelt words and initials replaced.
    pub meant: String,
    /// The same without the earlier question.
    pub own: String,
    /// Distinct, in order.
    pub words: Vec<QuestionWord>,
    /// Ids of the speeches to search; empty for all.
    pub within: Vec<String>,
    /// Ids of the speeches that it names.
    pub named: Vec<String>,
    /// Whom it asks about as a speaker who gave none of the speeches, with a capital.
    pub stranger: Option<String>,
}

pub fn is_among(chosen: &[String], speech: &str) -> bool {
    chosen.is_empty() || chosen.iter().any(|id| id == speech)
}

impl Question {
    /// What `is_word` knows is never taken for misspelt.
    pub(super) fn parse(
        typed: &str,
        lexical: &Lexical,
        is_word: impl Fn(&str) -> bool,
    ) -> Result<Question, IndexError> {
        let typed = visible(typed);
        let named = lexical.routing.named(&typed);
        let is_content = |word: &str| {
            let lower = word.to_lowercase();
            !is_common(&lower) && !named.speakers.contains(&lower)
        };
        let frequency = |stem: &str| lexical.index.sentences.frequency(stem);
        let known = |text: &str| {
            let words = lexical.index.words(text).into_iter();
            let content = words.filter(|word| is_content(&word.typed));
            content.filter(|word| frequency(&word.stem).is_ok_and(|n| n > 0)).count()
        };
        let cleaned = lexical.cleaner.clean(window::asking(&named.rest, known));
        let mut question = Question { typed, ..Question::default() };
        let mut seen = HashSet::new();
        let mut copied = 0;
        for word in lexical.index.words(&cleaned) {
            let mut common = !is_content(&word.typed);
            let is_known = common || frequency(&word.stem)? > 0;
            let meant = if is_known { None } else { meant(lexical, &word.typed, &is_word) };
            let repaired = meant.is_some();
            let mut stems = vec![word.stem];
            if let Some(meant) = meant {
                question.meant += cleaned.get(copied..word.range.start).unwrap_or_default();
                question.meant += meant;
                copied = word.range.end;
                common = is_common(meant);
                stems = lexical.index.stems(meant).collect();
            }
            for stem in stems {
                if question.words.len() < MOST_WORDS && seen.insert(stem.clone()) {
                    let sentences = frequency(&stem)?;
                    let typed = word.typed.clone();
                    question.words.push(QuestionWord { typed, stem, common, sentences, repaired });
                }
            }
        }
        question.meant += cleaned.get(copied..).unwrap_or_default();
        question.own = question.meant.clone();
        question.stranger = named
            .stranger
            .filter(|name| question.is_name(name, &lexical.corpus))
            .map(|name| capitalised(&name));
        if lexical.corpus.speeches().len() > 1 {
            question.named = named.speeches;
        }
        Ok(Question { cleaned, ..question })
    }

    /// In small letters, a word that is read as typed and that no text has in small letters.
    fn is_name(&self, typed: &str, corpus: &Corpus) -> bool {
        let begins =
            |text: &str, at| !text.get(..at).is_some_and(|b| b.ends_with(char::is_alphanumeric));
        let has = |text: &str| text.match_indices(typed).any(|(at, _)| begins(text, at));
        let is_read = |word: &QuestionWord| word.typed == typed && !word.common && !word.repaired;
        typed.starts_with(char::is_uppercase)
            || self.words.iter().any(is_read)
                && !corpus.speeches().iter().any(|speech| has(speech.text()))
    }

    pub fn is_stranger(&self, word: &str) -> bool {
        self.stranger.as_ref().is_some_and(|name| name.to_lowercase() == word.to_lowercase())
    }

    /// Searches only the speeches with these ids, none for all; of these those that it names.
    pub fn search_within(&mut self, ids: &[String]) {
        let among = |id: &&String| ids.is_empty() || ids.contains(id);
        self.within = self.named.iter().filter(among).cloned().collect();
        if self.within.is_empty() {
            self.within = ids.to_vec();
        }
    }

    pub fn searches(&self, speech: &Speech) -> bool {
        is_among(&self.within, speech.id())
    }

    pub fn content(&self) -> impl Iterator<Item = &QuestionWord> {
        self.words.iter().filter(|word| !word.common)
    }

    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.content().filter(|word| word.sentences == 0).map(|word| word.typed.as_str())
    }

    pub fn names_what_is_missing(&self) -> bool {
        self.missing().any(|word| self.is_name_or_number(word))
    }

    /// Names, numbers and the only content word, unless repaired: if the speeches lack one, that is
    /// worth knowing.
    pub fn telling(&self) -> impl Iterator<Item = &str> {
        let only = self.content().count() == 1;
        self.not_repaired().filter(move |word| only || self.is_name_or_number(word))
    }

    pub fn not_repaired(&self) -> impl Iterator<Item = &str> {
        let words = self.content().filter(|word| !word.repaired).map(|word| word.typed.as_str());
        words.filter(|word| !self.is_small(word))
    }

    /// Without words, or with such as “really” and “again” alone.
    pub fn asks_nothing(&self) -> bool {
        self.content().all(|word| self.is_small(&word.typed))
    }

    fn is_small(&self, word: &str) -> bool {
        Role::of_closed_class(&word.to_lowercase()).is_some() && !self.is_name_or_number(word)
    }

    fn is_name_or_number(&self, word: &str) -> bool {
        word.starts_with(|c: char| c.is_ascii_digit()) && !self.counts_what_is_asked(word)
            || word.starts_with(char::is_uppercase) && !self.begins_with(word)
            || self.is_stranger(word)
    }

    /// “The 4 freedoms”, which the text need not count.
    fn counts_what_is_asked(&self, word: &str) -> bool {
        let words: Vec<&str> = plain_words(&self.cleaned).collect();
        word.len() <= 2
            && words.windows(3).any(|words| {
                let [the, count, counted] = words else { return false };
                the.eq_ignore_ascii_case("the") && *count == word && counted.ends_with('s')
            })
    }

    fn begins_with(&self, word: &str) -> bool {
        self.cleaned.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(word)
    }

    pub fn missing_share(&self) -> f32 {
        match self.content().count() {
            0 => 0.0,
            count => self.missing().count() as f32 / count as f32,
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn meant<'a>(
    lexical: &'a Lexical,
    typed: &str,
    is_word: &impl Fn(&str) -> bool,
) -> Option<&'a str> {
    let may_be_wrong = !is_word(typed) && !typed.starts_with(char::is_uppercase);
    let may_be_initials = may_be_wrong || typed.chars().all(char::is_uppercase);
    let name = lexical.spelling.name(typed).filter(|_| may_be_initials);
    let repaired = || function_word(typed).or_else(|| lexical.spelling.repair(typed));
    name.or_else(|| repaired().filter(|_| may_be_wrong))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::index::PassageIndex;
    use super::*;

    #[test]
    fn what_is_known_is_not_taken_for_initials_and_a_count_tells_nothing() {
        let text = "+++\ntitle = \"T\"\n+++\nWe met the Central Army Team.\n";
        let corpus = Corpus::from_source("tiny", text).unwrap();
        let index = PassageIndex::build(&corpus).unwrap();
        let lexical = Lexical::new(Arc::new(corpus), index);
        for (typed, meant, telling) in [
            ("Does she own a cat?", "cat", &["cat"][..]),
            ("What is the CAT?", "Central Army Team", &[]),
            ("Did the army meet 4 freedoms?", "4 freedoms", &["4"]),
            ("Did the army meet the 4 freedoms?", "4 freedoms", &[]),
            ("really? never again?", "really", &[]),
        ] {
            let question = Question::parse(typed, &lexical, |word| word == "cat").unwrap();
            assert!(question.meant.contains(meant), "{typed} {}", question.meant);
            assert_eq!(question.telling().collect::<Vec<_>>(), telling, "{typed}");
            assert_eq!(question.asks_nothing(), meant == "really", "{typed}");
        }
    }
}
