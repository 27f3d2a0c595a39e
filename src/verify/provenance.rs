//! Whether the place and the person named beside a quote are its own.
//!
//! A place is what `/cite` reads as one. A person is the speaker of a loaded speech, or a name that
//! can be nothing else.

use std::sync::LazyLock;

use regex::Regex;

use super::piece::Classifier;
use super::quotation::says;
use super::submitted::SubmittedQuote;
use super::verdict::{Checked, Verdict};
use crate::corpus::{LookupError, ReferenceError, Speech, Unit};
use crate::text::lexicon::{STOP_WORDS, denies};
use crate::text::lists::holds;
use crate::text::number_words::roman;
use crate::text::spelling::one_form;
use crate::text::titles::{is_title, is_written_like_name};
use crate::text::tokenize::{pattern, plain_words};
use crate::text::vocabulary::is_english;
use crate::text::{find_names, lower_words, tokenize};

/// In words.
const LONGEST_NAME: usize = 5;

/// In letters; shorter ones are everywhere by chance.
const FEWEST_INITIALS: usize = 3;

/// Of a title, in words.
const SHORTEST_TITLE: usize = 2;

/// Before and behind a name or a place.
const AROUND: &[char] =
    &['—', '–', '-', '~', '(', ')', '[', ']', '*', '_', ',', '.', ' ', '\n', '\t'];

/// Before a place that is not said to be the quote's.
const COMPARES: &str = "cf see unlike";

/// What a text says of a place or a person beside the quote.
enum Claim {
    True,
    False(String),
}

/// `text` is what was looked for; the first of `beside` that names a place, and the first that names
/// a person, count.
pub(super) fn placed(
    classifier: Classifier<'_>,
    checked: Checked,
    text: &str,
    beside: &[&str],
) -> Checked {
    let beside: Vec<&str> =
        beside.iter().copied().filter(|beside| !beside.trim().is_empty()).collect();
    if !checked.verdict.is_verbatim() || beside.is_empty() {
        return checked;
    }
    let units = every_place(classifier, &checked, text);
    let place = beside.iter().find_map(|beside| claimed_place(classifier, &units, beside));
    let person = || beside.iter().find_map(|beside| claimed_person(classifier, &units, beside));
    let (verdict, named) = match (place, person()) {
        (Some(Claim::False(named)), _) => (Verdict::Misplaced, named),
        (_, Some(Claim::False(named))) => (Verdict::Misattributed, named),
        _ => return checked,
    };
    Checked { verdict, named: Some(named), ..checked }
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

/// Whether it is only compared with, or denied.
fn is_set_apart(beside: &str) -> bool {
    lower_words(beside).iter().any(|word| denies(word) || holds(COMPARES, word))
}

fn claimed_place(
    classifier: Classifier<'_>,
    units: &[(&Speech, &Unit)],
    beside: &str,
) -> Option<Claim> {
    (!is_set_apart(beside)).then_some(())?;
    pieces(beside).into_iter().find_map(|(piece, is_signed)| {
        let mut is_read = false;
        for (speech, unit) in units {
            let named = format!("{} {piece}", speech.id());
            // A speech that is named beside the place is another one, or the same.
            let found = match classifier.corpus.look_up(piece) {
                Err(LookupError::Reference(ReferenceError::WhichSpeech { .. }))
                | Err(LookupError::Reference(ReferenceError::NoSpeech { .. })) => {
                    classifier.corpus.look_up(&named)
                }
                found => found,
            };
            match found {
                Ok(places) => {
                    is_read = true;
                    let is_there = places.iter().any(|place| {
                        let (of, other) = classifier.corpus.unit(place.unit);
                        let is_section = other.kind == crate::corpus::UnitKind::Heading
                            && other.locator.section() == unit.locator.section();
                        of.id() == speech.id() && (is_section || other.locator == unit.locator)
                    });
                    if is_there {
                        return Some(Claim::True);
                    }
                }
                Err(LookupError::Reference(error)) => {
                    is_read |= is_signed && matches!(error, ReferenceError::NotThere { .. });
                }
                Err(_) => {}
            }
        }
        is_read.then(|| Claim::False(piece.to_owned()))
    })
}

/// What may be a place, and whether it has its sign.
fn pieces(beside: &str) -> Vec<(&str, bool)> {
    static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
        let (number, gap) = (r"\d+(?:\s*[–—-]\s*\d+)?", r"[\s,.:]*");
        pattern(&format!(
            r"(?i)§+\s*\d+(?:{gap}(?:¶+|para?s?\b\.?|paragraphs?)\s*{number})?|\b(?:intro|introduction)\s*¶+\s*{number}|¶+\s*{number}|\bsection\s+\d+{gap}para\w*\.?\s*{number}|\bsec\.\s*\d+{gap}par\.\s*{number}|\b(?:section|part|chapter)\s+\d+"
        ))
    });
    static BRACKETED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(\[]([^()\[\]]+)[)\]]"));
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{L}|[§¶]|\d[.:]\d"));
    static PAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^pp?\b\.?\s*\d"));
    let bracketed = BRACKETED.captures_iter(beside).filter_map(|found| found.get(1));
    let wholes = std::iter::once(beside).chain(bracketed.map(|found| found.as_str()));
    let parts = wholes.flat_map(|whole| {
        let behind_commas = whole.match_indices([',', '—', '–']);
        std::iter::once(whole)
            .chain(behind_commas.filter_map(|(at, mark)| whole.get(at + mark.len()..)))
    });
    let parts = parts
        .map(|part| part.trim_matches(AROUND))
        .filter(|part| NUMBERED.is_match(part) && !PAGE.is_match(part));
    let signed = SIGNED.find_iter(beside).map(|found| (found.as_str(), true));
    parts.map(|part| (part, SIGNED.is_match(part))).chain(signed).collect()
}

