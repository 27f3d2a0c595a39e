//! Rules for a message: its text, embeds, files and whom it may ping.

use serde_json::{Value, json};
use twilight_model::channel::message::Embed;
use twilight_validate::message as limits;

use super::components;
use crate::fake_discord::message::items;
use crate::fake_discord::world::Upload;

/// What is wrong with the message a body would make.
pub(in super::super) fn message(body: &Value, files: &[Upload]) -> Vec<String> {
    let mut problems = Vec::new();
    if let Err(error) = limits::content(body["content"].as_str().unwrap_or_default()) {
        problems.push(format!("content: {error:?}"));
    }
    embeds(items(&body["embeds"]), &mut problems);
    for file in files {
        if let Err(error) = limits::attachment_filename(&file.filename) {
            problems.push(format!("file: {error:?}"));
        }
    }
    components::message(items(&body["components"]), &mut problems);
    problems
}

/// What is wrong with whom a message may ping: nobody may be pinged by the bot, not even the asked
/// person.
pub(in super::super) fn mentions(body: &Value) -> Option<String> {
    let allowed = &body["allowed_mentions"];
    let new_pseudonym = allowed["parse"] == json!([])
        && items(&allowed["users"]).is_empty()
        && items(&allowed["roles"]).is_empty();
    if allowed.is_null() {
        return Some("allowed_mentions is missing".into());
    }
    if !new_pseudonym {
        return Some(format!("allowed_mentions lets the message ping: {allowed}"));
    }
    (allowed["replied_user"] == true).then(|| "the reply pings the person it answers".into())
}

fn embeds(embeds: &[Value], problems: &mut Vec<String>) {
    let mut read = Vec::new();
    for (index, embed) in embeds.iter().enumerate() {
        let mut typed = embed.clone();
        typed["type"] = "rich".into();
        match serde_json::from_value::<Embed>(typed) {
            Ok(embed) => read.push(embed),
            Err(error) => problems.push(format!("embed {index} is not an embed: {error}")),
        }
        let seen = ["title", "description", "fields", "author", "footer", "image", "thumbnail"];
        let empty =
            |part: &str| embed[part].is_null() || embed[part] == "" || embed[part] == json!([]);
        if seen.iter().all(|part| empty(part)) {
            problems.push(format!("embed {index} is empty"));
        }
    }
    if let Err(error) = limits::embeds(&read) {
        problems.push(format!("embeds: {error:?}"));
    }
}
