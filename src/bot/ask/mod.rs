//! Answering questions from the texts alone.

mod answers;
mod follow_up;
mod inline;
mod language;
mod look_up;
mod meant;
mod place;
mod press;
mod question;
mod related;
mod study;
mod talk;

pub use answers::AskService;
pub(super) use language::{foreign as foreign_language, names as language_names};
pub use question::Ask;
pub(super) use question::HEADING_LENGTH;
