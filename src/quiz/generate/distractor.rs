//! Wrong choices: words of the corpus that could stand in a place and do not.

use std::collections::HashSet;

use super::material::Material;
use super::sentence::{Sentence, is_initials, stems};
use super::spans::Span;
use crate::text::{Slice, tokenize};

/// Texts that fit the span's place and that no sentence puts there. `seen`: stems of the prompt,
/// which no wrong choice may have.
pub(super) fn for_span<'m>(
    material: &Material<'m>,
    sentence: &Sentence<'_>,
    span: &Span,
    seen: &HashSet<String>,
    count: usize,
) -> Vec<&'m str> {
    let (speech, answer) = (sentence.speech.id(), sentence.cut(&span.words));
    let answer_words = sentence.words.slice(span.words.clone());
    // What the name names, they have in common: “Treaty of Rome”.
    let head = span.class.head_stem();
    let mut taken: Vec<HashSet<String>> = vec![stems(answer_words)];
    let mut found: Vec<&str> = Vec::new();
    let salt = format!("{}{answer}", sentence.text);
    for candidate in material.alike(&span.class, speech, &salt) {
        if found.len() == count {
            break;
        }
        let text = candidate.text;
        let shared = |taken: &HashSet<String>| {
            let mut both = taken.intersection(&candidate.stems);
            both.any(|stem| Some(stem) != head.as_ref())
        };
        let new = match span.is_figure() {
            true => {
                !found.contains(&text)
                    && !sentence.text.contains(text)
                    && material.is_of_its_time(text, speech)
            }
            false => !taken.iter().chain([seen]).any(shared) && similar_length(text, answer),
        };
        if new
            && text != answer
            && sentence.keeps_article(span.words.start, text)
            && !candidate.stems.is_empty()
            && !is_initials(&tokenize(text), answer_words)
            && !material.fits(sentence, &span.words, text)
        {
            found.push(text);
            taken.push(candidate.stems.clone());
        }
    }
    found
}

pub(super) fn similar_length(one: &str, other: &str) -> bool {
    let (one, other) = (one.chars().count() as f32, other.chars().count() as f32);
    (one - other).abs() <= 5.0 || (0.6..=1.7).contains(&(one / other))
}
