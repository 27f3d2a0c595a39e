//! A message: what a person sees of it, and what they can press on it.

use serde_json::Value;

use super::people::{Person, Place};
use super::world::InteractionId;

/// One message, as it stands or as it stood when it was shown.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// Id.
    pub id: u64,
    /// Where it stands.
    pub place: Place,
    /// Who wrote it.
    pub(super) author: Person,
    /// Text above the embeds.
    pub content: String,
    /// Embeds.
    pub(super) embeds: Vec<Value>,
    /// Rows of components.
    pub components: Vec<Value>,
    /// Attached files.
    pub(super) attachments: Vec<Value>,
    /// Flags as Discord counts them.
    pub(super) flags: u64,
    /// Id of the message it replies to.
    pub replies_to: Option<u64>,
    /// Accounts it notifies.
    pub(super) mentions: Vec<Person>,
    /// The only person who sees it; everyone in the place when empty.
    pub only_for: Option<Person>,
    /// The interaction it answers, and whose that is.
    pub(super) answers: Option<(InteractionId, Person)>,
    pub(super) created: String,
    pub(super) edited: Option<String>,
    /// What the bot sent along to tell a repeated request from a new message.
    pub(super) nonce: Option<String>,
}

/// A button as a person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// Words on it.
    pub label: String,
    /// What the bot gets back; empty on links.
    pub custom_id: String,
    /// Where a link leads.
    pub url: Option<String>,
    /// Greyed out.
    pub disabled: bool,
}

impl Message {
    /// Whether only one person sees it.
    pub fn is_private(&self) -> bool {
        self.only_for.is_some()
    }

    /// Names of the attached files.
    pub fn files(&self) -> Vec<String> {
        self.attachments.iter().map(|file| string(&file["filename"])).collect()
    }

    /// All visible words, top to bottom, one piece to a line.
    pub fn text(&self) -> String {
        let mut lines = vec![self.content.clone()];
        for embed in &self.embeds {
            lines.push(string(&embed["author"]["name"]));
            lines.push(string(&embed["title"]));
            lines.push(string(&embed["description"]));
            for field in items(&embed["fields"]) {
                lines.push(string(&field["name"]));
                lines.push(string(&field["value"]));
            }
            lines.push(string(&embed["footer"]["text"]));
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// Fails unless only one person sees it.
    #[track_caller]
    pub fn privately(&self) -> &Message {
        assert!(self.is_private(), "everybody sees {}", self.text());
        self
    }

    /// Fails unless everybody sees it.
    #[track_caller]
    pub fn publicly(&self) -> &Message {
        assert!(!self.is_private(), "only one person sees {}", self.text());
        self
    }

    /// Fails unless these words are among the visible ones.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Message {
        assert!(self.text().contains(words), "{words:?} is missing in {}", self.text());
        self
    }

    /// Fails unless these words are the first.
    #[track_caller]
    pub fn begins_with(&self, words: &str) -> &Message {
        assert!(
            self.text().starts_with(words),
            "{words:?} is not the beginning of {}",
            self.text()
        );
        self
    }

    /// Buttons in reading order.
    pub fn buttons(&self) -> Vec<Button> {
        let buttons = self.parts().into_iter().filter(|part| part["type"] == 2);
        let button = |part: &Value| Button {
            label: string(&part["label"]),
            custom_id: string(&part["custom_id"]),
            url: part["url"].as_str().map(str::to_owned),
            disabled: part["disabled"] == true,
        };
        buttons.map(button).collect()
    }

    /// Words on the buttons, in reading order.
    pub fn labels(&self) -> Vec<String> {
        self.buttons().into_iter().map(|button| button.label).collect()
    }

    /// Menus, as component objects.
    pub fn menus(&self) -> Vec<&Value> {
        self.parts()
            .into_iter()
            .filter(|part| matches!(part["type"].as_u64(), Some(3 | 5..=8)))
            .collect()
    }

    /// The one button with this label or custom id.
    pub(super) fn button(&self, label_or_id: &str) -> Result<Button, String> {
        let buttons = self.buttons();
        let fits =
            |button: &&Button| button.label == label_or_id || button.custom_id == label_or_id;
        let found: Vec<&Button> = buttons.iter().filter(fits).collect();
        match found.as_slice() {
            [button] if button.disabled => Err(format!("the button {label_or_id:?} is disabled")),
            [button] if button.url.is_some() => {
                Err(format!("the button {label_or_id:?} is a link"))
            }
            [button] => Ok((*button).clone()),
            [] => Err(format!("no button {label_or_id:?}; there are {:?}", self.labels())),
            _ => Err(format!("several buttons {label_or_id:?}")),
        }
    }

    fn parts(&self) -> Vec<&Value> {
        parts(&self.components)
    }
}

/// All components, rows opened, in reading order.
pub(super) fn parts(components: &[Value]) -> Vec<&Value> {
    let mut found = Vec::new();
    for component in components {
        found.push(component);
        found.extend(parts(items(&component["components"])));
    }
    found
}

/// The elements of a JSON list; none when it is missing.
pub(super) fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}

pub(super) fn string(text: &Value) -> String {
    text.as_str().unwrap_or_default().to_owned()
}
