//! References such as `§2 ¶3`.

mod locator;
mod parse;
mod several;
#[cfg(test)]
mod tests;

pub use locator::{Locator, Numbers, Reference, ReferenceError};
pub(super) use parse::reads_as_speech_id;
pub(super) use several::{Named, several};
