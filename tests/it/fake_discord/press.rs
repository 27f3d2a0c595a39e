//! What people do with the mouse: buttons, menus and modals.

use std::time::Duration;

use serde_json::Value;

use super::FakeDiscord;
use super::chat::refuse_late;
use super::message::Message;
use super::people::Person;
use super::world::InteractionId;

/// A modal on one person's screen.
#[derive(Clone, Debug)]
pub struct Modal {
    /// The interaction that opened it.
    pub opened_by: InteractionId,
    /// The modal object.
    pub raw: Value,
}

impl FakeDiscord {
    /// Presses a button, named by label or custom id, and gives the visible answer.
    pub async fn click(&self, person: Person, shown: &Message, label: &str) -> Message {
        self.shown(self.start_click(person, shown, label)).await
    }

    /// Presses a button whose custom id somebody forged, and gives the visible answer; the message
    /// itself stays as it was.
    pub async fn click_forged(
        &self,
        person: Person,
        shown: &Message,
        label: &str,
        custom_id: &str,
    ) -> Message {
        let own = shown.button(label).expect("the button stands there").custom_id;
        let (own, forged) = (format!("\"{own}\""), format!("\"{custom_id}\""));
        let changed = self.rewrite_components(shown, |json| json.replace(&own, &forged));
        let told = self.click(person, &changed, label).await;
        self.rewrite_components(shown, |_| Value::from(shown.components.clone()).to_string());
        told
    }

    /// Presses a button without waiting.
    pub fn start_click(&self, person: Person, shown: &Message, label: &str) -> InteractionId {
        self.must(|inside| inside.world.press(person, shown, label))
    }

    /// Chooses in a menu, named by custom id or placeholder, and gives the visible answer.
    pub async fn select(
        &self,
        person: Person,
        shown: &Message,
        menu: &str,
        values: &[&str],
    ) -> Message {
        let id = self.must(|inside| inside.world.choose(person, shown, menu, values));
        self.shown(id).await
    }

    /// Waits for the modal that an interaction opens.
    pub async fn modal(&self, id: InteractionId) -> Modal {
        let raw = self.wait("a modal", |inside| {
            let found = inside.world.modal(id);
            refuse_late(inside, id);
            found
        });
        Modal { opened_by: id, raw: raw.await }
    }

    /// Fills a modal in, sends it and gives the visible answer.
    pub async fn submit_modal(
        &self,
        person: Person,
        modal: &Modal,
        fields: &[(&str, &str)],
    ) -> Message {
        self.shown(self.must(|inside| inside.world.submit(person, modal.opened_by, fields))).await
    }

    /// How long the person waited for the first answer to an interaction that was answered.
    pub fn waited(&self, id: InteractionId) -> Duration {
        self.shared.look(|inside| inside.world.waited(id)).expect("the interaction was answered")
    }
}
