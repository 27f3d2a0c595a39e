//! Fill the blank: a term, number, name or date is taken out of a sentence.

use super::build::{CHOICES, choice, item, typed};
use super::distractor;
use super::material::Material;
use super::sentence::{Sentence, is_initials};
use super::spans::Span;
use crate::quiz::item::{Item, Kind};

/// Screen readers skip a line.
pub(in crate::quiz) const BLANK: &str = "[blank]";

const LEAST_CONTEXT: usize = 5;

pub(super) fn items(material: &Material<'_>) -> Vec<Item> {
    let spans = material
        .readable(40..=520)
        .flat_map(|sentence| sentence.spans.iter().map(move |span| (sentence, span)));
    spans.filter_map(|(sentence, span)| made(material, sentence, span)).collect()
}

fn made(material: &Material<'_>, sentence: &Sentence<'_>, span: &Span) -> Option<Item> {
    let answer = sentence.cut(&span.words);
    let answer_words = sentence.words.get(span.words.clone())?;
    let answer_stems = sentence.stems(&span.words);
    let context = sentence.context(&span.words);
    let once = sentence.text.matches(answer).count() == 1 && answer_stems.is_disjoint(&context);
    let outside: Vec<_> = sentence.outside(&span.words).cloned().collect();
    // “US$3” is no place for a blank.
    let odd = sentence.words.iter().any(|word| word.lower == "blank")
        || !sentence.stands_apart(&span.words);
    if odd || !once || context.len() < LEAST_CONTEXT || is_initials(answer_words, &outside) {
        return None;
    }
    let prompt = format!("Fill in the blank: “{}”", sentence.with(&span.words, BLANK));
    let choices = if span.is_open_name() { 0 } else { CHOICES - 1 };
    let wrong = distractor::for_span(material, sentence, span, &context, choices);
    // Typing is one step harder than choosing.
    let (key, step) = match wrong.len() + 1 {
        CHOICES => {
            (choice(answer, wrong.into_iter().map(str::to_owned).collect(), sentence.text), 0)
        }
        // With nothing alike, numbers and names can be typed; terms have too many synonyms.
        _ if !span.is_term() => (typed(answer, &prompt, sentence.speech), 1),
        _ => return None,
    };
    let difficulty = (material.difficulty(sentence, &span.words) + step).min(3);
    Some(item(Kind::Blank, prompt, key, sentence.quote.clone(), difficulty))
}