fn claimed_person(
    classifier: Classifier<'_>,
    units: &[(&Speech, &Unit)],
    beside: &str,
) -> Option<Claim> {
    if units.is_empty() || is_set_apart(beside) {
        return None;
    }
    let words = lower_words(beside);
    let is_own = |(speech, _): &(&Speech, &Unit)| {
        let front = speech.front();
        let facts = [
            front.speaker.as_ref(),
            Some(&front.title),
            front.family_name.as_ref(),
            front.source.as_ref(),
            front.occasion.as_ref(),
            front.venue.as_ref(),
            front.original.as_ref(),
        ];
        let known: Vec<String> =
            facts.into_iter().flatten().flat_map(|fact| lower_words(fact)).collect();
        let tells =
            |word: &&String| word.chars().count() > 1 && !STOP_WORDS.contains(word.as_str());
        front.speaker.is_none() || words.iter().filter(tells).any(|word| known.contains(word))
    };
    if units.iter().any(is_own) {
        return Some(Claim::True);
    }
    let others = classifier.corpus.speeches().iter();
    let of_another = others.filter_map(|speech| named_in(speech, beside)).next();
    of_another.or_else(|| somebody(beside)).map(Claim::False)
}

/// The speaker's name, its initials or the title, as they stand in the text.
fn named_in(speech: &Speech, beside: &str) -> Option<String> {
    let front = speech.front();
    let words: Vec<&str> = plain_words(beside).collect();
    if let Some(speaker) = &front.speaker {
        let last = plain_words(speaker).last();
        let family = front.family_name.as_deref().or(last)?;
        let initials: String =
            plain_words(speaker).filter_map(|word| word.chars().next()).collect();
        let known = [family, &initials];
        let found = words.iter().find(|word| {
            known.contains(word) && (**word == family || word.chars().count() >= FEWEST_INITIALS)
        });
        if let Some(found) = found {
            return Some((*found).to_owned());
        }
    }
    let title = lower_words(&front.title);
    let lower = lower_words(beside);
    (title.len() >= SHORTEST_TITLE && lower.windows(title.len()).any(|words| words == title))
        .then(|| front.title.clone())
}

/// A name that is no other words in capitals: “Key Quote”, “Section II”.
fn somebody(beside: &str) -> Option<String> {
    let opens = beside.trim_start().starts_with(['—', '–', '-', '~', '(', '[']);
    let introduces = beside.trim_end().ends_with(':');
    let name = beside.trim_matches(AROUND);
    let name = name.strip_prefix("by ").unwrap_or(name);
    let first = name.split([',', '(', ')', '\n', '[', ']', ':', ';', '*', '_']).next()?.trim();
    let dated =
        plain_words(name).last().is_some_and(|last| last.len() == 4 && last.parse::<u16>().is_ok());
    if (opens || introduces) && is_name(first, if dated { 1 } else { 2 }) {
        return Some(first.to_owned());
    }
    let words = tokenize(beside);
    let mut names = find_names(&words).into_iter().filter_map(|name| {
        let (first, last) = (words.get(name.words.start)?, words.get(name.words.end - 1)?);
        beside.get(first.range.start..last.range.end)
    });
    names.find(|name| says(beside) && is_name(name, 2)).map(str::to_owned)
}

fn is_name(name: &str, fewest: usize) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let foreign = |word: &&str| {
        let lower = word.trim_matches(AROUND).to_lowercase();
        lower.chars().count() > 1
            && !is_title(&lower)
            && !is_english(&one_form(&lower))
            && roman(&lower).is_none()
    };
    (fewest..=LONGEST_NAME).contains(&words.len())
        && is_written_like_name(name)
        && name.chars().all(|c| c.is_alphabetic() || " .-'’".contains(c))
        && words.iter().any(foreign)
}
