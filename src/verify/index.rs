//! Where each run of words stands: all words in reading order, and their places sorted by the three
//! words there.
//!
//! Takes eight bytes a word beside the vocabulary. Common words stay in: quotes are often made of
//! them. In a selection of speeches, words are names, terms or rare by their use inside.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::corpus::{Corpus, Quote, SharedCorpus, Speech, Unit, UnitId, UnitKind};
use crate::text::number_words::in_figures;
use crate::text::typography::for_each_token;
use crate::text::{Slice, moved, number};

/// Not in the corpus; [`BREAK`] stands between two speeches.
pub(super) const UNKNOWN: u32 = u32::MAX;
const BREAK: u32 = u32::MAX - 1;

/// In words.
const SORTED_BY: usize = 3;

/// Of one run, told apart at most.
const MOST_PLACES: usize = 64;

/// Of a run of one or two words, looked at.
const MOST_TRIED: usize = 20_000;

/// Terms stand at least this often and make at least this share of all words.
const TERM_TIMES: u32 = 4;
const TERM_SHARE: u32 = 1_000;

/// Made in advance for one corpus: a quote is checked in well under a millisecond.
#[derive(Clone, Debug)]
pub struct QuoteIndex {
    pub(super) corpus: SharedCorpus,
    all: Arc<Words>,
    /// Numbers of speeches, in ascending order; `None` for all.
    chosen: Option<Vec<u32>>,
}

#[derive(Debug, Default)]
struct Words {
    numbers: HashMap<String, u32>,
    /// In reading order.
    stream: Vec<u32>,
    /// Where each begins in the stream.
    units: Vec<u32>,
    /// Where each begins in the stream; at the end, where the last one ends.
    speeches: Vec<u32>,
    /// Places in the stream, by the words that begin there.
    sorted: Vec<u32>,
    /// By word, then speech.
    uses: Vec<Vec<Use>>,
}

#[derive(Clone, Copy, Debug)]
struct Use {
    speech: u32,
    /// The first, in the stream.
    place: u32,
    times: u32,
    /// How much more often capitalised than small, within sentences.
    capitals: i32,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    /// In words.
    pub(super) length: usize,
    /// In the stream, in reading order where there are few.
    pub(super) places: Vec<usize>,
}

impl Words {
    fn new(corpus: &Corpus) -> Words {
        let mut words = Words::default();
        for (at, speech) in (0..).zip(corpus.speeches()) {
            words.stream.extend((at > 0).then_some(BREAK));
            words.speeches.push(number(words.stream.len()));
            for unit in speech.units() {
                words.add(at, speech.words(unit), unit);
            }
        }
        words.speeches.push(number(words.stream.len()));
        words.uses.iter_mut().for_each(Vec::shrink_to_fit);
        words.sort();
        words
    }

    fn add(&mut self, speech: u32, text: &str, unit: &Unit) {
        self.units.push(number(self.stream.len()));
        let starts = unit.sentences.iter().map(|sentence| sentence.start - unit.range.start);
        let mut starts = starts.peekable();
        for_each_token(text, |range, form| {
            let word = self.numbered(form);
            let place = number(self.stream.len());
            self.stream.push(word);
            let mut opens = false;
            while starts.next_if(|start| *start <= range.start).is_some() {
                opens = true;
            }
            // Titles capitalise every word, and a sentence its first.
            let tells = !opens && !matches!(unit.kind, UnitKind::Title | UnitKind::Heading);
            let more = if tells { capital(text.slice(range)) } else { 0 };
            let uses = &mut self.uses[word as usize];
            match uses.last_mut().filter(|last| last.speech == speech) {
                Some(last) => (last.times, last.capitals) = (last.times + 1, last.capitals + more),
                None => uses.push(Use { speech, place, times: 1, capitals: more }),
            }
        });
    }

