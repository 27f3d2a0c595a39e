//! Every place where given words stand, in the text's order.
//!
//! The index proposes sentences; comparing their words one by one decides. A word counts in every
//! spelling and inflection; other words of its stem (“important” for “imports”) are only related.

use std::collections::BTreeSet;
use std::ops::Range;

use super::index::{IndexError, IndexedWord, PassageIndex};
use super::lexical::Lexical;
use crate::corpus::{Corpus, Quote, SentenceId, UnitId};
use crate::text::inflection::{bases, variants};
use crate::text::lexicon::STOP_WORDS;
use crate::text::normalize::{fold, is_unspaced};

/// In letters, of a word written apart in the text.
const SHORTEST_HALF: usize = 3;

/// More would be a pasted text.
const MOST_WORDS: usize = 24;

#[derive(Clone, Debug)]
pub struct Occurrence {
    pub sentence: SentenceId,
    pub quote: Quote,
}

/// Made only by looking.
#[derive(Clone, Debug)]
pub struct Occurrences {
    words: String,
    places: Vec<Occurrence>,
    related: Vec<Occurrence>,
    by_speech: Vec<(String, usize)>,
    units: usize,
}

impl Occurrences {
    /// Looks in all speeches where `within` names none. Function words at the ends do not count,
    /// unless there are no others.
    pub(super) fn find(
        lexical: &Lexical,
        words: &str,
        within: &[String],
    ) -> Result<Occurrences, IndexError> {
        let (corpus, index) = (&*lexical.corpus, &lexical.index);
        let typed = content(index.words(words));
        let range = typed.first().zip(typed.last());
        let words = range.and_then(|(first, last)| words.get(first.range.start..last.range.end));
        let words = words.unwrap_or_default().to_owned();
        let phrase = Phrase::new(index, &typed);
        let found = match words.contains(is_unspaced) {
            true => in_letters(corpus, &words),
            false => phrase.find(corpus, index)?,
        };
        let is_searched = |speech: &str| within.is_empty() || within.iter().any(|id| id == speech);
        let searched = found.into_iter().filter(|(found, _)| is_searched(found.quote.speech()));
        let (places, related): (Vec<_>, Vec<_>) = searched.partition(|(_, is_form)| *is_form);
        let [places, related] = [places, related]
            .map(|found| found.into_iter().map(|(found, _)| found).collect::<Vec<Occurrence>>());
        let speeches = corpus.speeches().iter().map(|speech| speech.id());
        let count = |id: &str| places.iter().filter(|place| place.quote.speech() == id).count();
        let by_speech =
            speeches.filter(|id| is_searched(id)).map(|id| (id.to_owned(), count(id))).collect();
        let units: BTreeSet<UnitId> =
            places.iter().map(|place| corpus.place(place.sentence).0).collect();
        Ok(Occurrences { words, places, related, by_speech, units: units.len() })
    }

    /// As typed, without function words at the ends.
    pub fn words(&self) -> &str {
        &self.words
    }

    pub fn count(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub fn places(&self) -> &[Occurrence] {
        &self.places
    }

    /// Where other words of the same stems stand.
    pub fn related(&self) -> &[Occurrence] {
        &self.related
    }

    /// How many passages hold the words.
    pub fn passages(&self) -> usize {
        self.units
    }

    /// Ids of the speeches searched, in the corpus's order.
    pub fn by_speech(&self) -> &[(String, usize)] {
        &self.by_speech
    }
}

fn content(mut words: Vec<IndexedWord>) -> Vec<IndexedWord> {
    words.truncate(MOST_WORDS);
    let counts = |word: &IndexedWord| !STOP_WORDS.contains(word.typed.to_lowercase().as_str());
    let Some(first) = words.iter().position(counts) else { return words };
    let last = words.iter().rposition(counts).unwrap_or(first);
    words.drain(first..=last).collect()
}

struct Word {
    folded: String,
    stems: BTreeSet<String>,
    bases: BTreeSet<String>,
}

impl Word {
    fn new(index: &PassageIndex, typed: &str) -> Word {
        let folded = fold(typed);
        let forms = variants(&folded);
        let stems = |form: &String| index.words(form).into_iter().map(|word| word.stem);
        Word {
            stems: forms.iter().flat_map(stems).collect(),
            bases: forms.iter().flat_map(|form| bases(form)).collect(),
            folded,
        }
    }

