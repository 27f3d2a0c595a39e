//! Puts an answer together: which hits to quote, what to read first in them, and why.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use serde::Serialize;

use super::confidence::{self, Signals, Verdict};
use super::{multi_part, short_answer};
use crate::corpus::{Corpus, Quote, Speech, UnitId, UnitKind};
use crate::search::{
    Engine, Hit, Lesson, Match, Occurrences, Question, SearchError, is_called, is_of_asking,
};
use crate::text::dates::month;
use crate::text::number_words::ordinal;
use crate::text::{Pattern, Role, Word, find_names, lower_words, plain_words, tokenize};

/// A passage is listed from this share of the best score on.
const NEARLY_AS_GOOD: f32 = 0.9;

/// A second sentence is put forward from this share of the best one's score on: of those between
/// .9 and .95, one in a hundred says what the first does not.
const AS_GOOD: f32 = 0.95;

const MOST_FOCUS: usize = 2;

/// A pasted text may hold many names and numbers.
const MOST_LOOKED_UP: usize = 24;

/// Words said not to occur.
const MOST_NAMED: usize = 3;

#[derive(Clone, Debug)]
pub struct Passage {
    pub unit: UnitId,
    pub text: Quote,
    /// What to read first, best first; each inside `text`.
    pub focus: Vec<Quote>,
    /// Comparable within one answer.
    pub score: f32,
}

