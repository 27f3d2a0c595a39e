//! Messages as others get them: the object of Discord's API, the gateway's events, what a person
//! sees.
//!
//! The rule about content lives here: words of others are empty for a bot that may not read them.

use serde_json::{Value, json};

use super::{Event, InteractionId, Seen, World, intents};
use crate::fake_discord::people::{APPLICATION, BOT, Kind, Place};

impl World {
    pub(super) fn show(&mut self, id: u64, interaction: Option<InteractionId>) {
        let shown = self.messages[&id].clone();
        self.unread.push_back(Seen { interaction, shown });
    }

    pub(super) fn announce(&mut self, name: &'static str, id: u64) {
        let message = &self.messages[&id];
        let (place, author) = (message.place, message.author);
        if message.only_for.is_some() || !self.kind(place).bot_is_here() {
            return;
        }
        let may_read = self.identified_intents & intents::MESSAGE_CONTENT != 0;
        let mut data = self.draw(id, may_read);
        data = self.with_guild(place, data);
        if self.kind(place).guild().is_some() {
            data["member"] = author.bare_member();
        }
        self.tell(name, data, place);
    }

    pub(super) fn tell(&mut self, name: &'static str, data: Value, place: Place) {
        let in_guild = self.kind(place).guild().is_some();
        let intent = if in_guild { intents::GUILD_MESSAGES } else { intents::DIRECT_MESSAGES };
        self.outbox.push(Event { name, data, intent });
    }

    pub(super) fn with_guild(&self, place: Place, mut data: Value) -> Value {
        if let Some(guild) = self.kind(place).guild() {
            data["guild_id"] = guild.0.to_string().into();
        }
        data
    }

    pub(super) fn may_read(&self) -> bool {
        self.allowed_intents & intents::MESSAGE_CONTENT != 0
    }

    /// The message object; words of others are left out when the bot may not read them.
    pub(super) fn draw(&self, id: u64, may_read: bool) -> Value {
        let message = &self.messages[&id];
        let direct = matches!(self.kind(message.place), Kind::BotDm(_));
        let readable =
            may_read || direct || message.author == BOT || message.mentions.contains(&BOT);
        let list =
            |values: &Vec<Value>| if readable { Value::from(values.clone()) } else { json!([]) };
        let mut drawn = json!({
            "id": id.to_string(), "channel_id": message.place.0.to_string(), "author": message.author.json(),
            "content": if readable { message.content.as_str() } else { "" },
            "timestamp": message.created, "edited_timestamp": message.edited, "tts": false, "mention_everyone": false,
            "mentions": message.mentions.iter().map(|person| person.json()).collect::<Vec<_>>(), "mention_roles": [],
            "attachments": list(&message.attachments), "embeds": list(&message.embeds), "components": list(&message.components),
            "pinned": false, "flags": message.flags, "type": if message.replies_to.is_some() { 19 } else { 0 },
        });
        if let Some(reference) = message.replies_to {
            drawn["message_reference"] = self.with_guild(
                message.place,
                json!({
                    "type": 0, "message_id": reference.to_string(), "channel_id": message.place.0.to_string(),
                }),
            );
            let standing = self.messages.contains_key(&reference);
            drawn["referenced_message"] =
                if standing { self.draw(reference, may_read) } else { Value::Null };
        }
        if let Some((interaction, person)) = message.answers {
            drawn["application_id"] = APPLICATION.to_string().into();
            drawn["webhook_id"] = APPLICATION.to_string().into();
            drawn["type"] = 20.into();
            drawn["interaction_metadata"] = json!({
                "id": interaction.0.to_string(), "type": 2, "user": person.json(), "authorizing_integration_owners": {},
            });
        }
        drawn
    }
}
