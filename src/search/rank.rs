//! Ranks candidates from the index by words or by meaning; a unit counts as much as its best
//! sentence.

use std::collections::HashMap;
use std::sync::Arc;

use super::close_calls;
use super::error::SearchError;
use super::found::{Features, Found, Hit, Match};
use super::index::{IndexError, Level, WeightedStem};
use super::lessons::{self, Lesson};
use super::lexical::{Lexical, share};
use super::question::Question;
use super::semantic::{EncodedQuestion, Semantic};
use crate::corpus::{SentenceId, Speech, UnitId};

/// The right paragraph of 646 is among the first 20 for 99 % of questions.
const SENTENCE_CANDIDATES: usize = 200;
const UNIT_CANDIDATES: usize = 50;
const QUESTION_CANDIDATES: usize = 64;

/// By words: a reader's question's weight beside the sentence's own words. Questions score higher
/// for being shorter; between .6 and 1 the figures hardly change.
const QUESTION_SHARE: f32 = 0.8;

/// By words: the weight of the unit's own score beside its best sentence's.
const UNIT_SHARE: f32 = 0.4;

/// Other words weigh 1; common ones still help to choose the sentence.
const COMMON_WEIGHT: f32 = 0.7;

/// By meaning: beyond this many sentences only those of the proposed units are compared.
const COMPARE_ALL: usize = 1_500;
const COMPARED_UNITS: usize = 20;

/// By meaning: the weight of the share of words found in the unit.
const WORDS_SHARE: f32 = 0.4;

/// By meaning: where only some speeches have readers' questions, these lose so much of what they
/// lack to full likeness, for questions resemble questions more than sentences.
const HANDICAP: f32 = 1.0;

/// Readers' questions that vote on whether the corpus answers; the power favours the more similar.
const VOTERS: usize = 10;
const VOTE_POWER: i32 = 8;

/// BM25's score of a word that fills a text is its rarity times this, `k1 + 1`.
const FULL_WORD: f32 = 2.2;

pub(super) fn by_words(
    lexical: &Lexical,
    question: &Question,
    lessons: &[Arc<Lesson>],
) -> Result<Found, SearchError> {
    let ranking = Ranking::new(lexical, question);
    let mut found: HashMap<SentenceId, Match> = HashMap::new();
    for (number, score) in ranking.best(&lexical.index.sentences, SENTENCE_CANDIDATES)? {
        let sentence = SentenceId(number);
        found.insert(sentence, Match::new(sentence, score));
    }
    let questions = ranking.questions()?;
    add_questions(lexical, &mut found, &questions, |score| QUESTION_SHARE * score);
    let mut hits = units(lexical, found);
    let of_units = ranking.units()?;
    for hit in &mut hits {
        hit.score += UNIT_SHARE * score_of(&of_units, hit.unit);
    }
    sort(&mut hits);
    let lesson = lessons::by_words(lexical, question, lessons)?;
    Ok(Found { hits, lesson, ..Found::default() })
}

pub(super) fn by_meaning(
    lexical: &Lexical,
    semantic: &Semantic,
    question: &Question,
    encoded: &EncodedQuestion,
    lessons: &[Arc<Lesson>],
) -> Result<Found, SearchError> {
    let ranking = Ranking::new(lexical, question);
    let of_units = ranking.units()?;
    let full: f32 =
        FULL_WORD * question.words.iter().map(|word| lexical.rarity(word.sentences)).sum::<f32>();
    let words = |unit| if full > 0.0 { score_of(&of_units, unit) / full } else { 0.0 };
    let mut found: HashMap<SentenceId, Match> = HashMap::new();
    let compare = |unit: UnitId| -> Result<Vec<Match>, SearchError> {
        let first = lexical.corpus.sentence(unit, 0);
        let count = lexical.corpus.unit(unit).1.sentences.len();
        let scores = semantic.sentences(encoded, first, count)?;
        let matches = (first.0..)
            .map(SentenceId)
            .zip(scores)
            .map(|(sentence, score)| Match::new(sentence, score + WORDS_SHARE * words(unit)));
        Ok(matches.collect())
    };
    for unit in ranking.compared(&of_units) {
        found.extend(compare(unit)?.into_iter().map(|found| (found.sentence, found)));
    }
    let speeches = lexical.corpus.speeches();
    let all_alike = speeches.iter().all(|speech| lexical.corpus.has_questions(speech));
    let handicap = if all_alike { 0.0 } else { HANDICAP };
    let mut questions = ranking.questions()?;
    for (number, alike) in &mut questions {
        *alike = semantic.question(encoded, *number)?;
    }
    questions.sort_by(|a, b| b.1.total_cmp(&a.1));
    add_questions(lexical, &mut found, &questions, |alike| alike - handicap * (1.0 - alike));
    let mut hits = units(lexical, found);
    sort(&mut hits);
    let readings = close_calls::settle(lexical, semantic, question, &mut hits)?;
    sort(&mut hits);
    // The words of what only a reader's question led to were not compared.
    let compares_none = |hit: &&mut Hit| hit.sentences.iter().all(|found| found.own == 0.0);
    if let Some(best) = hits.first_mut().filter(compares_none) {
        let own = compare(best.unit)?;
        for found in &mut best.sentences {
            let same = own.iter().find(|own| own.sentence == found.sentence);
            found.own = same.map_or(found.own, |same| same.score);
        }
    }
    let features = ranking.features(semantic, encoded, hits.first(), &questions)?;
    let distractor = features.answered.max(features.open);
    let lesson = lessons::by_meaning(lexical, question, encoded, distractor, lessons);
    Ok(Found { hits, features: Some(features), lesson, readings })
}

