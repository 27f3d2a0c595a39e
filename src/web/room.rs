//! A room: the latest messages of its quizzes, and who waits for the next.

use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

use rand::RngExt;
use serde::Deserialize;
use tokio::sync::watch;

use super::person::GREATEST_ID;

/// Latecomers do not see older ones.
const MOST_MESSAGES: usize = 60;

/// In hexadecimal digits.
const LONGEST_ID: usize = 14;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct RoomId(pub(super) u64);

impl RoomId {
    pub(super) fn random() -> RoomId {
        RoomId(rand::rng().random_range(1..=GREATEST_ID))
    }
}

impl fmt::Display for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.0)
    }
}

impl TryFrom<String> for RoomId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<RoomId, Self::Error> {
        let id = (text.len() <= LONGEST_ID).then(|| u64::from_str_radix(&text, 16).ok()).flatten();
        id.filter(|id| (1..=GREATEST_ID).contains(id)).map(RoomId).ok_or("no room has such a name")
    }
}

pub(super) struct Room(watch::Sender<Log>);

pub(super) struct Log {
    messages: VecDeque<(String, String)>,
    /// The number after the last message's.
    count: u64,
    used: Instant,
}

impl Room {
    /// `first`: a number beyond all that a room of this name had before a restart.
    pub(super) fn new(first: u64) -> Room {
        let messages = VecDeque::new();
        Room(watch::Sender::new(Log { messages, count: first, used: Instant::now() }))
    }

    /// Once a name.
    pub(super) fn add(&self, name: &str, json: String) {
        self.0.send_if_modified(|log| {
            log.used = Instant::now();
            if log.messages.iter().any(|(known, _)| known == name) {
                return false;
            }
            log.messages.push_back((name.to_owned(), json));
            if log.messages.len() > MOST_MESSAGES {
                log.messages.pop_front();
            }
            log.count += 1;
            true
        });
    }

    /// The first message from this number on, with the number after it.
    pub(super) fn from(&self, number: u64) -> Option<(u64, String)> {
        let log = self.0.borrow();
        let first = log.count - log.messages.len() as u64;
        // One from elsewhere: nothing of this was seen.
        let at = if number > log.count { first } else { number.max(first) };
        let (_, json) = log.messages.get(usize::try_from(at - first).ok()?)?;
        Some((at + 1, json.clone()))
    }

    /// Tells of each message that is added.
    pub(super) fn subscribe(&self) -> watch::Receiver<Log> {
        self.0.send_if_modified(|log| {
            log.used = Instant::now();
            false
        });
        self.0.subscribe()
    }

    /// None while somebody is there.
    pub(super) fn empty_for(&self) -> Option<Duration> {
        (self.0.receiver_count() == 0).then(|| self.0.borrow().used.elapsed())
    }

    pub(super) fn is_unused(&self) -> bool {
        self.0.borrow().messages.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_shown_once_and_the_latest_stay() {
        let room = Room::new(0);
        for number in 0..MOST_MESSAGES + 5 {
            room.add(&number.to_string(), format!("message {number}"));
            room.add(&number.to_string(), "again".to_owned());
        }
        assert_eq!(room.from(0), Some((6, "message 5".to_owned())));
        assert_eq!(room.from(64), Some((65, "message 64".to_owned())));
        assert_eq!(room.from(65), None);
        let after_restart = Room::new(1_000);
        after_restart.add("next", "next message".to_owned());
        for seen in [0, 1, 65, 1_000, 2_000] {
            let next = Some((1_001, "next message".to_owned()));
            assert_eq!(after_restart.from(seen), next, "{seen}");
        }
    }

    #[test]
    fn a_room_is_named_as_it_is_shown() {
        let room = RoomId::random();
        assert_eq!(RoomId::try_from(room.to_string()), Ok(room));
        for wrong in ["", "0", "x", "-1", "fffffffffffffff", "../live", "20000000000000"] {
            assert!(RoomId::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
