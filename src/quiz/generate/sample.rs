//! Which sentences items are made from: all, or of a large corpus as many from every speech, spread
//! over it.

use std::ops::Range;

use crate::corpus::{Corpus, Speech};

/// More items than anybody plays; a deck of all sentences would grow with the corpus.
const MOST_SENTENCES: usize = 5_000;

/// Whether the rules know its language.
pub(super) fn is_read(speech: &Speech) -> bool {
    speech.language().starts_with("en")
}

pub(super) fn sentences(corpus: &Corpus) -> impl Iterator<Item = (&Speech, &Range<usize>)> {
    let speeches: Vec<&Speech> =
        corpus.speeches().iter().filter(|speech| is_read(speech)).collect();
    let count =
        |speech: &&Speech| speech.units().iter().map(|unit| unit.sentences.len()).sum::<usize>();
    let counts: Vec<usize> = speeches.iter().map(count).collect();
    let most = most_of_each(&counts, MOST_SENTENCES);
    speeches.into_iter().zip(counts).flat_map(move |(speech, count)| {
        let all = speech.units().iter().flat_map(|unit| &unit.sentences).enumerate();
        let kept = all.filter(move |(at, _)| is_kept(*at, count, most));
        kept.map(move |(_, range)| (speech, range))
    })
}

/// Small ones leave their rest to the others.
fn most_of_each(counts: &[usize], most: usize) -> usize {
    let taken = |of_each: usize| counts.iter().map(|count| of_each.min(*count)).sum::<usize>();
    if taken(usize::MAX) <= most {
        return usize::MAX;
    }
    (1..=most).take_while(|of_each| taken(*of_each) <= most).last().unwrap_or(1)
}

fn is_kept(at: usize, count: usize, most: usize) -> bool {
    count <= most || at * most / count != (at + 1) * most / count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_speeches_are_asked_about_in_full_and_large_ones_throughout() {
        let paragraphs: String =
            (0..MOST_SENTENCES + 500).map(|at| format!("W{at}.\n\n")).collect();
        let large = format!("+++\ntitle = \"T\"\n+++\n{paragraphs}");
        let small = "+++\ntitle = \"S\"\n+++\nOne. Two. Three.\n";
        let corpus = Corpus::from_sources(&[("large", &large), ("small", small)]).unwrap();
        let (large, small): (Vec<_>, Vec<_>) =
            sentences(&corpus).partition(|(speech, _)| speech.id() == "large");
        assert_eq!((large.len(), small.len()), (MOST_SENTENCES - 3, 3));
        let places: Vec<usize> = large.iter().map(|(_, range)| range.start).collect();
        let widest = "W5000.\n\nW5001.\n\n".len();
        assert!(places.windows(2).all(|two| two[1] - two[0] <= widest), "{places:?}");
    }
}
