//! A page of a look-up as its buttons carry it.

use std::fmt;
use std::str::FromStr;

use super::parse::{NotAnAction, number};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionsPage {
    /// From 0.
    pub number: u16,
    /// Ids with commas between; empty for all.
    pub speech: String,
    pub words: String,
}

impl fmt::Display for MentionsPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.number, self.speech, self.words)
    }
}

impl FromStr for MentionsPage {
    type Err = NotAnAction;

    fn from_str(typed: &str) -> Result<MentionsPage, NotAnAction> {
        let (page, rest) = typed.split_once(':').ok_or(NotAnAction)?;
        let (speech, words) = rest.split_once(':').ok_or(NotAnAction)?;
        if words.is_empty() {
            return Err(NotAnAction);
        }
        Ok(MentionsPage {
            number: number(page)?,
            speech: speech.to_owned(),
            words: words.to_owned(),
        })
    }
}
