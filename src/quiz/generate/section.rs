//! Which section says this: a sentence is shown, its section is asked for.

use std::collections::HashSet;

use super::build::{CHOICES, item, order};
use super::material::{Material, Sentence, stems};
use crate::corpus::{Locator, Speech, UnitKind};
use crate::quiz::item::{AnswerKey, Item, Kind};
use crate::text::tokenize;

/// Fewer are too easily guessed.
const LEAST_SECTIONS: usize = 3;

struct Part {
    number: u32,
    /// As references name it: “Intro”, “§2”.
    name: String,
    heading: Option<String>,
    /// Stems of the heading that no other heading has.
    own: HashSet<String>,
}

/// Sentences must not name their heading's subject.
pub(super) fn items(material: &Material<'_>) -> Vec<Item> {
    let speeches =
        material.corpus.speeches().iter().filter(|speech| speech.language().starts_with("en"));
    let of_speech = |speech: &Speech| {
        let parts = parts(speech);
        let sentences = material.readable(50..=320);
        let own = sentences.filter(|(_, sentence)| sentence.speech.id() == speech.id());
        own.filter_map(|(number, sentence)| made(material, &parts, number, sentence))
            .collect::<Vec<_>>()
    };
    speeches.flat_map(of_speech).collect()
}

fn parts(speech: &Speech) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for section in speech.sections() {
        let units = speech.units().get(section.units).unwrap_or_default();
        let heading = units.iter().find(|unit| unit.kind == UnitKind::Heading);
        let heading =
            heading.and_then(|unit| speech.text().get(unit.range.clone())).map(str::to_owned);
        let own = stems(&tokenize(heading.as_deref().unwrap_or_default()));
        let name = match section.number {
            0 => "Intro".to_owned(),
            section => Locator::Heading { section }.to_string(),
        };
        parts.push(Part { number: section.number, name, heading, own });
    }
    let all: Vec<HashSet<String>> = parts.iter().map(|part| part.own.clone()).collect();
    for (at, part) in parts.iter_mut().enumerate() {
        part.own.retain(|stem| {
            !all.iter().enumerate().any(|(other, stems)| other != at && stems.contains(stem))
        });
    }
    parts
}

fn made(
    material: &Material<'_>,
    parts: &[Part],
    number: usize,
    sentence: &Sentence<'_>,
) -> Option<Item> {
    let own = parts
        .iter()
        .find(|part| Some(part.number) == sentence.quote.reference().locator.section())?;
    let seen = stems(&sentence.words);
    let named = !own.own.is_disjoint(&seen);
    let once = sentence.speech.text().matches(sentence.text).count() == 1;
    if parts.len() < LEAST_SECTIONS
        || sentence.quote.kind() != UnitKind::Paragraph
        || named
        || !once
    {
        return None;
    }
    let mut shown: Vec<&Part> = parts.iter().filter(|part| part.number != own.number).collect();
    shown.sort_by_key(|part| order(&[sentence.text, &part.name]));
    shown.truncate(CHOICES - 1);
    shown.push(own);
    shown.sort_by_key(|part| part.number);
    let headings = shown
        .iter()
        .filter_map(|part| part.heading.as_ref().map(|heading| numbered(part, heading)));
    let prompt = format!(
        "Which part of the speech says: “{}”\n\nThe headings:\n{}",
        sentence.text,
        headings.collect::<Vec<_>>().join("\n")
    );
    let choices: Vec<String> = shown.iter().map(|part| part.name.clone()).collect();
    let right = shown.iter().position(|part| part.number == own.number)?;
    let rest: HashSet<String> = material
        .sentences
        .iter()
        .enumerate()
        .filter(|(other, one)| {
            *other != number
                && one.speech.id() == sentence.speech.id()
                && one.quote.reference().locator.section() == Some(own.number)
        })
        .flat_map(|(_, one)| stems(&one.words))
        .collect();
    let telling = seen.intersection(&rest).count() as f32 / seen.len().max(1) as f32;
    let difficulty = if telling >= SAME_SUBJECT { 2 } else { 3 };
    let key = AnswerKey::Choice { choices, right };
    Some(item(Kind::Section, prompt, key, sentence.quote.clone(), difficulty))
}

/// A sentence sharing this part of its words with its section is told by its subject.
const SAME_SUBJECT: f32 = 0.5;

fn numbered(part: &Part, heading: &str) -> String {
    let number = format!("{}.", part.number);
    if heading.starts_with(&number) { heading.to_owned() } else { format!("{number} {heading}") }
}
