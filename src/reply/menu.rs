//! Menus in which something is set, and what holds of it, as plain data.

use std::fmt;

use serde::Serialize;

use super::action::Action;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    pub label: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Menu {
    pub action: Action,
    /// Shown before something is chosen.
    pub label: String,
    pub offer: Offer,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    Choices {
        choices: Vec<Choice>,
        chosen: Vec<String>,
        most: usize,
    },
    /// The current one is named beside the menu.
    Roles,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingValue {
    pub name: &'static str,
    /// Where a role follows, the words before it.
    pub value: String,
    pub role: Option<u64>,
    pub source: String,
}

impl fmt::Display for SettingValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.value)?;
        self.role.iter().try_for_each(|role| write!(f, "the role {role}"))?;
        write!(f, " ({})", self.source)
    }
}
