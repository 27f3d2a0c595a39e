//! Quiz items prove their answers: every item of the shipped speech, and of other corpora where
//! they are at hand, is checked with rules that are written here again, from the texts alone.

mod check;
mod draws;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;
use verbatim::corpus::Corpus;
use verbatim::quiz::{AnswerKey, Deck, Filter, Item, Kind};

use check::{Check, folded};

use crate::command_line::{json_lines, program, text};
use crate::corpus::shipped;

/// More speeches, encyclopedia articles, which are required wherever there is a folder `shared`
/// beside the project.
fn others() -> Option<Corpus> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if !shared.is_dir() {
        let message = "Only the shipped speech is checked: there is no ../shared.\n";
        std::io::stderr().write_all(message.as_bytes()).unwrap();
        return None;
    }
    let dir: PathBuf = shared.join("questions/wiki/corpus");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let every = if std::env::var_os(ALL).is_some() { 1 } else { 3 };
    let texts: Vec<(String, String)> = folders
        .iter()
        .step_by(every)
        .map(|folder| {
            let source = std::fs::read_to_string(folder.join("speech.md")).unwrap();
            (folder.file_name().unwrap().to_str().unwrap().to_owned(), source)
        })
        .collect();
    let sources: Vec<(&str, &str)> = texts.iter().map(|(id, text)| (&**id, &**text)).collect();
    Some(Corpus::from_sources(&sources).unwrap())
}

/// The variable with which all texts are tried; otherwise every third is.
const ALL: &str = "VERBATIM_TEST_ALL_TEXTS";

/// Checks every item of a deck and returns how many there are.
fn checked(corpus: &Corpus) -> usize {
    let deck = Deck::new(corpus);
    let texts: Vec<String> = corpus.speeches().iter().map(|speech| folded(speech.text())).collect();
    let mut faults: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut ids = HashSet::new();
    for item in deck.items() {
        let mut check = Check { corpus, texts: &texts, item, faults: Vec::new() };
        check.that(ids.insert(item.id.clone()), "the id stands twice");
        check.all();
        if !check.faults.is_empty() {
            faults.insert(
                format!("{} “{}” {:?}", item.kind.name(), item.prompt, item.answer),
                check.faults,
            );
        }
    }
    assert!(
        faults.is_empty(),
        "{} faulty items: {:#?}",
        faults.len(),
        faults.iter().take(25).collect::<Vec<_>>()
    );
    even(&deck);
    figures_and_names_first(&deck);
    deck.items().count()
}

/// Most alterations change a figure or a name: what stands in the one version and not in the other
/// has a digit, a capital or is an amount in words.
fn figures_and_names_first(deck: &Deck) {
    let versions = deck.items().filter(|item| item.kind == Kind::Altered).filter_map(|item| {
        let wrong = |choice: &&String| *choice != item.answer.answer();
        Some((item.answer.answer(), item.answer.choices().iter().find(wrong)?))
    });
    let versions: Vec<(&str, &String)> = versions.collect();
    let clear = |(right, wrong): &&(&str, &String)| {
        let kept: HashSet<&str> = right.split_whitespace().collect();
        let changed: Vec<&str> =
            wrong.split_whitespace().filter(|word| !kept.contains(word)).collect();
        let amounts = "three four five six seven eight nine ten thousands millions";
        let figure = |word: &&str| {
            word.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || amounts.split(' ').any(|amount| amount == *word)
        };
        changed.is_empty() || changed.iter().any(figure)
    };
    let count = versions.iter().filter(clear).count();
    assert!(
        count * 5 >= versions.len() * 4,
        "{count} of {} alterations change a figure or a name",
        versions.len()
    );
}

/// Neither the place of the right choice nor its length tells it over many items.
fn even(deck: &Deck) {
    let mut places: HashMap<(Kind, usize), [usize; 4]> = HashMap::new();
    let mut longest: HashMap<Kind, (usize, usize)> = HashMap::new();
    for item in deck.items().filter(|item| item.kind != Kind::Section) {
        let AnswerKey::Choice { choices, right } = &item.answer else { continue };
        places.entry((item.kind, choices.len())).or_default()[*right] += 1;
        let length = |at: usize| choices[at].chars().count();
        let is_longest =
            (0..choices.len()).filter(|at| at != right).all(|at| length(at) < length(*right));
        let (count, all) = longest.entry(item.kind).or_default();
        (*count, *all) = (*count + usize::from(is_longest), *all + 1);
    }
    for ((kind, count), places) in places {
        let all: usize = places.iter().sum();
        let most = places.iter().max().unwrap();
        assert!(
            all < 50 || most * count * 2 < all * 3,
            "{kind:?}: of {all}, the right ones stand at {places:?}"
        );
    }
    for (kind, (count, all)) in longest.into_iter().filter(|(_, (_, all))| *all >= 50) {
        assert!(
            count * 20 < all * 11,
            "{kind:?}: the right choice is the longest in {count} of {all}"
        );
    }
}

