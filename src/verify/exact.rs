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
    let typed = given.typed(&(0..given.len()));
    let (first, last) = (spans.first()?, spans.last()?);
    let whole = first.bytes.start..last.bytes.end;
    if !same(typed, first.speech.text().get(whole)?) {
        return None;
    }
    let (before, behind) = around(given);
    let start = first.speech.text().get(first.unit.range.start..first.bytes.start)?;
    let end = last.speech.text().get(last.bytes.end..last.unit.range.end)?;
    let (before, behind) = (shared_before(before, start)?, shared_behind(behind, end)?);
    // A quote over two units has all of the first's end and of the next's beginning.
    let range = |(at, span): (usize, &Span<'_>)| {
        let Range { start, end } = span.unit.range.clone();
        let start = if at == 0 { span.bytes.start - before } else { start };
        let end = if at + 1 == spans.len() { span.bytes.end + behind } else { end };
        start..end
    };
    Some(spans.iter().enumerate().map(range).collect())
}

fn around<'a>(given: &SubmittedQuote<'a>) -> (&'a str, &'a str) {
    let start = given.words.first().map_or(0, |word| word.range.start);
    let end = given.words.last().map_or(0, |word| word.range.end);
    (given.text.slice(..start), given.text.slice(end..))
}

fn same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
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
