//! The forms an answer can take: a message, a promise of one, a changed message, suggestions, a
//! modal.

use serde_json::Value;

use super::messages::{LOADING, fill};
use super::{Answer, InteractionId, Trigger, Upload, World};
use crate::fake_discord::message::{Message, items};
use crate::fake_discord::people::BOT;
use crate::fake_discord::rules;

impl World {
    pub(super) fn answer_with_message(
        &mut self,
        id: InteractionId,
        data: &Value,
        files: &[Upload],
    ) -> Result<(), Answer> {
        let message = self.message_of(id, data, files)?;
        self.entry(id).original = Some(message);
        Ok(())
    }

    pub(super) fn message_of(
        &mut self,
        id: InteractionId,
        data: &Value,
        files: &[Upload],
    ) -> Result<u64, Answer> {
        let flags = data["flags"].as_u64().unwrap_or(0);
        self.check_new(data, files)?;
        let mut message = self.reply_of(id, flags);
        fill(&mut message, data, files);
        Ok(self.add(message, Some(id)))
    }

    pub(super) fn defer(&mut self, id: InteractionId, data: &Value) {
        let flags = data["flags"].as_u64().unwrap_or(0);
        let message = self.reply_of(id, flags | LOADING);
        self.entry(id).original = Some(message.id);
        self.messages.insert(message.id, message);
    }

    pub(super) fn answer_with_update(
        &mut self,
        id: InteractionId,
        data: &Value,
        files: &[Upload],
    ) -> Result<(), Answer> {
        let Some(message) = self.interactions[&id].original else {
            return self.invalid("there is no message to update");
        };
        if !self.messages.contains_key(&message) {
            return self.unknown_message(message);
        }
        // An edit looks at the ping rule itself when it has content.
        if data.is_object()
            && !data["content"].is_string()
            && let Some(problem) = rules::mentions(data)
        {
            self.broke(problem);
        }
        self.edit(message, data, files, id).map(drop)
    }

    pub(super) fn answer_with_choices(
        &mut self,
        id: InteractionId,
        data: &Value,
    ) -> Result<(), Answer> {
        let Trigger::Typing(option_type) = self.interactions[&id].trigger else {
            unreachable!("only an interaction of typing gets here")
        };
        let choices = items(&data["choices"]).to_vec();
        let problems = rules::suggestions(&choices, option_type);
        if !problems.is_empty() || !data["choices"].is_array() {
            return self.invalid(problems.join("; "));
        }
        self.entry(id).choices = Some(choices);
        Ok(())
    }

    pub(super) fn answer_with_modal(
        &mut self,
        id: InteractionId,
        data: &Value,
    ) -> Result<(), Answer> {
        let problems = rules::modal(data);
        if !problems.is_empty() {
            return self.invalid(problems.join("; "));
        }
        self.entry(id).modal = Some(data.clone());
        Ok(())
    }

    fn reply_of(&mut self, id: InteractionId, flags: u64) -> Message {
        let (person, place) = (self.interactions[&id].person, self.interactions[&id].place);
        let mut message = self.blank(BOT, place);
        message.flags = flags;
        message.answers = Some((id, person));
        message.only_for = (flags & 1 << 6 != 0).then_some(person);
        message
    }
}
