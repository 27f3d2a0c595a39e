//! How sure an answer is: quoted plainly, quoted as the closest passage, or nothing found.
//!
//! One calibrated model: the probability that the best sentence answers is a logistic function of
//! a few signals, the same for every speech. `models/confidence` holds its weights and says how
//! they were found.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::short_answer::ShortAnswer;
use crate::search::{Engine, Found, Question, SearchError, TermSimilarity};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Quoted,
    /// The closest passage; nothing is said about whether it answers.
    Closest,
    NotCovered,
    /// In a language or in words that the bot cannot read.
    NotRead,
}

impl Verdict {
    /// As `--json` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Quoted => "quoted",
            Verdict::Closest => "closest",
            Verdict::NotCovered => "not_covered",
            Verdict::NotRead => "not_read",
        }
    }
}

/// What is known of the best sentence, each about 0 to 1; also one weight for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signals {
    /// The fit of its own words, by meaning.
    pub fit: f32,
    /// How far its unit is ahead of the next.
    pub lead: f32,
    /// Likeness of the closest reader's question that its speech answers, and leaves open.
    pub answered: f32,
    pub open: f32,
    /// The share of answered ones among the most similar.
    pub vote: f32,
    /// 1 for a speech with readers' questions.
    pub has_questions: f32,
    /// The share of the question's content words that it holds, by rarity.
    pub shared: f32,
    /// The same for the reader's question that led to it, both ways.
    pub shared_question: f32,
    /// The share of the question's content words that no speech holds.
    pub missing: f32,
    /// 1 for a question with a name or number that no speech holds.
    pub missing_name: f32,
    /// Nearness of the content word that it covers worst.
    pub weakest: f32,
    /// The reader's score, a tenth of it, at most 1 either way; 0 without a reader.
    pub reader: f32,
}

#[derive(Debug, Default, Deserialize)]
struct Weights {
    bias: f32,
    #[serde(flatten)]
    signals: Signals,
    /// From this probability on an answer is plain.
    plain: f32,
    /// Below this one nothing was found.
    nothing: f32,
}

#[derive(Debug, Default, Deserialize)]
struct Model {
    encoder: Weights,
    words: Weights,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    toml::from_str(include_str!("../../models/confidence/confidence.toml")).unwrap_or_default()
});

/// From this share on a sentence holds all of a question's words.
const ALL_WORDS: f32 = 0.999;

/// Of the reader's score.
const READER_SCALE: f32 = 10.0;

pub(super) fn signals(
    engine: &Engine,
    question: &Question,
    found: &Found,
    read: &ShortAnswer,
) -> Result<Signals, SearchError> {
    let Some(hit) = found.hits.first() else { return Ok(Signals::default()) };
    let Some(best) = hit.sentences.first().copied() else { return Ok(Signals::default()) };
    let (speech, _) = engine.corpus().unit(hit.unit);
    let features = found.features.unwrap_or_default();
    let flag = |is: bool| f32::from(u8::from(is));
    let next = found.hits.get(1).map_or(0.0, |next| next.score);
    Ok(Signals {
        fit: found.features.map_or(0.0, |_| best.own),
        lead: found.features.map_or(0.0, |_| hit.score - next),
        answered: features.answered,
        open: features.open,
        vote: features.vote,
        has_questions: flag(engine.corpus().has_questions(speech)),
        shared: engine.own_words(question, best),
        shared_question: engine.readers_words(question, best)?,
        missing: question.missing_share(),
        missing_name: flag(question.names_what_is_missing()),
        weakest: weakest(question, &found.similarities),
        reader: (read.score / READER_SCALE).clamp(-1.0, 1.0),
    })
}

/// `strange` if the question names somebody or something that the passage does not.
pub(super) fn verdict(
    question: &Question,
    found: &Found,
    signals: &Signals,
    strange: bool,
) -> Verdict {
    let weights = if found.features.is_some() { &MODEL.encoder } else { &MODEL.words };
    let sure = weights.probability(signals);
    // A question that is nothing but words of the sentence is never turned down.
    let all_words = signals.shared >= ALL_WORDS;
    let only_content = question.content().count() == question.words.len();
    match () {
        () if found.hits.is_empty() => Verdict::NotCovered,
        () if found.lesson.is_none() && strange => Verdict::Closest,
        () if found.lesson.is_some() || all_words && only_content || sure >= weights.plain => {
            Verdict::Quoted
        }
        () if sure >= weights.nothing || all_words => Verdict::Closest,
        () => Verdict::NotCovered,
    }
}

fn weakest(question: &Question, similarities: &[TermSimilarity]) -> f32 {
    let here = |typed: &str| {
        let lower = typed.to_lowercase();
        similarities.iter().find(|near| near.word == lower).map(|near| near.here)
    };
    question.content().filter_map(|word| here(&word.typed)).fold(1.0, f32::min)
}

impl Weights {
    fn probability(&self, signals: &Signals) -> f32 {
        let products = self.signals.values().into_iter().zip(signals.values());
        let sum: f32 = products.map(|(weight, signal)| weight * signal).sum();
        1.0 / (1.0 + (-self.bias - sum).exp())
    }
}

impl Signals {
    fn values(&self) -> [f32; 12] {
        [
            self.fit,
            self.lead,
            self.answered,
            self.open,
            self.vote,
            self.has_questions,
            self.shared,
            self.shared_question,
            self.missing,
            self.missing_name,
            self.weakest,
            self.reader,
        ]
    }
}
