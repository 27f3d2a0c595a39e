//! Which section says this: a sentence is shown, its section is asked for.

use std::collections::{HashMap, HashSet};

use super::build::{CHOICES, item, order};
use super::material::Material;
use super::sentence::{Sentence, stems};
use crate::corpus::{Locator, Section, Speech, UnitKind};
use crate::quiz::item::{AnswerKey, Item, Kind};
use crate::text::{Slice, lower_words, tokenize};

/// Fewer are too easily guessed.
const LEAST_SECTIONS: usize = 3;

/// So many before the right one, and behind it, may be wrong choices.
const NEAR: usize = 32;

struct Part {
    number: u32,
    name: String,
    heading: Option<String>,
    /// Stems of no other heading.
    own: HashSet<String>,
    holding: HashMap<String, usize>,
}

/// Sentences must not name their heading's subject.
pub(super) fn items(material: &Material<'_>) -> Vec<Item> {
    let mut speeches: HashMap<&str, Vec<Part>> = HashMap::new();
    for sentence in &material.sentences {
        let of = speeches.entry(sentence.speech.id());
        let parts = of.or_insert_with(|| parts(sentence.speech));
        if let Some(part) = place(parts, sentence).and_then(|at| parts.get_mut(at)) {
            let stems = stems(&sentence.words).into_iter();
            stems.for_each(|stem| *part.holding.entry(stem).or_default() += 1);
        }
    }
    let made =
        |sentence: &Sentence<'_>| made(material, speeches.get(sentence.speech.id())?, sentence);
    material.readable(50..=320).filter_map(made).collect()
}

fn parts(speech: &Speech) -> Vec<Part> {
    let part = |section: Section| {
        let units = speech.units().slice(section.units);
        let heading = units.iter().find(|unit| unit.kind == UnitKind::Heading);
        let heading = heading.map(|unit| speech.words(unit));
        let number = section.number;
        Part {
            number,
            name: match number {
                0 => "Intro".to_owned(),
                section => Locator::heading(section).to_string(),
            },
            heading: heading.map(|heading| numbered(number, heading)),
            own: stems(&tokenize(heading.unwrap_or_default())),
            holding: HashMap::new(),
        }
    };
    let mut parts: Vec<Part> = speech.sections().into_iter().map(part).collect();
    let mut headings: HashMap<String, usize> = HashMap::new();
    for stem in parts.iter().flat_map(|part| &part.own) {
        *headings.entry(stem.clone()).or_default() += 1;
    }
    for part in &mut parts {
        part.own.retain(|stem| headings.get(stem) == Some(&1));
    }
    parts
}

fn place(parts: &[Part], sentence: &Sentence<'_>) -> Option<usize> {
    let section = sentence.quote.reference().locator.section()?;
    parts.binary_search_by_key(&section, |part| part.number).ok()
}

fn made(material: &Material<'_>, parts: &[Part], sentence: &Sentence<'_>) -> Option<Item> {
    let at = place(parts, sentence)?;
    let own = parts.get(at)?;
    let seen = stems(&sentence.words);
    let named = !own.own.is_disjoint(&seen);
    if parts.len() < LEAST_SECTIONS
        || sentence.quote.kind() != UnitKind::Paragraph
        || named
        || !stands_once(material, sentence)
    {
        return None;
    }
    let near = at.saturating_sub(NEAR)..parts.len().min(at + 1 + NEAR);
    let near = parts.slice(near).iter();
    let mut shown: Vec<&Part> = near.filter(|part| part.number != own.number).collect();
    shown.sort_by_cached_key(|part| order(&[sentence.text, &part.name]));
    shown.truncate(CHOICES - 1);
    // The sentence itself is one of its section's.
    let telling = seen.iter().filter(|stem| {
        own.holding.get(*stem).is_some_and(|times| *times > 1)
            && !shown.iter().any(|part| part.holding.contains_key(*stem))
    });
    let difficulty = match telling.count() {
        few if few * 10 < seen.len() => 3,
        0..3 => 2,
        _ => 1,
    };
    shown.push(own);
    shown.sort_by_key(|part| part.number);
    let headings = shown.iter().filter_map(|part| part.heading.as_deref());
    let prompt = format!(
        "Which part of the speech says: “{}”\n\nThe headings:\n{}",
        sentence.text,
        headings.collect::<Vec<_>>().join("\n")
    );
    let choices: Vec<String> = shown.iter().map(|part| part.name.clone()).collect();
    let right = shown.iter().position(|part| part.number == own.number)?;
    let key = AnswerKey::Choice { choices, right };
    Some(item(Kind::Section, prompt, key, sentence.quote.clone(), difficulty))
}

/// In its speech, also as part of other sentences.
fn stands_once(material: &Material<'_>, sentence: &Sentence<'_>) -> bool {
    let words = lower_words(sentence.text);
    let speeches = material.phrases.speeches_with(&words);
    speeches.filter(|id| *id == sentence.speech.id()).count() == 1
}

fn numbered(number: u32, heading: &str) -> String {
    let number = format!("{number}.");
    if heading.starts_with(&number) { heading.to_owned() } else { format!("{number} {heading}") }
}
