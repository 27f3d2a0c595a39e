//! What a check says: a verdict, the speech's own words, and what differs.

use crate::corpus::Quote;

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
    /// As `--json` prints it.
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
    Insert,
    Delete,
    Replace,
}

impl ChangeKind {
    /// As `--json` prints it.
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
    pub verdict: Verdict,
    /// The speech's words in the order in which they were given, one quote for each unit and each
    /// part; none when absent.
    pub quotes: Vec<Quote>,
    /// What differs, in order.
    pub changes: Vec<Change>,
}

impl Change {
    pub(super) fn new(given: &str, speech: Option<Quote>, severity: bool) -> Change {
        let kind = match (given.is_empty(), &speech) {
            (_, None) => ChangeKind::Insert,
            (true, Some(_)) => ChangeKind::Delete,
            (false, Some(_)) => ChangeKind::Replace,
        };
        Change { kind, given: given.to_owned(), speech, severity }
    }
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
