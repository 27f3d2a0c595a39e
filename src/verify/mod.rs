//! Checking words that somebody gives as a quote: do they stand in the corpus, and if not, what
//! differs.
//!
//! A message is cut into the quotes that it marks (`marks`), each quote into words whose typography
//! is levelled (`words`), and the words are looked up as they follow each other (`index`). Words
//! that stand nowhere as a whole are laid against the place they come from (`align`), and each
//! difference is weighed (`severe`). Everything shown is a [`crate::corpus::Quote`].

mod align;
mod classify;
mod exact;
mod index;
mod quotation;
mod severity;
mod submitted;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use crate::corpus::{Corpus, Quote};
use classify::Judge;
use index::WordIndex;

/// Whether given words stand in the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// As given, white space and the quoter's marks around it aside.
    Exact,
    /// The same words; case, quotation marks, dashes, spacing, punctuation or forms of letters
    /// differ.
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
    /// Whether it changes the meaning: a negation, a number or amount, a name or term, what must or
    /// may be, an opposite.
    pub severity: bool,
}

/// What was found for one given quote.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The given words, without the marks that they were found by.
    pub given: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The speech's words in the order in which they were given, one quote for each unit and each
    /// part; none when absent.
    pub quotes: Vec<Quote>,
    /// What differs, in order.
    pub changes: Vec<Change>,
}

impl Checked {
    /// The verdict on a text without words.
    pub fn nothing(text: &str) -> Checked {
        Checked {
            given: text.trim().to_owned(),
            verdict: Verdict::Absent,
            quotes: Vec::new(),
            changes: Vec::new(),
        }
    }
}

/// All that is known of a corpus in advance, so that a quote is checked in well under a
/// millisecond.
///
/// It is made from one corpus and holds for that corpus alone.
#[derive(Debug)]
pub struct QuoteIndex(WordIndex);

impl QuoteIndex {
    /// Reads a corpus.
    pub fn new(corpus: &Corpus) -> QuoteIndex {
        QuoteIndex(WordIndex::new(corpus, |_| true))
    }

    /// Reads some speeches of a corpus, by their ids: quotes of others do not stand there.
    pub fn of_some(corpus: &Corpus, speeches: &[String]) -> QuoteIndex {
        QuoteIndex(WordIndex::new(corpus, |speech| speeches.iter().any(|id| id == speech.id())))
    }

    /// Checks each quote that a text marks by quotation marks or `>`, or else the text as one. A
    /// text without words has none.
    ///
    /// Quotation marks that the speech itself has in that place mark no quotes.
    pub fn check(&self, corpus: &Corpus, text: &str) -> Vec<Checked> {
        let judge = Judge { corpus, index: &self.0 };
        if words::read(text).is_empty() {
            return Vec::new();
        }
        let marked = quotation::quotes_in(text);
        if marked.is_empty() {
            return vec![unmarked(judge, text)];
        }
        let whole = check(judge, text);
        if are_the_speechs(corpus, &whole, text, &marked) {
            return vec![whole];
        }
        marked.iter().map(|quote| check(judge, quote)).collect()
    }
}

fn check(judge: Judge<'_>, text: &str) -> Checked {
    let classify::Outcome { verdict, quotes, changes, .. } = judge.judge(text);
    Checked { given: text.trim().to_owned(), verdict, quotes, changes }
}

/// Whether the marks in a text are the speech's own: the speech marks as many quotes in the
/// sentences that the text is from, and has more of the text than what stands between the marks.
fn are_the_speechs(corpus: &Corpus, whole: &Checked, text: &str, marked: &[String]) -> bool {
    let in_speech: usize = whole
        .quotes
        .iter()
        .map(|quote| quotation::quotes_in(sentences_of(corpus, quote)).len())
        .sum();
    let outer = usize::from(quotation::is_enclosed(text));
    let found: usize = whole.quotes.iter().map(|quote| words::read(quote.text()).len()).sum();
    let between: usize = marked.iter().map(|quote| words::read(quote).len()).sum();
    in_speech > 0 && marked.len() <= in_speech + outer && (found > between || outer > 0)
}

/// The sentences that a quote touches.
fn sentences_of<'a>(corpus: &'a Corpus, quote: &Quote) -> &'a str {
    let Some(speech) = corpus.speech_of(quote) else { return "" };
    let units = speech.units();
    let unit = units.partition_point(|unit| unit.range.end <= quote.range().start);
    let sentences = units.get(unit).map_or(&[][..], |unit| &unit.sentences);
    let touched = |sentence: &&Range<usize>| {
        sentence.start < quote.range().end && quote.range().start < sentence.end
    };
    let (first, last) = (sentences.iter().find(touched), sentences.iter().rev().find(touched));
    first
        .zip(last)
        .and_then(|(first, last)| speech.text().get(first.start..last.end))
        .unwrap_or_default()
}

/// A text that marks no quotes; words that say whose it is do not count where the others are the
/// speech's.
fn unmarked(judge: Judge<'_>, text: &str) -> Checked {
    let whole = check(judge, text);
    let found =
        |checked: &Checked| matches!(checked.verdict, Verdict::Exact | Verdict::Typographic);
    if found(&whole) {
        return whole;
    }
    let bodies = quotation::without_attribution(text).into_iter().map(|body| check(judge, body));
    bodies.filter(|checked| !goes_on(judge.corpus, checked)).find(found).unwrap_or(whole)
}

/// Whether the speech itself goes on as words do that say whose a quote is: then they are no such
/// words, but changed ones.
fn goes_on(corpus: &Corpus, checked: &Checked) -> bool {
    let text = |quote: &Quote| corpus.speech_of(quote).map_or("", |speech| speech.text());
    let (first, last) = (checked.quotes.first(), checked.quotes.last());
    let before = first.and_then(|first| text(first).get(..first.range().start)).unwrap_or_default();
    let behind = last.and_then(|last| text(last).get(last.range().end..)).unwrap_or_default();
    before.trim_end().ends_with(':')
        || behind.trim_start().starts_with(quotation::ATTRIBUTION_OPENS)
}
