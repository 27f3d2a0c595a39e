//! What a search found: units with their sentences, and the encoder's signs.

use std::cmp::Ordering;
use std::sync::Arc;

use super::lessons::Lesson;
use super::reader::Span;
use crate::corpus::{Corpus, Location, Quote, SentenceId, UnitId};

#[derive(Clone, Copy, Debug)]
pub struct Match {
    pub sentence: SentenceId,
    pub score: f32,
    /// The fit of the sentence's own words; `score` may be a reader's question's.
    pub own: f32,
    /// The best reader's question that leads here, in `Corpus::questions`.
    pub question: Option<usize>,
}

impl Match {
    pub(super) fn new(sentence: SentenceId, score: f32) -> Match {
        Match { sentence, score, own: score, question: None }
    }

    /// Best first.
    pub(super) fn order(&self, other: &Match) -> Ordering {
        other.score.total_cmp(&self.score).then(self.sentence.cmp(&other.sentence))
    }
}

#[derive(Clone, Debug)]
pub struct Hit {
    pub unit: UnitId,
    /// Comparable within one search only.
    pub score: f32,
    /// Best first; never empty.
    pub sentences: Vec<Match>,
}

impl Hit {
    pub(super) fn settle(&mut self) {
        self.sentences.sort_by(Match::order);
        self.score = self.sentences.first().map_or(self.score, |best| best.score);
    }
}

#[derive(Default)]
pub struct Found {
    /// Best first.
    pub hits: Vec<Hit>,
    pub features: Option<Features>,
    /// Its place is then the first hit.
    pub lesson: Option<Arc<Lesson>>,
    /// What the reader marked in sentences already read.
    pub readings: Vec<(Quote, Span)>,
}

impl Found {
    pub(super) fn lift_lesson(&mut self, corpus: &Corpus) {
        let Some(lesson) = &self.lesson else { return };
        let Location { unit, sentence } = lesson.place;
        let hits = &mut self.hits;
        let best = hits.first().map_or(0.0, |hit| hit.score);
        let known = hits.iter().position(|hit| hit.unit == unit).map(|at| hits.remove(at));
        let sentences = match (sentence, known) {
            (None, Some(hit)) => hit.sentences,
            (number, _) => {
                vec![Match::new(corpus.sentence(unit, number.unwrap_or_default()), best)]
            }
        };
        hits.insert(0, Hit { unit, score: best, sentences });
    }
}

/// Of the best sentence and the readers' questions of its speech; about 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// Likeness of the closest reader's question that the speech answers.
    pub answered: f32,
    /// Likeness of the closest one that it leaves open.
    pub open: f32,
    /// The share of answered ones among the most similar.
    pub vote: f32,
    /// Nearness of the content word that the best sentence covers worst; 1 without any.
    pub weakest: f32,
}
