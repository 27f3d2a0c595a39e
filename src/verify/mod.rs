//! Checks words given as a quote: do they stand in the corpus, and if not, what differs. Only a
//! [`crate::corpus::Quote`] is shown.
//!
//! A message's quotes (`quotation`) are looked up without their typography (`index`). What stands
//! nowhere as a whole is laid against its place (`align`), and differences are weighed
//! (`severity`).

mod align;
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
