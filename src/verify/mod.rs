//! Checks words given as a quote: do they stand in the corpus, and if not, what differs.
//!
//! A message is cut into quotes (`quotation`), these into words with typography levelled, which are
//! looked up in their order (`index`). What stands nowhere as a whole is laid against its place
//! (`align`), and each difference is weighed (`severity`). All that is shown is a
//! [`crate::corpus::Quote`].

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
