//! From hits to an answer: which passages to quote, what to read first, how sure the bot is, and
//! the short fact.

mod compose;
mod confidence;
pub(crate) mod facts;
mod multi_part;

pub use compose::{Answer, Passage, Reason, answer};
pub use confidence::Verdict;
