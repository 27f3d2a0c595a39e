//! Shortens text that is no quote.

pub(crate) fn cut(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    let kept = text.get(..end).unwrap_or_default();
    let at_word = kept.rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{} …", kept.get(..at_word).unwrap_or_default().trim_end())
}
