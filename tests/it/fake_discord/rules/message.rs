//! Rules for a message: its text, embeds, files and whom it may ping.

use serde_json::{Value, json};
use twilight_model::channel::message::Embed;

use super::{COMPONENTS_V2, chain, components, length};
use crate::fake_discord::shown::items;
use crate::fake_discord::world::Upload;

/// What is wrong with the message a body would make; `flags` are those the message will have.
pub(in super::super) fn message(body: &Value, flags: u64, files: &[Upload]) -> Vec<String> {
    let mut problems = Vec::new();
    if let Some(content) = body["content"].as_str()
        && let Err(error) = twilight_validate::message::content(content)
    {
        problems.push(format!("content: {}", chain(&error)));
    }
    embeds(items(&body["embeds"]), &mut problems);
    uploads(body, files, &mut problems);
    let v2 = flags & COMPONENTS_V2 != 0;
    let filled = |field: &str| {
        body[field].as_str().is_some_and(|text| !text.is_empty()) || !items(&body[field]).is_empty()
    };
    if v2 && (filled("content") || filled("embeds") || body["poll"].is_object()) {
        problems.push(
            "the components flag (1 << 15) does not go together with content, embeds or a poll"
                .into(),
        );
    }
    components::message(items(&body["components"]), v2, &mut problems);
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
        for (at, field) in items(&embed["fields"]).iter().enumerate() {
            length(&format!("embed {index} field {at} name"), &field["name"], 1, 256, problems);
            length(&format!("embed {index} field {at} value"), &field["value"], 1, 1024, problems);
        }
        let seen = ["title", "description", "fields", "author", "footer", "image", "thumbnail"];
        let empty =
            |part: &str| embed[part].is_null() || embed[part] == "" || embed[part] == json!([]);
        if seen.iter().all(|part| empty(part)) {
            problems.push(format!("embed {index} is empty"));
        }
    }
    if let Err(error) = twilight_validate::message::embeds(&read) {
        problems.push(format!("embeds: {}", chain(&error)));
    }
    let total: usize = read.iter().map(twilight_validate::embed::chars).sum();
    if total > 6_000 {
        problems.push(format!("the embeds together have {total} characters, 6000 are allowed"));
    }
}

fn uploads(body: &Value, files: &[Upload], problems: &mut Vec<String>) {
    let mut seen = Vec::new();
    for file in files {
        if let Err(error) = twilight_validate::message::attachment_filename(&file.filename) {
            problems.push(format!("file: {}", chain(&error)));
        }
        let number = file.field.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']'));
        match number.and_then(|number| number.parse::<u64>().ok()) {
            Some(number) if !seen.contains(&number) => seen.push(number),
            Some(number) => problems.push(format!("two files are called files[{number}]")),
            None => problems.push(format!("the form field {:?} is not files[n]", file.field)),
        }
    }
    if files.len() > 10 {
        problems.push(format!("{} files, 10 are allowed", files.len()));
    }
    for attachment in items(&body["attachments"]) {
        length("attachment description", &attachment["description"], 0, 1024, problems);
        let id = attachment["id"].as_u64().or_else(|| attachment["id"].as_str()?.parse().ok());
        let small = id.filter(|id| *id < 10);
        if small.is_some_and(|id| !seen.contains(&id)) {
            problems.push(format!("attachment {attachment} names a file that was not sent"));
        }
    }
}
