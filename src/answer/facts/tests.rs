//! Whole questions on sentences of other texts, and that no input leads outside a sentence.

use proptest::prelude::*;

use super::fact;
use super::find::find;
use crate::corpus::{Corpus, Quote};

/// The fact as text, or nothing.
fn found<'a>(question: &str, sentence: &'a str) -> &'a str {
    find(question, sentence).map_or("", |range| sentence.get(range).unwrap())
}

#[test]
fn facts_are_found_in_sentences() {
    for (question, sentence, expected) in [
        ("Who wrote the play?", "The play was written by the novelist Ann Lee in 1920.", "Ann Lee"),
        ("Who opened the museum?", "On Sunday, the mayor opened the museum.", "the mayor"),
        (
            "Who gave this talk?",
            "These are notes taken down by Professor Ada Moore in the winter of 1890.",
            "Ada Moore",
        ),
        (
            "Which club won the cup?",
            "The Reds from Ulm have won the cup twice.",
            "The Reds from Ulm",
        ),
        (
            "Where was the fair held?",
            "The fair was held with music at Ulm, Germany, in May 1950.",
            "Ulm, Germany",
        ),
        (
            "In which park do the deer live?",
            "The deer live in Green Hill Park near Ulm.",
            "Green Hill Park",
        ),
        ("In which year was the bridge built?", "The bridge, built in 1904, fell in 1950.", "1904"),
        (
            "How many boats took part in the race?",
            "In 1950, some 40 boats took part in the race.",
            "40",
        ),
        (
            "To whom was the letter sent?",
            "The letter was sent by ship to the old governor on May 2.",
            "the old governor",
        ),
        (
            "Which paper do the photographers write for?",
            "PICTURES BY GAZETTE PHOTOGRAPHER JO LEE",
            "",
        ),
        (
            "Which towns did the storm hit?",
            "The storm hit Ulm, Kiel and Trier.",
            "Ulm, Kiel and Trier",
        ),
        ("Who built the mill in 1800?", "The mill was built by Ann Lee.", ""),
        ("Who came, and when?", "Ann Lee came on May 1.", ""),
        ("Why did Ann come?", "Ann came because of the rain.", ""),
        ("When did it rain?", "It snowed.", ""),
        ("When did the shop start?", "1920 shop 1930", ""),
    ] {
        assert_eq!(found(question, sentence), expected, "{question} {sentence}");
    }
}

#[test]
fn titles_and_headings_lose_their_number() {
    let source =
        "+++\ntitle = \"On Salt\"\n+++\n# On Salt\n\n## 1. Where it comes from\n\nFrom the sea.\n";
    let corpus = Corpus::from_source("salt", source).unwrap();
    let sentence = |number| corpus.quote_sentence(crate::corpus::SentenceId(number));
    for (question, number, expected) in [
        ("What is the title?", 0, Some("On Salt")),
        ("What is the heading of the first section?", 1, Some("Where it comes from")),
        ("What is the title?", 2, None),
    ] {
        let fact = fact(&corpus.speeches()[0], question, &sentence(number));
        assert_eq!(fact.as_ref().map(Quote::text), expected, "{question}");
    }
}

proptest! {
    #[test]
    fn a_fact_is_cut_from_its_sentence(
        asks in "(who|whom|when|where|how many|which \\w{1,8}|what kind of \\w{1,8}|what)",
        question in "[a-zA-Z0-9’ ,.ü]{0,40}",
        sentence in "([A-ZÜa-zé0-9]{1,9}|of|the|by|to|and|is|,|\\.|:|“|’s|June 5, 1999|such as)( \
                     ([A-Za-z0-9]{1,9}|of|the|by|to|and|is|was|,|:|”|PC|\\$5)){0,20}|.{0,80}",
    ) {
        if let Some(range) = find(&format!("{asks} {question}"), &sentence) {
            prop_assert!(!range.is_empty() && sentence.get(range).is_some());
        }
    }
}