    /// Whether it is a form of the word; `None` where not even the stem is the same.
    fn fits(&self, stem: &str, typed: &str) -> Option<bool> {
        self.stems.contains(stem).then(|| !self.bases.is_disjoint(&bases(&fold(typed))))
    }

    /// The stems with which it may begin where it is written apart.
    fn beginnings(&self, index: &PassageIndex) -> Vec<String> {
        let letters = self.folded.chars().count();
        let cuts = self.folded.char_indices().skip(SHORTEST_HALF);
        let cuts = cuts.take((letters + 1).saturating_sub(2 * SHORTEST_HALF));
        let halves = cuts.filter_map(|(at, _)| self.folded.get(..at));
        halves.flat_map(|half| index.words(half)).map(|word| word.stem).collect()
    }
}

struct Phrase {
    words: Vec<Word>,
    /// Each word and the next, written as one.
    joined: Vec<Word>,
}

impl Phrase {
    fn new(index: &PassageIndex, typed: &[IndexedWord]) -> Phrase {
        let joined = typed.windows(2).filter_map(|pair| match pair {
            [one, next] => Some(Word::new(index, &format!("{}{}", one.typed, next.typed))),
            _ => None,
        });
        let words = typed.iter().map(|word| Word::new(index, &word.typed));
        Phrase { words: words.collect(), joined: joined.collect() }
    }

    fn find(
        &self,
        corpus: &Corpus,
        index: &PassageIndex,
    ) -> Result<Vec<(Occurrence, bool)>, IndexError> {
        if self.words.is_empty() {
            return Ok(Vec::new());
        }
        let stems: Vec<BTreeSet<String>> = (self.words.iter().enumerate())
            .map(|(at, word)| {
                let before = at.checked_sub(1).and_then(|before| self.joined.get(before));
                let joined = before.into_iter().chain(self.joined.get(at));
                let joined = joined.flat_map(|word| word.stems.iter().cloned());
                let own = word.stems.iter().cloned();
                own.chain(joined).chain(word.beginnings(index)).collect()
            })
            .collect();
        let mut found = Vec::new();
        for sentence in index.sentences_with_all(&stems)? {
            let (unit, _) = corpus.place(sentence);
            let whole = corpus.quote_sentence(sentence);
            let words = index.words(whole.text());
            let mut at = 0;
            while at < words.len() {
                let Some((length, is_form)) = self.begins(index, words.get(at..).unwrap_or(&[]))
                else {
                    at += 1;
                    continue;
                };
                let start = whole.range().start;
                let range = start + words[at].range.start..start + words[at + length - 1].range.end;
                let quote = corpus.unit(unit).0.quote(range);
                found.extend(quote.map(|quote| (Occurrence { sentence, quote }, is_form)));
                at += length;
            }
        }
        Ok(found)
    }

