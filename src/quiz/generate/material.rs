//! The corpus as items are made from it: sentences as words, and what can be asked for.

use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

use super::build::order;
use super::phrases::Phrases;
use super::sample;
use super::spans::{self, Class, Sort, Span};
use super::terms::Usage;
use crate::corpus::{Corpus, Quote, Speech, UnitKind};
use crate::text::apparatus::words_only;
use crate::text::{EntityKind, Role, Slice, Word, before, lower_words, stem, tokenize};

pub(super) struct Sentence<'a> {
    pub(super) speech: &'a Speech,
    pub(super) quote: Quote,
    pub(super) text: &'a str,
    pub(super) words: Vec<Word<'a>>,
    pub(super) spans: Vec<Span>,
    /// Without footnote signs, page marks and the like.
    is_clean: bool,
}

impl<'a> Sentence<'a> {
    fn around(&self, words: &Range<usize>) -> (&'a str, &'a str) {
        let start = self.words.get(words.start).map_or(self.text.len(), |word| word.range.start);
        let behind = self.text.slice(start + self.cut(words).len()..);
        (self.text.slice(..start), behind)
    }

    pub(super) fn cut(&self, words: &Range<usize>) -> &'a str {
        let start = self.words.get(words.start).map_or(0, |word| word.range.start);
        let end = before(&self.words, words.end).map_or(start, |word| word.range.end);
        self.text.slice(start..end)
    }

    /// Whether no letter or digit touches them, nor across a dot as in “X.25”.
    pub(super) fn stands_apart(&self, words: &Range<usize>) -> bool {
        let (before, behind) = self.around(words);
        let before = before.chars().next_back();
        let after: Vec<char> = behind.chars().take(2).collect();
        let dotted =
            before == Some('.') || matches!(after[..], ['.', next] if next.is_alphanumeric());
        !before.iter().chain(after.first()).any(|c| c.is_alphanumeric()) && !dotted
    }

    pub(super) fn with(&self, words: &Range<usize>, instead: &str) -> String {
        let (before, behind) = self.around(words);
        format!("{before}{instead}{behind}")
    }

    pub(super) fn context(&self, without: &Range<usize>) -> HashSet<String> {
        self.outside(without).flat_map(stems_of).collect()
    }

    pub(super) fn stems(&self, words: &Range<usize>) -> HashSet<String> {
        stems(self.words.slice(words.clone()))
    }

    pub(super) fn outside(&self, range: &Range<usize>) -> impl Iterator<Item = &Word<'a>> {
        let words = self.words.iter().enumerate();
        words.filter(|(at, _)| !range.contains(at)).map(|(_, word)| word)
    }

    pub(super) fn reads_well(&self, length: RangeInclusive<usize>) -> bool {
        let kind = self.quote.kind();
        let whole = match kind {
            UnitKind::Paragraph | UnitKind::Note => self.text.ends_with(['.', '!', '?', '”', '"']),
            UnitKind::Caption | UnitKind::Heading => true,
            UnitKind::Title | UnitKind::Source => false,
        };
        let begins = self.text.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"')
        });
        let even = self.text.matches('(').count() == self.text.matches(')').count()
            && self.text.matches('“').count() == self.text.matches('”').count()
            && self.text.matches('"').count().is_multiple_of(2);
        whole
            && self.is_clean
            && begins
            && even
            && length.contains(&self.text.chars().count())
            && !self.text.contains(['<', '>', '[', ']', '\n'])
    }
}

pub(super) struct Candidate<'a> {
    pub(super) text: &'a str,
    pub(super) stems: HashSet<String>,
    speech: &'a str,
}

