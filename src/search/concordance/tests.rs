//! What is found is what stands there, counted by another method.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::search::Engine;
use crate::search::index::PassageIndex;
use crate::text::inflection::{roots, variants};

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
    found.places.iter().chain(&found.related)
}

fn texts(engine: &Engine, words: &str) -> Vec<String> {
    let found = engine.occurrences(words, &[]).unwrap();
    found.places.iter().map(|place| place.quote.text().to_owned()).collect()
}

/// Irregular forms and other spellings are found beside what is counted by hand; where nothing is,
/// words of one family.
fn is_as_by_hand(words: &str) -> bool {
    let found = SHIPPED.occurrences(words, &[]).unwrap();
    let asked = lower(&found.words);
    let (here, by_hand) = (all(&found).count(), by_hand(&stems(&found.words)));
    here == by_hand
        || here > by_hand && asked.iter().any(|word| variants(word).len() > 1 || by_hand == 0)
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
        prop_assert!(found.places.is_sorted_by_key(|place| place.quote.range().start));
        for place in all(&found) {
            let speech = corpus.speech_of(&place.quote).unwrap();
            prop_assert_eq!(speech.text().get(place.quote.range()), Some(place.quote.text()));
            prop_assert!(corpus.quote_sentence(place.sentence).text().contains(place.quote.text()));
            let forms = lower(&found.words).into_iter().zip(lower(place.quote.text()));
            prop_assert!(forms.into_iter().all(|(asked, here)| variants(&asked).iter().any(|form| plain_stem(form) == plain_stem(&here)) || !roots(&asked).is_disjoint(&roots(&here))));
        }
    }
}

#[test]
fn a_word_counts_in_every_spelling_and_form_and_no_other_word_does() {
    let text = "+++\ntitle = \"T\"\n+++\nLabor’s well-being and well being. Wellbeing of women \
                workers is important.\n\nThe American policy makers organised WORKERS’ unions; the \
                minimum wage, and minimum, wages; craftsmen.\n\n工人是财富的创造者。\n";
    let engine = engine(Corpus::from_source("tiny", text).unwrap());
    for (words, expected) in [
        ("labour", &["Labor"][..]),
        ("the wellbeing of", &["well-being", "well being", "Wellbeing"]),
        ("well being", &["well-being", "well being", "Wellbeing"]),
        ("woman", &["women"]),
        ("woman's", &["women"]),
        ("worker’s", &["workers", "WORKERS"]),
        ("labour's", &["Labor’s"]),
        ("Labor's well-being", &["Labor’s well-being"]),
        ("worker's unions", &["WORKERS’ unions"]),
        ("maker's organised", &["makers organised"]),
        ("worker s", &[]),
        ("worker", &["workers", "WORKERS"]),
        ("organize", &["organised"]),
        ("organizes", &["organised"]),
        ("craftsman", &["craftsmen"]),
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
    assert_eq!(engine.occurrences("import", &[]).unwrap().related.len(), 1);
    let derived = engine.occurrences("America", &[]).unwrap();
    assert!(derived.is_empty() && derived.related.len() == 1, "{derived:?}");
    assert_eq!(engine.occurrences("america", &[]).unwrap().related.len(), 1);
    assert_eq!(engine.occurrences("the wellbeing of", &[]).unwrap().words, "wellbeing");
}

/// And those that are only related, below.
#[test]
fn numbers_and_abbreviations_count_by_what_they_say() {
    let text = "+++\ntitle = \"T\"\n+++\nOne hundred and thirty million of us paid $400,000,000, \
                25 percent.\n\nIt was not able to; 15 million may be resigned, 35 and 911.\n\n\
                The forty-eight States met on the 4th of July in World War II, in the U.S.\n\n\
                They let him see its notable 2.5% of 1/2, and that’s 9 times a hundred.\n\nFour \
                million of the U. N. and the Trade Federation met; 1,048 left.\n";
    let engine = engine(Corpus::from_source("tiny", text).unwrap());
    for (words, expected, related) in [
        ("48", &["forty-eight"][..], &[][..]),
        ("48 states", &["forty-eight States"], &[]),
        ("130 million", &["One hundred and thirty million"], &[]),
        ("30 million", &[], &[]),
        ("400 million dollars", &["$400,000,000"], &[]),
        ("the $400 million", &["$400,000,000"], &[]),
        ("€400 million", &[], &[]),
        ("400", &[], &[]),
        ("400000000", &["$400,000,000"], &[]),
        ("world war two", &["World War II"], &[]),
        ("july 4", &["4th of July"], &[]),
        ("Fourth of July", &["4th of July"], &[]),
        ("july 5", &[], &[]),
        ("4", &["4th"], &[]),
        ("four", &["4th", "Four"], &[]),
        ("100", &["a hundred"], &[]),
        ("1", &[], &[]),
        ("2.5 percent", &["2.5%"], &[]),
        ("25%", &["25 percent"], &[]),
        ("5", &[], &[]),
        ("3.5", &[], &[]),
        ("9/11", &[], &[]),
        ("1.5 million", &[], &[]),
        ("notable", &["notable"], &["not able"]),
        ("not able", &["not able"], &["notable"]),
        ("maybe", &[], &[]),
        ("re-signed", &[], &["resigned"]),
        ("U.S.", &["U.S."], &[]),
        ("US", &["U.S."], &[]),
        ("us", &["us"], &[]),
        ("that's", &["that’s"], &[]),
        ("let's", &[], &[]),
        ("it's", &[], &[]),
        ("UN", &["U. N."], &[]),
        ("un", &["U. N."], &[]),
        ("TF", &[], &["Trade Federation"]),
        ("tf", &[], &["Trade Federation"]),
    ] {
        let found = engine.occurrences(words, &[]).unwrap();
        let texts = |places: &[Occurrence]| -> Vec<String> {
            places.iter().map(|place| place.quote.text().to_owned()).collect()
        };
        assert_eq!(texts(&found.places), expected, "{words}");
        if expected.is_empty() || !related.is_empty() {
            assert_eq!(texts(&found.related), related, "{words}");
        }
    }
}
