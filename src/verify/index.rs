//! Where each run of words stands: all words in reading order, and their places sorted by the three
//! words there.
//!
//! Takes eight bytes a word beside the vocabulary. Common words stay in: quotes are often made of
//! them.
//!
//! A selection of speeches is a view of the same index, which passes over other places; words are
//! names, terms or rare by their use inside.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::corpus::{Corpus, Quote, Speech, Unit, UnitId, UnitKind};
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

#[derive(Clone, Debug)]
pub(super) struct WordIndex {
    all: Arc<Words>,
    /// Numbers of speeches, in ascending order; `None` for all.
    chosen: Option<Vec<u32>>,
}

#[derive(Debug)]
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
    /// Where each word's places begin in `sorted`, and the last one's end.
    first: Vec<u32>,
    /// By word, then speech.
    uses: Vec<Use>,
    /// Where each word's begin in `uses`, and the last one's end.
    first_use: Vec<u32>,
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
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let (mut stream, mut units) = (Vec::new(), Vec::with_capacity(corpus.unit_count()));
        let (mut speeches, mut ids) = (Vec::new(), corpus.speeches().iter().map(Speech::id));
        let mut uses: Vec<Vec<Use>> = Vec::new();
        let mut last: Option<&str> = None;
        for id in corpus.unit_ids() {
            let (speech, unit) = corpus.unit(id);
            if last != Some(speech.id()) {
                stream.extend(last.map(|_| BREAK));
                let ended = ids.by_ref().take_while(|id| *id != speech.id()).count();
                speeches.extend(std::iter::repeat_n(number(stream.len()), ended + 1));
            }
            last = Some(speech.id());
            units.push(number(stream.len()));
            let in_speech = number(speeches.len() - 1);
            let text = speech.text().slice(unit.range.clone());
            let mut sentences =
                unit.sentences.iter().map(|sentence| sentence.start - unit.range.start).peekable();
            for_each_token(text, |range, form| {
                let word = match numbers.get(form) {
                    Some(word) => *word,
                    None => {
                        let one_form = in_figures(form);
                        let known = one_form.as_ref().and_then(|form| numbers.get(form)).copied();
                        let word = known.unwrap_or_else(|| {
                            uses.push(Vec::new());
                            number(uses.len() - 1)
                        });
                        numbers.insert(form.to_owned(), word);
                        numbers.extend(one_form.map(|form| (form, word)));
                        word
                    }
                };
                let place = number(stream.len());
                stream.push(word);
                let mut opens = false;
                while sentences.next_if(|start| *start <= range.start).is_some() {
                    opens = true;
                }
                // Titles capitalise every word, and a sentence its first.
                let tells = !opens && !matches!(unit.kind, UnitKind::Title | UnitKind::Heading);
                let more = if tells { capital(text.slice(range)) } else { 0 };
                let of_word = &mut uses[word as usize];
                match of_word.last_mut().filter(|last| last.speech == in_speech) {
                    Some(last) => {
                        (last.times, last.capitals) = (last.times + 1, last.capitals + more)
                    }
                    None => {
                        of_word.push(Use { speech: in_speech, place, times: 1, capitals: more })
                    }
                }
            });
        }
        speeches.push(number(stream.len()));
        let (sorted, first) = sort(&stream, uses.len());
        let mut first_use = vec![0];
        first_use.extend(uses.iter().scan(0, |end, uses| {
            *end += number(uses.len());
            Some(*end)
        }));
        let uses = uses.into_iter().flatten().collect();
        Words { numbers, stream, units, speeches, sorted, first, uses, first_use }
    }
}

impl WordIndex {
    pub(super) fn new(corpus: &Corpus) -> WordIndex {
        WordIndex { all: Arc::new(Words::new(corpus)), chosen: None }
    }

    pub(super) fn within(&self, corpus: &Corpus, ids: &[String]) -> WordIndex {
        let speeches = (0..).zip(corpus.speeches());
        let chosen = speeches.filter(|(_, speech)| ids.iter().any(|id| id == speech.id()));
        let chosen = chosen.map(|(number, _)| number).collect();
        WordIndex { all: Arc::clone(&self.all), chosen: Some(chosen) }
    }

    #[cfg(test)]
    pub(super) fn shares_words_with(&self, other: &WordIndex) -> bool {
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
        let uses = self.all.uses.slice(slice(&self.all.first_use, word));
        uses.iter().filter(|used| self.is_chosen(used.speech))
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

    fn places_of(&self, word: u32) -> Range<usize> {
        slice(&self.all.first, word)
    }

    pub(super) fn longest(&self, given: &[u32]) -> Run {
        let Some(first) = given.first() else { return Run::default() };
        let mut places = self.places_of(*first);
        let mut length = usize::from(self.knows(*first));
        while length > 0 && length < given.len().min(SORTED_BY) {
            let within = self.all.sorted.slice(places.clone());
            let word = |place: &u32| self.all.stream.get(*place as usize + length).copied();
            let start = within.partition_point(|place| word(place) < Some(given[length]));
            let end = within.partition_point(|place| word(place) <= Some(given[length]));
            let longer = places.start + start..places.start + end;
            if !self.any_within(&longer) {
                break;
            }
            (places, length) = (longer, length + 1);
        }
        if length == 0 {
            return Run::default();
        }
        let candidates = self.all.sorted.slice(places).iter();
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

    fn any_within(&self, places: &Range<usize>) -> bool {
        let places = self.all.sorted.slice(places.clone());
        places.iter().any(|place| self.is_within(*place))
    }

    pub(super) fn unit_at(&self, place: usize) -> UnitId {
        let after = self.all.units.partition_point(|start| *start as usize <= place);
        UnitId(number(after.saturating_sub(1)))
    }

    pub(super) fn unit_words(&self, unit: UnitId) -> Range<usize> {
        let start = self.all.units.get(unit.0 as usize).map_or(0, |start| *start as usize);
        let next = self
            .all
            .units
            .get(unit.0 as usize + 1)
            .map_or(self.all.stream.len(), |start| *start as usize);
        let before_break = next
            .checked_sub(1)
            .filter(|last| *last >= start && self.all.stream.get(*last) == Some(&BREAK));
        start..before_break.unwrap_or(next)
    }

    pub(super) fn word_ranges(corpus: &Corpus, unit: UnitId) -> Vec<Range<usize>> {
        let (speech, unit) = corpus.unit(unit);
        let text = speech.text().slice(unit.range.clone());
        let mut ranges = Vec::new();
        for_each_token(text, |range, _| ranges.push(moved(&range, unit.range.start)));
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

/// Empty for what is not numbered.
fn slice(first: &[u32], number: u32) -> Range<usize> {
    let at = |number: u32| first.get(number as usize).map(|first| *first as usize);
    match (at(number), number.checked_add(1).and_then(at)) {
        (Some(start), Some(end)) => start..end,
        _ => 0..0,
    }
}