/// What may stand in one another's place.
#[derive(Default)]
struct Pool<'a> {
    candidates: Vec<Candidate<'a>>,
    /// Places among the candidates, by speech.
    of_speech: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Pool<'a> {
    fn sort(&mut self) {
        self.candidates.sort_by_key(|candidate| order(&[candidate.text]));
        for (at, candidate) in self.candidates.iter().enumerate() {
            self.of_speech.entry(candidate.speech).or_default().push(at);
        }
    }

    fn first(&self, salt: u64) -> usize {
        (salt % self.candidates.len().max(1) as u64) as usize
    }

    /// In a circle, like [`Pool::elsewhere`].
    fn within(&self, speech: &str, salt: u64) -> impl Iterator<Item = &Candidate<'a>> {
        let places = self.of_speech.get(speech).map(Vec::as_slice).unwrap_or_default();
        let (before, from) =
            places.split_at(places.partition_point(|place| *place < self.first(salt)));
        let turned = from.iter().chain(before).take(MOST_TRIED);
        turned.filter_map(|place| self.candidates.get(*place))
    }

    fn elsewhere(&self, speech: &str, salt: u64) -> impl Iterator<Item = &Candidate<'a>> {
        let (before, from) = self.candidates.split_at(self.first(salt));
        let turned = from.iter().chain(before).take(MOST_TRIED);
        turned.filter(move |candidate| candidate.speech != speech)
    }
}

pub(super) struct Material<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) sentences: Vec<Sentence<'a>>,
    pools: HashMap<Class, Pool<'a>>,
    pub(super) usage: Usage,
    pub(super) phrases: Phrases,
    /// In ascending order.
    stands_in: HashMap<String, Vec<usize>>,
    /// By speech.
    years: HashMap<&'a str, RangeInclusive<u32>>,
}

/// A footnote's sign, an arrow, a picture.
fn is_odd(c: char) -> bool {
    !(c.is_alphanumeric() || c.is_whitespace() || ODDLESS.contains(c))
}

const ODDLESS: &str = ".,;:!?…'\"’‘“”()-‑–—/&%$£€";

/// A word in more sentences, and in a larger share of a speech's, tells nothing.
const REFRAIN_LEAST: usize = 4;
const REFRAIN: f32 = 0.15;

const AROUND: usize = 2;

/// For one place, of each speech's and of the others'.
const MOST_TRIED: usize = 1_000;