#[test]
fn every_item_of_the_shipped_speech_proves_its_answer() {
    let count = checked(&shipped());
    assert!(count >= 150, "{count} items");
}

#[test]
fn every_item_of_other_corpora_proves_its_answer() {
    let Some(corpus) = others() else { return };
    let count = checked(&corpus);
    assert!(count >= 1_500, "{count} items");
}

#[test]
fn the_shipped_speech_has_items_of_every_kind_difficulty_and_part() {
    let corpus = shipped();
    let deck = Deck::new(&corpus);
    for kind in Kind::ALL {
        assert!(deck.items().any(|item| item.kind == kind), "{kind:?}");
    }
    for difficulty in 1..=3 {
        let count = deck.items().filter(|item| item.difficulty == difficulty).count();
        assert!(count >= 30, "difficulty {difficulty}: {count}");
        let sections = deck.items().filter(|item| item.kind == Kind::Section);
        let count = sections.filter(|item| item.difficulty == difficulty).count();
        assert!(count >= 4, "{count} sections of difficulty {difficulty}");
    }
    let written: Vec<&Item> = deck.items().filter(|item| item.kind == Kind::Written).collect();
    assert!(written.len() >= 40, "{} written by hand", written.len());
    let covered: HashSet<String> =
        written.iter().map(|item| item.evidence.reference().to_string()).collect();
    let speech = &corpus.speeches()[0];
    for unit in speech.units() {
        let reference = speech.reference(unit).to_string();
        assert!(covered.contains(&reference), "{reference} has no item written by hand");
    }
}

/// A copy with a question among the sentences, names of several sorts, marks of pages and notes,
/// and participles behind nouns.
const COPIED: &str = "The farmers of the valley in Ulm gathered their strength to build a bridge \
                      over the river. The bakers of the town in Ulm gathered their savings to \
                      open a school beside the market. Shall the miners of the hills in Ulm \
                      gather their courage to plant a garden behind the church? The weavers of \
                      the village in Ulm gathered their neighbors to clean a well under the \
                      chapel. The sailors of the harbor in Ulm gathered their brothers to paint a \
                      tower above the gate.\n\nThe council of the old town thanked Lincoln for \
                      the letter to the miners. The council of the old town thanked France for \
                      the ships in the harbor. The council of the old town thanked Germany for \
                      the gift to the weavers.\n\nIn 1849 the farmers of the valley (Pg. 635) \
                      sold barley to the bakers of the town. In 1853 the weavers of the village¹ \
                      sold linen to the sailors of the harbor. In 1857 the miners of the hills† \
                      sold copper to the council of the town. In 1861 the council of the town \
                      sold timber to the farmers of the valley.\n\nIn winter the city seeking \
                      for peace sent its messengers over the mountains. In spring the village \
                      longing for water sent its children over the meadows. In summer the county \
                      waiting for honor sent its soldiers over the hills. In autumn the harbor \
                      looking for trade sent its merchants over the ocean.";

#[test]
fn items_of_a_copied_speech_show_no_marks_odd_choices_or_names_of_another_sort() {
    let source = format!("+++\ntitle = \"T\"\n+++\n\n# T\n\n{COPIED}\n");
    let deck = Deck::new(&Corpus::from_source("copy", &source).unwrap());
    for kind in [Kind::Blank, Kind::Finish, Kind::Altered] {
        assert!(deck.items().any(|item| item.kind == kind), "{kind:?}");
    }
    for item in deck.items() {
        let choices = item.answer.choices();
        for text in choices.iter().chain([&item.prompt]) {
            assert!(!text.contains(['¹', '†']) && !text.contains("Pg."), "{text}");
        }
        assert!(!choices.iter().any(|choice| choice.ends_with('?')), "{choices:?}");
        let participle = |choice: &String| choice.ends_with("ing");
        assert!(item.kind != Kind::Blank || !choices.iter().any(participle), "{choices:?}");
        for name in ["Lincoln", "France", "Germany"] {
            let count = choices.iter().filter(|choice| choice.contains(name)).count();
            assert!(
                item.kind != Kind::Altered || count == 0 || count == choices.len(),
                "{choices:?}"
            );
        }
    }
}

