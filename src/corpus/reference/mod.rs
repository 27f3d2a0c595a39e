//! References such as `§2 ¶3`.

mod list;
mod locator;
mod parse;
#[cfg(test)]
mod tests;
mod tokens;

pub(super) use list::{Named, named_places};
pub use locator::{Locator, Numbers, Reference, ReferenceError};
pub(super) use parse::LONGEST;
pub(super) use tokens::{is_of_place, reads_as_speech_id};
