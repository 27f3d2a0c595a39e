//! What people do in words: commands, messages and replies, and reading what comes back.

use std::time::Duration;

use serde_json::Value;

use super::FakeDiscord;
use super::message::{Message, string};
use super::people::{Person, Place};
use super::shared::Inside;
use super::world::{InteractionId, Typed};

/// One suggestion under an option that is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Words shown.
    pub name: String,
    /// Value sent when it is picked.
    pub value: Value,
}

impl FakeDiscord {
    /// Runs `/name` and gives the answer, through a defer if there is one. Subcommands are words of
    /// the name.
    pub async fn slash<'a>(
        &self,
        person: Person,
        place: Place,
        name: &str,
        options: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> Message {
        self.shown(self.start_slash(person, place, name, options)).await
    }

    /// Runs `/name` without waiting.
    pub fn start_slash<'a>(
        &self,
        person: Person,
        place: Place,
        name: &str,
        options: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> InteractionId {
        self.run(person, place, &Typed::Slash(name.to_owned(), named(options)))
    }

    /// Picks an entry of a message's menu and gives the answer.
    pub async fn message_command_on(
        &self,
        person: Person,
        place: Place,
        name: &str,
        message: u64,
    ) -> Message {
        self.shown(self.run(person, place, &Typed::OnMessage(name.to_owned(), message))).await
    }

    /// Types into `/name` with the cursor in the last option, and gives the suggestions.
    pub async fn autocomplete<'a>(
        &self,
        person: Person,
        place: Place,
        name: &str,
        options: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> Vec<Choice> {
        let id = self.run(person, place, &Typed::Typing(name.to_owned(), named(options)));
        let choices = self.wait("suggestions", |inside| {
            let found = inside.world.choices(id);
            refuse_late(inside, id);
            found
        });
        let choice = |choice: &Value| Choice {
            name: string(&choice["name"]),
            value: choice["value"].clone(),
        };
        choices.await.iter().map(choice).collect()
    }

    /// Writes a message that mentions the bot, and gives the bot's message.
    pub async fn mention(&self, person: Person, place: Place, text: &str) -> Message {
        let question = self.say(person, place, &format!("{} {text}", super::BOT.mention()));
        self.answer_to(question).await
    }

    /// Writes a message and gives its id. Waits for nothing.
    pub fn say(&self, person: Person, place: Place, text: &str) -> u64 {
        self.shared.with(|inside| inside.world.say(person, place, text, None))
    }

    /// Opens a forum post without waiting, and gives its id.
    pub fn post(&self, person: Person, forum: Place, title: &str, text: &str) -> u64 {
        self.shared.with(|inside| inside.world.post(person, forum, title, text))
    }

    /// Writes to the bot directly, and gives the bot's message.
    pub async fn dm(&self, person: Person, text: &str) -> Message {
        let question = self.say(person, person.dm(), text);
        self.answer_to(question).await
    }

    /// Replies to a message of the bot, with the ping Discord adds, and gives the bot's message.
    pub async fn reply_to(&self, person: Person, shown: &Message, text: &str) -> Message {
        assert!(!shown.is_private(), "nobody can reply to an ephemeral message");
        let question =
            self.shared.with(|inside| inside.world.say(person, shown.place, text, Some(shown.id)));
        self.answer_to(question).await
    }

    /// Waits for the bot's message in answer to a person's message.
    pub async fn answer_to(&self, question: u64) -> Message {
        let place = self
            .shared
            .look(|inside| inside.world.message(question).expect("the message stands").place);
        self.wait("a message of the bot", |inside| {
            let fits = |shown: &Message| {
                shown.place == place && shown.replies_to.is_none_or(|id| id == question)
            };
            let at = inside
                .world
                .unread
                .iter()
                .position(|seen| seen.interaction.is_none() && fits(&seen.shown))?;
            inside.world.unread.remove(at).map(|seen| seen.shown)
        })
        .await
    }