#[test]
fn items_of_another_language_are_only_those_written_by_hand() {
    let source = "+++\ntitle = \"T\"\nlanguage = \"de\"\n+++\n\nIm Jahr 1900 wurde die alte Stadt \
                  von den Leuten aus Ulm gebaut und erweitert.\n";
    assert_eq!(Deck::new(&Corpus::from_source("rede", source).unwrap()).items().count(), 0);
}

fn printed(arguments: &[&str]) -> (i32, Vec<Value>, String) {
    let output = program(&["quiz"]).args(arguments).output().unwrap();
    (output.status.code().unwrap(), json_lines(&output), text(&output.stderr))
}

#[test]
fn printed_items_are_of_the_kind_difficulty_and_speech_that_was_asked_for() {
    let (_, items, _) =
        printed(&["--json", "--kind", "finish", "--speech", "acftu-2023", "--count", "4"]);
    assert!(!items.is_empty() && items.iter().all(|item| item["kind"] == "finish"));
    let (_, items, _) = printed(&["--json", "--difficulty", "3", "--count", "4"]);
    assert!(items.len() == 4 && items.iter().all(|item| item["difficulty"] == 3));
    let (status, _, said) = printed(&["--json", "--speech", "nobody"]);
    assert!(
        status == 1 && said.contains("no speech is named nobody. Loaded: acftu-2023"),
        "{said}"
    );
    assert_eq!(printed(&["--json", "--kind", "riddle"]).0, 2);
}

/// Ends of sentences of which one is a sentence's middle, and nouns behind “a” and “an”.
const ENDS: &str = "The wife of the old miller gave him bread for a long journey over the hills. \
                    The council of the old town sent two wagons for a new road to the coast. All \
                    the weavers of the valley sold their linen for a small house beside the \
                    church. The young farmers of the village worked hard for a warm winter without \
                    hunger. The man who came with his brothers for a better life has died in the \
                    north.\n\nThe tired sailors of the harbor waited for an hour in the rain. The \
                    miners of the hills bought an orchard in the north. The bakers of the town saw \
                    an island near the coast. The monks of the abbey kept an animal in the garden. \
                    The smiths of the village built a chapel in the meadow. The guards of the \
                    castle lost a battle in the storm. The judges of the county wrote a letter in \
                    the autumn.\n\nThe old clerks of the town wrote letters to help the poor \
                    weavers of the valley. The sons of the miller crossed the hills to find a \
                    quiet home beside the water. The brave women of the village walked many miles \
                    to fetch fresh medicine from the doctor. The cooks of the castle lit a fire to \
                    warm the cold guards of the gate. The heavy yearly duty of the farmers to pay \
                    should be before the eyes of the judge.";

#[test]
fn choices_can_follow_the_words_before_them() {
    let source = format!("+++\ntitle = \"T\"\n+++\n\n# T\n\n{ENDS}\n");
    let deck = Deck::new(&Corpus::from_source("ends", &source).unwrap());
    let choices = |kind: Kind, part: &str| -> Vec<String> {
        let items = deck.items().filter(|item| item.kind == kind && item.prompt.contains(part));
        items.flat_map(|item| item.answer.choices().to_vec()).collect()
    };
    let ends = choices(Kind::Finish, "gave him bread");
    assert!(ends.len() == 4 && !ends.iter().any(|end| end.contains("died")), "{ends:?}");
    let ends = choices(Kind::Finish, "crossed the hills");
    assert!(ends.len() == 4 && !ends.iter().any(|end| end.contains("should")), "{ends:?}");
    assert!(choices(Kind::Finish, "heavy yearly duty").is_empty());
    let nouns = choices(Kind::Blank, "for an [blank]");
    assert_eq!(nouns.len(), 4, "{nouns:?}");
    let vowel = |noun: &&String| noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    assert_eq!(nouns.iter().filter(vowel).count(), 3, "{nouns:?}");
}
