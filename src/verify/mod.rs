//! Checks words given as a quote: do they stand in the corpus, and if not, what differs. Only a
//! [`crate::corpus::Quote`] is shown.

mod align;
mod attribution;
mod check;
mod classify;
mod context;
mod exact;
mod index;
mod piece;
mod provenance;
mod quotation;
mod severity;
mod submitted;
#[cfg(test)]
mod tests;
mod verdict;

pub use index::QuoteIndex;
pub use verdict::{Change, Checked, Verdict, Warning};
