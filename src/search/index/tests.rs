//! What the index finds.

use super::*;
use crate::corpus::Corpus;

const SPEECH: &str = "+++\ntitle = \"T\"\n+++\n# Bread for all\n\nBread is good. Water \
                      runs.\n\n![A baker](photo)\n\n---\n\nSaid in May.\n";

fn corpus() -> Corpus {
    Corpus::from_source("tiny", SPEECH).unwrap()
}

fn found(index: &PassageIndex, typed: &str) -> Vec<u32> {
    let words = index.words(typed);
    let stems: Vec<WeightedStem<'_>> = words.iter().map(|word| (word.stem.as_str(), 1.0)).collect();
    index.sentences.best(&stems, None, 10).unwrap().into_iter().map(|(id, _)| id).collect()
}

#[test]
fn words_are_found_by_stem_and_by_kind() {
    let index = PassageIndex::build(&corpus()).unwrap();
    assert_eq!(found(&index, "RUNNING waters"), [2]);
    assert_eq!(found(&index, "which photograph"), [3]);
    assert_eq!(found(&index, "breads"), [0, 1]);
    assert!(found(&index, "nothing here").is_empty());
    assert_eq!(
        index.words("Café déjà")[1],
        IndexedWord { typed: "déjà".to_owned(), range: 6..12, stem: "deja".to_owned() }
    );
}

#[test]
fn the_best_of_one_speech_is_asked_for_alone() {
    let bread = "+++\ntitle = \"T\"\n+++\nBread.\n\nBread, water and salt.\n";
    let sources = [("one", bread), ("two", "+++\ntitle = \"T\"\n+++\nSalt and bread.\n")];
    let index = PassageIndex::build(&Corpus::from_sources(&sources).unwrap()).unwrap();
    let of = |within: Option<&[u32]>, limit| {
        let [sentences, units] = [&index.sentences, &index.units].map(|level| {
            let found = level.best(&[("bread", 1.0)], within, limit).unwrap();
            found.into_iter().map(|(id, _)| id).collect::<Vec<u32>>()
        });
        assert_eq!(sentences, units);
        sentences
    };
    assert_eq!(of(None, 1), [0]);
    assert_eq!(of(Some(&[1]), 1), [2], "places that other speeches take are not asked for");
    assert_eq!(of(Some(&[0]), 9), [0, 1]);
    assert_eq!(of(Some(&[0, 1]), 9), of(None, 9));
    assert!(of(Some(&[]), 9).is_empty());
}
