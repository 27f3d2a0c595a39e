//! Lessons: for one server, a curator leads a question to the passage that answers it.

mod cache;
mod commands;

pub use cache::Lessons;
pub use commands::{LONGEST_LESSON_QUESTION, LessonCommand, LessonService};
pub(super) use commands::{QUESTION, REFERENCE};
