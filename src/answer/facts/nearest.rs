//! Picks the span of the right shape closest to the question's own words.

use std::collections::HashSet;
use std::ops::Range;

use super::asked::{FactQuestion, Kind};
use super::phrases;
use crate::text::titles::is_title;
use crate::text::{EntityKind, Name, Role, Word, find_names};

/// A mark counts as this many words.
const MARK: f32 = 3.0;

/// How many times closer than the next a date or number must be: its shape says much.
pub(super) const SHAPE_MARGIN: f32 = 1.1;

/// The same for a name, whose shape says less.
pub(super) const NAME_MARGIN: f32 = 1.3;

/// The closest span, if clearly the closest.
pub(super) fn one(
    asked: &FactQuestion,
    words: &[Word<'_>],
    sentence: &str,
    found: Vec<Range<usize>>,
    margin: f32,
) -> Option<Range<usize>> {
    let mut scored: Vec<(f32, Range<usize>)> =
        found.into_iter().map(|range| (closeness(asked, words, &range), range)).collect();
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let (best, range) = scored.first()?.clone();
    let text = sentence.get(range.clone())?;
    let next = scored
        .iter()
        .skip(1)
        .find(|(_, other)| sentence.get(other.clone()) != Some(text))
        .map_or(0.0, |(next, _)| *next);
    (best > next * margin || scored.len() == 1).then_some(range)
}

/// Each shared word counts once, at its closest.
fn closeness(asked: &FactQuestion, words: &[Word<'_>], range: &Range<usize>) -> f32 {
    let first = words.iter().position(|word| word.range.end > range.start).unwrap_or(0);
    let last = words.iter().rposition(|word| word.range.start < range.end).unwrap_or(first);
    let mut near: Vec<(&str, f32)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let outside = at < first || at > last;
        if !(outside && word.has_content() && asked.names(&word.stem)) {
            continue;
        }
        let between = if at < first { at + 1..first } else { last + 1..at };
        let marks = words
            .get(between.clone())
            .unwrap_or_default()
            .iter()
            .filter(|word| word.role == Role::Mark)
            .count();
        let close = 1.0 / (1.0 + between.len() as f32 + MARK * marks as f32);
        match near.iter_mut().find(|(stem, _)| *stem == word.stem) {
            Some((_, best)) => *best = best.max(close),
            None => near.push((&word.stem, close)),
        }
    }
    near.into_iter().map(|(_, close)| close).sum()
}

pub(super) fn shared(asked: &FactQuestion, words: &[Word<'_>]) -> f32 {
    let about: HashSet<&String> = asked.about.iter().collect();
    let held = about.iter().filter(|stem| words.iter().any(|word| word.stem == ***stem)).count();
    if about.is_empty() { 1.0 } else { held as f32 / about.len() as f32 }
}

/// If so, the sentence speaks of another case.
pub(super) fn lacks_number(asked: &FactQuestion, words: &[Word<'_>]) -> bool {
    let digits = |stem: &String| stem.chars().any(|c| c.is_ascii_digit());
    asked
        .about
        .iter()
        .filter(|stem| digits(stem))
        .any(|stem| !words.iter().any(|word| word.stem.contains(stem.as_str())))
}

/// Only names that the question does not have already.
pub(super) fn names(asked: &FactQuestion, words: &[Word<'_>]) -> Vec<Range<usize>> {
    let known: HashSet<&str> = asked.all.iter().map(String::as_str).collect();
    let new = |name: &Name| {
        let inside = words.get(name.words.clone()).unwrap_or_default();
        inside.iter().any(|word| {
            word.has_content() && !known.contains(word.stem.as_str()) && !is_title(&word.lower)
        })
    };
    let all: Vec<Name> = find_names(words).into_iter().filter(new).collect();
    let holds = |name: &Name| {
        let inside = words.get(name.words.clone()).unwrap_or_default();
        asked.noun().is_some_and(|noun| inside.iter().any(|word| word.stem == noun))
    };
    if asked.several {
        return all.into_iter().filter_map(|name| listed(words, name.words)).collect();
    }
    if asked.kind != Kind::Person && all.iter().any(holds) {
        return all.into_iter().filter(holds).map(|name| name.words).collect();
    }
    let fits = |name: &Name| match asked.kind {
        Kind::Person => {
            name.kind == EntityKind::Person
                || name.kind == EntityKind::Open && name.words.len() > 1 && !belongs(words, name)
        }
        Kind::Body => matches!(name.kind, EntityKind::Body),
        Kind::Place if name.kind == EntityKind::Open => {
            led(asked, words, name) || !asked.nouns.is_empty() && name.words.len() == 1
        }
        Kind::Place => {
            name.kind == EntityKind::Place && (!asked.nouns.is_empty() || led(asked, words, name))
        }
        _ => false,
    };
    all.into_iter()
        .filter(fits)
        .map(|name| if asked.kind == Kind::Place { chained(words, name.words) } else { name.words })
        .collect()
}

/// A list of names: “Ulm, Kiel and Trier”.
fn listed(words: &[Word<'_>], name: Range<usize>) -> Option<Range<usize>> {
    let starts = name
        .start
        .checked_sub(1)
        .and_then(|before| words.get(before))
        .is_none_or(|word| !word.is(",") && word.role != Role::And);
    let list = phrases::after(words, name.start)?;
    let joined = words.get(list.clone())?.iter().any(|word| word.role == Role::And);
    let capitals = words
        .get(list.clone())?
        .iter()
        .filter(|word| word.role == Role::Content)
        .all(|word| word.capital);
    (starts && joined && capitals).then_some(list)
}

/// Whether a preposition of place leads to the name; after “from” or “to” in the question, the same
/// one.
fn led(asked: &FactQuestion, words: &[Word<'_>], name: &Name) -> bool {
    let before = words.get(..name.words.start).unwrap_or_default();
    let preposition = before.iter().rev().find(|word| word.role != Role::Determiner);
    preposition.is_some_and(|word| match asked.preposition.as_deref() {
        Some("from") => word.lower == "from",
        Some("to" | "into") => matches!(word.lower.as_str(), "to" | "into" | "for"),
        _ => {
            matches!(
                word.lower.as_str(),
                "in" | "at"
                    | "to"
                    | "from"
                    | "near"
                    | "into"
                    | "through"
                    | "on"
                    | "around"
                    | "across"
            )
        }
    })
}

/// Part of something else: “the city of Ulm”, “fled to Ulm”.
fn belongs(words: &[Word<'_>], name: &Name) -> bool {
    let before = name.words.start.checked_sub(1).and_then(|before| words.get(before));
    before.is_some_and(|word| {
        matches!(word.lower.as_str(), "of" | "to" | "in" | "at" | "from" | "near" | "into")
    }) || words.get(name.words.end).is_some_and(|word| word.role == Role::Owner)
}

/// “notes taken by Professor Lee”, if no other person is named.
pub(super) fn only_doer(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    let people: Vec<Name> =
        find_names(words).into_iter().filter(|name| name.kind == EntityKind::Person).collect();
    let [one] = people.as_slice() else { return None };
    let before = words
        .get(..one.words.start)?
        .iter()
        .rev()
        .find(|word| !word.capital && word.role != Role::Determiner)?;
    let front = asked.preposition.is_none() && asked.kind == Kind::Person;
    (front && before.lower == "by").then(|| one.words.clone())
}

/// “Weimar, Germany” is one place.
fn chained(words: &[Word<'_>], name: Range<usize>) -> Range<usize> {
    let next = words
        .get(name.end)
        .filter(|word| word.is(","))
        .and(words.get(name.end + 1))
        .filter(|word| word.capital);
    let Some(_) = next else { return name };
    let more = find_names(words).into_iter().find(|other| other.words.start == name.end + 1);
    let Some(more) = more.filter(|more| matches!(more.kind, EntityKind::Open | EntityKind::Place))
    else {
        return name;
    };
    let ends = words
        .get(more.words.end)
        .is_none_or(|word| matches!(word.text, "," | "." | ";" | ")" | "]"));
    if ends { name.start..more.words.end } else { name }
}
