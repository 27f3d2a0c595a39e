//! References such as `§2 ¶3`.

mod list;
mod locator;
mod parse;
#[cfg(test)]
mod tests;

pub(super) use list::{Named, named_places};
pub use locator::{Locator, Numbers, Reference, ReferenceError};
pub(super) use parse::reads_as_speech_id;
