//! The verdict on words without ellipses: whole, with changes, put together, a part, or not there.

use std::ops::Range;

use super::align::{self, Alignment, Block, Difference};
use super::exact;
use super::index::QuoteIndex;
use super::severity::{self, Weighed};
use super::submitted::SubmittedQuote;
use super::verdict::{Change, Checked, Verdict};
use crate::text::typography::tokens;
use crate::text::{Slice, moved};

/// Fewer make no near quote or part of a stitched one: they stand everywhere by chance.
pub(super) const FEWEST_WORDS: usize = 3;

/// Of words from one place; below [`FEW_WORDS`] words, all but one.
const NEAR_SHARE: f32 = 0.7;
const FEW_WORDS: usize = 6;

/// Changed words in a row: one in so many, within bounds. More are a passage of their own.
const CHANGED_RUN_SHARE: usize = 6;
const CHANGED_RUN: (usize, usize) = (3, 6);

/// Words in a row; leaving out more puts two passages together.
pub(super) const LEFT_OUT: usize = 5;

/// In words; shorter parts are words in common, no passages.
const STITCHED_AVERAGE: usize = 4;

/// Of a part worth naming, two of them telling; all parts make this share of the quote, or this
/// many words.
const PART_WORDS: usize = 5;
const PART_SHARE: f32 = 0.3;
const PART_ENOUGH: usize = 8;

/// Telling words that a near quote or a part shares with the speech.
const TELLING: usize = 2;

impl QuoteIndex {
    pub(super) fn found(&self, verdict: Verdict, place: Range<usize>) -> Checked {
        let quotes = self.quotes(place.clone());
        Checked { verdict, quotes, places: vec![place], ..Checked::default() }
    }

    fn is_within_sentence(&self, left_out: &Range<usize>) -> bool {
        left_out.len() <= LEFT_OUT && {
            let before = self.sentence(left_out.start.saturating_sub(1));
            before.contains(&left_out.start) && left_out.end < before.end
        }
    }

    pub(super) fn speech_words(&self, range: &Range<usize>) -> Vec<Weighed> {
        let words = self.spans(range.clone()).into_iter().flat_map(|span| {
            let text = span.speech.text();
            let words = tokens(text.slice(span.bytes.clone())).into_iter();
            words.map(move |word| {
                let place = moved(&word.range, span.bytes.start);
                Weighed::new(text, &place, word.form)
            })
        });
        words.collect()
    }

    /// Each from the place that is nearest to the one before.
    fn of_parts<'b>(
        &self,
        verdict: Verdict,
        parts: impl IntoIterator<Item = &'b Block>,
    ) -> Checked {
        let mut outcome = Checked { verdict, ..Checked::default() };
        for Block { run, .. } in parts {
            let before = outcome.places.last();
            let distance = |place: &&usize| before.map_or(0, |before| place.abs_diff(before.end));
            let place = run.places.iter().min_by_key(distance).copied().unwrap_or_default();
            let place = place..place + run.length;
            outcome.quotes.extend(self.quotes(place.clone()));
            outcome.places.push(place);
        }
        outcome
    }
}