    /// How many of the words the phrase takes, and whether all are forms of its own.
    fn begins(&self, index: &PassageIndex, words: &[IndexedWord]) -> Option<(usize, bool)> {
        let (mut wanted, mut at, mut all_forms) = (0, 0, true);
        while let Some(word) = self.words.get(wanted) {
            let here = words.get(at)?;
            let (took, given, is_form) = if let Some(is_form) = word.fits(&here.stem, &here.typed) {
                (1, 1, is_form)
            } else if let Some(is_form) =
                self.joined.get(wanted).and_then(|word| word.fits(&here.stem, &here.typed))
            {
                (2, 1, is_form)
            } else {
                let next = words.get(at + 1)?;
                let long = [here, next].iter().all(|half| half.typed.len() >= SHORTEST_HALF);
                if !long || !word.folded.starts_with(&fold(&here.typed)) {
                    return None;
                }
                let both = format!("{}{}", here.typed, next.typed);
                let stem = index.words(&both).into_iter().next()?.stem;
                (1, 2, word.fits(&stem, &both)?)
            };
            (wanted, at, all_forms) = (wanted + took, at + given, all_forms && is_form);
        }
        Some((at, all_forms))
    }
}

/// For scripts that put no spaces between words.
fn in_letters(corpus: &Corpus, words: &str) -> Vec<(Occurrence, bool)> {
    let sentences = corpus.unit_ids().flat_map(|unit| {
        let count = corpus.unit(unit).1.sentences.len();
        (0..count).map(move |number| (unit, corpus.sentence(unit, number)))
    });
    let places = sentences.flat_map(|(unit, sentence)| {
        let whole = corpus.quote_sentence(sentence);
        let start = whole.range().start;
        let ranges: Vec<Range<usize>> = (whole.text().match_indices(words))
            .map(|(at, found)| start + at..start + at + found.len())
            .collect();
        let quotes = ranges.into_iter().filter_map(move |range| corpus.unit(unit).0.quote(range));
        quotes.map(move |quote| (Occurrence { sentence, quote }, true))
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::{Arc, LazyLock};

    use proptest::prelude::*;

    use super::*;
    use crate::search::Engine;

    fn engine(corpus: Corpus) -> Engine {
        let index = PassageIndex::build(&corpus).unwrap();
        Engine::new(Arc::new(corpus), index)
    }

    static SHIPPED: LazyLock<Engine> = LazyLock::new(|| {
        engine(Corpus::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).unwrap())
    });

    /// The stems of each sentence, cut by hand.
    static STEMS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
        let corpus = SHIPPED.corpus();
        let sentences = (0..).map(SentenceId).take(corpus.sentence_count());
        sentences.map(|sentence| stems(corpus.quote_sentence(sentence).text())).collect()
    });

    fn lower(text: &str) -> Vec<String> {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    }

    fn plain_stem(word: &str) -> String {
        frostem::Stemmer::new(frostem::Algorithm::English).stem(word).into_owned()
    }

    fn stems(text: &str) -> Vec<String> {
        lower(text).iter().map(|word| plain_stem(word)).collect()
    }

    fn by_hand(phrase: &[String]) -> usize {
        let count = |stems: &Vec<String>| {
            let (mut at, mut count) = (0, 0);
            while at + phrase.len() <= stems.len() {
                let is_here = stems[at..at + phrase.len()] == *phrase;
                count += usize::from(is_here);
                at += if is_here { phrase.len() } else { 1 };
            }
            count
        };
        STEMS.iter().map(count).sum()
    }

    fn all(found: &Occurrences) -> impl Iterator<Item = &Occurrence> {
        found.places().iter().chain(found.related())
    }

    fn texts(engine: &Engine, words: &str) -> Vec<String> {
        let found = engine.occurrences(words, &[]).unwrap();
        found.places().iter().map(|place| place.quote.text().to_owned()).collect()
    }

    /// Irregular forms and other spellings are found beside what is counted by hand.
    fn is_as_by_hand(words: &str) -> bool {
        let found = SHIPPED.occurrences(words, &[]).unwrap();
        let asked = lower(found.words());
        let (here, by_hand) = (all(&found).count(), by_hand(&stems(found.words())));
        here == by_hand || (here > by_hand && asked.iter().any(|word| variants(word).len() > 1))
    }

