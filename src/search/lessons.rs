//! Lessons: taught questions with the place that answers them. The closest wins, unless a reader's
//! question of the corpus is closer.

use std::sync::Arc;

use super::index::{IndexError, Level};
use super::lexical::{Lexical, share};
use super::question::Question;
use super::semantic::EncodedQuestion;
use crate::corpus::Location;

/// By meaning. With less, more other questions on the subject match than paraphrases are missed.
const SAME_MEANING: f32 = 0.76;

/// By meaning: as many as readers' questions.
const CANDIDATES: usize = 64;

/// By words: the share that both must have in common.
const SAME_WORDS: f32 = 0.68;

/// By words; other words weigh 1. “Who” and “when” tell questions apart.
const COMMON_WEIGHT: f32 = 0.3;

/// By words: how many readers' questions compete.
const RIVALS: usize = 8;

pub struct Lesson {
    pub(super) question: Question,
    pub(super) place: Location,
    pub(super) encoded: Option<EncodedQuestion>,
}

impl Lesson {
    pub fn text(&self) -> &str {
        &self.question.typed
    }
}

/// From 0 to 1: the mean of the shares of either found in the other.
fn common_words(lexical: &Lexical, one: &Question, other: &Question) -> f32 {
    let within = |one: &Question, other: &Question| {
        share(one.words.iter().map(|word| {
            let weight = if word.common { COMMON_WEIGHT } else { 1.0 };
            let is_found = other.words.iter().any(|known| known.stem == word.stem);
            (lexical.rarity(word.sentences) * weight, is_found)
        }))
    };
    (within(one, other) + within(other, one)) / 2.0
}

/// On a tie the one taught last.
fn closest(alike: impl Iterator<Item = (usize, f32)>) -> Option<(usize, f32)> {
    alike.max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))
}

pub(super) fn by_words(
    lexical: &Lexical,
    question: &Question,
    lessons: &[Arc<Lesson>],
) -> Result<Option<Arc<Lesson>>, IndexError> {
    let alike = lessons.iter().map(|lesson| common_words(lexical, question, &lesson.question));
    let found = closest(alike.enumerate());
    let Some((number, alike)) = found.filter(|(_, alike)| *alike >= SAME_WORDS) else {
        return Ok(None);
    };
    let stems: Vec<(&str, f32)> =
        question.words.iter().map(|word| (word.stem.as_str(), 1.0)).collect();
    let best = |level: &Level| level.best(&stems, None, RIVALS);
    let questions = lexical.corpus.questions();
    let answered = best(&lexical.index.questions)?.into_iter();
    let answered = answered.map(|(number, _)| questions[number as usize].text.as_str());
    let open: Vec<&str> = lexical.corpus.not_covered().map(|(_, open)| open).collect();
    let unanswered = best(&lexical.index.not_covered)?.into_iter();
    let open = unanswered.map(|(number, _)| open[number as usize]);
    for distractor in answered.chain(open) {
        if common_words(lexical, question, &Question::parse(distractor, lexical, |_| false)?)
            > alike
        {
            return Ok(None);
        }
    }
    Ok(lessons.get(number).cloned())
}

/// `distractor` is the likeness of the closest question that the corpus answers or leaves open.
pub(super) fn by_meaning(
    lexical: &Lexical,
    question: &Question,
    encoded: &EncodedQuestion,
    distractor: f32,
    lessons: &[Arc<Lesson>],
) -> Option<Arc<Lesson>> {
    // A mean of both directions that reaches the threshold needs this much of each.
    let least = (2.0 * SAME_MEANING - 1.0).max(distractor);
    let both_ways = |number: usize| {
        let lesson = lessons.get(number)?.encoded.as_ref()?;
        let alike = encoded.alike(lesson);
        (alike >= least).then(|| (number, (alike + lesson.alike(encoded)) / 2.0))
    };
    let found = candidates(lexical, question, lessons).into_iter().filter_map(both_ways);
    let (number, _) = closest(found).filter(|(_, alike)| *alike >= SAME_MEANING)?;
    lessons.get(number).cloned()
}

fn candidates(lexical: &Lexical, question: &Question, lessons: &[Arc<Lesson>]) -> Vec<usize> {
    let mut candidates: Vec<usize> = (0..lessons.len()).collect();
    if candidates.len() > CANDIDATES {
        let shared: Vec<f32> = lessons
            .iter()
            .map(|lesson| common_words(lexical, question, &lesson.question))
            .collect();
        candidates.sort_by(|a, b| shared[*b].total_cmp(&shared[*a]).then(b.cmp(a)));
        candidates.truncate(CANDIDATES);
    }
    candidates
}
