//! Lays given words against the place that they come from, and reads off what differs.

use std::cmp::Reverse;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::index::Run;
use super::submitted::SubmittedQuote;
use crate::corpus::Quote;
use crate::text::number_words::is_digits;
use crate::text::reading::read_alike;
use crate::text::typography::Token;
use crate::text::{Role, Slice, moved};

#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Among the given words.
    pub(super) at: usize,
    pub(super) run: Run,
}

impl Block {
    pub(super) fn words(&self) -> Range<usize> {
        self.at..self.at + self.run.length
    }
}

#[derive(Clone, Debug)]
pub(super) struct Alignment {
    /// In the stream, from the first to the last word that is given.
    pub(super) place: Range<usize>,
    pub(super) differences: Vec<Difference>,
    /// In words.
    pub(super) same: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) given: Range<usize>,
    /// In the stream.
    pub(super) speech: Range<usize>,
}

/// Between two runs of one place: words, and a share of the given ones.
const SHIFT: usize = 6;
const SHIFT_SHARE: usize = 8;

/// The least share of same words: one in so many.
const HARDLY_SAME: usize = 4;

/// The longest runs that stand in the corpus, from left to right; unknown words are in none.
pub(super) fn blocks(given: &SubmittedQuote<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < given.len() {
        let run = given.texts.longest(given.numbers.slice(at..));
        let next = at + run.length.max(1);
        if run.length > 0 {
            blocks.push(Block { at, run });
        }
        at = next;
    }
    blocks
}

pub(super) fn align(given: &SubmittedQuote<'_>, blocks: &[Block]) -> Option<Alignment> {
    let texts = given.texts;
    let mut anchors: Vec<Anchor> = (blocks.iter().enumerate())
        .filter(|(_, block)| {
            block.run.length > 1
                || given.numbers.get(block.at).is_some_and(|word| texts.is_rare(*word))
        })
        .flat_map(|(number, block)| {
            let Block { at, run } = block;
            run.places.iter().map(move |place| Anchor {
                block: number,
                at: *at,
                length: run.length,
                place: *place,
            })
        })
        .collect();
    anchors.sort_unstable_by_key(|anchor| (anchor.diagonal(), anchor.block));
    let (chosen, words) = densest(&anchors, (SHIFT + given.len() / SHIFT_SHARE) as i64)?;
    // What follows is slow where little is the same.
    if words * HARDLY_SAME < given.len() {
        return None;
    }
    let longest = chosen.iter().max_by_key(|anchor| anchor.length)?.diagonal();
    // A short run may stand nearby twice; the place that fits the longest is meant.
    let shift = |anchor: &Anchor| anchor.diagonal().abs_diff(longest);
    let first = chosen.iter().min_by_key(|anchor| (anchor.at, shift(anchor)))?;
    let last = chosen.iter().min_by_key(|anchor| (Reverse(anchor.at), shift(anchor)))?;
    let end_of_last = last.place + last.length;
    let behind = given.len() - (last.at + last.length);
    let around =
        texts.sentence(first.place).start..texts.sentence(end_of_last - 1).end.max(end_of_last);
    let start = first.place.saturating_sub(first.at).max(around.start);
    let end = (end_of_last + behind).min(around.end).max(start);
    // Where words were left out, the place is longer than what is given.
    let windows = (0..=LONGEST_WORDING).map(|more| {
        start.saturating_sub(more).max(around.start)..(end + more).min(around.end).max(end)
    });
    let found = windows.map(|window| differences(given, window));
    let found = found.min_by_key(|found| {
        let changed = found.differences.iter().map(|one| one.given.len() + one.speech.len());
        (changed.sum::<usize>(), Reverse(found.same))
    })?;
    Some(without_wordings(given, found, &around))
}

#[derive(Clone, Copy, Debug)]
struct Anchor {
    block: usize,
    at: usize,
    length: usize,
    place: usize,
}

impl Anchor {
    fn diagonal(&self) -> i64 {
        self.place as i64 - self.at as i64
    }
}

/// Those within one `width` that hold most words, and how many; `anchors` are sorted by diagonal.
fn densest(anchors: &[Anchor], width: i64) -> Option<(&[Anchor], usize)> {
    let blocks = anchors.iter().map(|anchor| anchor.block).max()? + 1;
    let (mut times, mut words) = (vec![0_u32; blocks], 0);
    let (mut best, mut most, mut start) = (0..0, 0, 0);
    for (end, anchor) in anchors.iter().enumerate() {
        if times[anchor.block] == 0 {
            words += anchor.length;
        }
        times[anchor.block] += 1;
        while anchors[start].diagonal() + width < anchor.diagonal() {
            let left = anchors[start];
            times[left.block] -= 1;
            if times[left.block] == 0 {
                words -= left.length;
            }
            start += 1;
        }
        if words > most {
            (best, most) = (start..end + 1, words);
        }
    }
    anchors.get(best).filter(|chosen| !chosen.is_empty()).map(|chosen| (chosen, most))
}

/// Between differences that may be one: “23 October”, “October 23”.
const NEARBY: usize = 3;
const TOGETHER: usize = 4;

