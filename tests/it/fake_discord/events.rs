//! Reads every event with serenity's own types before it is sent.
//!
//! A client that cannot read an event drops it with a debug line, and the test would only see a
//! timeout.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use serenity::model::application::Interaction;
use serenity::model::channel::Message;
use serenity::model::event::{Event, MessageDeleteEvent, MessageUpdateEvent};
use serenity::model::gateway::Ready;
use serenity::model::guild::Guild;

/// Whether serenity understands the event, and why not.
pub(super) fn decode(name: &str, data: &Value) -> Result<(), String> {
    match name {
        "INTERACTION_CREATE" => read::<Interaction>(data),
        "MESSAGE_CREATE" => read::<Message>(data),
        "MESSAGE_UPDATE" => read::<MessageUpdateEvent>(data),
        "MESSAGE_DELETE" => read::<MessageDeleteEvent>(data),
        "GUILD_CREATE" => read::<Guild>(data),
        "READY" => read::<Ready>(data),
        _ => Ok(()),
    }?;
    match serde_json::from_value::<Event>(json!({"t": name, "d": data})) {
        Ok(Event::Unknown(_)) => Err("it becomes an unknown event".into()),
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

fn read<T: DeserializeOwned>(data: &Value) -> Result<(), String> {
    serde_json::from_value::<T>(data.clone()).map(drop).map_err(|error| error.to_string())
}
