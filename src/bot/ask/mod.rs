//! Answering questions from the texts alone: the answer and its buttons, references in messages,
//! study channels, related questions.

mod answers;
mod inline;
mod language;
mod press;
mod related;
mod study;

pub use answers::{Ask, AskService};
pub use inline::Inline;
pub(super) use language::{is_foreign, note_on_quote};
pub use press::Press;
pub use study::{is_question, own_words};
