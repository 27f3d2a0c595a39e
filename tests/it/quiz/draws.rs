//! Drawn quiz items: no answer that an earlier item shows.

use verbatim::quiz::Kind::{Altered, Section};

use super::*;

/// Whether an item's answer, if it is a name, a figure or several words, stands in what was shown
/// with an earlier one.
fn was_shown(item: &Item, earlier: &[&Item]) -> bool {
    let answer = item.answer.answer();
    let other = item.answer.choices().iter().find(|choice| *choice != answer);
    // Of two versions of a sentence, the words that only the real one has.
    let others = other.map_or(String::new(), |other| folded(other));
    let only = answer.split(' ').filter(|word| !others.contains(folded(word).as_str()));
    let answer =
        if item.kind == Altered { only.collect::<Vec<_>>().join(" ") } else { answer.to_owned() };
    let telling = item.kind != Section
        && answer.contains(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == ' ');
    let plain = |text: &str| folded(&text.replace([',', '.'], " "));
    let shown = |earlier: &&Item| {
        let mut texts = [earlier.prompt.as_str(), earlier.evidence.text()]
            .into_iter()
            .chain(earlier.answer.choices().iter().map(String::as_str));
        texts.any(|text| plain(text).contains(&plain(&answer)))
    };
    telling && earlier.iter().any(shown)
}

#[test]
fn short_draws_never_show_a_later_answer_early() {
    for corpus in [Some(shipped()), others()].into_iter().flatten() {
        let deck = Deck::new(&corpus);
        for seed in 0..50 {
            let drawn = deck.draw(seed, 10, &Filter::default());
            for at in 1..drawn.len() {
                assert!(!was_shown(drawn[at], &drawn[..at]), "seed {seed}: {:?}", drawn[at]);
            }
        }
    }
}

#[test]
fn a_small_word_is_not_asked_for_after_it_was_shown_among_the_same_words() {
    let corpus = shipped();
    let deck = Deck::new(&corpus);
    for seed in 0..50 {
        let drawn = deck.draw(seed, 20, &Filter::default());
        let asked = drawn.iter().take_while(|item| item.answer.answer() != "ranks");
        if drawn.iter().any(|item| item.answer.answer() == "ranks") {
            let mut shown = asked.map(|item| item.evidence.text());
            assert!(!shown.any(|text| text.contains("ranks of industrial")), "seed {seed}");
        }
    }
}
