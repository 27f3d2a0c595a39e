//! The part of a long message that asks: the last question, with as much before it as says what it
//! is about. Nobody's grandmother has to do with the speech.

const ENOUGH: usize = 2;

/// `known` counts the content words of a text that some speech holds.
pub(super) fn asking(message: &str, mut known: impl FnMut(&str) -> usize) -> &str {
    let bounds: Vec<(usize, usize)> = sentencex::get_sentence_boundaries("en", message)
        .into_iter()
        .map(|sentence| (sentence.start_byte, sentence.end_byte))
        .filter(|(start, end)| {
            message.get(*start..*end).is_some_and(|text| text.contains(char::is_alphanumeric))
        })
        .collect();
    if bounds.len() < 2 {
        return message;
    }
    let asks = |(start, end): &(usize, usize)| {
        let text = message.get(*start..*end).unwrap_or_default();
        text.trim_end().ends_with(['?', '？'])
    };
    let last = bounds.iter().rposition(asks).or_else(|| bounds.len().checked_sub(1));
    let Some(last) = last else { return message };
    let run = bounds.iter().take(last + 1).rev().take_while(|one| asks(one)).count().max(1);
    let end = bounds.get(last).map_or(message.len(), |(_, end)| *end);
    let from = |first: usize| {
        let start = bounds.get(first).map_or(0, |(start, _)| *start);
        message.get(start..end).unwrap_or(message).trim()
    };
    let first = (0..=last + 1 - run).rev().find(|first| known(from(*first)) >= ENOUGH);
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
