//! Shortens text that is no quote.

use super::ranges::Slice;

pub(crate) fn cut(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    let kept = text.slice(..end);
    let at_word = kept.rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{} …", kept.slice(..at_word).trim_end())
}
