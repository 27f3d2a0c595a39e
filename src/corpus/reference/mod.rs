//! References such as `§2 ¶3`.

mod locator;
mod parse;
#[cfg(test)]
mod tests;

pub use locator::{Locator, Numbers, Reference, ReferenceError};
pub(super) use parse::reads_as_speech_id;
