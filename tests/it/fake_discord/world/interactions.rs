//! Interactions and the state each is in: waiting, deferred, answered.
//!
//! One first answer, in time; edits only after it; the token works for a quarter of an hour.

use std::time::Duration;

use serde_json::Value;

use super::{Answer, Answered, Upload, World};
use crate::fake_discord::message::Message;
use crate::fake_discord::people::{BOT, Person, Place};

/// How long an interaction's token works.
const TOKEN_LIVES: Duration = Duration::from_secs(15 * 60);

/// Names one interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InteractionId(pub u64);

/// What the person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Ran a command.
    Command,
    /// Typed into an option with suggestions, of this option type.
    Typing(u64),
    /// Pressed or chose something on this message.
    Component(u64),
    /// Sent a modal, which was opened from this message if any.
    Modal(Option<u64>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum State {
    Waiting,
    Deferred,
    Answered,
}

#[derive(Debug)]
pub(super) struct Interaction {
    pub(super) token: String,
    pub(super) trigger: Trigger,
    pub(super) person: Person,
    pub(super) place: Place,
    pub(super) sent_at: Duration,
    pub(super) state: State,
    /// How long the person waited for the first answer.
    pub(super) waited: Option<Duration>,
    /// The message that `@original` names.
    pub(super) original: Option<u64>,
    pub(super) modal: Option<Value>,
    pub(super) choices: Option<Vec<Value>>,
    pub(super) excused: bool,
}

impl World {
    pub(in super::super) fn state(&self, id: InteractionId) -> State {
        self.interactions[&id].state
    }

    /// Whether it got all it waits for.
    pub(in super::super) fn is_answered(&self, id: InteractionId) -> bool {
        self.state(id) == State::Answered
    }

    /// The modal it opened.
    pub(in super::super) fn modal(&self, id: InteractionId) -> Option<Value> {
        self.interactions[&id].modal.clone()
    }

    /// The suggestions it got.
    pub(in super::super) fn choices(&self, id: InteractionId) -> Option<Vec<Value>> {
        self.interactions[&id].choices.clone()
    }

    /// The first unread message in answer to it, which is read then.
    pub(in super::super) fn seen_in_answer(&mut self, id: InteractionId) -> Option<Message> {
        let at = self.unread.iter().position(|seen| seen.interaction == Some(id))?;
        self.unread.remove(at).map(|seen| seen.shown)
    }

    /// How long the person waited for the first answer.
    pub(in super::super) fn waited(&self, id: InteractionId) -> Option<Duration> {
        self.interactions[&id].waited
    }

    /// Whether the person has been told that the application did not respond.
    pub(in super::super) fn gave_up(&self, id: InteractionId) -> bool {
        let interaction = &self.interactions[&id];
        interaction.state == State::Waiting
            && self.now() - interaction.sent_at > self.first_answer_within
    }

    /// The test expected that this one gets no answer.
    pub(in super::super) fn excuse(&mut self, id: InteractionId) {
        self.entry(id).excused = true;
    }

    /// Interactions the bot left hanging.
    pub(in super::super) fn hanging(&self) -> Vec<String> {
        let hanging = self
            .interactions
            .iter()
            .filter(|(_, one)| one.state != State::Answered && !one.excused);
        hanging
            .map(|(id, one)| format!("{id:?} ({:?}) is left {:?}", one.trigger, one.state))
            .collect()
    }

    /// Drops what is over.
    pub(in super::super) fn forget(&mut self) {
        self.interactions.retain(|_, one| one.state != State::Answered);
        self.messages.clear();
        self.deleted.clear();
        self.typing.clear();
    }

    /// POST to an interaction's callback.
    pub(in super::super) fn callback(
        &mut self,
        id: InteractionId,
        token: &str,
        body: &Value,
        files: &[Upload],
    ) -> Answered {
        let known = self.interactions.get(&id).filter(|interaction| interaction.token == token);
        let Some(interaction) = known else {
            let rule = format!("{id:?} does not exist");
            return self.refuse(404, 10062, "Unknown interaction", rule);
        };
        let (trigger, waited) = (interaction.trigger.clone(), self.now() - interaction.sent_at);
        if interaction.state != State::Waiting {
            let message = "Interaction has already been acknowledged.";
            return self.refuse(400, 40060, message, format!("{id:?}"));
        }
        if self.gave_up(id) {
            let rule = format!("first answer to {id:?} after {waited:?}");
            return self.refuse(404, 10062, "Unknown interaction", rule);
        }
        let kind = body["type"].as_u64().unwrap_or(0);
        let fits = match trigger {
            Trigger::Command => matches!(kind, 4 | 5 | 9),
            Trigger::Typing(_) => kind == 8,
            Trigger::Component(_) => matches!(kind, 4..=7 | 9),
            Trigger::Modal(from) => {
                matches!(kind, 4 | 5) || from.is_some() && matches!(kind, 6 | 7)
            }
        };
        if !fits {
            return self.invalid(format!("callback type {kind} does not answer {trigger:?}"));
        }
        let data = &body["data"];
        match kind {
            4 => self.answer_with_message(id, data, files)?,
            5 => self.defer(id, data),
            // A deferred update may stay as it is: the person sees the old message, not a spinner.
            6 => {}
            7 => self.answer_with_update(id, data, files)?,
            8 => self.answer_with_choices(id, data)?,
            _ => self.answer_with_modal(id, data)?,
        }
        let interaction = self.entry(id);
        interaction.state = if kind == 5 { State::Deferred } else { State::Answered };
        interaction.waited = Some(waited);
        Ok(Answer::done())
    }

    /// PATCH or DELETE of `@original`.
    pub(in super::super) fn original(
        &mut self,
        method: &str,
        token: &str,
        body: &Value,
        files: &[Upload],
    ) -> Answered {
        let id = self.by_token(token)?;
        let Some(message) = self.interactions[&id].original else {
            let rule = format!("{id:?} was not answered with a message");
            return self.refuse(404, 10008, "Unknown Message", rule);
        };
        if self.messages.get(&message).is_none_or(|message| message.author != BOT) {
            return self.unknown_message(message);
        }
        let answer = match method {
            "DELETE" => self.delete(message)?,
            _ => self.edit(message, body, files, id)?,
        };
        self.entry(id).state = State::Answered;
        Ok(answer)
    }

    /// POST of a follow-up.
    pub(in super::super) fn follow_up(
        &mut self,
        token: &str,
        body: &Value,
        files: &[Upload],
    ) -> Answered {
        let id = self.by_token(token)?;
        let message = self.message_of(id, body, files)?;
        Ok(Answer::ok(self.draw(message, true)))
    }

    /// The interaction whose token it is, once that works: after the first answer, for a while.
    fn by_token(&mut self, token: &str) -> Result<InteractionId, Answer> {
        let id =
            InteractionId(token.rsplit('-').next().and_then(|id| id.parse().ok()).unwrap_or(0));
        let found = self.interactions.get(&id).filter(|interaction| interaction.token == token);
        let Some((state, sent_at)) = found.map(|one| (one.state, one.sent_at)) else {
            return self.refuse(404, 10015, "Unknown Webhook", "no interaction has that token");
        };
        let age = self.now() - sent_at;
        if age > TOKEN_LIVES {
            return self.refuse(
                401,
                50027,
                "Invalid Webhook Token",
                format!("{id:?} is {age:?} old"),
            );
        }
        if state == State::Waiting {
            let rule = format!("{id:?} has no first answer yet");
            return self.refuse(404, 10015, "Unknown Webhook", rule);
        }
        Ok(id)
    }

    pub(super) fn entry(&mut self, id: InteractionId) -> &mut Interaction {
        self.interactions.get_mut(&id).expect("the interaction was looked up before")
    }
}
