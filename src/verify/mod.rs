//! Checking words that somebody gives as a quote: do they stand in the corpus, and if not, what
//! differs.
//!
//! A message is cut into the quotes that it marks (`quotation`), each quote into words whose
//! typography is levelled, and the words are looked up as they follow each other (`index`). Words
//! that stand nowhere as a whole are laid against the place they come from (`align`), and each
//! difference is weighed (`severity`). Everything shown is a [`crate::corpus::Quote`].

mod align;
mod check;
mod classify;
mod exact;
mod index;
mod piece;
mod quotation;
mod severity;
mod submitted;
#[cfg(test)]
mod tests;
mod verdict;

pub use check::QuoteIndex;
pub use verdict::{Change, ChangeKind, Checked, Verdict};
