//! Threads created during a test: forum posts by people, threads by the bot.

use serde_json::Value;

use super::{Answer, Answered, Event, World, intents};
use crate::fake_discord::message::string;
use crate::fake_discord::people::{CREATE_PUBLIC_THREADS, Kind, Person, Place};

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

    /// POST of a thread, by itself or at a message, whose id it then has.
    pub(in super::super) fn start_thread(
        &mut self,
        place: Place,
        at: Option<u64>,
        body: &Value,
    ) -> Answered {
        self.get_channel(place)?;
        let Kind::Text(guild) = self.kind(place) else {
            return self.refuse(
                400,
                50024,
                "Cannot execute action on this channel type",
                format!("a thread in {place:?}"),
            );
        };
        let thread = match at {
            Some(id) if self.messages.get(&id).is_none_or(|message| message.place != place) => {
                return self.unknown_message(id);
            }
            Some(id) if self.places.contains_key(&Place(id)) => {
                let message = "A thread has already been created for this message";
                return Err(Answer::error(400, 160_004, message));
            }
            Some(id) => Place(id),
            None if self.bot_permissions & CREATE_PUBLIC_THREADS == 0 => {
                return self.refuse(403, 50013, "Missing Permissions", "a thread");
            }
            None => Place(self.fresh_id()),
        };
        let name = string(&body["name"]);
        if at.is_none() && body["type"] != 11 || !(1..=100).contains(&name.chars().count()) {
            return self.invalid(format!("a thread like {body}"));
        }
        self.open_thread(thread, Kind::Thread(guild, place), &name);
        Ok(Answer { status: 201, body: self.channel(thread) })
    }

    fn open_thread(&mut self, thread: Place, kind: Kind, name: &str) {
        self.places.insert(thread, kind);
        self.names.insert(thread, name.to_owned());
        let mut data = self.channel(thread);
        data["newly_created"] = true.into();
        self.outbox.push(Event { name: "THREAD_CREATE", data, intent: intents::GUILDS });
    }
}
