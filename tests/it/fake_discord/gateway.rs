//! The gateway as a value: each shard's session with its sequence, what was sent in it, and faults
//! that a test injects.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::events;
use super::world::{Answer, Event, World};

/// The gateway of one fake Discord.
#[derive(Debug, Default)]
pub struct Gateway {
    pub(super) sessions: BTreeMap<u64, Session>,
    /// What `/gateway/bot` recommends.
    pub(super) shards: u64,
    /// The session starts left, and the milliseconds until there are more.
    pub(super) starts: (u64, u64),
    /// Takes connections and says nothing at all.
    pub(super) hangs: bool,
    /// Shards that are told nothing after they identify or resume.
    pub(super) mute: BTreeSet<u64>,
    /// Closes every session that begins with this code.
    pub(super) closes: Option<u16>,
    pub(super) connections: u64,
    pub(super) heartbeat: u64,
    /// Where clients resume.
    pub(super) url: String,
    /// Fresh sessions so far.
    pub(super) identified: u32,
    /// Sessions picked up again so far.
    pub(super) resumed: u32,
    /// Close codes sent for what the client did wrong.
    pub(super) refused: Vec<u16>,
}

#[derive(Debug)]
pub(super) struct Session {
    pub(super) id: String,
    /// How many shards the bot says it has.
    pub(super) total: u64,
    pub(super) sequence: u64,
    pub(super) intents: u64,
    pub(super) sent: Vec<Value>,
    pub(super) line: Option<(u64, UnboundedSender<Frame>)>,
}

#[derive(Clone, Debug)]
pub(super) enum Frame {
    Payload(Value),
    Close(u16, &'static str),
    Drop,
}

impl Gateway {
    /// A gateway nobody has connected to, reached at this address.
    pub(super) fn at(url: String) -> Gateway {
        Gateway {
            shards: 1,
            starts: (1000, 86_400_000),
            heartbeat: 41_250,
            url,
            ..Gateway::default()
        }
    }

    /// The answer to `/gateway/bot`. Many may begin at once, so that tests need not wait.
    pub(super) fn told(&self) -> Answer {
        let (remaining, reset_after) = self.starts;
        Answer::ok(json!({
            "url": self.url, "shards": self.shards,
            "session_start_limit":
                {"total": 1000, "remaining": remaining, "reset_after": reset_after, "max_concurrency": 16},
        }))
    }

    /// Whether a bot has a session on every shard and is connected.
    pub(super) fn is_connected(&self) -> bool {
        let mut sessions = self.sessions.values();
        self.sessions.len() as u64 == self.shards && sessions.all(|session| session.line.is_some())
    }

    /// The session that events of this server go to: Discord's rule, and shard 0 for messages in
    /// private.
    fn session_of(&mut self, data: &Value) -> Option<&mut Session> {
        let server = data["guild_id"].as_str().and_then(|id| id.parse::<u64>().ok()).unwrap_or(0);
        let total = self.sessions.values().next()?.total;
        self.sessions.get_mut(&((server >> 22) % total))
    }

    /// Sends an event if the session's intents reach it; keeps it for a resume when the line is
    /// down.
    pub(super) fn dispatch(&mut self, world: &mut World, event: Event) {
        let Some(session) = self.session_of(&event.data) else { return };
        if event.intent != 0 && session.intents & event.intent == 0 {
            return;
        }
        if let Err(error) = events::decode(event.name, &event.data) {
            world
                .broke(format!("the fake sends {} that serenity cannot read: {error}", event.name));
        }
        self.raw(event.name, event.data);
    }

    /// Sends an event as it is, without any check.
    pub(super) fn raw(&mut self, name: &str, data: Value) {
        if let Some(session) = self.session_of(&data) {
            session.raw(name, data);
        }
    }

    /// Sends the event that first told of this interaction or message once more, as a new event.
    pub(super) fn repeat(&mut self, id: u64) -> bool {
        let mut sent = self.sessions.values().flat_map(|session| &session.sent);
        let first = sent.find(|payload| payload["d"]["id"] == id.to_string().as_str());
        let Some(payload) = first.cloned() else { return false };
        self.raw(payload["t"].as_str().unwrap_or_default(), payload["d"].clone());
        true
    }

    /// Nothing sent so far is sent again.
    pub(super) fn forget(&mut self) {
        self.sessions.values_mut().for_each(|session| session.sent.clear());
    }

    /// Payload of the last event of this name.
    pub(super) fn last(&self, name: &str) -> Option<Value> {
        let sent = self.sessions.values().flat_map(|session| &session.sent);
        sent.rev().find(|payload| payload["t"] == name).map(|payload| payload["d"].clone())
    }

    /// Sends this on every connection.
    pub(super) fn send(&mut self, frame: &Frame) {
        self.sessions.values_mut().for_each(|session| session.send(frame.clone()));
    }
}

impl Session {
    pub(super) fn raw(&mut self, name: &str, data: Value) {
        self.sequence += 1;
        let payload = json!({"op": 0, "s": self.sequence, "t": name, "d": data});
        self.sent.push(payload.clone());
        self.send(Frame::Payload(payload));
    }

    pub(super) fn send(&mut self, frame: Frame) {
        let down = self.line.as_ref().is_some_and(|(_, line)| line.send(frame).is_err());
        if down {
            self.line = None;
        }
    }
}
