//! Finding the passages that fit a question: candidates from the index, one ranking of units with their sentences.

mod question;
mod spelling;

use std::collections::{HashMap, HashSet};

pub use question::{Question, Word};

use crate::corpus::{Corpus, SentenceId, SharedCorpus, UnitId};
use crate::index::{IndexError, PassageIndex, WeightedStem};
use spelling::Spelling;

/// How many sentences, units and readers' questions the index proposes. The right paragraph of 646 is among the first 20
/// for 99 % of questions.
const SENTENCE_CANDIDATES: usize = 200;
const UNIT_CANDIDATES: usize = 50;
const QUESTION_CANDIDATES: usize = 64;

/// What a reader's question's score counts beside 1 for the sentence's own words. Questions are shorter than sentences and
/// so score higher for as many words; between .6 and 1 the figures hardly change.
const QUESTION_SHARE: f32 = 0.8;

/// What a unit's own score adds to that of its best sentence.
const UNIT_SHARE: f32 = 0.4;

/// What a word counts that every text has, beside 1 for others; they still help to choose the sentence.
const COMMON_WEIGHT: f32 = 0.7;

/// A sentence that fits.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The sentence.
    pub sentence: SentenceId,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    /// The reader's question that fits best among those that lead to it, as a number in [`Corpus::questions`].
    pub question: Option<usize>,
}

/// A unit that fits, with its sentences.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The unit.
    pub unit: UnitId,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    /// Its sentences that fit, best first; never empty.
    pub sentences: Vec<Match>,
}

/// Searches one corpus.
pub struct Engine {
    corpus: SharedCorpus,
    index: PassageIndex,
    spelling: Spelling,
}

impl Engine {
    /// An engine over a corpus and its index.
    pub fn new(corpus: SharedCorpus, index: PassageIndex) -> Engine {
        let spelling = Spelling::new(&corpus);
        Engine { corpus, index, spelling }
    }

    /// The corpus that is searched.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Reads a typed question.
    ///
    /// # Errors
    /// When the index fails.
    pub fn read(&self, typed: &str) -> Result<Question, IndexError> {
        Question::read(typed, &self.index, &self.spelling)
    }

    /// The units that fit a question, best first, `limit` at most.
    ///
    /// # Errors
    /// When the index fails.
    pub fn search(&self, question: &Question, limit: usize) -> Result<Vec<Hit>, IndexError> {
        let stems: Vec<WeightedStem<'_>> =
            question.words.iter().map(|word| (word.stem.as_str(), if word.common { COMMON_WEIGHT } else { 1.0 })).collect();
        let mut hits: HashMap<UnitId, Hit> = HashMap::new();
        for found in self.matches(&stems)? {
            let (unit, _) = self.corpus.place(found.sentence);
            let hit = hits.entry(unit).or_insert_with(|| Hit { unit, score: found.score, sentences: Vec::new() });
            hit.sentences.push(found);
        }
        for (unit, score) in self.index.units(&stems, UNIT_CANDIDATES)? {
            if let Some(hit) = hits.get_mut(&unit) {
                hit.score += UNIT_SHARE * score;
            }
        }
        let mut ranked: Vec<Hit> = hits.into_values().collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.unit.cmp(&b.unit)));
        ranked.truncate(limit);
        Ok(ranked)
    }

    /// The sentences that fit by their own words or by a reader's question, best first.
    fn matches(&self, stems: &[WeightedStem<'_>]) -> Result<Vec<Match>, IndexError> {
        let mut found: HashMap<SentenceId, Match> = HashMap::new();
        for (sentence, score) in self.index.sentences(stems, SENTENCE_CANDIDATES)? {
            found.insert(sentence, Match { sentence, score, question: None });
        }
        // Best first, so the first question of a sentence is its best.
        for (number, score) in self.index.questions(stems, QUESTION_CANDIDATES)? {
            let sentence = self.corpus.questions()[number].sentence;
            let known = found.entry(sentence).or_insert(Match { sentence, score: 0.0, question: None });
            if known.question.is_none() {
                known.question = Some(number);
                known.score = known.score.max(QUESTION_SHARE * score);
            }
        }
        let mut matches: Vec<Match> = found.into_values().collect();
        matches.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.sentence.cmp(&b.sentence)));
        Ok(matches)
    }

    /// How much of what a question asks for stands in a sentence, or in the reader's question that led to it, from 0
    /// to 1: the share of its content words, each weighing as much as it is rare in the corpus (a word that the corpus lacks weighs most).
    pub fn coverage(&self, question: &Question, found: Match) -> f32 {
        let by_words = self.share_within(question, &self.index.stems(&self.corpus, found.sentence));
        let asked = found.question.map(|number| self.index.words(&self.corpus.questions()[number].text));
        let by_question = asked.map(|words| self.share_within(question, &words.into_iter().map(|word| word.stem).collect()));
        by_words.max(by_question.unwrap_or_default())
    }

    fn share_within(&self, question: &Question, stems: &HashSet<String>) -> f32 {
        let (mut covered, mut all) = (0.0, 0.0);
        for word in question.content() {
            let rarity = self.rarity(word);
            all += rarity;
            if stems.contains(&word.stem) {
                covered += rarity;
            }
        }
        if all > 0.0 { covered / all } else { 0.0 }
    }

    /// BM25's inverse document frequency of a word over the sentences.
    fn rarity(&self, word: &Word) -> f32 {
        let (all, with) = (self.index.sentence_count() as f32, word.sentences as f32);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }
}
