//! Messages: what people and the bot said, who may see it, and how the gateway tells of it.

use serde_json::{Value, json};

use super::{Answer, Answered, InteractionId, Upload, World};
use crate::fake_discord::message::{Message, items, string};
use crate::fake_discord::people::{BOT, Person, Place};
use crate::fake_discord::rules;

const EPHEMERAL: u64 = 1 << 6;
pub(super) const LOADING: u64 = 1 << 7;

impl World {
    /// A person writes a message; gives its id and tells the bot as far as its intents reach.
    pub(in super::super) fn say(
        &mut self,
        person: Person,
        place: Place,
        text: &str,
        reply_to: Option<u64>,
    ) -> u64 {
        assert!(self.kind(place).has(person), "{} is not in {place:?}", person.name());
        assert!(text.chars().count() <= 2_000, "a person cannot write more than 2000 characters");
        let mut message = self.blank(person, place);
        message.content = text.to_owned();
        message.replies_to = reply_to;
        message.mentions = Person::all()
            .into_iter()
            .chain([BOT])
            .filter(|one| text.contains(&one.mention()))
            .collect();
        // A person's reply pings the author of the message it answers unless they switch that off.
        if let Some(author) = reply_to.map(|id| self.messages[&id].author)
            && !message.mentions.contains(&author)
        {
            message.mentions.push(author);
        }
        let id = message.id;
        self.messages.insert(id, message);
        self.announce("MESSAGE_CREATE", id);
        id
    }

    /// A message that still stands.
    pub fn message(&self, id: u64) -> Option<&Message> {
        self.messages.get(&id)
    }

    /// Puts other components below a message that stands.
    pub fn rewrite_components(&mut self, id: u64, change: impl Fn(String) -> String) {
        let message = self.messages.get_mut(&id).expect("the message stands");
        let json = serde_json::to_string(&message.components).expect("components are JSON");
        message.components =
            serde_json::from_str(&change(json)).expect("changed components are JSON");
    }

    /// POST to a channel's messages.
    pub(in super::super) fn create_message(
        &mut self,
        place: Place,
        body: &Value,
        files: &[Upload],
    ) -> Answered {
        self.get_channel(place)?;
        let flags = body["flags"].as_u64().unwrap_or(0);
        if flags & EPHEMERAL != 0 {
            self.broke("a message outside an interaction cannot be ephemeral");
        }
        self.check_new(&self.without_allowed_ping(body), files)?;
        let nonce =
            body["nonce"].as_str().filter(|_| body["enforce_nonce"] == true).map(str::to_owned);
        if let Some(same) =
            self.messages.values().find(|message| nonce.is_some() && message.nonce == nonce)
        {
            return Ok(Answer::ok(self.draw(same.id, self.may_read())));
        }
        let mut message = self.blank(BOT, place);
        fill(&mut message, body, files);
        message.nonce = nonce;
        message.flags = flags & !EPHEMERAL;
        let reference = &body["message_reference"]["message_id"];
        if let Some(id) =
            reference.as_str().and_then(|id| id.parse().ok()).or_else(|| reference.as_u64())
        {
            if self.messages.contains_key(&id) {
                message.replies_to = Some(id);
            } else if body["message_reference"]["fail_if_not_exists"] != false {
                return self.invalid("message_reference: unknown message");
            }
        }
        let id = self.add(message, None);
        Ok(Answer::ok(self.draw(id, self.may_read())))
    }

    /// The body without the ping of one role that the test allows; the message must say nothing
    /// else beside it.
    fn without_allowed_ping(&self, body: &Value) -> Value {
        let roles = items(&body["allowed_mentions"]["roles"]);
        let allowed = |role: &Value| {
            let id = string(role);
            let known = id.parse().is_ok_and(|id| self.pinged_roles.contains(&id));
            known && body["content"] == format!("<@&{id}>") && body["message_reference"].is_null()
        };
        let mut body = body.clone();
        if let [role] = roles
            && allowed(role)
        {
            body["allowed_mentions"]["roles"] = json!([]);
        }
        body
    }

    /// GET of a channel's latest messages, newest first.
    pub(in super::super) fn list_messages(&mut self, place: Place, limit: usize) -> Answered {
        self.get_channel(place)?;
        let standing = self
            .messages
            .values()
            .rev()
            .filter(|message| message.place == place && message.only_for.is_none());
        let ids: Vec<u64> = standing.map(|message| message.id).take(limit).collect();
        let drawn: Vec<Value> = ids.into_iter().map(|id| self.draw(id, self.may_read())).collect();
        Ok(Answer::ok(drawn))
    }

