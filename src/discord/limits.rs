//! What Discord allows in a message, in characters (code points), and cutting to it.

use super::markdown;

pub(super) const TITLE: usize = 256;

pub(super) const DESCRIPTION: usize = 4_096;

/// Discord allows 2,048, but only 6,000 for all texts of a message.
pub(super) const FOOTER: usize = 512;

/// An entry of a menu or completion.
pub(super) const CHOICE: usize = 100;

pub(super) const ELLIPSIS: &str = " …";

pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

/// The longest beginning within `bytes` that ends a sentence, else a word, else a character.
fn readable_beginning(text: &str, bytes: usize) -> &str {
    let most = text.get(..text.floor_char_boundary(bytes)).unwrap_or_default();
    let marks = ['.', '!', '?', '。'];
    let sentence = most.rmatch_indices(marks).next().map(|(at, mark)| at + mark.len());
    let word = most.rfind(char::is_whitespace);
    let is_late = |end: &usize| *end > most.len() / 2;
    let end = sentence.filter(is_late).or(word.filter(is_late)).unwrap_or(most.len());
    most.get(..end).unwrap_or_default().trim_end()
}

/// For text that is no quote; `most` is at least as long as the ellipsis.
pub(super) fn cut(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let kept = text.char_indices().nth(most - length(ELLIPSIS)).map_or(text.len(), |(at, _)| at);
    format!("{}{ELLIPSIS}", readable_beginning(text, kept))
}

/// All of it, or a readable beginning within `room`; tells whether it is all.
pub(super) fn escaped_beginning(text: &str, line_start: bool, room: usize) -> (String, bool) {
    let (out, taken) = markdown::escaped(text, line_start, room);
    if taken == text.len() {
        return (out, true);
    }
    (markdown::escaped(readable_beginning(text, taken), line_start, room).0, false)
}

/// What is cut ends with the ellipsis, also where `most` is less than that.
pub(super) fn cut_escaped(text: &str, most: usize) -> String {
    match escaped_beginning(text, true, most) {
        (whole, true) => whole,
        _ => escaped_beginning(text, true, most.saturating_sub(length(ELLIPSIS))).0 + ELLIPSIS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_a_sentence_a_word_or_a_character() {
        assert_eq!(readable_beginning("One two. Three four", 15), "One two.");
        assert_eq!(readable_beginning("One two three", 11), "One two");
        assert_eq!(readable_beginning("żżżż", 5), "żż");
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("One two three four", 12), "One two …");
    }
}
