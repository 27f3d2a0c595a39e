//! Whether the place and the person named beside a quote are its own.

use std::sync::LazyLock;

use regex::Regex;

use super::piece::Classifier;
use super::submitted::SubmittedQuote;
use super::verdict::{Checked, Verdict};
use crate::corpus::{Reference, Speech, Unit};
use crate::text::titles::is_written_like_name;
use crate::text::tokenize::pattern;
use crate::text::{EntityKind, find_names, lower_words, tokenize};

/// In words.
const LONGEST_NAME: usize = 5;

/// Before and behind a name or a place.
const AROUND: &[char] = &['—', '–', '-', '~', '(', '[', '*', '_', ',', '.', ' ', '\n', '\t'];

/// `text` is what was looked for, `beside` what stands next to it.
pub(super) fn placed(
    classifier: Classifier<'_>,
    checked: Checked,
    text: &str,
    beside: &str,
) -> Checked {
    if !checked.verdict.is_verbatim() || beside.trim().is_empty() {
        return checked;
    }
    let units = every_place(classifier, &checked, text);
    let wrong = wrong_place(classifier, &units, beside)
        .map(|named| (Verdict::Misplaced, named))
        .or_else(|| Some((Verdict::Misattributed, wrong_person(&units, beside)?)));
    match wrong {
        Some((verdict, named)) => Checked { verdict, named: Some(named), ..checked },
        None => checked,
    }
}

fn every_place<'a>(
    classifier: Classifier<'a>,
    checked: &Checked,
    text: &str,
) -> Vec<(&'a Speech, &'a Unit)> {
    let given = SubmittedQuote::new(classifier.index, text);
    let run = classifier.index.longest(&given.numbers);
    if run.length == given.len() {
        let spans = run
            .places
            .into_iter()
            .flat_map(|place| classifier.index.spans(classifier.corpus, place..place + run.length));
        return spans.map(|span| (span.speech, span.unit)).collect();
    }
    let quotes = checked.quotes.iter().filter_map(|quote| {
        let speech = classifier.corpus.speech_of(quote)?;
        let at = quote.range().start;
        Some((speech, speech.units().iter().find(|unit| unit.range.contains(&at))?))
    });
    quotes.collect()
}

fn wrong_place(
    classifier: Classifier<'_>,
    units: &[(&Speech, &Unit)],
    beside: &str,
) -> Option<String> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        let (number, gap) = (r"\d+(?:\s*[–—-]\s*\d+)?", r"[\s,.:]*");
        pattern(&format!(
            r"(?i)§+\s*\d+(?:{gap}(?:¶+|para?s?\b\.?|paragraphs?)\s*{number})?|\b(?:intro|introduction)\s*¶+\s*{number}|¶+\s*{number}|\bsection\s+\d+{gap}para\w*\.?\s*{number}|\bsec\.\s*\d+{gap}par\.\s*{number}"
        ))
    });
    let named = PLACE.find(beside)?.as_str();
    let reference: Reference = named.parse().ok()?;
    let is_there = |(speech, unit): &(&Speech, &Unit)| {
        let whole = Reference { speech: Some(speech.id().to_owned()), ..reference.clone() };
        let found = classifier.corpus.resolve(&whole).unwrap_or_default();
        let locator = &whole.locator;
        let section = matches!(locator, crate::corpus::Locator::Heading { .. });
        section && locator.section() == unit.locator.section()
            || found.iter().any(|id| classifier.corpus.unit(*id).1.locator == unit.locator)
    };
    (!units.iter().any(is_there)).then(|| named.to_owned())
}

/// None where nobody is named, or whoever is may be the speaker or stand for the edition.
fn wrong_person(units: &[(&Speech, &Unit)], beside: &str) -> Option<String> {
    let name = person(beside)?;
    let words = lower_words(name);
    let is_own = |(speech, _): &(&Speech, &Unit)| {
        let front = speech.front();
        let Some(speaker) = &front.speaker else { return true };
        let facts = [
            Some(speaker),
            Some(&front.title),
            front.family_name.as_ref(),
            front.source.as_ref(),
            front.occasion.as_ref(),
            front.venue.as_ref(),
            front.original.as_ref(),
        ];
        let known: Vec<String> =
            facts.into_iter().flatten().flat_map(|fact| lower_words(fact)).collect();
        words.iter().any(|word| word.chars().count() > 1 && known.contains(word))
    };
    (!units.is_empty() && !units.iter().any(is_own)).then(|| name.to_owned())
}

fn person(beside: &str) -> Option<&str> {
    let start = beside.trim_start();
    let opens = start.starts_with(['—', '–', '-', '~', '(', '[']);
    let name = beside.trim_start_matches(AROUND);
    let name = name.strip_prefix("by ").unwrap_or(name);
    let name = name.split([',', '(', ')', '\n', '[', ']', ':', ';', '*', '_']).next()?.trim();
    let count = name.split_whitespace().count();
    let shaped = opens
        && (2..=LONGEST_NAME).contains(&count)
        && is_written_like_name(name)
        && name.chars().all(|c| c.is_alphabetic() || " .-'’".contains(c));
    let words = tokenize(name);
    let is_person = || {
        let names = find_names(&words);
        names.iter().all(|name| matches!(name.kind, EntityKind::Person | EntityKind::Open))
    };
    (shaped && is_person()).then_some(name)
}
