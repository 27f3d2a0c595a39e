//! A form that a person fills in, as plain data.

use serde::Serialize;

use super::action::Action;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Form {
    /// At most 45 characters.
    pub title: String,
    pub action: Action,
    /// At most five.
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    pub name: &'static str,
    /// At most 45 characters.
    pub label: &'static str,
    /// Shown while empty; at most 100 characters.
    pub example: String,
    pub filled: String,
    /// In characters, up to 4,000.
    pub longest: u16,
    pub lines: bool,
}
