//! The corpus as items are made from it: its sentences, what may stand in one another's place, and
//! where words stand together.

use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

use super::build::order;
use super::phrases::Phrases;
use super::sample;
use super::sentence::{Sentence, stems};
use super::spans::{self, Class};
use super::terms::Usage;
use crate::corpus::{Corpus, UnitKind};
use crate::text::{Slice, lower_words};

pub(super) struct Candidate<'a> {
    pub(super) text: &'a str,
    pub(super) stems: HashSet<String>,
    speech: &'a str,
}

fn in_circle<T>(all: &[T], salt: u64) -> impl Iterator<Item = &T> + Clone {
    let first = salt % all.len().max(1) as u64;
    let (before, from) = all.split_at(first as usize);
    from.iter().chain(before)
}

pub(super) struct Material<'a> {
    pub(super) sentences: Vec<Sentence<'a>>,
    pools: HashMap<Class, Vec<Candidate<'a>>>,
    pub(super) usage: Usage,
    pub(super) phrases: Phrases<'a>,
    /// In ascending order.
    stands_in: HashMap<String, Vec<usize>>,
    /// By speech.
    years: HashMap<&'a str, RangeInclusive<u32>>,
}

/// A word in more sentences, and in a larger share of a speech's, tells nothing.
const REFRAIN_LEAST: usize = 4;
const REFRAIN: f32 = 0.15;

const AROUND: usize = 2;

/// For one place, of each speech's and of the others'.
const MOST_TRIED: usize = 1_000;

impl<'a> Material<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Material<'a> {
        let mut sentences = Vec::new();
        let mut usage = Usage::default();
        for (speech, range) in sample::sentences(corpus) {
            let Some(sentence) = Sentence::new(sentences.len(), speech, range) else { continue };
            if sentence.quote.kind() != UnitKind::Title {
                usage.learn(&sentence.words);
            }
            sentences.push(sentence);
        }
        for sentence in &mut sentences {
            sentence.spans = spans::found(sentence.text, &sentence.words, &usage);
        }
        let (pools, stands_in, years) = (HashMap::new(), HashMap::new(), HashMap::new());
        let phrases = Phrases::new(corpus);
        let mut material = Material { sentences, pools, usage, phrases, stands_in, years };
        material.index();
        material.drop_refrains();
        material
    }

    fn index(&mut self) {
        let mut seen = HashSet::new();
        for sentence in &self.sentences {
            for word in sentence.words.iter().filter(|word| word.has_content()) {
                let numbers = self.stands_in.entry(word.stem.clone()).or_default();
                if numbers.last() != Some(&sentence.number) {
                    numbers.push(sentence.number);
                }
            }
            let quoted = !matches!(sentence.quote.kind(), UnitKind::Title | UnitKind::Source);
            if !quoted || !sentence.is_clean {
                continue;
            }
            for span in &sentence.spans {
                let text = sentence.cut(&span.words);
                for year in spans::years(text) {
                    let range = self.years.entry(sentence.speech.id()).or_insert(year..=year);
                    *range = year.min(*range.start())..=year.max(*range.end());
                }
                if seen.insert((span.class.clone(), text.to_lowercase())) {
                    let stems = sentence.stems(&span.words);
                    let candidate = Candidate { text, stems, speech: sentence.speech.id() };
                    self.pools.entry(span.class.clone()).or_default().push(candidate);
                }
            }
        }
        for pool in self.pools.values_mut() {
            pool.sort_by_key(|candidate| order(&[candidate.text]));
        }
    }

    /// Words that recur throughout a speech are guessed unread.
    fn drop_refrains(&mut self) {
        let mut speeches: HashMap<&str, Range<usize>> = HashMap::new();
        for Sentence { number, speech, .. } in &self.sentences {
            speeches.entry(speech.id()).or_insert(*number..*number).end = number + 1;
        }
        let often = |stem: &String, speech: &Range<usize>| {
            let here = self.stands_in.get(stem).map_or(0, |numbers| {
                let before = |end: usize| numbers.partition_point(|number| *number < end);
                before(speech.end) - before(speech.start)
            });
            here > REFRAIN_LEAST && here as f32 > REFRAIN * speech.len() as f32
        };
        for sentence in &mut self.sentences {
            let (words, speech) = (&sentence.words, &speeches[sentence.speech.id()]);
            sentence.spans.retain(|span| {
                let stems = stems(words.slice(span.words.clone()));
                span.is_figure() || !stems.iter().all(|stem| often(stem, speech))
            });
        }
    }

    /// Whether the speech is about so early or late a year; other figures always are.
    pub(super) fn is_of_its_time(&self, figure: &str, speech: &str) -> bool {
        let range = self.years.get(speech);
        spans::years(figure).all(|year| range.is_some_and(|range| range.contains(&year)))
    }

    /// Ordered by the salt; the same speech's first, for its subject is the same.
    pub(super) fn alike<'b>(
        &'b self,
        class: &Class,
        speech: &'b str,
        salt: &str,
    ) -> impl Iterator<Item = &'b Candidate<'a>> {
        let salt = order(&[salt]);
        let less_alike = class.less_alike().and_then(|class| self.pools.get(&class));
        let pools = self.pools.get(class).into_iter().chain(less_alike);
        let all = pools.map(move |pool| in_circle(pool, salt));
        let is_here = move |candidate: &&Candidate<'_>| candidate.speech == speech;
        let here = all.clone().flat_map(move |all| all.filter(is_here).take(MOST_TRIED));
        let elsewhere = move |candidate: &&Candidate<'_>| candidate.speech != speech;
        here.chain(all.flat_map(move |all| all.take(MOST_TRIED).filter(elsewhere)))
    }

    /// Whether the corpus has `text` between the [`AROUND`] words of each side.
    pub(super) fn fits(&self, sentence: &Sentence<'_>, place: &Range<usize>, text: &str) -> bool {
        let (before, after) = sentence.around(place);
        let mut words = lower_words(before);
        words.drain(..words.len().saturating_sub(AROUND));
        words.extend(lower_words(text));
        words.extend(lower_words(after).into_iter().take(AROUND));
        self.phrases.holds(&words)
    }

    pub(super) fn readable(
        &self,
        length: RangeInclusive<usize>,
    ) -> impl Iterator<Item = &Sentence<'a>> {
        self.sentences.iter().filter(move |sentence| sentence.reads_well(length.clone()))
    }

    /// From 1 to 3, by the share of shown words that stand with a word of the answer in another
    /// sentence.
    pub(super) fn difficulty(&self, sentence: &Sentence<'_>, answer: &Range<usize>) -> u8 {
        let (seen, answer) = (sentence.context(answer), sentence.stems(answer));
        let of = |stem: &str| self.stands_in.get(stem).map(Vec::as_slice).unwrap_or_default();
        if !answer.iter().any(|stem| of(stem).iter().any(|number| *number != sentence.number)) {
            return 2;
        }
        let telling = |stem: &&String| {
            answer.iter().any(|answer| meet_beside(of(stem), of(answer), sentence.number))
        };
        let share = seen.iter().filter(telling).count() as f32 / seen.len().max(1) as f32;
        match share {
            _ if share >= EASY => 1,
            _ if share >= MIDDLE => 2,
            _ => 3,
        }
    }
}

/// Chosen so that the shipped speech has like numbers of each difficulty.
const EASY: f32 = 0.4;
const MIDDLE: f32 = 0.2;

/// Both are in ascending order.
fn meet_beside(one: &[usize], other: &[usize], this: usize) -> bool {
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    few.iter().any(|number| *number != this && many.binary_search(number).is_ok())
}
