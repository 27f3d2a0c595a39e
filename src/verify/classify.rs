//! The verdict on one quote: on its parts between ellipses, and on what those leave out.

use std::ops::Range;

use super::index::Indexed;
use super::piece::FEWEST_WORDS;
use super::quotation;
use super::submitted::SubmittedQuote;
use super::verdict::{Change, Checked, Verdict};
use crate::corpus::Quote;
use crate::text::lexicon::denies;

pub(super) fn classify(texts: Indexed<'_>, text: &str) -> Checked {
    let given = SubmittedQuote::new(texts.index, text);
    if let Some(whole) = texts.whole(&given, None) {
        return whole;
    }
    let in_one_piece = texts.in_one_piece(&given);
    let parts = quotation::parts(text);
    // The speech's own ellipses leave nothing out.
    let has_ellipsis = |quote: &Quote| quotation::parts(quote.text()).len() > 1;
    let is_the_speechs =
        in_one_piece.verdict == Verdict::Near && in_one_piece.quotes.iter().any(has_ellipsis);
    match parts.len() > 1 && !is_the_speechs {
        true => elided(texts, &parts),
        false => in_one_piece,
    }
}

fn elided(texts: Indexed<'_>, parts: &[&str]) -> Checked {
    let read: Vec<SubmittedQuote<'_>> =
        parts.iter().map(|part| SubmittedQuote::new(texts.index, part)).collect();
    let Some((longest, main)) = read.iter().enumerate().max_by_key(|(_, given)| given.len()) else {
        return Checked::default();
    };
    let found = |given: &SubmittedQuote<'_>, near: Option<usize>| {
        texts.whole(given, near).unwrap_or_else(|| texts.in_one_piece(given))
    };
    let main = found(main, None);
    let home =
        main.place.clone().map(|place| texts.index.unit_words(texts.index.unit_at(place.start)));
    let mut outcomes = Vec::new();
    for (number, given) in read.iter().enumerate() {
        outcomes.push(match &home {
            _ if number == longest => main.clone(),
            // A word or two stand everywhere; they count where the rest is from.
            Some(home) if given.len() < FEWEST_WORDS => within(texts, given, home.clone()),
            _ if given.len() < FEWEST_WORDS => Checked::default(),
            home => found(given, home.as_ref().map(|home| home.start)),
        });
    }
    let changes = outcomes.iter().zip(&read).flat_map(|(outcome, given)| match outcome.verdict {
        Verdict::Absent => texts.added(given, 0..given.len()).into_iter().collect(),
        _ => outcome.changes.clone(),
    });
    let hidden: Vec<Change> = outcomes.windows(2).flat_map(|two| hidden(texts, two)).collect();
    let verdicts: Vec<Verdict> = outcomes.iter().map(|outcome| outcome.verdict).collect();
    let verdict = match together(&verdicts) {
        Verdict::Stitched if !hidden.is_empty() => Verdict::Near,
        verdict => verdict,
    };
    let quotes = match outcomes.as_slice() {
        [Checked { place: Some(first), .. }, Checked { place: Some(last), .. }]
            if !hidden.is_empty() =>
        {
            texts.quotes(first.start..last.end)
        }
        all => all.iter().flat_map(|outcome| outcome.quotes.clone()).collect(),
    };
    let changes = changes.chain(hidden).collect();
    Checked { verdict, quotes, changes, place: main.place, ..Checked::default() }
}

/// Denying words left out within a sentence: without them it says the contrary.
fn hidden(texts: Indexed<'_>, two: &[Checked]) -> Vec<Change> {
    let [Checked { place: Some(before), .. }, Checked { place: Some(after), .. }] = two else {
        return Vec::new();
    };
    let gap = before.end..after.start;
    let sentence = texts.sentence(before.end.saturating_sub(1));
    if gap.start >= gap.end || !sentence.contains(&gap.start) || gap.end >= sentence.end {
        return Vec::new();
    }
    let words = texts.speech_words(&gap);
    if !words.iter().any(|word| denies(&word.form)) {
        return Vec::new();
    }
    texts.quotes(gap).into_iter().map(|quote| Change::new("", Some(quote), true)).collect()
}

fn within(texts: Indexed<'_>, given: &SubmittedQuote<'_>, part: Range<usize>) -> Checked {
    let words = texts.index.stream(part.clone());
    let found = words.windows(given.len().max(1)).position(|words| words == given.numbers);
    let Some(found) = found else { return Checked::default() };
    let place = part.start + found..part.start + found + given.len();
    texts.found(Verdict::Exact, place)
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
