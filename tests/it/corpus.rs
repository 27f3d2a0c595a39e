//! The shipped speech is the page as published, word for word; corpora of any number are read.

use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use verbatim::bot::Bot;
use verbatim::corpus::Corpus;
use verbatim::search::Engine;
use verbatim::search::index::PassageIndex;

const SOURCE: &str = include_str!("../data/acftu-2023-source.txt");

pub(crate) fn shipped() -> Corpus {
    Corpus::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).unwrap()
}

/// A bot without a store and an encoder.
pub(crate) fn bot_over(corpus: Corpus) -> Bot {
    let index = PassageIndex::build(&corpus).unwrap();
    Bot::new(Engine::new(Arc::new(corpus), index), 3)
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The site's own navigation words, which stand on the page but not in the speech.
const NAVIGATION: &str = "Nav Search";

/// Writes a file below a folder.
pub(crate) fn write(folder: &TempDir, file: &str, text: impl AsRef<[u8]>) {
    let path = folder.path().join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn shipped_speech_equals_the_published_page() {
    let corpus = shipped();
    let speech = &corpus.speeches()[0];
    let title = words(&speech.front().title).join(" ");
    let page = words(SOURCE).join(" ");
    let page = page.strip_prefix(NAVIGATION).unwrap().trim_start();
    let (before, after) = page.split_once(&title).unwrap();
    assert_eq!(before, "");
    // The page shows the title a second time, below the publication line.
    let (publication, rest) = after.split_once(&title).unwrap();
    let expected = format!("{title} {} {}", publication.trim(), rest.trim());
    assert_eq!(words(speech.text()), words(&expected));
}

#[test]
fn shipped_speech_has_all_its_units() {
    let corpus = shipped();
    let speech = &corpus.speeches()[0];
    let references: Vec<String> =
        speech.units().iter().map(|unit| speech.reference(unit).to_string()).collect();
    assert_eq!(
        references.join(", "),
        "Title, Source, Intro ¶1, Intro ¶2, §1, §1 ¶1, §1 photo 1, §1 ¶2, §1 ¶3, §1 photo 2, §2, \
         §2 ¶1, §2 ¶2, §2 ¶3, §3, §3 ¶1, §3 ¶2, §3 ¶3, Note 1, Note 2"
    );
    assert_eq!(corpus.sentence_count(), 52);
}

#[test]
fn references_name_the_speech_when_several_are_loaded() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["first-talk", "second-talk"] {
        let speech = format!("+++\ntitle = \"{name}\"\n+++\n\nWords of {name}.\n");
        write(&dir, &format!("{name}/speech.md"), speech);
    }
    let corpus = Corpus::load(dir.path()).unwrap();
    let shown: Vec<String> =
        corpus.unit_ids().map(|unit| corpus.quote_unit(unit).reference().to_string()).collect();
    assert_eq!(shown, ["first-talk ¶1", "second-talk ¶1"]);
}

#[test]
fn every_fault_of_every_speech_is_named_in_one_run() {
    let dir = tempfile::tempdir().unwrap();
    let one = "+++\ntitle = \"T\"\ndeliverd = \"1999\"\n+++\n# T\n\n> quoted\n\n***\n";
    for (file, text) in [
        ("one/speech.md", one),
        ("one/questions.toml", "[[passage]]\nquote = \"Deeds\"\nquestions = [\"What?\"]\n"),
        ("two/speech.md", "+++\nspeaker = \"X\"\n+++\n# T\n\nWords.\n"),
    ] {
        write(&dir, file, text);
    }
    let said = Corpus::load(dir.path()).unwrap_err().to_string();
    for words in [
        "one/speech.md:3: unknown field `deliverd`",
        "one/speech.md:7: Markdown reads this line as a block quote",
        "one/speech.md:9: a line that parts nothing. Remove it",
        "one/questions.toml:2: the speech does not hold the words “Deeds”",
        "two/speech.md:2: missing field `title`",
    ] {
        assert!(said.contains(words), "{words:?} is missing in {said}");
    }
    assert_eq!(said.lines().count(), 5, "{said}");
}

#[test]
fn a_folder_without_a_speech_says_where_speeches_belong() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir, "talk/speech.txt", "Words.\n");
    let said = Corpus::load(dir.path()).unwrap_err().to_string();
    assert!(said.contains("holds no speech") && said.ends_with("/<name>/speech.md"), "{said}");
}

#[test]
fn dates_of_toml_are_shown_as_they_are_written() {
    let source = "+++\ntitle = \"T\"\ndelivered = 1865-03-04\npublished = 1866\n+++\nWords.\n";
    let corpus = Corpus::from_source("talk", source).unwrap();
    let front = corpus.speeches()[0].front();
    let dates = (front.delivered.as_deref(), front.published.as_deref());
    assert_eq!(dates, (Some("1865-03-04"), Some("1866")));
}

#[test]
fn corpus_errors_name_file_line_and_remedy() {
    let dir = tempfile::tempdir().unwrap();
    let load = || Corpus::load(dir.path()).unwrap_err().to_string();
    write(&dir, "talk/speech.md", b"+++\ntitle = \"T\"\n+++\n\ncaf\xe9\n");
    assert!(
        load().ends_with("speech.md:5: the file is not UTF-8 text. Save it as UTF-8"),
        "{}",
        load()
    );
    write(&dir, "talk/speech.md", "+++\ntitle = \"T\"\n+++\n\nWords.\n");
    std::fs::rename(dir.path().join("talk"), dir.path().join("Talk 2")).unwrap();
    assert!(
        load().contains(
            "the folder's name \"Talk 2\" cannot stand in a reference. Name it with small letters"
        ),
        "{}",
        load()
    );
}
