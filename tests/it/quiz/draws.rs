//! Drawn quiz items: no answer that an earlier item shows.

use super::*;

/// Whether an item's answer, if it is a name, a figure or several words, stands in what was shown
/// with an earlier one.
fn was_shown(item: &Item, earlier: &[&Item]) -> bool {
    let answer = item.answer.answer();
    let telling = item.kind != Kind::Section
        && answer.contains(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == ' ');
    let plain = |text: &str| folded(&text.replace([',', '.'], " "));
    let shown = |earlier: &&Item| {
        let mut texts = [earlier.prompt.as_str(), earlier.evidence.text()]
            .into_iter()
            .chain(earlier.answer.choices().iter().map(String::as_str));
        texts.any(|text| plain(text).contains(&plain(answer)))
    };
    telling && earlier.iter().any(shown)
}

#[test]
fn short_draws_never_show_a_later_answer_early() {
    for corpus in [Some(shipped()), others()].into_iter().flatten() {
        let deck = Deck::new(&corpus);
        for seed in 0..50 {
            let drawn = deck.draw(seed, 10, Filter::default());
            for at in 1..drawn.len() {
                assert!(!was_shown(drawn[at], &drawn[..at]), "seed {seed}: {:?}", drawn[at]);
            }
        }
    }
}
