//! Wrong choices: words of the corpus that could stand in a place and do not.

use std::collections::HashSet;
use std::ops::Range;

use super::material::{Material, Sentence, is_initials, stems};
use super::spans::{Class, Sort};
use crate::text::{Slice, Word, before, tokenize};

pub(super) struct Slot<'a, 'm> {
    pub(super) sentence: &'a Sentence<'m>,
    pub(super) words: Range<usize>,
    pub(super) class: &'a Class,
    /// Stems of the prompt and the answer, which no wrong choice may have.
    pub(super) seen: &'a HashSet<String>,
}

/// Texts that fit this place and that no sentence puts there.
pub(super) fn for_place<'m>(
    material: &Material<'m>,
    place: &Slot<'_, 'm>,
    count: usize,
) -> Vec<&'m str> {
    let answer = place.sentence.cut(&place.words);
    let answer_words = place.sentence.words.slice(place.words.clone());

    let figure = matches!(place.class.sort, Sort::Figure(_));
    let after_article =
        before(&place.sentence.words, place.words.start).is_some_and(Word::is_indefinite_article);
    let vowel = |text: &str| text.starts_with(|c: char| "aeiouAEIOU".contains(c));
    // What the name names, they have in common: “Treaty of Rome”.
    let head = place.class.head_stem();
    let mut taken: Vec<HashSet<String>> = vec![stems(answer_words)];
    let mut found: Vec<&str> = Vec::new();
    let salt = format!("{}{answer}", place.sentence.text);
    for candidate in material.alike(place.class, place.sentence.speech.id(), &salt) {
        if found.len() == count {
            break;
        }
        let new = if figure {
            candidate.text != answer
                && !found.contains(&candidate.text)
                && !place.sentence.text.contains(candidate.text)
                && material.is_of_its_time(candidate.text, place.sentence.speech.id())
        } else {
            let shared = |taken: &HashSet<String>| {
                let mut both = taken.intersection(&candidate.stems);
                both.any(|stem| Some(stem) != head.as_ref())
            };
            candidate.text != answer && !taken.iter().chain([place.seen]).any(shared)
        };
        let alike = figure || similar_length(candidate.text, answer);
        let article = !after_article || vowel(candidate.text) == vowel(answer);
        if new
            && alike
            && article
            && !candidate.stems.is_empty()
            && !is_initials(&tokenize(candidate.text), answer_words)
            && !material.fits(place.sentence, &place.words, candidate.text)
        {
            found.push(candidate.text);
            taken.push(candidate.stems.clone());
        }
    }
    found
}

pub(super) fn similar_length(one: &str, other: &str) -> bool {
    let (one, other) = (one.chars().count() as f32, other.chars().count() as f32);
    (one - other).abs() <= 5.0 || (0.6..=1.7).contains(&(one / other))
}
