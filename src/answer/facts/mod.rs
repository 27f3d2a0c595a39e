//! The short fact: the fewest words of a sentence that answer a question for a person, a date, a
//! place, a number, a body or another named thing.
//!
//! The question says what is asked (`asked`). Where it repeats the sentence's words, the answer
//! stands in the gap that it leaves (`rules`); elsewhere it is a figure or a name and stands close to the words that both share (`nearest`). No fact is better than a wrong one:
//! two that fit equally well are none.

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
