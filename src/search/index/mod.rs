//! The tantivy index: sentences, units and readers' questions side by side, because a unit is found
//! best by its best sentence, and a sentence by the questions that it answers.
//!
//! In memory it is built at each start. On disk it lives in a folder named by a hash of the corpus
//! and the schema: an unchanged corpus finds its folder again, a changed one builds a new folder
//! beside it and then renames it into place, so that a half-written index is never opened.

mod documents;
mod error;
mod level;
mod passages;
mod schema;
#[cfg(test)]
mod tests;

pub use error::IndexError;
pub use level::WeightedStem;
pub use passages::{IndexedWord, PassageIndex};
pub use schema::kind_words;
