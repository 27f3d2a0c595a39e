//! Menus in which something is set, and what holds of it, as plain data.

use std::fmt;

use super::action::Action;

/// Something that can be chosen: in a menu, or to complete what is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub label: String,
    pub value: String,
}

/// A menu. Unlike one of places or questions it changes something, which its action names.
#[derive(Clone, Debug, PartialEq)]
pub struct Menu {
    pub action: Action,
    /// What it says before something is chosen.
    pub label: String,
    pub offer: Offer,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    Choices {
        choices: Vec<Choice>,
        /// The values of those that hold now.
        chosen: Vec<String>,
        /// How many may be chosen at once.
        most: usize,
    },
    /// The roles of the server; the one that holds now is named beside the menu.
    Roles,
}

/// What holds of a setting, and who set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingValue {
    pub name: &'static str,
    /// What holds; where a role belongs to it, the words before the role.
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
