//! The tantivy index of sentences, units and readers' questions: a unit is best found by its best
//! sentence, a sentence by the questions that it answers.
//!
//! A changed corpus builds a new folder and renames it into place, so that none is opened half
//! written.

mod documents;
mod error;
mod level;
mod passages;
mod schema;
#[cfg(test)]
mod tests;

pub use error::IndexError;
pub(crate) use level::{Level, WeightedStem};
pub use passages::{IndexedWord, PassageIndex};
pub use schema::kind_words;
