//! Menus to choose from and forms to fill in, as plain data.

use serde::Serialize;

use super::action::Action;

/// In a menu or a completion: Discord's limit.
pub const MOST_CHOICES: usize = 25;

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

impl From<String> for Choice {
    fn from(text: String) -> Choice {
        Choice { label: text.clone(), value: text }
    }
}

impl Menu {
    pub fn of_choices(action: Action, label: impl Into<String>, choices: Vec<Choice>) -> Menu {
        let offer = Offer::Choices { choices, chosen: Vec::new(), most: 1 };
        Menu { action, label: label.into(), offer }
    }

    pub fn choices(&self) -> &[Choice] {
        match &self.offer {
            Offer::Choices { choices, .. } => choices,
            Offer::Roles => &[],
        }
    }
}

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