/// Of a number or a date, in words.
const LONGEST_WORDING: usize = 16;

/// `around` is the sentences of the first and the last word.
fn without_wordings(
    given: &SubmittedQuote<'_>,
    found: Alignment,
    around: &Range<usize>,
) -> Alignment {
    let Alignment { mut place, mut differences, mut same } = found;
    // Looking for them is slow, and useless in what is mostly other words.
    if given.len() > 2 * LONGEST_WORDING && 2 * same < given.len() {
        return Alignment { place, differences, same };
    }
    let is_same = |words: &Range<usize>, speech: &Range<usize>| {
        words.len().max(speech.len()) <= LONGEST_WORDING && {
            let quotes = given.texts.quotes(speech.clone());
            let speech: Vec<&str> = quotes.iter().map(Quote::text).collect();
            read_alike(given.typed(words), &speech.join(" "))
        }
    };
    differences.retain(|difference| !is_mark(given, difference));
    // The word before or behind may be the month; at the border the speech may have any number of
    // words.
    let wording = |words: Range<usize>, speech: Range<usize>| {
        if is_same(&words, &speech) {
            return Some((words, speech));
        }
        let wider = words.start.saturating_sub(1)..(words.end + 1).min(given.len());
        let start = speech.start.saturating_sub(words.start - wider.start);
        let end = speech.end + wider.end - words.end;
        let starts = match wider.start {
            0 => end.saturating_sub(LONGEST_WORDING).max(around.start)..end,
            _ => start..start + 1,
        };
        let ends = match wider.end == given.len() {
            true => start + 1..(start + LONGEST_WORDING).min(around.end) + 1,
            false => end..end + 1,
        };
        let mut places = starts.rev().map(|start| start..end).chain(ends.map(|end| start..end));
        places.find(|speech| is_same(&wider, speech)).map(|speech| (wider, speech))
    };
    let mut kept = Vec::new();
    let mut rest = differences.as_slice();
    while let Some(first) = rest.first() {
        let group = (1..=rest.len().min(TOGETHER)).rev().find_map(|count| {
            let (group, behind) = rest.split_at_checked(count)?;
            let last = group.last()?;
            let nearby = (group.iter().zip(group.iter().skip(1)))
                .all(|(one, next)| next.given.start - one.given.end <= NEARBY);
            let words = first.given.start..last.given.end;
            let changed: usize = group.iter().map(|one| one.given.len()).sum();
            let found = nearby.then(|| wording(words, first.speech.start..last.speech.end));
            found.flatten().map(|found| (changed, behind, found))
        });
        match group {
            Some((changed, behind, (words, speech))) => {
                place.start = if words.start == 0 { speech.start } else { place.start };
                place.end = if words.end == given.len() { speech.end } else { place.end };
                same += changed;
                rest = behind;
            }
            None => {
                kept.push(first.clone());
                rest = rest.slice(1..);
            }
        }
    }
    Alignment { place, differences: kept, same }
}

/// A bare number between sentences, of a page or a footnote: “… wealth. 86 We are …”. Before most
/// words it may count what follows.
fn is_mark(given: &SubmittedQuote<'_>, difference: &Difference) -> bool {
    let Difference { given: words, speech } = difference;
    let is_figure = |word: &Token| word.form.len() <= MARK_DIGITS && is_digits(&word.form);
    let [word] = given.words.slice(words.clone()) else { return false };
    let counts = given.words.get(words.end).is_some_and(|next| {
        Role::of_closed_class(&next.form).is_none_or(|role| matches!(role, Role::And))
            || next.form == "of"
    });
    let begins = match (words.start, speech.start.checked_sub(1)) {
        (0, _) | (_, None) => given.texts.sentence(speech.start).start == speech.start,
        (_, Some(before)) => given.texts.sentence(before).end == speech.start,
    };
    speech.is_empty() && is_figure(word) && !counts && begins
}

const MARK_DIGITS: usize = 3;

fn differences(given: &SubmittedQuote<'_>, window: Range<usize>) -> Alignment {
    let ops =
        capture_diff_slices(Algorithm::Myers, given.texts.stream(window.clone()), &given.numbers);
    let (mut differences, mut same) = (Vec::new(), 0);
    for op in &ops {
        let (speech, given) = (op.old_range(), op.new_range());
        match op {
            DiffOp::Equal { len, .. } => same += len,
            _ => differences.push(Difference { given, speech: moved(&speech, window.start) }),
        }
    }
    let mut place = window;
    // Speech words before the first or behind the last given word were not left out.
    if let Some(first) = differences.first_mut().filter(|first| first.given.start == 0) {
        let Range { start, end } = first.speech;
        first.speech.start = end.saturating_sub(first.given.len()).max(start);
        place.start = first.speech.start;
    }
    if let Some(last) = differences.last_mut().filter(|last| last.given.end == given.len()) {
        last.speech.end = last.speech.end.min(last.speech.start + last.given.len());
        place.end = last.speech.end;
    }
    differences.retain(|one| !one.given.is_empty() || !one.speech.is_empty());
    Alignment { place, differences, same }
}
