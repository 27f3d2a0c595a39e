//! Finds words that stand one after another: places of all words in reading order are sorted by the
//! words there, so that a look-up halves its way to them.

use std::collections::HashMap;

use super::sample::is_read;
use crate::corpus::Corpus;
use crate::text::{Slice, before, lower_words, number};

/// In words: what goes on alike for longer stands in no order.
const SORTED_BY: usize = 32;

#[derive(Default)]
pub(super) struct Phrases<'a> {
    numbers: HashMap<String, u32>,
    stream: Vec<u32>,
    /// The place where each begins, and its id.
    speeches: Vec<(u32, &'a str)>,
    sorted: Vec<u32>,
}

impl<'a> Phrases<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Phrases<'a> {
        let mut phrases = Phrases::default();
        for speech in corpus.speeches().iter().filter(|speech| is_read(speech)) {
            phrases.speeches.push((number(phrases.stream.len()), speech.id()));
            for sentence in speech.units().iter().flat_map(|unit| &unit.sentences) {
                let text = speech.text().slice(sentence.clone());
                for word in lower_words(text) {
                    let next = number(phrases.numbers.len());
                    phrases.stream.push(*phrases.numbers.entry(word).or_insert(next));
                }
            }
        }
        let stream = &phrases.stream;
        phrases.sorted = (0..number(stream.len())).collect();
        phrases.sorted.sort_unstable_by(|one, other| {
            let words = |place: u32| beginning(stream, place, SORTED_BY);
            words(*one).cmp(words(*other)).then(one.cmp(other))
        });
        phrases
    }

    pub(super) fn holds(&self, words: &[String]) -> bool {
        self.places(words).next().is_some()
    }

    /// The speech's id of each place where they stand.
    pub(super) fn speeches_with(&self, words: &[String]) -> impl Iterator<Item = &'a str> {
        self.places(words).filter_map(|place| {
            let after = self.speeches.partition_point(|(start, _)| *start <= place);
            before(&self.speeches, after).map(|(_, id)| *id)
        })
    }

    fn places(&self, words: &[String]) -> impl Iterator<Item = u32> {
        let numbers = words.iter().map(|word| self.numbers.get(word).copied());
        let numbers: Vec<u32> = numbers.collect::<Option<_>>().unwrap_or_default();
        let begun = if numbers.is_empty() { &[] } else { self.begun(&numbers) };
        let places = begun.iter().copied();
        places.filter(move |place| beginning(&self.stream, *place, numbers.len()) == numbers)
    }

    fn begun(&self, numbers: &[u32]) -> &[u32] {
        let first = numbers.get(..SORTED_BY).unwrap_or(numbers);
        let words = |place: &u32| beginning(&self.stream, *place, first.len());
        let start = self.sorted.partition_point(|place| words(place) < first);
        let end = self.sorted.partition_point(|place| words(place) <= first);
        self.sorted.slice(start..end)
    }
}

fn beginning(stream: &[u32], place: u32, most: usize) -> &[u32] {
    let rest = stream.slice(place as usize..);
    rest.get(..most).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_held_in_their_order_only_and_across_sentences() {
        let text = "+++\ntitle = \"T\"\n+++\n# T\n\nThe mill stands. The mill burns.\n\nA mill.\n";
        let corpus = Corpus::from_source("t", text).unwrap();
        let phrases = Phrases::new(&corpus);
        let holds = |text: &str| phrases.holds(&lower_words(text));
        for held in ["mill", "the mill burns", "stands. The", "burns a mill"] {
            assert!(holds(held), "{held}");
        }
        for missing in ["", "mills", "mill the", "a mill stands", "a mill burns the mill"] {
            assert!(!holds(missing), "{missing}");
        }
        let with = |text: &str| phrases.speeches_with(&lower_words(text)).count();
        assert_eq!([with("the mill"), with("a mill"), with("mills")], [2, 1, 0]);
    }

    #[test]
    fn more_words_than_places_are_sorted_by_are_compared_to_the_end() {
        let words = |last: &str| format!("{} {last}", "on and ".repeat(SORTED_BY));
        let text = format!("+++\ntitle = \"T\"\n+++\n# T\n\nGo {}.\n", words("up"));
        let corpus = Corpus::from_source("t", &text).unwrap();
        let phrases = Phrases::new(&corpus);
        let holds = |text: &str| phrases.holds(&lower_words(text));
        assert!(holds(&words("up")) && !holds(&words("down")) && !holds(&words("go")));
    }
}