impl Passage {
    pub fn new(corpus: &Corpus, unit: UnitId, focus: Vec<Quote>, score: f32) -> Passage {
        Passage { unit, text: corpus.quote_unit(unit), focus, score }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct Reason {
    /// Of the best sentence, those that stand in the question, too.
    pub words: Vec<String>,
    pub question: Option<String>,
    #[serde(skip)]
    pub lesson: Option<String>,
    /// About 0 to 1 with the encoder.
    pub score: f32,
}

impl Reason {
    fn new(engine: &Engine, question: &Question, best: Match, lesson: Option<&Lesson>) -> Reason {
        let asked = best.question.and_then(|number| engine.corpus().questions().get(number));
        Reason {
            words: engine.shared_words(question, best),
            question: asked.map(|asked| asked.text.clone()),
            lesson: lesson.map(|lesson| lesson.text().to_owned()),
            score: best.score,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub question: String,
    pub verdict: Verdict,
    /// The few words that answer, inside a focus sentence.
    pub fact: Option<Quote>,
    /// What the edition says of the speech itself, where that is asked, in place of `fact`.
    pub front_matter: Option<String>,
    /// Best first; empty when not covered.
    pub passages: Vec<Passage>,
    pub shown: usize,
    /// Several places were asked for, which are read in the text's order.
    pub is_list: bool,
    pub reason: Option<Reason>,
    pub note: Option<String>,
    /// Ids of speeches; empty for all.
    pub searched: Vec<String>,
    /// Look-ups of names, numbers and the like that were asked about and occur nowhere.
    pub absent: Vec<Occurrences>,
    pub signals: Signals,
}

impl Answer {
    pub fn nothing(question: &str) -> Answer {
        Answer { question: question.to_owned(), ..Answer::default() }
    }

    pub fn follows_lesson(&self) -> bool {
        self.reason.as_ref().is_some_and(|reason| reason.lesson.is_some())
    }

    pub fn showing(question: &str, verdict: Verdict, passages: Vec<Passage>) -> Answer {
        Answer { verdict, shown: passages.len(), passages, ..Answer::nothing(question) }
    }
}

pub(super) fn answer(
    engine: &Engine,
    question: &Question,
    lessons: &[Arc<Lesson>],
    limit: usize,
) -> Result<Answer, SearchError> {
    let corpus = engine.corpus();
    let parts = multi_part::parts(&question.cleaned);
    let (mut found, of_parts) = engine.search(question, &parts, lessons, limit)?;
    let (hits, answering) = multi_part::merged(found.hits, of_parts, limit);
    found.hits = hits;
    let best = found.hits.first().and_then(|hit| hit.sentences.first());
    let reason = best.map(|best| Reason::new(engine, question, *best, found.lesson.as_deref()));
    let passage = |hit: &Hit| Passage::new(corpus, hit.unit, focus(corpus, hit), hit.score);
    let passages: Vec<Passage> = found.hits.iter().map(passage).collect();
    let best = passages.first();
    let sentence = best.and_then(|best| best.focus.first());
    let read = sentence.map(|sentence| short_answer::read(engine, question, &found, sentence));
    let read = read.transpose()?.unwrap_or_default();
    let signals = confidence::signals(engine, question, &found, &read)?;
    let verdict = match confidence::verdict(engine, question, &found, &signals) {
        Verdict::Quoted if found.lesson.is_none() && is_strange(engine, question, best)? => {
            Verdict::Closest
        }
        verdict => verdict,
    };
    let absent = match verdict {
        Verdict::Quoted => Vec::new(),
        _ => absent(engine, question, verdict == Verdict::NotCovered)?,
    };
    // A few words of an unsure passage are even less sure; to two questions they answer one, to a
    // follow-up perhaps the earlier one. Behind “They are:” stands the rest of the answer.
    let tells = |best: &Passage| {
        !best.text.text().ends_with(':')
            || !short_answer::asks_for_things(&question.cleaned)
            || introduced(corpus, Some(best)).is_empty()
    };
    let is_one =
        parts.is_empty() && question.earlier.is_empty() && !multi_part::asks_on(&question.cleaned);
    let is_shown = verdict == Verdict::Quoted && is_one && best.is_some_and(tells);
    let fact = read.words.filter(|_| is_shown);
    // Where what was asked for is found, nothing that follows is needed; a passage that may not
    // answer leads nowhere.
    let leads = verdict == Verdict::Quoted && fact.is_none();
    let is_list = parts.is_empty() && multi_part::is_asked(&question.cleaned);
    let (passages, shown) = match verdict {
        Verdict::NotCovered | Verdict::NotRead => (Vec::new(), 0),
        Verdict::Quoted | Verdict::Closest => arranged(corpus, passages, answering, leads, is_list),
    };
    Ok(Answer {
        verdict,
        fact,
        passages,
        shown,
        is_list,
        reason,
        searched: question.within.clone(),
        absent,
        signals,
        ..Answer::nothing(&question.typed)
    })
}

/// Also how many of them to show, at first one for each part that is answered; `leads`: what the
/// best one introduces comes behind it.
fn arranged(
    corpus: &Corpus,
    mut passages: Vec<Passage>,
    mut answering: usize,
    leads: bool,
    is_list: bool,
) -> (Vec<Passage>, usize) {
    let is_title = |passage: &Passage| passage.text.kind() == UnitKind::Title;
    // Behind a better passage a title only repeats what a list is about.
    if is_list && !passages.first().is_some_and(is_title) {
        passages.retain(|passage| !is_title(passage));
    }
    let introduced = introduced(corpus, passages.first().filter(|_| leads));
    if !introduced.is_empty() {
        passages.retain(|passage| !introduced.iter().any(|next| next.unit == passage.unit));
        answering = answering.max(1 + introduced.len().min(multi_part::MOST_SHOWN));
        passages.splice(1..1, introduced);
    }
    if is_list {
        let scores = passages.iter().map(|passage| passage.score);
        let near = near_the_best(scores, NEARLY_AS_GOOD);
        answering = answering.max(near.min(multi_part::MOST_SHOWN));
    }
    let shown = passages.len().min(answering);
    (passages, shown)
}

/// Of a row, or of a month: “the third”, “June 29”.
fn ordinals(text: &str) -> BTreeSet<u32> {
    let words = lower_words(text);
    let day = |pair: &[String]| match pair {
        [name, day] | [day, name] if month(name).is_some() => day.parse().ok(),
        _ => None,
    };
    let days = words.windows(2).filter_map(day).filter(|day| *day <= 31);
    words.iter().filter_map(|word| ordinal(word)).chain(days).collect()
}

/// Whether the best passage's speech lacks a telling word of the question, the passage does not
/// name the one whose words are asked for, it tells of another in a row, or a caption, which says
/// what is to be seen, would have to give a reason.
fn is_strange(
    engine: &Engine,
    question: &Question,
    best: Option<&Passage>,
) -> Result<bool, SearchError> {
    let Some(Passage { text, focus, .. }) = best else { return Ok(false) };
    if text.kind() == UnitKind::Caption && short_answer::asks_why(question) {
        return Ok(true);
    }
    let has = |part| plain_words(text.text()).any(|word| word == part);
    if question.stranger.as_ref().is_some_and(|name| !plain_words(name).all(has)) {
        return Ok(true);
    }
    let (asked, here) =
        (ordinals(&question.cleaned), focus.first().map(|one| ordinals(one.text())));
    if here.is_some_and(|here| !here.is_empty() && !asked.is_empty() && here.is_disjoint(&asked)) {
        return Ok(true);
    }
    let within = [text.speech().to_owned()];
    let telling = question.telling().take(MOST_LOOKED_UP);
    let lacking = nowhere(engine, question, telling, &within).next();
    Ok(lacking.transpose()?.is_some())
}

/// What tells most, or else `any` word. One that is no known word, either, may be misspelt
/// or foreign, as the others then. That speakers do not name themselves tells nothing, nor that
/// the speech lacks words for itself.
fn absent(
    engine: &Engine,
    question: &Question,
    any: bool,
) -> Result<Vec<Occurrences>, SearchError> {
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || question.is_stranger(word);
    let is_read = |word: &&str| engine.is_word(word) || is_name(word);
    let telling = question.telling().filter(is_read);
    let readable = any && question.not_repaired().all(|word| is_read(&word));
    let others = question.not_repaired().filter(|_| readable);
    let speeches = engine.corpus().speeches().iter().filter(|speech| question.searches(speech));
    let names: Vec<String> = speeches.flat_map(Speech::speaker_words).collect();
    let speaks = |word: &str| names.iter().any(|name| is_called(&word.to_lowercase(), name));
    let is_measure = |word: &str| short_answer::is_measure(&question.cleaned, word);
    let words = telling.chain(others);
    let words = words.filter(|word| !speaks(word) && !is_of_asking(word) && !is_measure(word));
    let found = nowhere(engine, question, words.take(MOST_LOOKED_UP), &question.within);
    let mut found = found.collect::<Result<Vec<_>, _>>()?;
    found.sort_by_key(|one| question.cleaned.find(&one.words));
    let is_shouted = !question.cleaned.contains(char::is_lowercase);
    for one in found.iter_mut().filter(|_| !is_shouted) {
        let name = name_from(&one.words, &question.cleaned).unwrap_or(&one.words);
        one.words = name.to_owned();
    }
    found.dedup_by(|next, one| {
        let before = one.words.strip_suffix(next.words.as_str());
        before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    });
    found.truncate(MOST_NAMED);
    Ok(found)
}

/// “Latin America” for “Latin”: it can't occur where its first word does not.
fn name_from<'a>(word: &str, question: &'a str) -> Option<&'a str> {
    let words = tokenize(question);
    find_names(&words).into_iter().find_map(|name| {
        let mut owned = words.get(name.words)?.split(|part| part.role == Role::Owner);
        owned.find_map(|parts| {
            let first = parts.iter().find(|part| part.text == word)?;
            question.get(first.range.start..parts.last()?.range.end)
        })
    })
}

/// “$130 million” for “130” and for “million”.
fn with_scale<'a>(question: &'a Question, word: &'a str) -> &'a str {
    static NUMBER: Pattern = Pattern::new(
        r"(?i)[$€£]?\d[\w.,/]*%?(?:[ -](?:dozen|hundred|thousand|(?:m|b|tr)illion)s?\b)*",
    );
    let mut numbers = NUMBER.find_iter(&question.cleaned).map(|number| number.as_str());
    numbers.find(|number| plain_words(number).any(|part| part == word)).unwrap_or(word)
}

fn nowhere<'a>(
    engine: &Engine,
    question: &'a Question,
    words: impl Iterator<Item = &'a str>,
    within: &[String],
) -> impl Iterator<Item = Result<Occurrences, SearchError>> {
    let mut seen = HashSet::new();
    let words = words.map(|word| with_scale(question, word)).filter(move |word| seen.insert(*word));
    let occurs = |found: &Occurrences| !found.is_empty() || !found.related.is_empty();
    let looked_up = words.map(move |word| engine.occurrences(word, within));
    looked_up.filter(move |found| !found.as_ref().is_ok_and(occurs))
}

fn near_the_best(scores: impl Iterator<Item = f32>, least: f32) -> usize {
    let mut scores = scores.peekable();
    let enough = scores.peek().map_or(0.0, |best| best * least);
    scores.take_while(|score| *score >= enough).count()
}

/// The paragraphs behind one that only leads to them: “Our policy is this:”. Not where another of
/// its sentences is the one to read.
fn introduced(corpus: &Corpus, best: Option<&Passage>) -> Vec<Passage> {
    let leads = |passage: &&Passage| {
        let is_last = |focus: &Quote| {
            let end = focus.range().end - passage.text.range().start;
            let rest = tokenize(passage.text.text().get(end..).unwrap_or_default());
            !rest.iter().any(Word::has_content)
        };
        let text = passage.text.text();
        passage.text.kind() == UnitKind::Paragraph
            && text.ends_with([':', ',', '—'])
            && passage.focus.iter().any(is_last)
    };
    let Some(best) = best.filter(leads) else { return Vec::new() };
    let place = |unit: UnitId| {
        let (speech, unit) = corpus.unit(unit);
        (speech.id(), unit.kind, unit.locator.section())
    };
    let behind = corpus.unit_ids().filter(|unit| *unit > best.unit);
    let behind = behind.take_while(|unit| place(*unit) == place(best.unit));
    let passage = |unit| Passage::new(corpus, unit, Vec::new(), best.score);
    // One more than is shown: the button to it tells that the list goes on.
    behind.take(multi_part::MOST_SHOWN + 1).map(passage).collect()
}

/// A caption is read whole: its parts say little alone.
fn focus(corpus: &Corpus, hit: &Hit) -> Vec<Quote> {
    let text = corpus.quote_unit(hit.unit);
    if text.kind() == UnitKind::Caption {
        return vec![text];
    }
    let near = near_the_best(hit.sentences.iter().map(|found| found.score), AS_GOOD);
    let best = hit.sentences.iter().take(near.min(MOST_FOCUS));
    best.map(|found| corpus.quote_sentence(found.sentence)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_a_month_is_counted_as_an_ordinal() {
        for text in ["the third of June", "June 3", "on 3 June, 1950", "the 3rd"] {
            assert_eq!(ordinals(text), BTreeSet::from([3]), "{text}");
        }
        assert!(ordinals("It may, in 3 years; June 1950").is_empty());
    }

    #[test]
    fn a_number_is_looked_up_with_its_scale_and_its_sign() {
        let cleaned = "Who are the 130 million Bakers, 5% of $400 million?".to_owned();
        let question = Question { cleaned, ..Question::default() };
        for (word, expected) in [
            ("130", "130 million"),
            ("million", "130 million"),
            ("5", "5%"),
            ("400", "$400 million"),
            ("Bakers", "Bakers"),
        ] {
            assert_eq!(with_scale(&question, word), expected);
        }
    }
}