    #[test]
    fn every_word_of_the_speech_is_found_as_often_as_by_hand() {
        let words: BTreeSet<String> =
            lower(SHIPPED.corpus().speeches()[0].text()).into_iter().collect();
        for word in words {
            assert!(!SHIPPED.occurrences(&word, &[]).unwrap().is_empty(), "{word}");
            assert!(is_as_by_hand(&word), "{word}");
        }
    }

    proptest! {
        #[test]
        fn phrases_are_found_as_often_as_by_hand(at in 0..10_000_u32, from in 0..100_usize, length in 1..6_usize, other in 0..10_000_u32) {
            let corpus = SHIPPED.corpus();
            let sentence = |at: u32| {
                let number = at % u32::try_from(corpus.sentence_count()).unwrap();
                lower(corpus.quote_sentence(SentenceId(number)).text())
            };
            let words = sentence(at);
            let from = from % words.len();
            let mut phrase = words[from..words.len().min(from + length)].to_vec();
            if other % 3 == 0 {
                phrase.extend(sentence(other).first().cloned());
            }
            let phrase = phrase.join(" ");
            prop_assert!(is_as_by_hand(&phrase), "{}", phrase);
            let found = SHIPPED.occurrences(&phrase, &[]).unwrap();
            prop_assert!(found.places().is_sorted_by_key(|place| place.quote.range().start));
            for place in all(&found) {
                let speech = corpus.speech_of(&place.quote).unwrap();
                prop_assert_eq!(speech.text().get(place.quote.range()), Some(place.quote.text()));
                prop_assert!(corpus.quote_sentence(place.sentence).text().contains(place.quote.text()));
                let forms = lower(found.words()).into_iter().zip(lower(place.quote.text()));
                prop_assert!(forms.into_iter().all(|(asked, here)| variants(&asked).iter().any(|form| plain_stem(form) == plain_stem(&here))));
            }
        }
    }

    #[test]
    fn a_word_counts_in_every_spelling_and_form_and_no_other_word_does() {
        let text = "+++\ntitle = \"T\"\n+++\nLabor’s well-being and well being. Wellbeing of women \
                    workers is important.\n\nThe policy makers organised WORKERS’ unions; the \
                    minimum wage, and minimum, wages.\n\n工人是财富的创造者。\n";
        let engine = engine(Corpus::from_source("tiny", text).unwrap());
        for (words, expected) in [
            ("labour", &["Labor"][..]),
            ("the wellbeing of", &["well-being", "well being", "Wellbeing"]),
            ("well being", &["well-being", "well being", "Wellbeing"]),
            ("woman", &["women"]),
            ("worker", &["workers", "WORKERS"]),
            ("organize", &["organised"]),
            ("policymakers", &["policy makers"]),
            ("minimum wages", &["minimum wage", "minimum, wages"]),
            ("union workers", &[]),
            ("import", &[]),
            ("of the", &[]),
            ("the", &["The", "the"]),
            ("财富", &["财富"]),
            ("", &[]),
        ] {
            assert_eq!(texts(&engine, words), expected, "{words}");
        }
        assert_eq!(engine.occurrences("import", &[]).unwrap().related().len(), 1);
        assert_eq!(engine.occurrences("the wellbeing of", &[]).unwrap().words(), "wellbeing");
    }

    #[test]
    fn places_are_counted_by_speech() {
        let source = |words| format!("+++\ntitle = \"T\"\n+++\n{words}\n");
        let (one, other) = (source("Bread and bread."), source("Bread."));
        let sources = [("a", one.as_str()), ("b", &source("Water.")), ("c", &other)];
        let engine = engine(Corpus::from_sources(&sources).unwrap());
        let counted =
            |within: &[String]| engine.occurrences("breads", within).unwrap().by_speech().to_vec();
        let count = |id: &str, count| (id.to_owned(), count);
        assert_eq!(counted(&[]), [count("a", 2), count("b", 0), count("c", 1)]);
        assert_eq!(counted(&["c".to_owned()]), [count("c", 1)]);
    }
}
