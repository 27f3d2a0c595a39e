//! Lessons: a curator points a question to the passage that answers it, for one server.

mod cache;
mod commands;

pub use cache::Lessons;
pub use commands::{LONGEST_LESSON_QUESTION, LessonCommand, LessonService};
pub(super) use commands::{QUESTION, REFERENCE};
