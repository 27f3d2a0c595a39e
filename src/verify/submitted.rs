//! Words given as a quote, numbered as the corpus numbers them.

use std::ops::Range;

use super::index::QuoteIndex;
use super::severity::Weighed;
use crate::text::Slice;
use crate::text::lexicon::STOP_WORDS;
use crate::text::typography::{Token, tokens};

#[derive(Clone, Debug)]
pub(super) struct SubmittedQuote<'a> {
    pub(super) texts: &'a QuoteIndex,
    pub(super) text: &'a str,
    pub(super) words: Vec<Token>,
    pub(super) numbers: Vec<u32>,
}

impl<'a> SubmittedQuote<'a> {
    pub(super) fn new(texts: &'a QuoteIndex, text: &'a str) -> SubmittedQuote<'a> {
        let words = whole_words(texts, text, tokens(text));
        let numbers = words.iter().map(|word| texts.number(&word.form)).collect();
        SubmittedQuote { texts, text, words, numbers }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn typed(&self, range: &Range<usize>) -> &'a str {
        let words = self.words.slice(range.clone());
        let bytes =
            words.first().zip(words.last()).map(|(first, last)| first.range.start..last.range.end);
        bytes.and_then(|bytes| self.text.get(bytes)).unwrap_or_default()
    }

    pub(super) fn weighed(&self, range: &Range<usize>) -> Vec<Weighed> {
        let weighed = |word: &Token| Weighed::new(self.text, &word.range, word.form.clone());
        self.words.slice(range.clone()).iter().map(weighed).collect()
    }

    pub(super) fn telling(&self, range: &Range<usize>) -> usize {
        let tells = |word: &&Token| !STOP_WORDS.contains(word.form.as_str());
        self.words.slice(range.clone()).iter().filter(tells).count()
    }
}

/// “work-⏎ers” is one word where the corpus has it, and not both parts side by side.
fn whole_words(index: &QuoteIndex, text: &str, words: Vec<Token>) -> Vec<Token> {
    let is_cut = |before: &Token, word: &Token| {
        let between = text.slice(before.range.end..word.range.start);
        let at_line_end = between.starts_with(['-', '‐', '¬']) && between.chars().count() > 1;
        at_line_end && between.chars().skip(1).all(char::is_whitespace)
    };
    let mut whole: Vec<Token> = Vec::with_capacity(words.len());
    for word in words {
        if let Some(before) = whole.last_mut().filter(|before| is_cut(before, &word)) {
            let joined = format!("{}{}", before.form, word.form);
            let apart = [index.number(&before.form), index.number(&word.form)];
            if index.knows(index.number(&joined)) && index.longest(&apart).length < apart.len() {
                *before = Token { range: before.range.start..word.range.end, form: joined };
                continue;
            }
        }
        whole.push(word);
    }
    whole
}