impl SubmittedQuote<'_> {
    /// In one place, the one nearest to `near`.
    pub(super) fn whole(&self, near: Option<usize>) -> Option<Checked> {
        let run = self.texts.longest(&self.numbers);
        if run.length < self.len() {
            return None;
        }
        let mut places = run.places;
        if let Some(near) = near {
            places.sort_by_key(|place| place.abs_diff(near));
        }
        let exact = places.iter().find_map(|place| {
            let place = *place..*place + self.len();
            let spans = self.texts.spans(place.clone());
            let ranges = exact::written_alike(self, &spans)?;
            let quotes = spans.iter().zip(ranges);
            let quotes = quotes.filter_map(|(span, range)| span.speech.quote(range)).collect();
            let places = vec![place];
            Some(Checked { verdict: Verdict::Exact, quotes, places, ..Checked::default() })
        });
        exact.or_else(|| {
            let first = *places.first()?;
            Some(self.texts.found(Verdict::Typographic, first..first + self.len()))
        })
    }

    pub(super) fn in_one_piece(&self) -> Checked {
        let blocks = align::blocks(self);
        let near = align::align(self, &blocks).filter(|found| self.is_near(found));
        let passage = |found: &Alignment| {
            found.differences.iter().any(|difference| difference.given.len() >= FEWEST_WORDS)
        };
        match near {
            Some(found) if !passage(&found) => self.near(&found),
            _ if self.len() < FEWEST_WORDS => Checked::default(),
            near => (self.stitched())
                .or_else(|| near.map(|found| self.near(&found)))
                .or_else(|| self.partial(&blocks))
                .unwrap_or_default(),
        }
    }

    fn is_near(&self, found: &Alignment) -> bool {
        let words = self.len();
        if words < FEWEST_WORDS {
            return found.differences.is_empty();
        }
        let enough = match words < FEW_WORDS {
            true => found.same + 1 >= words,
            false => found.same as f32 >= NEAR_SHARE * words as f32,
        };
        let changed: usize =
            found.differences.iter().map(|difference| self.telling(&difference.given)).sum();
        let tells_enough = self.telling(&(0..words)).saturating_sub(changed) >= TELLING;
        // As “ask what your country can do”.
        let only_left_out = words >= FEW_WORDS && found.same == words;
        let run = (words / CHANGED_RUN_SHARE).clamp(CHANGED_RUN.0, CHANGED_RUN.1);
        let small = |difference: &Difference| {
            difference.given.len() <= run
                && difference.speech.len() <= LEFT_OUT.max(run)
                && (!difference.given.is_empty()
                    || self.texts.is_within_sentence(&difference.speech))
        };
        enough && (tells_enough || only_left_out) && found.differences.iter().all(small)
    }

    fn near(&self, found: &Alignment) -> Checked {
        let differences = found.differences.iter();
        let changes: Vec<Change> =
            differences.flat_map(|difference| self.changes(difference)).collect();
        let verdict = if changes.is_empty() { Verdict::Typographic } else { Verdict::Near };
        Checked { changes, ..self.texts.found(verdict, found.place.clone()) }
    }

    fn changes(&self, difference: &Difference) -> Vec<Change> {
        let speech = self.texts.speech_words(&difference.speech);
        let ours = self.weighed(&difference.given);
        let severity = match is_repeated(self, difference) {
            true => severity::denies_or_counts(&ours),
            false => severity::is_severe(self.texts, &speech, &ours),
        };
        let typed = self.typed(&difference.given);
        let mut quotes = self.texts.quotes(difference.speech.clone()).into_iter();
        let first = Change::new(typed, quotes.next(), severity);
        std::iter::once(first)
            .chain(quotes.map(|quote| Change::new("", Some(quote), severity)))
            .collect()
    }

    fn stitched(&self) -> Option<Checked> {
        let (parts, joints) = self.cover()?;
        let telling = |part: &Block| self.telling(&part.words()) > 0;
        if parts.len() < 2
            || self.len() < STITCHED_AVERAGE * parts.len()
            || !parts.iter().all(telling)
        {
            return None;
        }
        let mut outcome = self.texts.of_parts(Verdict::Stitched, &parts);
        outcome.changes = joints
            .iter()
            .map(|word| Change::new(self.typed(&(*word..word + 1)), None, false))
            .collect();
        Some(outcome)
    }

    /// Runs of [`FEWEST_WORDS`] and more, and small words that join two (“and”); `None` when others
    /// are left.
    fn cover(&self) -> Option<(Vec<Block>, Vec<usize>)> {
        let numbers = &self.numbers;
        let (mut parts, mut joints): (Vec<Block>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < numbers.len() {
            let mut block = Block { at, run: self.texts.longest(numbers.get(at..)?) };
            if block.run.length < FEWEST_WORDS {
                let joins = at > 0 && joints.last() != Some(&(at - 1)) && self.is_joint(at);
                match parts.last_mut().and_then(|before| self.shared_with(before, at)) {
                    Some(shared) => block = shared,
                    None if joins => {
                        joints.push(at);
                        at += 1;
                        continue;
                    }
                    None => return None,
                }
            }
            at = block.words().end;
            parts.push(block);
        }
        Some((parts, joints))
    }

    /// A run that begins with words of the one before.
    fn shared_with(&self, before: &mut Block, at: usize) -> Option<Block> {
        let most = before.run.length.saturating_sub(FEWEST_WORDS).min(FEWEST_WORDS);
        for back in 1..=most {
            let run = self.texts.longest(self.numbers.get(at - back..)?);
            if run.length >= FEWEST_WORDS && run.length > back {
                before.run.length -= back;
                return Some(Block { at: at - back, run });
            }
        }
        None
    }

    fn is_joint(&self, at: usize) -> bool {
        let word = self.weighed(&(at..at + 1));
        self.telling(&(at..at + 1)) == 0 && !severity::is_severe(self.texts, &[], &word)
    }

    fn partial(&self, blocks: &[Block]) -> Option<Checked> {
        let is_part = |block: &&Block| {
            block.run.length >= PART_WORDS && self.telling(&block.words()) >= TELLING
        };
        let parts: Vec<&Block> = blocks.iter().filter(is_part).collect();
        let words: usize = parts.iter().map(|part| part.run.length).sum();
        if words < PART_ENOUGH && (words as f32) < PART_SHARE * self.len() as f32 {
            return None;
        }
        let mut outcome = self.texts.of_parts(Verdict::Partial, parts.iter().copied());
        let mut covered = 0;
        for part in parts {
            outcome.changes.extend(self.added(covered..part.at));
            covered = part.words().end;
        }
        outcome.changes.extend(self.added(covered..self.len()));
        Some(outcome)
    }

    pub(super) fn added(&self, range: Range<usize>) -> Option<Change> {
        let severity = severity::is_severe(self.texts, &[], &self.weighed(&range));
        (!range.is_empty()).then(|| Change::new(self.typed(&range), None, severity))
    }
}

fn is_repeated(given: &SubmittedQuote<'_>, difference: &Difference) -> bool {
    let Range { start, end } = difference.given.clone();
    let words = given.numbers.slice(start..end);
    let before = start.checked_sub(words.len()).and_then(|from| given.numbers.get(from..start));
    let behind = given.numbers.get(end..end + words.len());
    difference.speech.is_empty() && (before == Some(words) || behind == Some(words))
}
