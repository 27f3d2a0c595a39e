//! Answers that are the object of the question's verb.

use std::ops::Range;

use super::asked::{FactQuestion, Kind};
use super::phrases;
use crate::text::{Role, Word};

/// “Which prize should be shared?” of “share the Prize for Peace”.
pub(super) fn object(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    let noun = asked.noun().filter(|_| matches!(asked.kind, Kind::Thing | Kind::Body))?;
    let verbs: Vec<&String> = asked
        .rest
        .iter()
        .filter(|(_, role)| *role == Role::Content)
        .map(|(stem, _)| stem)
        .collect();
    let verb = |(at, word): &(usize, &Word<'_>)| {
        verbs.contains(&&word.stem)
            && words.get(at + 1).is_some_and(|next| next.role != Role::Owner)
    };
    phrases::only(words.iter().enumerate().filter(verb).filter_map(|(at, _)| {
        let phrase = phrases::after(words, at + 1)?;
        let named =
            phrase.start + words.get(phrase.clone())?.iter().position(|word| word.stem == noun)?;
        let phrase = match series(words, noun, named) {
            Some(end) => phrase.start..end,
            None => short_of_noun(words, phrase.start..ending(words, named, phrase.end), named),
        };
        (!words
            .get(phrase.clone())?
            .iter()
            .all(|word| !word.has_content() || asked.names(&word.stem)))
        .then_some(phrase)
    }))
    .map(|phrase| without_owner(asked, words, phrase))
}

/// “the art of war, the art of peace, and the art of trade”: every item repeats the noun.
fn series(words: &[Word<'_>], noun: &str, first: usize) -> Option<usize> {
    let again: Vec<usize> = (first + 1..words.len())
        .filter(|at| words.get(*at).is_some_and(|word| word.stem == noun))
        .collect();
    let last = *again.last().filter(|_| again.len() > 1)?;
    let joined = words.get(first..last)?.iter().any(|word| word.role == Role::And);
    let of = words.get(last + 1).is_some_and(|next| next.lower == "of");
    let single = words
        .get(first..last)?
        .iter()
        .all(|word| !matches!(word.role, Role::Auxiliary | Role::Clause | Role::Pronoun));
    (joined && of && single).then(|| phrases::after(words, last).map(|phrase| phrase.end)).flatten()
}

/// “the art of war” answers “war” if an art is asked for.
fn short_of_noun(words: &[Word<'_>], phrase: Range<usize>, named: usize) -> Range<usize> {
    let bare = words
        .get(phrase.start..named)
        .unwrap_or_default()
        .iter()
        .all(|word| word.role == Role::Determiner);
    let of = words.get(named + 1).is_some_and(|next| next.lower == "of") && named + 2 < phrase.end;
    if bare && of && words.get(named).is_some_and(|word| !word.capital) {
        named + 2..phrase.end
    } else {
        phrase
    }
}

/// Ends the phrase before a second part after “and”.
fn ending(words: &[Word<'_>], named: usize, end: usize) -> usize {
    match words.get(named + 1).filter(|next| named + 1 < end && !next.capital) {
        Some(next) if next.lower == "of" => (named..end)
            .find(|at| words.get(*at).is_some_and(|word| word.role == Role::And))
            .unwrap_or(end),
        Some(next) if next.role != Role::Preposition => named + 1,
        _ => end,
    }
}

/// “our town's coast line” becomes “coast line” if the question names the town.
fn without_owner(asked: &FactQuestion, words: &[Word<'_>], phrase: Range<usize>) -> Range<usize> {
    let Some(owner) = words
        .get(phrase.clone())
        .and_then(|inside| inside.iter().position(|word| word.role == Role::Owner))
    else {
        return phrase;
    };
    let named = words.get(phrase.start..phrase.start + owner).unwrap_or_default();
    match named.iter().filter(|word| word.has_content()).all(|word| asked.names(&word.stem)) {
        true => phrase.start + owner + 1..phrase.end,
        false => phrase,
    }
}
