//! A page of a look-up as its buttons carry it.

use parse_display::{Display, FromStr};

#[derive(Clone, Debug, PartialEq, Eq, Display, FromStr)]
#[display("{number}:{speech}:{words}")]
pub struct MentionsPage {
    /// From 0.
    pub number: u16,
    /// Ids with commas between; empty for all.
    pub speech: String,
    #[from_str(regex = "(?s:.+)")]
    pub words: String,
}
