//! Lessons: questions that somebody taught, each with the place that answers it. Whoever asks hands in those that hold for
//! them; the closest one leads to its place, unless a reader's question of the corpus is closer to what was asked.

use std::sync::Arc;

use super::semantic::Asked;
use super::{Engine, Found, Hit, Match, Question, SearchError};
use crate::corpus::Place;

/// By meaning: from this likeness on a lesson is the question that was asked, in other words.
const SAME_MEANING: f32 = 0.72;

/// By words: the same for the share of words that the two have in common.
const SAME_WORDS: f32 = 0.72;

/// By words: what a word counts that every text has, beside 1 for others; “who” and “when” tell questions apart.
const COMMON_WEIGHT: f32 = 0.3;

/// By words: how many readers' questions are compared as rivals.
const RIVALS: usize = 8;

/// A question that was taught, read once.
pub struct Lesson {
    question: Question,
    place: Place,
    asked: Option<Asked>,
}

impl Lesson {
    /// The question as it was taught.
    pub fn text(&self) -> &str {
        &self.question.typed
    }

    /// Where its answer stands.
    pub fn place(&self) -> Place {
        self.place
    }
}

impl Engine {
    /// Reads a question that is taught to lead to a place. With the encoder this takes as long as a question.
    ///
    /// # Errors
    /// When the index or the encoder fails.
    pub fn lesson(&self, taught: &str, place: Place) -> Result<Lesson, SearchError> {
        let question = self.read(taught)?;
        let asked = self.semantic.as_ref().map(|semantic| semantic.ask(&question.meant)).transpose()?;
        Ok(Lesson { question, place, asked })
    }

    /// How much two questions have in common, from 0 to 1: halfway between what stands of one in the other and what stands of
    /// the other in the one, each word weighing as much as it is rare in the corpus.
    fn common_words(&self, one: &Question, other: &Question) -> f32 {
        let share = |of: &Question, within: &Question| {
            let (mut covered, mut all) = (0.0, 0.0);
            for word in &of.words {
                let weight = self.rarity(word.sentences) * if word.common { COMMON_WEIGHT } else { 1.0 };
                all += weight;
                if within.words.iter().any(|known| known.stem == word.stem) {
                    covered += weight;
                }
            }
            if all > 0.0 { covered / all } else { 0.0 }
        };
        (share(one, other) + share(other, one)) / 2.0
    }
}

/// The lesson that is most alike, with its likeness; of several the one that was taught last.
fn closest(lessons: &[Arc<Lesson>], alike: impl Fn(&Lesson) -> f32) -> Option<(usize, f32)> {
    let alike = lessons.iter().enumerate().map(|(number, lesson)| (number, alike(lesson)));
    alike.max_by(|a, b| a.1.total_cmp(&b.1))
}

/// By words: the number of the lesson that what was asked is taken for.
pub(super) fn by_words(engine: &Engine, question: &Question, lessons: &[Arc<Lesson>]) -> Result<Option<usize>, SearchError> {
    let found = closest(lessons, |lesson| engine.common_words(question, &lesson.question));
    let Some((number, alike)) = found.filter(|(_, alike)| *alike >= SAME_WORDS) else { return Ok(None) };
    let stems: Vec<(&str, f32)> = question.words.iter().map(|word| (word.stem.as_str(), 1.0)).collect();
    let questions = engine.index.questions(&stems, RIVALS)?.into_iter();
    let answered = questions.filter_map(|(number, _)| engine.corpus.questions().get(number).map(|rival| rival.text.as_str()));
    let open: Vec<&str> = engine.corpus.not_covered().collect();
    let open = engine.index.not_covered(&stems, RIVALS)?.into_iter().filter_map(|number| open.get(number).copied());
    for rival in answered.chain(open) {
        if engine.common_words(question, &engine.read(rival)?) > alike {
            return Ok(None);
        }
    }
    Ok(Some(number))
}

/// By meaning: the number of the lesson that what was asked is taken for. `rival` is how alike the most similar question is
/// that the corpus answers or leaves open.
pub(super) fn by_meaning(asked: &Asked, rival: f32, lessons: &[Arc<Lesson>]) -> Option<usize> {
    let one_way = |lesson: &Lesson| lesson.asked.as_ref().map_or(0.0, |taught| asked.alike(taught));
    let both_ways = |lesson: &Lesson| {
        let back = lesson.asked.as_ref().map_or(0.0, |taught| taught.alike(asked));
        (one_way(lesson) + back) / 2.0
    };
    let (number, alike) = closest(lessons, both_ways)?;
    let lesson = lessons.get(number)?;
    (alike >= SAME_MEANING && one_way(lesson) >= rival).then_some(number)
}

/// Puts the place of a lesson first.
pub(super) fn lift(engine: &Engine, found: &mut Found, lesson: &Lesson) {
    let Place { unit, sentence } = lesson.place;
    let best = found.hits.first().map_or(0.0, |hit| hit.score);
    let known = found.hits.iter().position(|hit| hit.unit == unit).map(|at| found.hits.remove(at));
    let made = |number: usize| vec![Match { sentence: engine.corpus.sentence(unit, number), score: best, question: None }];
    let sentences = match (sentence, known) {
        (None, Some(hit)) => hit.sentences,
        (number, _) => made(number.unwrap_or_default()),
    };
    found.hits.insert(0, Hit { unit, score: best, sentences });
}
