//! A whole speech for the reading view, as plain data: every word in its sentence.

use serde::Serialize;

use crate::bot::{Bot, SectionAnswers};
use crate::corpus::{Speech, Unit, UnitKind};

const EXAMPLES: usize = 3;

#[derive(Serialize)]
pub(super) struct Catalogue<'a> {
    speeches: Vec<Title<'a>>,
    examples: Vec<&'a str>,
}

#[derive(Serialize)]
struct Title<'a> {
    id: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
pub(super) struct Reading<'a> {
    id: &'a str,
    title: &'a str,
    language: &'a str,
    speaker: Option<&'a str>,
    delivered: Option<&'a str>,
    units: Vec<ReadingUnit<'a>>,
    quizzed: Vec<Quizzed>,
}

#[derive(Serialize)]
struct Quizzed {
    section: u32,
    answers: u64,
    wrong: u64,
}

#[derive(Serialize)]
struct ReadingUnit<'a> {
    kind: UnitKind,
    key: &'a str,
    reference: String,
    section: Option<u32>,
    sentences: Vec<Sentence<'a>>,
}

/// With the space after it.
#[derive(Serialize)]
struct Sentence<'a> {
    key: &'a str,
    /// In bytes of the speech, as quotes count.
    start: usize,
    end: usize,
    text: &'a str,
}

pub(super) fn catalogue(bot: &Bot) -> Catalogue<'_> {
    let title = |speech| Title { id: Speech::id(speech), title: &speech.front().title };
    Catalogue {
        speeches: bot.corpus().speeches().iter().map(title).collect(),
        examples: bot.example_questions().take(EXAMPLES).collect(),
    }
}

pub(super) fn reading<'a>(speech: &'a Speech, answers: &[SectionAnswers]) -> Reading<'a> {
    let front = speech.front();
    let quizzed = |section| {
        let key = speech.section_key(section)?;
        let found = answers.iter().find(|answers| answers.section == key)?;
        Some(Quizzed { section, answers: found.answers, wrong: found.wrong })
    };
    Reading {
        id: speech.id(),
        title: &front.title,
        language: speech.language(),
        speaker: front.speaker.as_deref(),
        delivered: front.delivered.as_deref(),
        units: speech.units().iter().map(|unit| reading_unit(speech, unit)).collect(),
        quizzed: speech.sections().iter().filter_map(|one| quizzed(one.number)).collect(),
    }
}

fn reading_unit<'a>(speech: &'a Speech, unit: &'a Unit) -> ReadingUnit<'a> {
    let inner = unit.sentences.iter().skip(1).map(|next| next.start);
    let ends = inner.clone().chain([unit.range.end]);
    let starts = [unit.range.start].into_iter().chain(inner);
    let sentences = unit.sentence_keys.iter().zip(starts.zip(ends)).map(|(key, (start, end))| {
        let text = speech.text().get(start..end).unwrap_or_default();
        Sentence { key, start, end, text }
    });
    ReadingUnit {
        kind: unit.kind,
        key: &unit.key,
        reference: speech.reference(unit).to_string(),
        section: unit.locator.section(),
        sentences: sentences.collect(),
    }
}
