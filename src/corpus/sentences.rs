//! Cuts a unit into sentences.
//!
//! The library knows Unicode's punctuation and each language's abbreviations. A piece without a
//! letter ("1.") joins what follows. Overlong sentences are cut, so that text without punctuation
//! can still be searched and shown.

use std::ops::Range;

use crate::text::Slice;

/// In bytes: about a phone's screen of Discord, and within every encoder's window.
const MAX_SENTENCE: usize = 1_000;

/// Without surrounding white space.
pub(super) fn split(language: &str, text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for boundary in sentencex::get_sentence_boundaries(language, text) {
        let begin = start.unwrap_or(boundary.start_byte);
        let Some(piece) = text.get(begin..boundary.end_byte) else { continue };
        if piece.chars().any(char::is_alphabetic) {
            start = None;
            cut_long(text, begin..boundary.end_byte, &mut sentences);
        } else {
            start = Some(begin);
        }
    }
    if let Some(begin) = start {
        match sentences.last_mut() {
            Some(last) => last.end = text.len(),
            None => cut_long(text, begin..text.len(), &mut sentences),
        }
    }
    for sentence in &mut sentences {
        *sentence = trimmed(text, sentence.clone());
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Cut at spaces where possible.
fn cut_long(text: &str, mut range: Range<usize>, into: &mut Vec<Range<usize>>) {
    while range.len() > MAX_SENTENCE {
        let limit = text.floor_char_boundary(range.start + MAX_SENTENCE);
        let window = text.slice(range.start..limit);
        let end = match window.rfind(char::is_whitespace) {
            Some(at) if at > 0 => range.start + at,
            _ => limit,
        };
        into.push(range.start..end);
        range.start = end;
    }
    into.push(range);
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.slice(range.clone());
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split("en", text).into_iter().map(|range| text.get(range).unwrap()).collect()
    }

    #[test]
    fn abbreviations_numbers_and_quotation_marks_do_not_end_a_sentence_early() {
        for whole in [
            "Dr. Smith met Mr. Jones at No. 9, Fleet St.",
            "(Originally appeared in Qiushi Journal, Chinese edition, No. 9, 2024)",
            "It rose 3.5 percent in Sept. 2020, e.g. in the U.S. market.",
            "“It is done,” he said.",
            "1. It is imperative",
        ] {
            assert_eq!(sentences(whole), [whole]);
        }
        assert_eq!(sentences("One. Two! Three? 4."), ["One.", "Two!", "Three? 4."]);
        assert_eq!(sentences("第一句。第二句。"), ["第一句。", "第二句。"]);
    }

    #[test]
    fn a_text_without_full_stops_is_cut_at_spaces() {
        let text = "word ".repeat(12_000);
        let parts = sentences(&text);
        assert!(
            parts.len() >= 60
                && parts.iter().all(|part| part.len() <= MAX_SENTENCE && part.ends_with("word"))
        );
        assert!(sentences(&"ż".repeat(3_000)).iter().all(|part| part.len() <= MAX_SENTENCE));
    }

    proptest! {
        #[test]
        fn sentences_hold_every_visible_character_in_order(text in "(?s).{0,400}") {
            let ranges = split("en", &text);
            let joined: String = ranges.iter().map(|range| text.get(range.clone()).unwrap()).collect();
            let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(visible(&joined), visible(&text));
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
