//! From hits to an answer: what to quote, and how sure the bot is.

mod asked;
mod compose;
mod confidence;
mod front_matter;
mod multi_part;
mod short_answer;

use std::sync::Arc;

use crate::search::{Engine, Lesson, Question, SearchError};

pub use asked::{AskedFor, asked};
pub use compose::{Answer, Passage, Reason};
pub use confidence::{Signals, Verdict};

/// A question close enough to a lesson gets its place, quoted plainly.
pub fn answer(
    engine: &Engine,
    question: &Question,
    lessons: &[Arc<Lesson>],
    limit: usize,
) -> Result<Answer, SearchError> {
    let answer = compose::answer(engine, question, lessons, limit)?;
    Ok(front_matter::completed(engine.corpus(), question, answer))
}
