//! The tantivy index of sentences, units and readers' questions: a unit is best found by its best
//! sentence, a sentence by the questions that it answers.

mod level;
mod passages;
mod schema;
#[cfg(test)]
mod tests;

pub(crate) use level::{Level, WeightedStem};
pub use passages::{IndexedWord, PassageIndex};
pub use schema::kind_words;
pub use tantivy::TantivyError as IndexError;