struct Ranking<'a> {
    lexical: &'a Lexical,
    question: &'a Question,
    stems: Vec<WeightedStem<'a>>,
    /// Numbers of speeches; none for all.
    within: Option<Vec<u32>>,
}

impl<'a> Ranking<'a> {
    fn new(lexical: &'a Lexical, question: &'a Question) -> Ranking<'a> {
        let weight = |common: bool| if common { COMMON_WEIGHT } else { 1.0 };
        let stems = question.words.iter().map(|word| (word.stem.as_str(), weight(word.common)));
        let speeches = (0..).zip(lexical.corpus.speeches());
        let chosen = speeches.filter(|(_, speech)| question.searches(speech));
        let within = (!question.within.is_empty()).then(|| chosen.map(|(at, _)| at).collect());
        Ranking { lexical, question, stems: stems.collect(), within }
    }

    fn best(&self, level: &Level, most: usize) -> Result<Vec<(u32, f32)>, IndexError> {
        level.best(&self.stems, self.within.as_deref(), most)
    }

    /// Best first.
    fn units(&self) -> Result<Vec<(UnitId, f32)>, IndexError> {
        let best = self.best(&self.lexical.index.units, UNIT_CANDIDATES)?;
        Ok(best.into_iter().map(|(number, score)| (UnitId(number), score)).collect())
    }

    fn questions(&self) -> Result<Vec<(usize, f32)>, IndexError> {
        let best = self.best(&self.lexical.index.questions, QUESTION_CANDIDATES)?;
        Ok(best.into_iter().map(|(number, score)| (number as usize, score)).collect())
    }

    fn compared(&self, of_units: &[(UnitId, f32)]) -> Vec<UnitId> {
        let corpus = &self.lexical.corpus;
        if corpus.sentence_count() <= COMPARE_ALL {
            let searched = |unit: &UnitId| self.question.searches(corpus.unit(*unit).0);
            return corpus.unit_ids().filter(searched).collect();
        }
        of_units.iter().take(COMPARED_UNITS).map(|(unit, _)| *unit).collect()
    }

    fn features(
        &self,
        semantic: &Semantic,
        encoded: &EncodedQuestion,
        best: Option<&Hit>,
        answered: &[(usize, f32)],
    ) -> Result<Features, SearchError> {
        let (corpus, index) = (&self.lexical.corpus, &self.lexical.index);
        let best_speech = best.map(|hit| corpus.unit(hit.unit).0.id());
        let of_best = |speech: &Speech| Some(speech.id()) == best_speech;
        let asked = |number: usize| corpus.place(corpus.questions()[number].sentence).0;
        let answered = answered.iter().filter(|(number, _)| of_best(corpus.unit(asked(*number)).0));
        let mut voters: Vec<(f32, bool)> = answered.map(|(_, alike)| (*alike, true)).collect();
        let not_covered: Vec<_> = corpus.not_covered().collect();
        for (number, _) in index.not_covered.best(&self.stems, None, QUESTION_CANDIDATES)? {
            let number = number as usize;
            if not_covered.get(number).is_some_and(|(speech, _)| of_best(speech)) {
                let behind = corpus.questions().len() + number;
                voters.push((semantic.question(encoded, behind)?, false));
            }
        }
        let closest = |answers| {
            let voters = voters.iter().filter(|(_, voter)| *voter == answers);
            voters.map(|(alike, _)| *alike).fold(0.0, f32::max)
        };
        let (answered, open) = (closest(true), closest(false));
        voters.sort_by(|a, b| b.0.total_cmp(&a.0));
        let most_similar = voters.into_iter().take(VOTERS);
        let vote = share(most_similar.map(|(alike, vote)| (alike.max(0.0).powi(VOTE_POWER), vote)));
        let weakest = match best.and_then(|hit| hit.sentences.first()) {
            Some(best) => {
                let cosines = semantic.cosines(encoded, best.sentence.0 as usize)?;
                encoded.weakest(self.question, &cosines)
            }
            None => 1.0,
        };
        Ok(Features { answered, open, vote, weakest })
    }
}

fn score_of(units: &[(UnitId, f32)], wanted: UnitId) -> f32 {
    units.iter().find(|(unit, _)| *unit == wanted).map_or(0.0, |(_, score)| *score)
}

/// Best first: a sentence's first question is its best.
fn add_questions(
    lexical: &Lexical,
    found: &mut HashMap<SentenceId, Match>,
    questions: &[(usize, f32)],
    weighed: impl Fn(f32) -> f32,
) {
    for (number, score) in questions {
        let sentence = lexical.corpus.questions()[*number].sentence;
        let known = found.entry(sentence).or_insert(Match::new(sentence, 0.0));
        if known.question.is_none() {
            known.question = Some(*number);
            known.score = known.score.max(weighed(*score));
        }
    }
}

fn units(lexical: &Lexical, found: HashMap<SentenceId, Match>) -> Vec<Hit> {
    let mut hits: HashMap<UnitId, Hit> = HashMap::new();
    for (sentence, found) in found {
        let (unit, _) = lexical.corpus.place(sentence);
        let new = Hit { unit, score: found.score, sentences: Vec::new() };
        hits.entry(unit).or_insert(new).sentences.push(found);
    }
    let mut hits: Vec<Hit> = hits.into_values().collect();
    hits.iter_mut().for_each(Hit::settle);
    hits
}

fn sort(hits: &mut [Hit]) {
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.unit.cmp(&b.unit)));
}
