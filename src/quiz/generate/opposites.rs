//! Opposites in a sentence, where grammar shows that the other word can stand there.

use std::ops::Range;

use super::sentence::Sentence;
use crate::text::lexicon::is_modal;
use crate::text::lists::{holds, pairs};
use crate::text::{Role, Word, near};

/// The bad one of two contraries is never demanded.
const DEMANDS: &str =
    "should must shall need needs let imperative essential important necessary require requires";

#[derive(Clone, Copy)]
enum Place {
    /// As verbs stand behind “to”, “will” or “we”; many are nouns as well.
    Verb,
    Noun,
    Adjective,
    Preposition,
    /// What follows them differs: “began to”, “opposed to”.
    Past,
    Any,
}

/// Forms that can be exchanged and leave good English, without those in set phrases: nobody takes
/// “last of all” for the speaker's own words. Each word stands once.
const EXCHANGEABLE: &[(Place, &str)] = &[
    (
        Place::Verb,
        "strengthen=weaken increase=decrease expand=narrow include=exclude accept=reject \
         support=oppose",
    ),
    (Place::Noun, "victory=defeat success=failure"),
    (
        Place::Adjective,
        "public=private internal=external direct=indirect formal=informal primary=secondary \
         northern=southern eastern=western early=late earlier=later larger=smaller \
         largest=smallest highest=lowest",
    ),
    (Place::Preposition, "before=after above=below within=outside"),
    (Place::Past, "began=ended allowed=forbade supported=opposed accepted=rejected"),
    (
        Place::Any,
        "strengthened=weakened strengthening=weakening increased=decreased \
         increasing=decreasing expanded=narrowed rising=falling higher=lower north=south \
         east=west",
    ),
];

pub(super) fn opposites(sentence: &Sentence<'_>) -> Vec<(Range<usize>, String)> {
    let words = &sentence.words;
    if words.iter().any(|word| holds(DEMANDS, &word.lower)) {
        return Vec::new();
    }
    let opposite = |(at, word): (usize, &Word<'_>)| {
        let (place, contrary) = contrary(word.text)?;
        let fits = !words.iter().any(|word| word.lower == contrary)
            && is_sure(place, words, at)
            && sentence.keeps_article(at, contrary);
        fits.then(|| (at..at + 1, contrary.to_owned()))
    };
    words.iter().enumerate().filter_map(opposite).collect()
}

fn contrary(text: &str) -> Option<(Place, &'static str)> {
    let mut all = EXCHANGEABLE.iter().flat_map(|(place, list)| {
        pairs(list).flat_map(move |(one, other)| [(*place, one, other), (*place, other, one)])
    });
    let (place, _, other) = all.find(|(_, one, _)| *one == text)?;
    Some((place, other))
}

fn is_sure(place: Place, words: &[Word<'_>], at: usize) -> bool {
    let (before, next) = (near(words, at, -1), near(words, at, 1));
    let begins_object =
        matches!(next.role, Role::Determiner | Role::Content | Role::Number | Role::Pronoun);
    let small_content = next.role == Role::Content && !next.capital;
    let after_to = before.lower == "to" || is_modal(&before.lower);
    let determined = matches!(before.role, Role::Determiner | Role::Owner);
    match place {
        Place::Verb => {
            // In “to that order we oppose” the object stands in front.
            let subject =
                holds("i we you they who", &before.lower) && !near(words, at, -2).has_content();
            begins_object && (after_to || subject)
        }
        Place::Noun => determined,
        Place::Adjective => small_content && !after_to,
        // “Before the judge” is a place: only a time comes before or after another.
        Place::Preposition => {
            let timed = next.role == Role::Number || next.lower.ends_with("ing");
            timed && before.has_content()
        }
        Place::Past => begins_object && !matches!(before.role, Role::Determiner | Role::Auxiliary),
        // “the increasing”, “to lower”, “which lower”
        Place::Any => !after_to && before.role != Role::Clause && (!determined || small_content),
    }
}
