//! The index finds, stays, and heals.

use std::path::Path;

use super::passages::{HOME, LOCK, SENTENCES, UNITS};
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
    index.sentences.best(&stems, None, 10, |id| id).unwrap().into_iter().map(|(id, _)| id).collect()
}

fn folders(path: &Path) -> Vec<String> {
    let mut names = files(&path.join(HOME));
    names.retain(|name| name != LOCK);
    names
}

fn files(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
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
            let found = level.best(&[("bread", 1.0)], within, limit, |id| id).unwrap();
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

#[test]
fn an_index_on_disk_is_reused_until_the_corpus_changes() {
    let dir = tempfile::tempdir().unwrap();
    let (index, reused) = PassageIndex::open(&corpus(), dir.path()).unwrap();
    assert!(!reused);
    assert_eq!(found(&index, "waters"), [2]);
    assert!(PassageIndex::open(&corpus(), dir.path()).unwrap().1);
    let before = folders(dir.path());

    let changed = Corpus::from_source("tiny", &SPEECH.replace("Water", "Wine")).unwrap();
    let (index, reused) = PassageIndex::open(&changed, dir.path()).unwrap();
    assert!(!reused && found(&index, "waters").is_empty() && found(&index, "wine") == [2]);
    let after = folders(dir.path());
    assert!(after.len() == 1 && after != before, "one folder, a new one: {after:?}");
}

#[test]
fn a_damaged_or_half_written_index_is_built_anew() {
    let dir = tempfile::tempdir().unwrap();
    drop(PassageIndex::open(&corpus(), dir.path()).unwrap());
    std::fs::create_dir(dir.path().join(HOME).join(".building-left")).unwrap();
    let folder = dir.path().join(HOME).join(&folders(dir.path())[1]).join(SENTENCES);
    for file in
        files(&folder).iter().filter(|name| name.ends_with(".idx") || name.ends_with(".term"))
    {
        let mut bytes = std::fs::read(folder.join(file)).unwrap();
        bytes[0] ^= 0xff;
        std::fs::write(folder.join(file), bytes).unwrap();
    }
    let (index, reused) = PassageIndex::open(&corpus(), dir.path()).unwrap();
    assert!(!reused && found(&index, "waters") == [2]);
    assert_eq!(folders(dir.path()).len(), 1);
    std::fs::remove_file(
        dir.path().join(HOME).join(&folders(dir.path())[0]).join(UNITS).join("meta.json"),
    )
    .unwrap();
    assert!(!PassageIndex::open(&corpus(), dir.path()).unwrap().1);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = PassageIndex::open(&corpus(), &file.join("index")).err().unwrap().to_string();
    assert!(error.contains("index.path"), "{error}");
}

#[test]
fn several_that_start_at_once_share_one_index_and_nothing_else_is_touched() {
    let dir = tempfile::tempdir().unwrap();
    let foreign = dir.path().join("0123456789abcdef0123456789abcdef");
    std::fs::create_dir(&foreign).unwrap();
    std::thread::scope(|scope| {
        let opened: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| PassageIndex::open(&corpus(), dir.path()).unwrap().1))
            .collect();
        let built = opened
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .filter(|reused| !reused)
            .count();
        assert_eq!(built, 1);
    });
    assert!(foreign.exists() && folders(dir.path()).len() == 1);
}
