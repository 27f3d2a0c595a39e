//! What a check says: a verdict, the speech's own words, and what differs.

use std::ops::Range;

use serde::Serialize;

use crate::corpus::Quote;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// White space and the quoter's marks aside.
    Exact,
    /// Case, quotation marks, dashes, spacing, punctuation or letter forms differ.
    Typographic,
    /// Words changed in one place.
    Near,
    /// All words, from several places.
    Stitched,
    /// Only a substantial part.
    Partial,
    #[default]
    Absent,
    /// As in the speech, but another place is named.
    Misplaced,
    /// As in the speech, but another person is named.
    Misattributed,
}

impl Verdict {
    pub(super) fn is_verbatim(self) -> bool {
        matches!(self, Verdict::Exact | Verdict::Typographic)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// As typed; empty where words were left out.
    pub given: String,
    /// None where words were added.
    pub speech: Option<Quote>,
    pub severity: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Without the marks around it.
    pub given: String,
    pub verdict: Verdict,
    /// In the given order, one for each unit and part; none when absent.
    pub quotes: Vec<Quote>,
    pub changes: Vec<Change>,
    /// The other place or person, where the verdict says that one is named beside it.
    pub named: Option<String>,
    pub warnings: Vec<Warning>,
    /// In the index's stream: of the quote, or of each part.
    pub(super) places: Vec<Range<usize>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The words right before deny it, or make it a condition.
    Before(Quote),
    Behind(Quote),
    /// The speech asks it.
    Question,
    /// These words in an editor's brackets were not compared.
    Aside(String),
    /// [`Verdict::Misplaced`] or [`Verdict::Misattributed`], of words that are only near.
    Claimed(Verdict, String),
}

impl Change {
    pub(super) fn new(given: &str, speech: Option<Quote>, severity: bool) -> Change {
        Change { given: given.to_owned(), speech, severity }
    }

    pub fn kind(&self) -> &'static str {
        match (self.given.as_str(), &self.speech) {
            (_, None) => "insert",
            ("", _) => "delete",
            _ => "replace",
        }
    }
}

impl Checked {
    pub fn nothing(text: &str) -> Checked {
        Checked { given: text.trim().to_owned(), ..Checked::default() }
    }
}
