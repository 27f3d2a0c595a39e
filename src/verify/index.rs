//! Where each run of words stands: all words in reading order, and their places sorted by the three
//! words there.
//!
//! Takes eight bytes a word beside the vocabulary; halving finds the longest run, whatever the
//! corpus's size. No word is left out for being common: quotes are often made of common words.

use std::collections::HashMap;
use std::ops::Range;

use crate::corpus::{Corpus, Quote, Speech, Unit, UnitId, UnitKind};
use crate::text::number_words::in_figures;
use crate::text::typography::for_each_token;

/// Not in the corpus; [`BREAK`] stands between two speeches.
pub(super) const UNKNOWN: u32 = u32::MAX;
const BREAK: u32 = u32::MAX - 1;

/// In words.
const SORTED_BY: usize = 3;

/// Of one run, told apart at most.
const MOST_PLACES: usize = 64;

/// Terms stand at least this often and make at least this share of all words.
const TERM_TIMES: u32 = 4;
const TERM_SHARE: u32 = 1_000;

#[derive(Debug)]
pub(super) struct WordIndex {
    numbers: HashMap<String, u32>,
    /// In reading order.
    stream: Vec<u32>,
    /// Where each begins in the stream.
    units: Vec<u32>,
    /// Places in the stream, by the words that begin there.
    sorted: Vec<u32>,
    /// Where each word's places begin in `sorted`; one more than there are words.
    first: Vec<u32>,
    /// By word: capitalised within sentences.
    names: Vec<bool>,
}

/// The longest beginning of some words that the corpus has.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    /// In words.
    pub(super) length: usize,
    /// In the stream, in reading order where there are few.
    pub(super) places: Vec<usize>,
}

impl WordIndex {
    /// Speeches that are not read have units without words.
    pub(super) fn new(corpus: &Corpus, is_read: impl Fn(&Speech) -> bool) -> WordIndex {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let (mut stream, mut units) = (Vec::new(), Vec::with_capacity(corpus.unit_count()));
        let mut capitals: Vec<i32> = Vec::new();
        let mut last: Option<&str> = None;
        for id in corpus.unit_ids() {
            let (speech, unit) = corpus.unit(id);
            if !is_read(speech) {
                units.push(number(stream.len()));
                continue;
            }
            if last.is_some_and(|last| last != speech.id()) {
                stream.push(BREAK);
            }
            last = Some(speech.id());
            units.push(number(stream.len()));
            let text = speech.text().get(unit.range.clone()).unwrap_or_default();
            let mut sentences =
                unit.sentences.iter().map(|sentence| sentence.start - unit.range.start).peekable();
            for_each_token(text, |range, form| {
                let word = match numbers.get(form) {
                    Some(word) => *word,
                    None => {
                        let one_form = in_figures(form);
                        let known = one_form.as_ref().and_then(|form| numbers.get(form)).copied();
                        let word = known.unwrap_or_else(|| {
                            capitals.push(0);
                            number(capitals.len() - 1)
                        });
                        numbers.insert(form.to_owned(), word);
                        numbers.extend(one_form.map(|form| (form, word)));
                        word
                    }
                };
                stream.push(word);
                let mut opens = false;
                while sentences.next_if(|start| *start <= range.start).is_some() {
                    opens = true;
                }
                // Titles capitalise every word, and a sentence its first.
                if !opens && !matches!(unit.kind, UnitKind::Title | UnitKind::Heading) {
                    capitals[word as usize] += capital(text.get(range).unwrap_or_default());
                }
            });
        }
        let words = capitals.len();
        let names = capitals.into_iter().map(|more| more > 0).collect();
        let (sorted, first) = sort(&stream, words);
        WordIndex { numbers, stream, units, sorted, first, names }
    }

    pub(super) fn number(&self, form: &str) -> u32 {
        let known = |form: &str| self.numbers.get(form).copied();
        known(form).or_else(|| known(&in_figures(form)?)).unwrap_or(UNKNOWN)
    }

    pub(super) fn stream(&self, range: Range<usize>) -> &[u32] {
        self.stream.get(range).unwrap_or_default()
    }

    pub(super) fn is_name(&self, word: u32) -> bool {
        self.names.get(word as usize).copied().unwrap_or(false)
    }

    pub(super) fn knows(&self, word: u32) -> bool {
        (word as usize) < self.names.len()
    }

    pub(super) fn is_term(&self, word: u32) -> bool {
        let times = number(self.places_of(word).len());
        times >= TERM_TIMES && times >= number(self.stream.len()) / TERM_SHARE
    }

    pub(super) fn is_rare(&self, word: u32) -> bool {
        (1..=8).contains(&self.places_of(word).len())
    }

    fn places_of(&self, word: u32) -> Range<usize> {
        let at = |word: u32| self.first.get(word as usize).map(|first| *first as usize);
        match (at(word), word.checked_add(1).and_then(at)) {
            (Some(start), Some(end)) => start..end,
            _ => 0..0,
        }
    }