    /// Waits for the visible answer to an interaction.
    pub async fn shown(&self, id: InteractionId) -> Message {
        self.wait("a visible answer", |inside| {
            let seen = inside.world.seen_in_answer(id);
            refuse_late(inside, id);
            seen
        })
        .await
    }

    /// What the person is shown, or nothing when they are told that the application did not
    /// respond.
    pub async fn outcome(&self, id: InteractionId) -> Option<Message> {
        self.wait("an answer or none", |inside| {
            if let Some(seen) = inside.world.seen_in_answer(id) {
                return Some(Some(seen));
            }
            inside.world.gave_up(id).then(|| {
                inside.world.excuse(id);
                None
            })
        })
        .await
    }

    /// What the bot showed of its own accord since the last look.
    pub fn announced(&self) -> Vec<Message> {
        self.shared.look(|inside| {
            let all = std::mem::take(&mut inside.world.unread);
            let (own, rest) = all.into_iter().partition(|seen| seen.interaction.is_none());
            inside.world.unread = rest;
            own.into_iter().map(|seen: super::world::Seen| seen.shown).collect()
        })
    }

    /// Drops what is over, so that a long run does not grow: what was said, asked and answered.
    pub fn forget(&self) {
        self.shared.look(|inside| {
            inside.requests.clear();
            inside.world.forget();
            inside.gateway.forget();
        });
    }

    /// The next thing the bot shows to anyone: a follow-up, a second edit, a message of its own
    /// accord.
    pub async fn next_shown(&self) -> Message {
        self.wait("anything new", |inside| inside.world.unread.pop_front().map(|seen| seen.shown))
            .await
    }

    /// Fails when the bot shows anything within this time, typing included.
    pub async fn stays_silent(&self, time: Duration) {
        let typed = self.shared.look(|inside| inside.world.typing.len());
        tokio::time::sleep(time).await;
        let said = self.shared.look(|inside| {
            let said: Vec<String> =
                inside.world.unread.iter().map(|seen| seen.shown.text()).collect();
            let typing = inside.world.typing.len() > typed;
            (!said.is_empty() || typing).then(|| format!("typing: {typing}, said: {said:?}"))
        });
        assert!(
            said.is_none(),
            "the bot should stay silent, but {}\n{}",
            said.unwrap_or_default(),
            self.dump()
        );
    }

    /// A message as it stands now, whoever sees it.
    pub fn now(&self, shown: &Message) -> Option<Message> {
        self.shared.look(|inside| inside.world.message(shown.id).cloned())
    }

    /// Changes the components of a message behind the bot's back, as if they were made by another
    /// version of it.
    pub fn rewrite_components(
        &self,
        shown: &Message,
        change: impl Fn(String) -> String,
    ) -> Message {
        self.shared.look(|inside| inside.world.rewrite_components(shown.id, change));
        self.now(shown).expect("the message stands")
    }

    /// Places where the bot showed that it is typing, in order.
    pub fn typing(&self) -> Vec<Place> {
        self.shared.look(|inside| inside.world.typing.clone())
    }

    fn run(&self, person: Person, place: Place, typed: &Typed) -> InteractionId {
        self.must(|inside| inside.world.run(person, place, typed))
    }

    /// Does what a person does; fails when their client would not let them, or nobody would hear
    /// it.
    pub(super) fn must(
        &self,
        act: impl FnOnce(&mut Inside) -> Result<InteractionId, String>,
    ) -> InteractionId {
        let id = self.shared.with(act);
        id.unwrap_or_else(|why| panic!("a person cannot do this: {why}\n{}", self.dump()))
    }
}

/// Fails a waiting test at once when the person has been told that the application did not
/// respond.
pub(super) fn refuse_late(inside: &Inside, id: InteractionId) {
    let limit = inside.world.first_answer_within;
    assert!(
        !inside.world.gave_up(id),
        "no first answer to {id:?} within {limit:?}; broken rules: {:#?}",
        inside.world.violations
    );
}

fn named<'a>(options: impl IntoIterator<Item = (&'a str, Value)>) -> Vec<(String, Value)> {
    options.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
