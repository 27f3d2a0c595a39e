//! Checking words that somebody gives as a quote: do they stand in the corpus, and if not, what differs.
//!
//! A message is cut into the quotes that it marks (`marks`), each quote into words whose typography is levelled (`words`),
//! and the words are looked up as they follow each other (`index`). Words that stand nowhere as a whole are laid against the
//! place they come from (`align`), and each difference is weighed (`severe`). Everything shown is a
//! [`Quote`](crate::corpus::Quote).

mod align;
mod exact;
mod given;
mod index;
mod judge;
mod marks;
mod severe;
#[cfg(test)]
mod tests;
mod words;

use crate::corpus::{Corpus, Quote};
use index::WordIndex;
use judge::Judge;

/// Whether given words stand in the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// As given, white space and the quoter's marks around it aside.
    Exact,
    /// The same words; case, quotation marks, dashes, spacing, punctuation or forms of letters differ.
    Typographic,
    /// From one place, with words changed.
    Near,
    /// All words stand there, but in several places.
    Stitched,
    /// Only a substantial part stands there.
    Partial,
    /// Not there.
    Absent,
}

impl Verdict {
    /// The verdict's name, as `--json` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Exact => "exact",
            Verdict::Typographic => "typographic",
            Verdict::Near => "near",
            Verdict::Stitched => "stitched",
            Verdict::Partial => "partial",
            Verdict::Absent => "absent",
        }
    }
}

/// What was done to the speech's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Words were added.
    Insert,
    /// Words were left out.
    Delete,
    /// Words stand for others.
    Replace,
}

impl ChangeKind {
    /// The kind's name, as `--json` prints it.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Insert => "insert",
            ChangeKind::Delete => "delete",
            ChangeKind::Replace => "replace",
        }
    }
}

/// One difference between given words and the speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// The given words, as typed; empty where words were left out.
    pub given: String,
    /// The speech's words; none where words were added.
    pub speech: Option<Quote>,
    /// Whether it changes the meaning: a negation, a number or amount, a name or term, what must or may be, an opposite.
    pub severe: bool,
}

/// What was found for one given quote.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The given words, without the marks that they were found by.
    pub given: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The speech's words in the order in which they were given, one quote for each unit and each part; none when absent.
    pub quotes: Vec<Quote>,
    /// What differs, in order.
    pub changes: Vec<Change>,
}

/// All that is known of a corpus in advance, so that a quote is checked in well under a millisecond.
///
/// It is made from one corpus and holds for that corpus alone.
#[derive(Debug)]
pub struct QuoteIndex(WordIndex);

impl QuoteIndex {
    /// Reads a corpus.
    pub fn new(corpus: &Corpus) -> QuoteIndex {
        QuoteIndex(WordIndex::new(corpus))
    }

    /// Checks each quote that a text marks by quotation marks or `>`, or else the text as one. A text without words has none.
    ///
    /// Quotation marks that the speech itself has in that place mark no quotes.
    pub fn check(&self, corpus: &Corpus, text: &str) -> Vec<Checked> {
        let judge = Judge { corpus, index: &self.0 };
        if words::read(text).is_empty() {
            return Vec::new();
        }
        let marked = marks::quotes_in(text);
        if marked.is_empty() {
            return vec![unmarked(judge, text)];
        }
        let whole = check(judge, text);
        let in_speech: usize = whole.quotes.iter().map(|quote| marks::count(quote.text())).sum();
        let outer = if marks::is_enclosed(text) { 2 } else { 0 };
        if in_speech > 0 && whole.verdict != Verdict::Partial && marks::count(text) <= in_speech + outer {
            return vec![whole];
        }
        marked.iter().map(|quote| check(judge, quote)).collect()
    }
}

fn check(judge: Judge<'_>, text: &str) -> Checked {
    let judge::Outcome { verdict, quotes, changes, .. } = judge.judge(text);
    Checked { given: text.trim().to_owned(), verdict, quotes, changes }
}

/// A text that marks no quotes; words that say whose it is do not count where the others are the speech's.
fn unmarked(judge: Judge<'_>, text: &str) -> Checked {
    let whole = check(judge, text);
    let found = |checked: &Checked| matches!(checked.verdict, Verdict::Exact | Verdict::Typographic);
    if found(&whole) {
        return whole;
    }
    marks::without_attribution(text).into_iter().map(|body| check(judge, body)).find(found).unwrap_or(whole)
}
