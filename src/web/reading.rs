//! A whole speech for the reading view, as JSON: every word in its sentence.

use serde_json::{Value, json};

use crate::bot::{Bot, SectionAnswers};
use crate::corpus::{Speech, Unit};

const EXAMPLES: usize = 3;

pub(super) fn catalogue(bot: &Bot) -> Value {
    let title = |speech: &Speech| json!({"id": speech.id(), "title": speech.front().title});
    let speeches: Vec<Value> = bot.corpus().speeches().iter().map(title).collect();
    let examples: Vec<&str> = bot.example_questions().take(EXAMPLES).collect();
    json!({"speeches": speeches, "examples": examples})
}

pub(super) fn reading(speech: &Speech, answers: &[SectionAnswers]) -> Value {
    let front = speech.front();
    let units: Vec<Value> = speech.units().iter().map(|unit| reading_unit(speech, unit)).collect();
    let quizzed = |section| {
        let key = speech.section_key(section)?;
        let found = answers.iter().find(|answers| answers.section == key)?;
        Some(json!({"section": section, "answers": found.answers, "wrong": found.wrong}))
    };
    let sections = speech.sections();
    let quizzed: Vec<Value> = sections.iter().filter_map(|one| quizzed(one.number)).collect();
    json!({
        "id": speech.id(),
        "title": front.title,
        "language": speech.language(),
        "speaker": front.speaker,
        "delivered": front.delivered,
        "units": units,
        "quizzed": quizzed,
    })
}

fn reading_unit(speech: &Speech, unit: &Unit) -> Value {
    let inner = unit.sentences.iter().skip(1).map(|next| next.start);
    let ends = inner.clone().chain([unit.range.end]);
    let starts = [unit.range.start].into_iter().chain(inner);
    let sentences = unit.sentence_keys.iter().zip(starts.zip(ends)).map(|(key, (start, end))| {
        let text = speech.text().get(start..end).unwrap_or_default();
        json!({"key": key, "start": start, "end": end, "text": text})
    });
    json!({
        "kind": unit.kind,
        "key": unit.key,
        "reference": speech.reference(unit).to_string(),
        "section": unit.locator.section(),
        "sentences": sentences.collect::<Vec<_>>(),
    })
}
