//! Finds texts by beginnings of their words, at every keystroke: the work does not grow with their
//! number.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ranges::{Slice, number};

/// Texts compared: where more begin so, most do, and enough are found among the first.
const MOST_TRIED: usize = 20_000;

/// Words are numbered in alphabetical order, so a beginning is a range of numbers.
#[derive(Default)]
pub(crate) struct Prefixes {
    words: Vec<String>,
    /// Each text's words, in their order.
    texts: Vec<u32>,
    text_ends: Vec<usize>,
    /// The texts that hold each word, in their order.
    places: Vec<u32>,
    place_ends: Vec<usize>,
    /// The texts by their words.
    sorted: Vec<u32>,
}

impl Prefixes {
    pub(crate) fn new(texts: impl IntoIterator<Item = Vec<String>>) -> Prefixes {
        let mut prefixes = Prefixes::default();
        let mut met: BTreeMap<String, u32> = BTreeMap::new();
        for text in texts {
            for word in text {
                let next = number(met.len());
                prefixes.texts.push(*met.entry(word).or_insert(next));
            }
            prefixes.text_ends.push(prefixes.texts.len());
        }
        let mut numbers = vec![0; met.len()];
        for (alphabetical, (word, met)) in met.into_iter().enumerate() {
            numbers[met as usize] = number(alphabetical);
            prefixes.words.push(word);
        }
        prefixes.texts.iter_mut().for_each(|word| *word = numbers[*word as usize]);
        prefixes.find_places();
        let mut sorted: Vec<u32> = (0..number(prefixes.len())).collect();
        sorted.sort_unstable_by_key(|text| (prefixes.words_of(*text as usize), *text));
        prefixes.sorted = sorted;
        prefixes
    }

    fn find_places(&mut self) {
        let words = |text: usize| self.words_of(text).iter().map(move |word| (*word, number(text)));
        let mut pairs: Vec<(u32, u32)> = (0..self.len()).flat_map(words).collect();
        pairs.sort_unstable();
        pairs.dedup();
        self.place_ends = (0..number(self.words.len()))
            .map(|word| pairs.partition_point(|pair| pair.0 <= word))
            .collect();
        self.places = pairs.into_iter().map(|(_, text)| text).collect();
    }

    pub(crate) fn len(&self) -> usize {
        self.text_ends.len()
    }

    fn words_of(&self, text: usize) -> &[u32] {
        self.texts.slice(slice(&self.text_ends, text..text + 1))
    }

    fn beginning(&self, typed: &str) -> Range<u32> {
        let start = self.words.partition_point(|word| word.as_str() < typed);
        let rest = self.words.slice(start..);
        let count = rest.partition_point(|word| word.starts_with(typed));
        number(start)..number(start + count)
    }

    /// Each typed word begins a word of the text; in the texts' order, all where nothing is typed.
    pub(crate) fn holding<'a>(&'a self, typed: &[String]) -> impl Iterator<Item = usize> + use<'a> {
        let wanted: Vec<Range<u32>> = typed.iter().map(|typed| self.beginning(typed)).collect();
        let places =
            |words: &Range<u32>| slice(&self.place_ends, words.start as usize..words.end as usize);
        let fewest = wanted.iter().map(places).min_by_key(ExactSizeIterator::len);
        let fewest = fewest.map(|range| self.places.slice(range));
        self.tried(fewest).filter(move |text| {
            let words = self.words_of(*text);
            wanted.iter().all(|wanted| words.iter().any(|word| wanted.contains(word)))
        })
    }

    /// As [`Prefixes::holding`], but the typed words open the text, the last maybe incomplete.
    pub(crate) fn beginning_with<'a>(
        &'a self,
        typed: &[String],
    ) -> impl Iterator<Item = usize> + use<'a> {
        let (last, whole) = typed
            .split_last()
            .map_or((0..u32::MAX, typed), |(last, whole)| (self.beginning(last), whole));
        let whole: Option<Vec<u32>> = whole.iter().map(|word| self.number_of(word)).collect();
        // A word that no text has is placed behind all.
        let whole = whole.unwrap_or_else(|| vec![u32::MAX]);
        let bound = |next: u32| whole.iter().copied().chain([next]).collect::<Vec<u32>>();
        let from = if typed.is_empty() { Vec::new() } else { bound(last.start) };
        let to = bound(last.end);
        let at = |words: &[u32]| {
            self.sorted.partition_point(|text| self.words_of(*text as usize) < words)
        };
        let found = self.sorted.get(at(&from)..at(&to));
        self.tried(found).filter(move |text| {
            let words = self.words_of(*text);
            from.as_slice() <= words && words < to.as_slice()
        })
    }

    fn number_of(&self, word: &str) -> Option<u32> {
        self.words.binary_search_by(|known| known.as_str().cmp(word)).ok().map(number)
    }

    /// In ascending order, each once.
    fn tried(&self, of: Option<&[u32]>) -> impl Iterator<Item = usize> + use<> {
        let few = of.filter(|of| of.len() <= MOST_TRIED);
        let listed = few.map(|few| {
            let mut few: Vec<usize> = few.iter().map(|text| *text as usize).collect();
            few.sort_unstable();
            few.dedup();
            few
        });
        let all = if listed.is_some() { 0 } else { self.len().min(MOST_TRIED) };
        listed.into_iter().flatten().chain(0..all)
    }
}

fn slice(ends: &[usize], numbers: Range<usize>) -> Range<usize> {
    let end = |number: usize| number.checked_sub(1).and_then(|last| ends.get(last)).copied();
    end(numbers.start).unwrap_or(0)..end(numbers.end).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn prefixes(texts: &[String]) -> Prefixes {
        Prefixes::new(texts.iter().map(|text| words(text)))
    }

    proptest! {
        #[test]
        fn texts_are_found_as_by_reading_all(
            texts in proptest::collection::vec("[ab ]{0,8}", 0..12),
            typed in "[abc ]{0,5}",
        ) {
            let (prefixes, typed) = (prefixes(&texts), words(&typed));
            let of = |kept: &dyn Fn(&[String]) -> bool| -> Vec<usize> {
                (0..texts.len()).filter(|text| kept(&words(&texts[*text]))).collect()
            };
            let holding = of(&|text| {
                typed.iter().all(|typed| text.iter().any(|word| word.starts_with(typed.as_str())))
            });
            prop_assert_eq!(prefixes.holding(&typed).collect::<Vec<_>>(), holding);
            let beginning = of(&|text| match typed.split_last() {
                None => true,
                Some((last, whole)) => {
                    let next = text.strip_prefix(whole).and_then(|rest| rest.first());
                    next.is_some_and(|next| next.starts_with(last.as_str()))
                }
            });
            prop_assert_eq!(prefixes.beginning_with(&typed).collect::<Vec<_>>(), beginning);
        }
    }

    #[test]
    fn a_keystroke_compares_no_more_texts_however_many_there_are() {
        let tried = |texts: usize| {
            let texts: Vec<String> = (0..texts).map(|text| format!("the w{text} of")).collect();
            let prefixes = prefixes(&texts);
            let places = |typed: &str| prefixes.holding(&words(typed)).count();
            (places("the"), places("of w19"), prefixes.beginning_with(&words("the")).count())
        };
        assert_eq!(tried(2 * MOST_TRIED), (MOST_TRIED, 1_111, MOST_TRIED));
        assert_eq!(tried(3 * MOST_TRIED), (MOST_TRIED, 1_111, MOST_TRIED));
    }
}
