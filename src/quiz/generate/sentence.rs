//! A sentence as words, and what can be asked for in it.

use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};

use super::spans::Span;
use crate::corpus::{Quote, Speech, UnitKind};
use crate::text::apparatus::words_only;
use crate::text::{Role, Slice, Word, before, near, stem, tokenize};

pub(super) struct Sentence<'a> {
    pub(super) number: usize,
    pub(super) speech: &'a Speech,
    pub(super) quote: Quote,
    pub(super) text: &'a str,
    pub(super) words: Vec<Word<'a>>,
    pub(super) spans: Vec<Span>,
    /// Without footnote signs, page marks and the like.
    pub(super) is_clean: bool,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(
        number: usize,
        speech: &'a Speech,
        range: &Range<usize>,
    ) -> Option<Sentence<'a>> {
        let (text, quote) = (speech.text().get(range.clone())?, speech.quote(range.clone())?);
        let is_clean = words_only(text) == text && !text.contains(is_odd);
        let (words, spans) = (tokenize(text), Vec::new());
        Some(Sentence { number, speech, quote, text, words, spans, is_clean })
    }

    pub(super) fn around(&self, words: &Range<usize>) -> (&'a str, &'a str) {
        let start = self.words.get(words.start).map_or(self.text.len(), |word| word.range.start);
        let behind = self.text.slice(start + self.cut(words).len()..);
        (self.text.slice(..start), behind)
    }

    pub(super) fn cut(&self, words: &Range<usize>) -> &'a str {
        let start = self.words.get(words.start).map_or(0, |word| word.range.start);
        let end = before(&self.words, words.end).map_or(start, |word| word.range.end);
        self.text.slice(start..end)
    }

    /// Whether no letter or digit touches them, nor across a dot as in “X.25”.
    pub(super) fn stands_apart(&self, words: &Range<usize>) -> bool {
        let (before, behind) = self.around(words);
        let before = before.chars().next_back();
        let after: Vec<char> = behind.chars().take(2).collect();
        let dotted =
            before == Some('.') || matches!(after[..], ['.', next] if next.is_alphanumeric());
        !before.iter().chain(after.first()).any(|c| c.is_alphanumeric()) && !dotted
    }

    /// As written: “an hour”.
    pub(super) fn keeps_article(&self, at: usize, instead: &str) -> bool {
        let vowel = instead.starts_with(|c: char| "aeiouAEIOU".contains(c));
        let before = near(&self.words, at, -1);
        !before.is_indefinite_article() || (before.lower == "an") == vowel
    }

    pub(super) fn with(&self, words: &Range<usize>, instead: &str) -> String {
        let (before, behind) = self.around(words);
        format!("{before}{instead}{behind}")
    }

    pub(super) fn context(&self, without: &Range<usize>) -> HashSet<String> {
        self.outside(without).flat_map(stems_of).collect()
    }

    pub(super) fn stems(&self, words: &Range<usize>) -> HashSet<String> {
        stems(self.words.slice(words.clone()))
    }

    pub(super) fn outside(&self, range: &Range<usize>) -> impl Iterator<Item = &Word<'a>> {
        let words = self.words.iter().enumerate();
        words.filter(|(at, _)| !range.contains(at)).map(|(_, word)| word)
    }

    pub(super) fn reads_well(&self, length: RangeInclusive<usize>) -> bool {
        let kind = self.quote.kind();
        let whole = match kind {
            UnitKind::Paragraph | UnitKind::Note => self.text.ends_with(['.', '!', '?', '”', '"']),
            UnitKind::Caption | UnitKind::Heading => true,
            UnitKind::Title | UnitKind::Source => false,
        };
        let begins = self.text.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"')
        });
        let even = self.text.matches('(').count() == self.text.matches(')').count()
            && self.text.matches('“').count() == self.text.matches('”').count()
            && self.text.matches('"').count().is_multiple_of(2);
        whole
            && self.is_clean
            && begins
            && even
            && length.contains(&self.text.chars().count())
            && !self.text.contains('\n')
    }
}

fn is_odd(c: char) -> bool {
    !(c.is_alphanumeric() || c.is_whitespace() || ODDLESS.contains(c))
}

const ODDLESS: &str = ".,;:!?…'\"’‘“”()-‑–—/&%$£€";

fn stems_of(word: &Word<'_>) -> Vec<String> {
    if !word.has_content() {
        return Vec::new();
    }
    let parts =
        word.lower.split(['-', '‑']).filter(|part| part.len() > 1 && part.len() < word.lower.len());
    let mut stems: Vec<String> = parts.map(stem).collect();
    stems.push(word.stem.clone());
    stems
}

pub(in crate::quiz) fn stems(words: &[Word<'_>]) -> HashSet<String> {
    words.iter().flat_map(stems_of).collect()
}

pub(super) fn is_initials(words: &[Word<'_>], of: &[Word<'_>]) -> bool {
    let acronyms = |words: &[Word<'_>]| -> Vec<String> {
        // “MoD” is made of M and D.
        let capitals =
            |word: &Word<'_>| word.text.chars().filter(|c| c.is_uppercase()).collect::<String>();
        let short = words.iter().filter(|word| word.text.chars().count() <= 6).map(capitals);
        short
            .filter(|capitals| capitals.chars().count() > 1)
            .map(|capitals| capitals.to_lowercase())
            .collect()
    };
    let initials = |words: &[Word<'_>]| -> Vec<String> {
        let kept = words.iter().filter(|word| word.role == Role::Content && word.capital);
        let letters: Vec<char> = kept
            .flat_map(|word| word.lower.split('-').filter_map(|part| part.chars().next()))
            .collect();
        let runs = (0..letters.len())
            .flat_map(|from| (from + 2..=letters.len().min(from + 6)).map(move |to| from..to));
        runs.filter_map(|run| Some(letters.get(run)?.iter().collect())).collect()
    };
    let (one, other) = (acronyms(words), acronyms(of));
    initials(of).iter().any(|letters| one.contains(letters))
        || initials(words).iter().any(|letters| other.contains(letters))
}
