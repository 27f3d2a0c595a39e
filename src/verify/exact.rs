//! Whether words that are the same are also written the same.
//!
//! Quotation marks, brackets, ellipses, dashes and one final full stop or comma are the quoter's; a
//! question or exclamation mark must be the speech's.

use std::ops::Range;

use super::index::Span;
use super::submitted::SubmittedQuote;
use crate::text::Slice;

/// Not the quoter's.
const SAYING: &str = "?!;:؟？！";

/// Bytes in the speech, shared marks included; `None` when written otherwise. `spans` are in
/// reading order.
pub(super) fn written_alike(
    given: &SubmittedQuote<'_>,
    spans: &[Span<'_>],
) -> Option<Vec<Range<usize>>> {
    let (first, last) = (spans.first()?, spans.last()?);
    let speech = first.speech.text();
    let spoken = speech.get(first.bytes.start..last.bytes.end)?;
    let typed = given.words.first()?.range.start..given.words.last()?.range.end;
    if !given.text.slice(typed.clone()).split_whitespace().eq(spoken.split_whitespace()) {
        return None;
    }
    let start = speech.get(first.unit.range.start..first.bytes.start)?;
    let end = speech.get(last.bytes.end..last.unit.range.end)?;
    let before = shared_before(given.text.slice(..typed.start), start)?;
    let behind = shared_behind(given.text.slice(typed.end..), end)?;
    // A quote over two units has all of the first's end and of the next's beginning.
    let range = |(at, span): (usize, &Span<'_>)| {
        let Range { start, end } = span.unit.range.clone();
        let start = if at == 0 { span.bytes.start - before } else { start };
        let end = if at + 1 == spans.len() { span.bytes.end + behind } else { end };
        start..end
    };
    Some(spans.iter().enumerate().map(range).collect())
}

/// In bytes; `None` when what is given says something else.
fn shared_behind(given: &str, speech: &str) -> Option<usize> {
    let mut rest = given;
    loop {
        let kept = rest.trim_end();
        if speech.starts_with(kept) {
            return Some(kept.len());
        }
        let mark = kept.chars().next_back()?;
        rest = kept.get(..kept.len() - mark.len_utf8()).filter(|_| is_quoters(mark))?;
    }
}

fn shared_before(given: &str, speech: &str) -> Option<usize> {
    let backwards = |text: &str| text.chars().rev().collect::<String>();
    shared_behind(&backwards(given), &backwards(speech))
}

fn is_quoters(mark: char) -> bool {
    !mark.is_alphanumeric() && !SAYING.contains(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_a_quote_are_the_quoters() {
        for (given, speech, shared) in [
            ("", ". More", Some(0)),
            (".", ". More", Some(1)),
            (".”", ". More", Some(1)),
            (",", ". More", Some(0)),
            (".", " and more", Some(0)),
            ("...", " and more", Some(0)),
            ("?", ". More", None),
            ("!", "", None),
            ("?", "? More", Some(1)),
        ] {
            assert_eq!(shared_behind(given, speech), shared, "{given:?} {speech:?}");
        }
        assert_eq!(shared_before("“… (", "Words. ("), Some(1));
        assert_eq!(shared_before("¿", "Words. "), Some(0));
        assert_eq!(shared_before("\n> ", ""), Some(0));
    }
}
