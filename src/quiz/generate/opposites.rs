//! Opposites in a sentence, where grammar shows that the other word can stand there.

use std::ops::Range;

use super::sentence::Sentence;
use crate::text::lexicon::{exchangeable, is_modal};
use crate::text::lists::holds;
use crate::text::{Role, Word, before};

/// The bad one of two contraries is never demanded.
const DEMANDS: &str =
    "should must shall need needs let imperative essential important necessary require requires";

/// As they stand behind “to”, “will” or “we”; many are nouns as well.
const VERBS: &str = "strengthen weaken increase decrease expand narrow include exclude accept \
    reject support oppose";

const NOUNS: &str = "victory defeat success failure";

const ADJECTIVES: &str = "public private internal external direct indirect formal informal \
    primary secondary northern southern eastern western early late earlier later larger smaller \
    largest smallest highest lowest";

const PREPOSITIONS: &str = "before after above below within outside";

/// What follows them differs: “began to”, “allowed to”, “opposed to”.
const PAST: &str = "began ended won lost allowed forbade supported opposed accepted rejected";

pub(super) fn opposites(sentence: &Sentence<'_>) -> Vec<(Range<usize>, String)> {
    let words = &sentence.words;
    if words.iter().any(|word| holds(DEMANDS, &word.lower)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| !word.capital) {
        for (one, other) in exchangeable() {
            let contrary = match word.text {
                text if text == one => other,
                text if text == other => one,
                _ => continue,
            };
            let there = words.iter().any(|word| word.lower == contrary);
            if !there && is_sure(words, at) && sentence.keeps_article(at, contrary) {
                found.push((at..at + 1, contrary.to_owned()));
            }
        }
    }
    found
}

fn is_sure(words: &[Word<'_>], at: usize) -> bool {
    let (before, next) = (before(words, at), words.get(at + 1));
    let Some(word) = words.get(at) else { return false };
    let role = |word: Option<&Word<'_>>| word.map(|word| word.role);
    let begins_object =
        matches!(role(next), Some(Role::Determiner | Role::Content | Role::Number | Role::Pronoun));
    let small_content = next.is_some_and(|next| next.role == Role::Content && !next.capital);
    let after_to = before.is_some_and(|before| before.lower == "to" || is_modal(&before.lower));
    let determined = matches!(role(before), Some(Role::Determiner | Role::Owner));
    let subject = before.is_some_and(|before| holds("i we you they who", &before.lower));
    match word.text {
        text if holds(VERBS, text) => begins_object && (after_to || subject),
        text if holds(NOUNS, text) => determined,
        text if holds(ADJECTIVES, text) => small_content && !after_to,
        // “Before the judge” is a place: only a time comes before or after another.
        text if holds(PREPOSITIONS, text) => {
            let timed =
                next.is_some_and(|next| next.role == Role::Number || next.lower.ends_with("ing"));
            timed && matches!(role(before), Some(Role::Content | Role::Number))
        }
        text if holds(PAST, text) => {
            let free = !matches!(role(before), Some(Role::Determiner | Role::Auxiliary));
            free && begins_object
        }
        // “the increasing”, “to lower”, “which lower”, “the East”.
        _ => {
            let clause = matches!(role(before), Some(Role::Clause));
            !after_to && !clause && (!determined || small_content)
        }
    }
}