    fn numbered(&mut self, form: &str) -> u32 {
        if let Some(word) = self.numbers.get(form) {
            return *word;
        }
        let one_form = in_figures(form);
        let known = one_form.as_ref().and_then(|form| self.numbers.get(form)).copied();
        let word = known.unwrap_or_else(|| {
            self.uses.push(Vec::new());
            number(self.uses.len() - 1)
        });
        self.numbers.insert(form.to_owned(), word);
        self.numbers.extend(one_form.map(|form| (form, word)));
        word
    }

    fn sort(&mut self) {
        let mut sorted: Vec<u32> = (0..number(self.stream.len())).collect();
        sorted.retain(|place| self.word(*place, 0) != Some(BREAK));
        // Keys are made once, since words of common places lie far apart in memory; as plain
        // numbers they are half as large.
        let key = |place: &u32, further| self.word(*place, further).map_or(0, |word| word + 1);
        sorted.sort_by_cached_key(|place| [0, 1, 2].map(|further| key(place, further)));
        self.sorted = sorted;
    }

    fn word(&self, place: u32, further: usize) -> Option<u32> {
        self.stream.get(place as usize + further).copied()
    }
}

impl QuoteIndex {
    pub fn new(corpus: SharedCorpus) -> QuoteIndex {
        QuoteIndex { all: Arc::new(Words::new(&corpus)), corpus, chosen: None }
    }

    /// A view of the same index: nothing is built.
    #[must_use]
    pub fn within(&self, ids: &[String]) -> QuoteIndex {
        let speeches = (0..).zip(self.corpus.speeches());
        let chosen = speeches.filter(|(_, speech)| ids.iter().any(|id| id == speech.id()));
        let chosen = chosen.map(|(number, _)| number).collect();
        QuoteIndex { chosen: Some(chosen), ..self.clone() }
    }

    #[cfg(test)]
    pub(super) fn shares_words_with(&self, other: &QuoteIndex) -> bool {
        Arc::ptr_eq(&self.all, &other.all)
    }

    pub(super) fn number(&self, form: &str) -> u32 {
        let known = |form: &str| self.all.numbers.get(form).copied();
        let number = known(form).or_else(|| known(&in_figures(form)?));
        number.filter(|word| self.knows(*word)).unwrap_or(UNKNOWN)
    }

    pub(super) fn stream(&self, range: Range<usize>) -> &[u32] {
        self.all.stream.slice(range)
    }

    pub(super) fn is_name(&self, word: u32) -> bool {
        self.uses_of(word).map(|used| i64::from(used.capitals)).sum::<i64>() > 0
    }

    pub(super) fn knows(&self, word: u32) -> bool {
        self.uses_of(word).next().is_some()
    }

    pub(super) fn is_term(&self, word: u32) -> bool {
        let times = self.times(word);
        times >= TERM_TIMES && times >= self.word_count() / TERM_SHARE
    }

    pub(super) fn is_rare(&self, word: u32) -> bool {
        (1..=8).contains(&self.times(word))
    }

    fn times(&self, word: u32) -> u32 {
        self.uses_of(word).map(|used| used.times).sum()
    }

    /// In the chosen speeches.
    fn uses_of(&self, word: u32) -> impl Iterator<Item = &Use> {
        let uses = self.all.uses.get(word as usize).into_iter().flatten();
        uses.filter(|used| self.is_chosen(used.speech))
    }

    /// In the chosen speeches, with the breaks between them.
    fn word_count(&self) -> u32 {
        let Some(chosen) = &self.chosen else { return number(self.all.stream.len()) };
        let words = chosen.iter().map(|speech| {
            let at = |speech: u32| self.all.speeches.get(speech as usize).copied().unwrap_or(0);
            at(*speech + 1).saturating_sub(at(*speech))
        });
        words.sum()
    }

    fn is_chosen(&self, speech: u32) -> bool {
        self.chosen.as_ref().is_none_or(|chosen| chosen.binary_search(&speech).is_ok())
    }

    fn is_within(&self, place: u32) -> bool {
        self.chosen.is_none() || {
            let after = self.all.speeches.partition_point(|start| *start <= place);
            after.checked_sub(1).is_some_and(|speech| self.is_chosen(number(speech)))
        }
    }

