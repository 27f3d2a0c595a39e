//! The verdict on one quote: on its parts between ellipses, and on what those leave out.

use std::ops::Range;

use super::index::QuoteIndex;
use super::piece::{FEWEST_WORDS, LEFT_OUT};
use super::quotation;
use super::severity::is_severe;
use super::submitted::SubmittedQuote;
use super::verdict::{Change, Checked, Verdict};
use crate::corpus::Quote;
use crate::text::lexicon::denies;

pub(super) fn classify(texts: &QuoteIndex, text: &str) -> Checked {
    let given = SubmittedQuote::new(texts, text);
    if let Some(whole) = given.whole(None) {
        return whole;
    }
    let in_one_piece = given.in_one_piece();
    let parts = quotation::parts(text);
    // The speech's own ellipses leave nothing out.
    let has_ellipsis = |quote: &Quote| quotation::parts(quote.text()).len() > 1;
    let is_the_speechs =
        in_one_piece.verdict == Verdict::Near && in_one_piece.quotes.iter().any(has_ellipsis);
    match parts.len() > 1 && !is_the_speechs {
        true => joined(texts, elided(texts, &parts), true),
        false => joined(texts, in_one_piece, false),
    }
}

/// Parts in order within one sentence are one quote; what lies between them was left out. An
/// ellipsis says so: then only a denial matters.
fn joined(texts: &QuoteIndex, mut checked: Checked, is_elided: bool) -> Checked {
    let mut places: Vec<Range<usize>> = Vec::new();
    for place in &checked.places {
        let left_out = places.last().map(|before| before.end..place.start).filter(|gap| {
            gap.start <= gap.end
                && texts.sentence(gap.start.saturating_sub(1)).contains(&gap.end)
                && (is_elided || gap.len() <= LEFT_OUT)
        });
        let (Some(left_out), Some(before)) = (left_out, places.last_mut()) else {
            places.push(place.clone());
            continue;
        };
        before.end = place.end;
        let words = texts.speech_words(&left_out);
        let severity = match is_elided {
            true => words.iter().any(|word| denies(&word.form)),
            false => is_severe(texts, &words, &[]),
        };
        let left_out = texts.quotes(left_out).into_iter();
        checked.changes.extend(left_out.map(|words| Change::new("", Some(words), severity)));
    }
    if places.len() < checked.places.len() {
        let matters = !is_elided || checked.changes.iter().any(|change| change.severity);
        if checked.verdict == Verdict::Stitched && places.len() == 1 && matters {
            checked.verdict = Verdict::Near;
        }
        checked.quotes = places.into_iter().flat_map(|place| texts.quotes(place)).collect();
    }
    checked
}

fn elided(texts: &QuoteIndex, parts: &[&str]) -> Checked {
    let read: Vec<SubmittedQuote<'_>> =
        parts.iter().map(|part| SubmittedQuote::new(texts, part)).collect();
    let Some((longest, main)) = read.iter().enumerate().max_by_key(|(_, given)| given.len()) else {
        return Checked::default();
    };
    let found = |given: &SubmittedQuote<'_>, near: Option<usize>| {
        given.whole(near).unwrap_or_else(|| given.in_one_piece())
    };
    let main = found(main, None);
    let home = main.places.first().map(|place| texts.unit_words(texts.unit_at(place.start)));
    let mut outcomes = Vec::new();
    for (number, given) in read.iter().enumerate() {
        outcomes.push(match &home {
            _ if number == longest => main.clone(),
            // A word or two stand everywhere; they count where the rest is from.
            Some(home) if given.len() < FEWEST_WORDS => within(given, home.clone()),
            _ if given.len() < FEWEST_WORDS => Checked::default(),
            home => found(given, home.as_ref().map(|home| home.start)),
        });
    }
    let changes = outcomes.iter().zip(&read).flat_map(|(outcome, given)| match outcome.verdict {
        Verdict::Absent => given.added(0..given.len()).into_iter().collect(),
        _ => outcome.changes.clone(),
    });
    let changes = changes.collect();
    let verdicts: Vec<Verdict> = outcomes.iter().map(|outcome| outcome.verdict).collect();
    let (quotes, places): (Vec<_>, Vec<_>) =
        outcomes.into_iter().map(|outcome| (outcome.quotes, outcome.places)).unzip();
    let (quotes, places) = (quotes.concat(), places.concat());
    Checked { verdict: together(&verdicts), quotes, changes, places, ..Checked::default() }
}

fn within(given: &SubmittedQuote<'_>, part: Range<usize>) -> Checked {
    let words = given.texts.stream(part.clone());
    let found = words.windows(given.len().max(1)).position(|words| words == given.numbers);
    let Some(found) = found else { return Checked::default() };
    let place = part.start + found..part.start + found + given.len();
    given.texts.found(Verdict::Exact, place)
}

fn together(parts: &[Verdict]) -> Verdict {
    let any = |wanted| parts.contains(&wanted);
    match () {
        () if parts.iter().all(|part| *part == Verdict::Absent) => Verdict::Absent,
        () if any(Verdict::Absent) || any(Verdict::Partial) => Verdict::Partial,
        () if any(Verdict::Near) => Verdict::Near,
        () => Verdict::Stitched,
    }
}
