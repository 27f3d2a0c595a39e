//! A form that a person fills in, as plain data; each surface shows it in its own way.

use super::action::Action;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What stands above it, 45 characters at most.
    pub title: String,
    pub action: Action,
    /// What is to be filled in, five at most.
    pub fields: Vec<Field>,
}

/// A line or paragraph to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What its text is found by.
    pub name: &'static str,
    /// What stands above it, 45 characters at most.
    pub label: &'static str,
    /// What it shows while it is empty, 100 characters at most.
    pub example: String,
    pub filled: String,
    /// The most characters that it takes, up to 4,000.
    pub longest: u16,
    pub lines: bool,
}
