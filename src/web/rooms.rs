//! All rooms. Sessions write into them as into Discord's channels.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::Serialize;

use super::room::{Room, RoomId};
use crate::bot::{Channel, OutgoingMessage, SendError, millis};
use crate::reply::Reply;

const MOST_ROOMS: usize = 500;

/// A room left so long may make place for another: no quiz is silent for so long.
const LEFT: Duration = Duration::from_secs(10 * 60);

pub(super) struct Rooms {
    rooms: Mutex<HashMap<RoomId, Arc<Room>>>,
    /// Sessions outlive the program, so whoever comes back to a room finds it.
    lasting: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    reply: &'a Reply,
}

impl Rooms {
    pub(super) fn new(lasting: bool) -> Rooms {
        Rooms { rooms: Mutex::default(), lasting }
    }

    pub(super) fn get(&self, id: RoomId) -> Option<Arc<Room>> {
        if self.lasting {
            return self.open(id);
        }
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    pub(super) fn create(&self) -> Option<RoomId> {
        let id = RoomId::random();
        self.open(id).map(|_| id)
    }

    fn open(&self, id: RoomId) -> Option<Arc<Room>> {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(room) = rooms.get(&id) {
            return Some(Arc::clone(room));
        }
        if rooms.len() >= MOST_ROOMS {
            // Before all others one without a quiz, or whoever opens very many keeps everybody out.
            let empty = rooms
                .iter()
                .filter_map(|(id, room)| Some(((room.is_unused(), room.empty_for()?), *id)));
            let (_, least) = empty
                .filter(|((unused, time), _)| *unused || *time >= LEFT)
                .max_by_key(|(worth, _)| *worth)?;
            rooms.remove(&least);
        }
        // Only a thousand messages a second would meet a number of before a restart.
        let first = millis(Timestamp::now());
        let room = Arc::new(Room::new(first));
        rooms.insert(id, Arc::clone(&room));
        Some(room)
    }

    /// None where there is no place for the room.
    pub(super) fn show(&self, id: RoomId, name: &str, reply: &Reply) -> Option<()> {
        let json = serde_json::to_string(&Shown { name, reply }).ok()?;
        self.open(id).map(|room| room.add(name, json))
    }
}

#[async_trait]
impl Channel for Rooms {
    async fn send(&self, message: &OutgoingMessage) -> Result<(), SendError> {
        let shown = self.show(RoomId(message.place), &message.name, &message.reply);
        shown.ok_or(SendError::Never)
    }

    fn shows_answers(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_without_a_quiz_make_place_and_others_stay() {
        let rooms = Rooms::new(false);
        let played: Vec<RoomId> = (0..3).filter_map(|_| rooms.create()).collect();
        for room in &played {
            assert!(rooms.show(*room, "question", &Reply::default()).is_some());
        }
        let watched = rooms.create().unwrap();
        let _watching = rooms.get(watched).unwrap().subscribe();
        let first = rooms.create().unwrap();
        assert!((0..2 * MOST_ROOMS).all(|_| rooms.create().is_some()));
        assert!(played.iter().chain([&watched]).all(|room| rooms.get(*room).is_some()));
        assert!(rooms.get(first).is_none());
        assert_eq!(rooms.rooms.lock().unwrap().len(), MOST_ROOMS);
    }

    #[test]
    fn where_all_hold_a_quiz_there_is_no_place() {
        let rooms = Rooms::new(false);
        for _ in 0..MOST_ROOMS {
            let room = rooms.create().unwrap();
            rooms.show(room, "question", &Reply::default());
        }
        assert!(rooms.create().is_none());
    }
}
