//! How sure an answer is: quoted plainly, quoted as the closest passage, or not covered.
//!
//! The weights and thresholds for an encoder with readers' questions were found on the development
//! questions, where they leave room on both sides. With an encoder or words alone, less is known
//! and less is promised. A question in the speech's own words is never turned down.

use crate::search::{Engine, Features, Found, Match, Question, SearchError, TermSimilarity};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Quoted,
    /// The closest passage, but no direct answer.
    Closest,
    NotCovered,
}

impl Verdict {
    /// As `--json` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Quoted => "quoted",
            Verdict::Closest => "closest",
            Verdict::NotCovered => "not_covered",
        }
    }
}

/// From here a sentence counts as holding all of a question's words.
const ALL_WORDS: f32 = 0.999;

/// Deducted when the corpus lacks all content words, else in proportion.
const MISSING_WEIGHT: f32 = 0.3;

/// With readers' questions: the weights beside the best fit, and the sum below which the question
/// is not about the corpus.
const ANY_VOTE_WEIGHT: f32 = 0.3;
const OPEN_WEIGHT: f32 = 0.5;
const ANY_FIT: f32 = 0.17;

/// With readers' questions: a best fit below this is no fit.
const LEAST_FIT: f32 = 0.4;

/// With readers' questions: the weights beside the fit, and the sum from which an answer is plain.
const VOTE_WEIGHT: f32 = 0.5;
const SHARED_WEIGHT: f32 = 0.1;
const PLAIN_FIT: f32 = 0.855;

/// An open question this similar, and more similar than the best sentence, is the one asked.
const SAME_QUESTION: f32 = 0.93;

/// With an encoder alone: below these the best sentence is unrelated, or a content word is not
/// mentioned.
const RELATED: f32 = 0.33;
const NAMED: f32 = 0.49;

/// With an encoder alone: the weight of the content word covered worst, beside the fit, and the sum
/// from which an answer is plain. Found on four encyclopedia articles and confirmed on four others;
/// no mixture of more signs tells better whether a paragraph only seems to answer.
const WEAKEST_WEIGHT: f32 = 0.5;
const PLAIN_SENTENCE: f32 = 0.95;

/// With words alone: below these shares the passage is no answer, or only the closest one.
const ANY_SHARED: f32 = 0.25;
const PLAIN_SHARED: f32 = 0.5;

const MOST_NAMED: usize = 3;

/// The verdict, and a note on words that no speech holds.
pub(super) fn assess(
    engine: &Engine,
    question: &Question,
    found: &Found,
) -> Result<(Verdict, Option<String>), SearchError> {
    let Some(best) = found.hits.first().and_then(|hit| hit.sentences.first()).copied() else {
        return Ok((Verdict::NotCovered, None));
    };
    if found.lesson.is_some() {
        return Ok((Verdict::Quoted, None));
    }
    let own = engine.own_words(question, best);
    let verdict = match &found.features {
        _ if own >= ALL_WORDS && question.content().count() == question.words.len() => {
            Verdict::Quoted
        }
        Some(features) if engine.has_questions() => {
            by_questions(question, features, own.max(engine.readers_words(question, best)?))
        }
        Some(features) => by_meaning(question, features, &found.similarities),
        None => by_words(engine, question, best, own)?,
    };
    Ok(match verdict {
        Verdict::NotCovered if own < ALL_WORDS => (Verdict::NotCovered, None),
        Verdict::Quoted => (Verdict::Quoted, None),
        Verdict::Closest | Verdict::NotCovered => {
            (Verdict::Closest, note(engine, question, &found.similarities))
        }
    })
}

fn by_questions(question: &Question, features: &Features, shared: f32) -> Verdict {
    let missing = MISSING_WEIGHT * question.missing_share();
    let any =
        features.best + ANY_VOTE_WEIGHT * features.vote - OPEN_WEIGHT * features.open - missing;
    if any < ANY_FIT
        || features.best < LEAST_FIT
        || (features.open >= SAME_QUESTION && features.open > features.best)
    {
        return Verdict::NotCovered;
    }
    let fit = (features.best + features.answered) / 2.0
        + VOTE_WEIGHT * features.vote
        + SHARED_WEIGHT * shared
        - missing;
    if fit >= PLAIN_FIT && !question.names_what_is_missing() {
        Verdict::Quoted
    } else {
        Verdict::Closest
    }
}

fn by_meaning(
    question: &Question,
    features: &Features,
    similarities: &[TermSimilarity],
) -> Verdict {
    if features.best < RELATED {
        return Verdict::NotCovered;
    }
    let of_content = || question.content().filter_map(|word| near(similarities, &word.typed));
    let spoken_of =
        of_content().all(|near| near.anywhere >= NAMED) && !question.names_what_is_missing();
    let weakest = of_content().map(|near| near.here).fold(1.0, f32::min);
    match spoken_of && features.best + WEAKEST_WEIGHT * weakest >= PLAIN_SENTENCE {
        true => Verdict::Quoted,
        false => Verdict::Closest,
    }
}

fn by_words(
    engine: &Engine,
    question: &Question,
    best: Match,
    own: f32,
) -> Result<Verdict, SearchError> {
    let shared = own.max(engine.readers_words(question, best)?);
    Ok(match question.missing().next() {
        _ if shared < ANY_SHARED => Verdict::NotCovered,
        None if shared >= PLAIN_SHARED => Verdict::Quoted,
        _ => Verdict::Closest,
    })
}

/// Names words that the text lacks in form, root and meaning.
fn note(engine: &Engine, question: &Question, similarities: &[TermSimilarity]) -> Option<String> {
    let strange = |typed: &str| near(similarities, typed).is_none_or(|near| near.anywhere < NAMED);
    let missing: Vec<String> = (question.missing())
        .filter(|typed| typed.chars().count() > 2 && !engine.has_same_root(typed) && strange(typed))
        .take(MOST_NAMED)
        .map(|typed| format!("“{typed}”"))
        .collect();
    match missing.as_slice() {
        [] => None,
        [one] => Some(format!("The text does not mention {one}.")),
        [others @ .., last] => {
            Some(format!("The text does not mention {} or {last}.", others.join(", ")))
        }
    }
}

fn near<'a>(similarities: &'a [TermSimilarity], typed: &str) -> Option<&'a TermSimilarity> {
    let lower = typed.to_lowercase();
    similarities.iter().find(|near| near.word == lower)
}
