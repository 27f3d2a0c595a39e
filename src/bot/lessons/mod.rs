//! Lessons: for one server, a curator leads a question to the passage that answers it.

mod commands;
mod prepared;

pub use commands::{LONGEST_LESSON_QUESTION, LessonCommand, LessonService};
pub(super) use commands::{QUESTION, REFERENCE};
pub use prepared::Lessons;
