//! Faults that a test injects while it runs: in requests, the gateway and time.

use std::time::Duration;

use serde_json::{Value, json};

use super::gateway::{Frame, Gateway};
use super::{FakeDiscord, Fault};

impl FakeDiscord {
    /// Orders trouble for the requests to come; `finish` fails when it never happens.
    pub fn fault(&self, fault: Fault) {
        self.shared.with(|inside| inside.faults.push(fault));
    }

    /// Lets time pass for interactions at once.
    pub fn skip(&self, time: Duration) {
        self.shared.with(|inside| inside.world.skip(time));
    }

    /// Lets what happens from now on have ids of this time, in milliseconds since 1970.
    pub fn date_ids(&self, milliseconds: u64) {
        self.shared.look(|inside| inside.world.date_ids(milliseconds));
    }

    /// Closes the gateway connection with this code.
    pub fn close_gateway(&self, code: u16) {
        self.gateway(|gateway| gateway.send(&Frame::Close(code, "ordered by the story")));
    }

    /// How many shards Discord recommends.
    pub fn recommend_shards(&self, shards: u64) {
        self.gateway(|gateway| gateway.shards = shards);
    }

    /// How many sessions the bot may still start, and the time until there are more.
    pub fn allow_starts(&self, left: u64, reset_after: Duration) {
        let millis = u64::try_from(reset_after.as_millis()).expect("a reset comes within an age");
        self.gateway(|gateway| gateway.starts = (left, millis));
    }

    /// Lets new gateway connections hang without a word, or not.
    pub fn hang_gateway(&self, hang: bool) {
        self.gateway(|gateway| gateway.hangs = hang);
    }

    /// Tells this shard nothing any more, also on new connections, or speaks again.
    pub fn mute_shard(&self, shard: u64, mute: bool) {
        self.gateway(|gateway| match mute {
            true => gateway.mute.insert(shard),
            false => gateway.mute.remove(&shard),
        });
    }

    /// Closes every session that begins with this code, or lets sessions be.
    pub fn close_sessions(&self, code: Option<u16>) {
        self.gateway(|gateway| gateway.closes = code);
    }

    /// Ends the gateway's TCP connection without a word.
    pub fn drop_gateway(&self) {
        self.gateway(|gateway| gateway.send(&Frame::Drop));
    }

    /// Op 7: asks the bot to reconnect and resume.
    pub fn ask_reconnect(&self) {
        self.gateway(|gateway| gateway.send(&Frame::Payload(json!({"op": 7, "d": null}))));
    }

    /// Op 9: tells the bot that its session is invalid and cannot be resumed.
    pub fn invalidate_session(&self) {
        self.gateway(|gateway| {
            gateway.send(&Frame::Payload(json!({"op": 9, "d": false})));
            gateway.sessions.clear();
        });
    }

    /// Sets how often the bot must send heartbeats, from its next connection on.
    pub fn heartbeat_every(&self, time: Duration) {
        let millis = u64::try_from(time.as_millis()).expect("a heartbeat is shorter than an age");
        self.gateway(|gateway| gateway.heartbeat = millis);
    }

    /// Delivers an interaction (`id.0`) or a message once more, as Discord may do.
    pub fn redeliver(&self, id: u64) {
        let found = self.gateway(|gateway| gateway.repeat(id));
        assert!(found, "no event of {id} was sent in this session");
    }

    /// Sends an event as it is, sound or not.
    pub fn dispatch_raw(&self, name: &str, data: Value) {
        self.gateway(|gateway| gateway.raw(name, data));
    }

    /// Sends the last event of this name once more, without one of its fields.
    pub fn dispatch_half(&self, name: &str, without: &str) {
        let mut half =
            self.last_event(name).unwrap_or_else(|| panic!("no {name} was sent in this session"));
        half.as_object_mut()
            .expect("events are objects")
            .remove(without)
            .expect("the field is there");
        self.dispatch_raw(name, half);
    }

    /// Payload of the last event of this name that the bot was sent.
    pub fn last_event(&self, name: &str) -> Option<Value> {
        self.shared.look(|inside| inside.gateway.last(name))
    }

    /// Fresh sessions and resumed sessions so far.
    pub fn sessions(&self) -> (u32, u32) {
        self.shared.look(|inside| (inside.gateway.identified, inside.gateway.resumed))
    }

    /// Waits until the bot has resumed this many times in all.
    pub async fn resumed(&self, times: u32) {
        self.wait("a resumed session", |inside| (inside.gateway.resumed >= times).then_some(()))
            .await;
    }

    /// Waits until the bot has identified this many times in all.
    pub async fn identified(&self, times: u32) {
        self.wait("a fresh session", |inside| (inside.gateway.identified >= times).then_some(()))
            .await;
    }

    fn gateway<T>(&self, act: impl FnOnce(&mut Gateway) -> T) -> T {
        self.shared.with(|inside| act(&mut inside.gateway))
    }
}
