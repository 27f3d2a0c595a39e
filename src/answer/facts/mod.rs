//! The short fact: the fewest words of a sentence that answer a question.
//!
//! `asked` reads what is asked. If the question repeats the sentence, the answer fills the gap
//! (`rules`); else it is a figure or name close to the shared words (`nearest`). No fact is better
//! than a wrong one: of two that fit equally well neither is given.

mod asked;
mod figures;
mod find;
mod nearest;
mod objects;
mod phrases;
mod rules;
#[cfg(test)]
mod tests;

pub(crate) use asked::Kind;
pub(crate) use find::{asked_kind, fact};