    /// Changes a message of the bot and shows the change to people.
    pub(super) fn edit(
        &mut self,
        id: u64,
        body: &Value,
        files: &[Upload],
        by: InteractionId,
    ) -> Answered {
        let mut message = self.messages[&id].clone();
        let asked = body["flags"].as_u64().unwrap_or(0);
        if body["content"].is_string()
            && let Some(problem) = rules::mentions(body)
        {
            self.broke(problem);
        }
        if asked & EPHEMERAL != 0 && message.only_for.is_none() {
            self.broke(
                "whether an answer is ephemeral is decided by the first answer or the \
                        defer, not by an edit",
            );
        }
        fill(&mut message, body, files);
        message.flags &= !LOADING;
        message.edited = Some(self.stamp());
        let problems = rules::message(body, files);
        if !problems.is_empty() {
            return self.invalid(problems.join("; "));
        }
        if is_empty(&message) {
            return self.refuse(
                400,
                50006,
                "Cannot send an empty message",
                format!("edit of {id}"),
            );
        }
        self.messages.insert(id, message);
        self.announce("MESSAGE_UPDATE", id);
        self.show(id, Some(by));
        Ok(Answer::ok(self.draw(id, true)))
    }

    pub(in super::super) fn delete(&mut self, id: u64) -> Answered {
        let Some(message) = self.messages.remove(&id) else {
            return self.unknown_message(id);
        };
        self.deleted.insert(id);
        self.unread.retain(|seen| seen.shown.id != id);
        if message.only_for.is_none() {
            let data = self.with_guild(
                message.place,
                json!({"id": id.to_string(), "channel_id": message.place.0.to_string()}),
            );
            self.tell("MESSAGE_DELETE", data, message.place);
        }
        Ok(Answer::done())
    }

    /// An answer for a message that does not stand; only one that never stood is the bot's mistake.
    pub(super) fn unknown_message<T>(&mut self, id: u64) -> Result<T, Answer> {
        if self.deleted.contains(&id) {
            return Err(Answer::error(404, 10008, "Unknown Message"));
        }
        self.refuse(404, 10008, "Unknown Message", format!("{id}: not there, or ephemeral"))
    }

    pub(super) fn check_new(&mut self, body: &Value, files: &[Upload]) -> Result<(), Answer> {
        if let Some(problem) = rules::mentions(body) {
            self.broke(problem);
        }
        let problems = rules::message(body, files);
        if !problems.is_empty() {
            return self.invalid(problems.join("; "));
        }
        let mut message = self.blank(BOT, Place(0));
        fill(&mut message, body, files);
        if is_empty(&message) {
            return self.refuse(400, 50006, "Cannot send an empty message", body.to_string());
        }
        Ok(())
    }

    /// Puts a new message of the bot where people see it.
    pub(super) fn add(&mut self, message: Message, by: Option<InteractionId>) -> u64 {
        let id = message.id;
        self.messages.insert(id, message);
        self.announce("MESSAGE_CREATE", id);
        self.show(id, by);
        id
    }

    pub(super) fn blank(&mut self, author: Person, place: Place) -> Message {
        let id = self.fresh_id();
        Message { id, place, author, created: self.stamp(), ..Message::default() }
    }
}

/// Puts the fields a body names into the message; a field it does not name stays.
pub(super) fn fill(message: &mut Message, body: &Value, files: &[Upload]) {
    if !body["content"].is_null() || body.get("content").is_some() {
        message.content = string(&body["content"]);
    }
    for (field, place) in [("embeds", &mut message.embeds), ("components", &mut message.components)]
    {
        if body.get(field).is_some() {
            *place = items(&body[field]).to_vec();
        }
    }
    if let Some(kept) = body.get("attachments") {
        message.attachments.retain(|old| items(kept).iter().any(|one| one["id"] == old["id"]));
    }
    for (index, file) in files.iter().enumerate() {
        let id = message.id + 1_000_000 + (message.attachments.len() + index) as u64;
        let url = format!(
            "https://cdn.discordapp.com/attachments/{}/{id}/{}",
            message.place.0, file.filename
        );
        message.attachments.push(json!({
            "id": id.to_string(), "filename": file.filename, "size": file.bytes.len(), "url": url, "proxy_url": url,
            "content_type": file.content_type, "description": null, "ephemeral": message.only_for.is_some(),
        }));
    }
}

fn is_empty(message: &Message) -> bool {
    let nothing = [&message.embeds, &message.components, &message.attachments]
        .iter()
        .all(|list| list.is_empty());
    message.content.trim().is_empty() && nothing
}