    pub(super) fn longest(&self, given: &[u32]) -> Run {
        let Some(first) = given.first() else { return Run::default() };
        let mut places = self.places_of(*first);
        let mut length = usize::from(!places.is_empty());
        while length > 0 && length < given.len().min(SORTED_BY) {
            let within = self.sorted.get(places.clone()).unwrap_or_default();
            let word = |place: &u32| self.stream.get(*place as usize + length).copied();
            let start = within.partition_point(|place| word(place) < Some(given[length]));
            let end = within.partition_point(|place| word(place) <= Some(given[length]));
            if start == end {
                break;
            }
            (places, length) = (places.start + start..places.start + end, length + 1);
        }
        let candidates = self.sorted.get(places).unwrap_or_default();
        if length < SORTED_BY {
            return Run {
                length,
                places: candidates.iter().take(MOST_PLACES).map(|place| *place as usize).collect(),
            };
        }
        let mut run = Run { length, places: Vec::new() };
        for place in candidates.iter().map(|place| *place as usize) {
            let here = self.stream.get(place..).unwrap_or_default();
            let length = here.iter().zip(given).take_while(|(one, other)| one == other).count();
            if length > run.length {
                run = Run { length, places: Vec::new() };
            }
            if length == run.length && run.places.len() < MOST_PLACES {
                run.places.push(place);
            }
        }
        run
    }

    pub(super) fn unit_at(&self, place: usize) -> UnitId {
        let after = self.units.partition_point(|start| *start as usize <= place);
        UnitId(number(after.saturating_sub(1)))
    }

    pub(super) fn unit_words(&self, unit: UnitId) -> Range<usize> {
        let start = self.units.get(unit.0 as usize).map_or(0, |start| *start as usize);
        let next =
            self.units.get(unit.0 as usize + 1).map_or(self.stream.len(), |start| *start as usize);
        let before_break = next
            .checked_sub(1)
            .filter(|last| *last >= start && self.stream.get(*last) == Some(&BREAK));
        start..before_break.unwrap_or(next)
    }

    pub(super) fn word_ranges(corpus: &Corpus, unit: UnitId) -> Vec<Range<usize>> {
        let (speech, unit) = corpus.unit(unit);
        let text = speech.text().get(unit.range.clone()).unwrap_or_default();
        let mut ranges = Vec::new();
        for_each_token(text, |range, _| {
            ranges.push(unit.range.start + range.start..unit.range.start + range.end)
        });
        ranges
    }

    /// One for each unit touched.
    pub(super) fn spans<'a>(&self, corpus: &'a Corpus, range: Range<usize>) -> Vec<Span<'a>> {
        let mut spans = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let id = self.unit_at(at);
            let words = self.unit_words(id);
            let end = range.end.min(words.end);
            let ranges = WordIndex::word_ranges(corpus, id);
            let first = at.checked_sub(words.start).and_then(|first| ranges.get(first));
            let last = end.checked_sub(words.start + 1).and_then(|last| ranges.get(last));
            if let (Some(first), Some(last)) = (first, last) {
                let (speech, unit) = corpus.unit(id);
                spans.push(Span { speech, unit, bytes: first.start..last.end });
            }
            at = end.max(at + 1);
        }
        spans
    }

    /// One for each unit touched.
    pub(super) fn quotes(&self, corpus: &Corpus, range: Range<usize>) -> Vec<Quote> {
        self.spans(corpus, range)
            .into_iter()
            .filter_map(|span| span.speech.quote(span.bytes))
            .collect()
    }
}

#[derive(Clone, Debug)]
pub(super) struct Span<'a> {
    pub(super) speech: &'a Speech,
    pub(super) unit: &'a Unit,
    /// In the speech.
    pub(super) bytes: Range<usize>,
}

/// 1 with a capital and then small letters, -1 with a small first letter.
fn capital(word: &str) -> i32 {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => 1,
        // A line in capitals tells nothing of its words, a single letter little.
        (Some(first), _) if first.is_lowercase() => -1,
        _ => 0,
    }
}

/// All places, and where each word's begin among them.
fn sort(stream: &[u32], words: usize) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0_u32; words + 1];
    for word in stream.iter().filter(|word| **word != BREAK) {
        first[*word as usize + 1] += 1;
    }
    for word in 0..words {
        first[word + 1] += first[word];
    }
    let mut next = first.clone();
    let mut sorted = vec![0_u32; first.last().copied().unwrap_or(0) as usize];
    for (place, word) in stream.iter().enumerate().filter(|(_, word)| **word != BREAK) {
        let slot = &mut next[*word as usize];
        sorted[*slot as usize] = number(place);
        *slot += 1;
    }
    let mut keyed: Vec<([Option<u32>; 2], u32)> = Vec::new();
    for word in 0..words {
        let bucket = &mut sorted[first[word] as usize..first[word + 1] as usize];
        if bucket.len() < 2 {
            continue;
        }
        let at = |place: u32, further: usize| stream.get(place as usize + further).copied();
        keyed.clear();
        keyed.extend(bucket.iter().map(|place| ([at(*place, 1), at(*place, 2)], *place)));
        keyed.sort_unstable();
        for (slot, (_, place)) in bucket.iter_mut().zip(&keyed) {
            *slot = *place;
        }
    }
    (sorted, first)
}

/// No memory holds a corpus of four thousand million words.
fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