impl<'a> Material<'a> {
    /// Reads only speeches whose language the rules know.
    pub(super) fn new(corpus: &'a Corpus) -> Material<'a> {
        let is_read = |speech: &Speech| speech.language().starts_with("en");
        let mut sentences = Vec::new();
        let mut usage = Usage::default();
        for (speech, unit, range) in sample::sentences(corpus, is_read) {
            let (Some(text), Some(quote)) =
                (speech.text().get(range.clone()), speech.quote(range.clone()))
            else {
                continue;
            };
            let words = tokenize(text);
            if unit.kind != UnitKind::Title {
                usage.learn(&words);
            }
            let is_clean = words_only(text) == text && !text.contains(is_odd);
            sentences.push(Sentence { speech, quote, text, words, spans: Vec::new(), is_clean });
        }
        for sentence in &mut sentences {
            sentence.spans = spans::found(sentence.text, &sentence.words, &usage);
        }
        let (pools, stands_in, years) = (HashMap::new(), HashMap::new(), HashMap::new());
        let phrases = Phrases::new(corpus, is_read);
        let mut material = Material { corpus, sentences, pools, usage, phrases, stands_in, years };
        material.index();
        material.drop_refrains();
        material
    }

    fn index(&mut self) {
        let mut seen = HashSet::new();
        for (number, sentence) in self.sentences.iter().enumerate() {
            for word in sentence.words.iter().filter(|word| word.has_content()) {
                let numbers = self.stands_in.entry(word.stem.clone()).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
            let quoted = !matches!(sentence.quote.kind(), UnitKind::Title | UnitKind::Source);
            if !quoted || !sentence.is_clean {
                continue;
            }
            for span in &sentence.spans {
                let text = sentence.cut(&span.words);
                if let Some(year) = spans::year(text) {
                    let range = self.years.entry(sentence.speech.id()).or_insert(year..=year);
                    *range = year.min(*range.start())..=year.max(*range.end());
                }
                if seen.insert((span.class.clone(), text.to_lowercase())) {
                    let stems = sentence.stems(&span.words);
                    let candidate = Candidate { text, stems, speech: sentence.speech.id() };
                    self.pools.entry(span.class.clone()).or_default().candidates.push(candidate);
                }
            }
        }
        self.pools.values_mut().for_each(Pool::sort);
    }

    /// Words that recur throughout a speech are guessed unread.
    fn drop_refrains(&mut self) {
        let mut speeches: HashMap<&str, Range<usize>> = HashMap::new();
        for (number, sentence) in self.sentences.iter().enumerate() {
            speeches.entry(sentence.speech.id()).or_insert(number..number).end = number + 1;
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
        spans::year(figure).is_none_or(|year| range.is_some_and(|range| range.contains(&year)))
    }

    /// Ordered by the salt; the same speech's first, for its subject is the same.
    pub(super) fn alike<'b>(
        &'b self,
        class: &Class,
        speech: &'b str,
        salt: &str,
    ) -> impl Iterator<Item = &'b Candidate<'a>> {
        let salt = order(&[salt]);
        let pools = [self.pools.get(class), self.pools.get(&class.less_alike())];
        let pools = pools.into_iter().flatten();
        let here = pools.clone().flat_map(move |pool| pool.within(speech, salt));
        here.chain(pools.flat_map(move |pool| pool.elsewhere(speech, salt)))
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
    ) -> impl Iterator<Item = (usize, &Sentence<'a>)> {
        let sentences = self.sentences.iter().enumerate();
        sentences.filter(move |(_, sentence)| sentence.reads_well(length.clone()))
    }

    /// From 1 to 3, by the share of shown words that stand with a word of the answer in another
    /// sentence. An answer in no other sentence is neither easy nor hard.
    pub(super) fn difficulty(
        &self,
        seen: &HashSet<String>,
        answer: &HashSet<String>,
        in_sentence: usize,
    ) -> u8 {
        let of = |stem: &str| self.stands_in.get(stem).map(Vec::as_slice).unwrap_or_default();
        if !answer.iter().any(|stem| of(stem).iter().any(|number| *number != in_sentence)) {
            return 2;
        }
        let telling = |stem: &&String| {
            answer.iter().any(|answer| meet_beside(of(stem), of(answer), in_sentence))
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

/// A hyphenated word's parts, too.
fn stems_of(word: &Word<'_>) -> Vec<String> {
    if !word.has_content() {
        return Vec::new();
    }
    let parts =
        word.lower.split(['-', '‑']).filter(|part| part.len() > 1 && part.len() < word.lower.len());
    let mut stems: Vec<String> = parts.map(stem).collect();
    stems.push(word.stem.clone());
    stems
}

pub(in crate::quiz) fn stems(words: &[Word<'_>]) -> HashSet<String> {
    words.iter().flat_map(stems_of).collect()
}

/// Or holds them: “CPC”, “Communist Party of China”.
pub(super) fn is_initials(words: &[Word<'_>], of: &[Word<'_>]) -> bool {
    let acronyms = |words: &[Word<'_>]| -> Vec<String> {
        // “MoD” is made of M and D.
        let capitals =
            |word: &Word<'_>| word.text.chars().filter(|c| c.is_uppercase()).collect::<String>();
        let short = words.iter().filter(|word| word.text.chars().count() <= 6).map(capitals);
        short
            .filter(|capitals| capitals.chars().count() > 1)
            .map(|capitals| capitals.to_lowercase())
            .collect()
    };
    let initials = |words: &[Word<'_>]| -> Vec<String> {
        let kept = words.iter().filter(|word| word.role == Role::Content && word.capital);
        let letters: Vec<char> = kept
            .flat_map(|word| word.lower.split('-').filter_map(|part| part.chars().next()))
            .collect();
        let runs = (0..letters.len())
            .flat_map(|from| (from + 2..=letters.len().min(from + 6)).map(move |to| from..to));
        runs.filter_map(|run| Some(letters.get(run)?.iter().collect())).collect()
    };
    let (one, other) = (acronyms(words), acronyms(of));
    initials(of).iter().any(|letters| one.contains(letters))
        || initials(words).iter().any(|letters| other.contains(letters))
}

impl Span {
    pub(super) fn is_term(&self) -> bool {
        self.class.sort == Sort::Term
    }

    /// Without a sign of what it names it is hardly of another's sort.
    pub(super) fn is_open_name(&self) -> bool {
        self.class.sort == Sort::Name(EntityKind::Open)
    }

    pub(super) fn is_figure(&self) -> bool {
        matches!(self.class.sort, Sort::Figure(_))
    }
}
