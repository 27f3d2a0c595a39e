//! Parsing what buttons carry.

use std::str::FromStr;

/// Text that no button of this bot carries.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("no button of this bot")]
pub struct NotAnAction;

/// Parses a number in the one form that it is written in.
pub(super) fn number<T: FromStr + ToString>(typed: &str) -> Result<T, NotAnAction> {
    typed.parse().ok().filter(|number: &T| number.to_string() == typed).ok_or(NotAnAction)
}
