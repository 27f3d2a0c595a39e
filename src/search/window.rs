//! The part of a long message that asks: the last question, with as much before it as says what it
//! is about.

use std::ops::Range;

use crate::text::Slice;

const ENOUGH: usize = 2;

/// `known` counts the content words of a text that some speech holds.
pub(super) fn asking(message: &str, mut known: impl FnMut(&str) -> usize) -> &str {
    let text = |range: &Range<usize>| message.slice(range.clone());
    let sentences: Vec<Range<usize>> = sentencex::get_sentence_boundaries("en", message)
        .into_iter()
        .map(|sentence| sentence.start_byte..sentence.end_byte)
        .filter(|sentence| text(sentence).contains(char::is_alphanumeric))
        .collect();
    if sentences.len() < 2 {
        return message;
    }
    let asks = |sentence: &Range<usize>| text(sentence).trim_end().ends_with(['?', '？']);
    let last = sentences.iter().rposition(asks).unwrap_or(sentences.len() - 1);
    let run = sentences[..=last].iter().rev().take_while(|one| asks(one)).count().max(1);
    let from = |first: usize| text(&(sentences[first].start..sentences[last].end)).trim();
    let questions = last + 1 - run;
    let mut count = known(from(questions));
    let first = (0..=questions).rev().find(|first| {
        if *first < questions {
            count += known(text(&sentences[*first]));
        }
        count >= ENOUGH
    });
    first.map_or(message, from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words with a capital inside the sentence are known.
    fn asked(message: &str) -> &str {
        asking(message, |text| text.split(' ').filter(|word| word.starts_with('B')).count())
    }

    #[test]
    fn the_last_question_counts_with_what_it_refers_to() {
        for (message, expected) in [
            ("Who Bakes Bread?", "Who Bakes Bread?"),
            (
                "Hello. My aunt is a Baker of Bread. Who Bakes Bread? Thanks a lot!",
                "Who Bakes Bread?",
            ),
            ("I like Bread. Who Bakes it?", "I like Bread. Who Bakes it?"),
            ("Who Bakes Bread? And who Buys it?", "Who Bakes Bread? And who Buys it?"),
            ("My Baker asks. Tell me of Bread and Butter", "Tell me of Bread and Butter"),
            ("nothing known. really?", "nothing known. really?"),
            ("", ""),
        ] {
            assert_eq!(asked(message), expected);
        }
    }
}
