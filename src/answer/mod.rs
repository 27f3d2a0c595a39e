//! From hits to an answer: which passages to quote, what to read first, how sure the bot is, and
//! the short answer.

mod compose;
mod confidence;
mod multi_part;
mod short_answer;

pub use compose::{Answer, Passage, Reason, answer};
pub use confidence::{Signals, Verdict};
