//! How sure an answer is: quoted plainly, quoted as the closest passage, or nothing found.
//!
//! One model for all speeches: the probability that the best sentence answers is a logistic
//! function of a few signals. `models/confidence` holds its weights and their origin.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::short_answer::ShortAnswer;
use crate::corpus::UnitKind;
use crate::search::{Engine, Found, Hit, Question, SearchError};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    Quoted,
    Closest,
    #[default]
    NotCovered,
    /// In a language or in words that the bot cannot read.
    NotRead,
}

impl Verdict {
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Quoted => "quoted",
            Verdict::Closest => "closest",
            Verdict::NotCovered => "not_covered",
            Verdict::NotRead => "not_read",
        }
    }
}

/// What is known of the best sentence, each about 0 to 1; also the weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signals {
    /// Fit by meaning, of its own words or of a reader's question that leads to it.
    pub fit: f32,
    pub own: f32,
    /// How far its unit is ahead of the next, at most .4.
    pub lead: f32,
    pub answered: f32,
    pub open: f32,
    pub vote: f32,
    /// The share of the question's content words that it holds, by rarity.
    pub shared: f32,
    /// The same for the reader's question that led to it, both ways.
    pub shared_question: f32,
    /// The share of the question's content words that no speech holds.
    pub missing: f32,
    /// 1 for a question with a name or number that no speech holds.
    pub missing_name: f32,
    pub weakest: f32,
    /// A twentieth of the reader's score, from -1 to 1; 0 without a reader.
    pub reader: f32,
    /// Whether its speech has readers' questions, for which there are weights of their own.
    pub has_questions: bool,
}

#[derive(Debug, Default, Deserialize)]
struct Weights {
    bias: f32,
    #[serde(flatten)]
    signals: Signals,
}

#[derive(Debug, Default, Deserialize)]
struct Model {
    weights: Weights,
    with_questions: Weights,
    plain: f32,
    /// Below this probability, nothing was found; and where a name or number was asked for that no
    /// speech holds.
    nothing: f32,
    nothing_named: f32,
}

#[derive(Debug, Default, Deserialize)]
struct Models {
    encoder: Model,
    words: Model,
}

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    toml::from_str(include_str!("../../models/confidence/confidence.toml")).unwrap_or_default()
});

/// 1, but for rounding.
const ALL_WORDS: f32 = 0.999;

const MOST_LEAD: f32 = 0.4;

/// By meaning: a passage of another speech that is so near leaves open which of them is meant.
const AMBIGUOUS: f32 = 0.1;

const READER_SCALE: f32 = 20.0;

pub(super) fn signals(
    engine: &Engine,
    question: &Question,
    found: &Found,
    read: &ShortAnswer,
) -> Result<Signals, SearchError> {
    let best = found.hits.first().and_then(|hit| Some((hit, *hit.sentences.first()?)));
    let Some((hit, best)) = best else { return Ok(Signals::default()) };
    let (speech, _) = engine.corpus().unit(hit.unit);
    let features = found.features.unwrap_or_default();
    let next = found.hits.get(1).map_or(0.0, |next| next.score);
    Ok(Signals {
        fit: found.features.map_or(0.0, |_| best.score.min(1.0)),
        own: found.features.map_or(0.0, |_| best.own),
        lead: (hit.score - next).clamp(0.0, MOST_LEAD),
        answered: features.answered,
        open: features.open,
        vote: features.vote,
        shared: engine.own_words(question, best),
        shared_question: engine.readers_words(question, best)?,
        missing: question.missing_share(),
        missing_name: f32::from(u8::from(question.names_what_is_missing())),
        weakest: found.features.map_or(1.0, |features| features.weakest),
        reader: (read.score / READER_SCALE).clamp(-1.0, 1.0),
        has_questions: engine.corpus().has_questions(speech),
    })
}

pub(super) fn verdict(
    engine: &Engine,
    question: &Question,
    found: &Found,
    signals: &Signals,
) -> Verdict {
    let model = if found.features.is_some() { &MODELS.encoder } else { &MODELS.words };
    let sure = model.probability(signals);
    // Without an encoder nothing but common words tells what a passage has to do with a question;
    // with one, a question none of whose words stands in a speech may be about another thing.
    let words_only = found.features.is_none();
    let unknown = match words_only {
        true => question.missing().next().is_some(),
        false => question.content().all(|word| word.sentences == 0),
    };
    let unrelated = words_only && signals.shared + signals.shared_question == 0.0;
    // A question made of words of the sentence only is never turned down.
    let all_words = signals.shared >= ALL_WORDS;
    // One that fits a title best is about the speech as a whole, or about another.
    let is_title = |hit: &Hit| engine.corpus().unit(hit.unit).1.kind == UnitKind::Title;
    let title = found.hits.first().is_some_and(is_title);
    let only_content = question.content().count() == question.words.len();
    let plain = all_words && only_content || sure >= model.plain;
    match () {
        () if found.hits.is_empty()
            || (unrelated || question.asks_nothing()) && found.lesson.is_none() =>
        {
            Verdict::NotCovered
        }
        () if found.lesson.is_some() => Verdict::Quoted,
        () if plain
            && !unknown
            && (!title || all_words)
            && (words_only || !is_ambiguous(engine, found)) =>
        {
            Verdict::Quoted
        }
        () if all_words || sure >= model.least(signals) && !title => Verdict::Closest,
        () => Verdict::NotCovered,
    }
}

fn is_ambiguous(engine: &Engine, found: &Found) -> bool {
    let speech = |hit: &Hit| engine.corpus().unit(hit.unit).0.id();
    found.hits.split_first().is_some_and(|(best, others)| {
        let is_near = |hit: &&Hit| hit.score > best.score - AMBIGUOUS;
        others.iter().filter(is_near).any(|hit| speech(hit) != speech(best))
    })
}

impl Model {
    fn least(&self, signals: &Signals) -> f32 {
        if signals.missing_name > 0.0 { self.nothing_named } else { self.nothing }
    }

    fn probability(&self, signals: &Signals) -> f32 {
        let more = self.with_questions.sum(signals);
        let sum = self.weights.sum(signals) + if signals.has_questions { more } else { 0.0 };
        1.0 / (1.0 + (-sum).exp())
    }
}

impl Weights {
    fn sum(&self, signals: &Signals) -> f32 {
        let products = self.signals.values().into_iter().zip(signals.values());
        self.bias + products.map(|(weight, signal)| weight * signal).sum::<f32>()
    }
}

impl Signals {
    fn values(&self) -> [f32; 12] {
        [
            self.fit,
            self.own,
            self.lead,
            self.answered,
            self.open,
            self.vote,
            self.shared,
            self.shared_question,
            self.missing,
            self.missing_name,
            self.weakest,
            self.reader,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_weights_is_read_whole() {
        for model in [&MODELS.encoder, &MODELS.words] {
            assert!(model.plain > model.nothing && model.nothing > 0.0, "{model:?}");
            assert!(model.weights.sum(&Signals::default()) != 0.0);
        }
        let fits = Signals { fit: 1.0, lead: 0.4, weakest: 1.0, reader: 1.0, ..Signals::default() };
        let lacks = Signals { reader: -1.0, ..Signals::default() };
        let encoder = &MODELS.encoder;
        assert!(encoder.probability(&fits) > encoder.plain);
        assert!(encoder.probability(&lacks) < encoder.plain);
        let unheld = Signals { missing_name: 1.0, ..Signals::default() };
        assert!(encoder.least(&unheld) > encoder.least(&Signals::default()));
    }
}