    pub(super) fn longest(&self, given: &[u32]) -> Run {
        let Some(first) = given.first() else { return Run::default() };
        if !self.knows(*first) {
            return Run::default();
        }
        let (mut places, mut length) = (self.all.sorted.as_slice(), 0);
        for next in given.iter().take(SORTED_BY) {
            let word = |place: &u32| self.all.word(*place, length);
            let start = places.partition_point(|place| word(place) < Some(*next));
            let end = places.partition_point(|place| word(place) <= Some(*next));
            let longer = places.slice(start..end);
            if length > 0 && !longer.iter().any(|place| self.is_within(*place)) {
                break;
            }
            (places, length) = (longer, length + 1);
        }
        let candidates = places.iter();
        if length < SORTED_BY {
            let tried = candidates.take(MOST_TRIED).filter(|place| self.is_within(**place));
            let mut places: Vec<usize> =
                tried.take(MOST_PLACES).map(|place| *place as usize).collect();
            // A common word may have too many in other speeches.
            if places.is_empty() && length == 1 {
                places.extend(self.uses_of(*first).map(|used| used.place as usize));
            }
            return Run { length, places };
        }
        let mut run = Run { length, places: Vec::new() };
        let candidates = candidates.filter(|place| self.is_within(**place));
        for place in candidates.map(|place| *place as usize) {
            let here = self.all.stream.slice(place..);
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
        let after = self.all.units.partition_point(|start| *start as usize <= place);
        UnitId(number(after.saturating_sub(1)))
    }

    pub(super) fn unit_words(&self, unit: UnitId) -> Range<usize> {
        let start = |unit: u32| self.all.units.get(unit as usize).map(|start| *start as usize);
        let words = start(unit.0).unwrap_or(0)..start(unit.0 + 1).unwrap_or(self.all.stream.len());
        let breaks = self.stream(words.clone()).ends_with(&[BREAK]);
        words.start..words.end - usize::from(breaks)
    }

    /// In bytes of the speech.
    fn word_ranges(&self, unit: UnitId) -> Vec<Range<usize>> {
        let (speech, unit) = self.corpus.unit(unit);
        let mut ranges = Vec::new();
        for_each_token(speech.words(unit), |range, _| ranges.push(moved(&range, unit.range.start)));
        ranges
    }

    pub(super) fn sentence(&self, place: usize) -> Range<usize> {
        let id = self.unit_at(place);
        let words = self.unit_words(id);
        let ranges = self.word_ranges(id);
        let (_, unit) = self.corpus.unit(id);
        let word = place.checked_sub(words.start).and_then(|word| ranges.get(word));
        let at = word.map_or(0, |word| word.start);
        let Some(sentence) = unit.sentences.iter().find(|sentence| sentence.contains(&at)) else {
            return words;
        };
        let first = ranges.partition_point(|word| word.start < sentence.start);
        let last = ranges.partition_point(|word| word.start < sentence.end);
        moved(&(first..last), words.start)
    }

    pub(super) fn spans(&self, range: Range<usize>) -> Vec<Span<'_>> {
        let mut spans = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let id = self.unit_at(at);
            let words = self.unit_words(id);
            let end = range.end.min(words.end);
            let ranges = self.word_ranges(id);
            let first = at.checked_sub(words.start).and_then(|first| ranges.get(first));
            let last = end.checked_sub(words.start + 1).and_then(|last| ranges.get(last));
            if let (Some(first), Some(last)) = (first, last) {
                let (speech, unit) = self.corpus.unit(id);
                spans.push(Span { speech, unit, bytes: first.start..last.end });
            }
            at = end.max(at + 1);
        }
        spans
    }

    pub(super) fn quotes(&self, range: Range<usize>) -> Vec<Quote> {
        let spans = self.spans(range).into_iter();
        spans.filter_map(|span| span.speech.quote(span.bytes)).collect()
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
