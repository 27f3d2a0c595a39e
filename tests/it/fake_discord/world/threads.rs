//! Threads created during a test: a forum post by a person, a thread that the bot begins at a
//! message.

use serde_json::Value;

use super::{Answer, Event, World, intents};
use crate::fake_discord::people::{Kind, Person, Place};

impl World {
    /// A person opens a forum post; gives the id of its thread, which its first message has, too.
    pub(in super::super) fn post(
        &mut self,
        person: Person,
        forum: Place,
        title: &str,
        text: &str,
    ) -> u64 {
        let Kind::Forum(guild) = self.kind(forum) else { panic!("{forum:?} is no forum") };
        let mut message = self.blank(person, forum);
        message.content = text.to_owned();
        message.place = Place(message.id);
        let id = message.id;
        self.open_thread(message.place, Kind::Thread(guild, forum), title);
        self.messages.insert(id, message);
        self.announce("MESSAGE_CREATE", id);
        id
    }

    /// POST of a thread that begins at a message.
    pub(in super::super) fn thread_at(
        &mut self,
        place: Place,
        message: u64,
        body: &Value,
    ) -> Answer {
        let channel = self.get_channel(place);
        if channel.status != 200 {
            return channel;
        }
        let Kind::Text(guild) = self.kind(place) else {
            return self.refuse(
                400,
                50024,
                "Cannot execute action on this channel type",
                format!("{place:?}"),
            );
        };
        if self.messages.get(&message).is_none_or(|message| message.place != place) {
            return self.unknown_message(message);
        }
        let thread = Place(message);
        if self.places.contains_key(&thread) {
            return Answer::error(
                400,
                160_004,
                "A thread has already been created for this message",
            );
        }
        let name = body["name"].as_str().unwrap_or_default().to_owned();
        if !(1..=100).contains(&name.chars().count()) {
            return self.refuse(
                400,
                50035,
                "Invalid Form Body",
                format!("a thread's name {name:?}"),
            );
        }
        self.open_thread(thread, Kind::Thread(guild, place), &name);
        Answer { status: 201, body: self.channel(thread) }
    }

    fn open_thread(&mut self, thread: Place, kind: Kind, name: &str) {
        self.places.insert(thread, kind);
        self.names.insert(thread, name.to_owned());
        let mut data = self.channel(thread);
        data["newly_created"] = true.into();
        self.outbox.push(Event { name: "THREAD_CREATE", data, intent: intents::GUILDS });
    }
}
