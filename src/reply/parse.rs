//! Parsing what buttons carry.

use std::str::FromStr;

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("no button of this bot")]
pub struct NotAnAction;

/// Accepts only the form in which numbers are written.
pub(super) fn number<T: FromStr + ToString>(typed: &str) -> Result<T, NotAnAction> {
    typed.parse().ok().filter(|number: &T| number.to_string() == typed).ok_or(NotAnAction)
}
