//! Parsing what buttons carry.

use std::str::FromStr;

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("no button of this bot")]
pub struct NotAnAction;

/// Accepts a number only as it is written: no `+1`, no `01`.
pub(super) fn number<T: FromStr + ToString>(typed: &str) -> Result<T, NotAnAction> {
    typed.parse().ok().filter(|number: &T| number.to_string() == typed).ok_or(NotAnAction)
}
