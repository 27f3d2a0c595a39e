//! The options of commands, described and read, and the message that a menu entry is for.

use serenity::all::{
    CommandInteraction, CommandOptionType, CreateCommandOption, Embed, Message, ResolvedOption,
    ResolvedTarget, ResolvedValue,
};

use crate::text::markup;

/// In characters.
pub(super) const LONGEST_REFERENCE: u16 = 100;

pub(super) fn typed(name: &str, does: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::String, name, does)
}

pub(super) fn required(name: &str, does: &str, longest: u16) -> CreateCommandOption {
    typed(name, does).required(true).max_length(longest)
}

pub(super) fn part(name: &str, does: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::SubCommand, name, does)
}

/// Empty when not given.
pub(super) fn as_typed<'a>(interaction: &'a CommandInteraction, name: &str) -> &'a str {
    match option(interaction, name) {
        Some(ResolvedValue::String(typed)) => typed,
        _ => "",
    }
}

pub(super) fn text(interaction: &CommandInteraction, name: &str) -> String {
    markup::plain(as_typed(interaction, name))
}

pub(super) fn number(interaction: &CommandInteraction, name: &str) -> Option<i64> {
    match option(interaction, name) {
        Some(ResolvedValue::Integer(number)) => Some(number),
        _ => None,
    }
}

pub(super) fn flag(interaction: &CommandInteraction, name: &str) -> Option<bool> {
    match option(interaction, name) {
        Some(ResolvedValue::Boolean(chosen)) => Some(chosen),
        _ => None,
    }
}

pub(super) fn option<'a>(
    interaction: &'a CommandInteraction,
    name: &str,
) -> Option<ResolvedValue<'a>> {
    let mut options: Vec<ResolvedOption<'a>> = interaction.data.options();
    // A subcommand is its command's only option, and holds what was typed.
    if let [ResolvedOption { value: ResolvedValue::SubCommand(inside), .. }] =
        options.as_mut_slice()
    {
        options = std::mem::take(inside);
    }
    options.into_iter().find(|option| option.name == name).map(|option| option.value)
}

pub(super) fn subcommand(interaction: &CommandInteraction) -> Option<&str> {
    interaction.data.options.first().map(|option| option.name.as_str())
}

pub(super) fn target(interaction: &CommandInteraction) -> String {
    match interaction.data.target() {
        Some(ResolvedTarget::Message(message)) => words_of(message),
        _ => String::new(),
    }
}

/// A forwarded message's words are in its snapshot, a bot's often in its embeds only.
fn words_of(message: &Message) -> String {
    let forwarded = message.message_snapshots.iter();
    let of_snapshots = forwarded.flat_map(|sent| words(&sent.content, &sent.embeds));
    words(&message.content, &message.embeds)
        .into_iter()
        .chain(of_snapshots)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Embeds beside words are mostly previews of links.
fn words(content: &str, embeds: &[Embed]) -> Vec<String> {
    if !content.trim().is_empty() {
        return vec![content.to_owned()];
    }
    let of_embed = |embed: &Embed| [embed.title.clone(), embed.description.clone()];
    embeds.iter().flat_map(of_embed).flatten().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn message(more: Value) -> Message {
        let mut message = json!({
            "id": "1", "channel_id": "2", "content": "", "timestamp": "2026-01-01T00:00:00Z",
            "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [],
            "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0,
            "author": {"id": "3", "username": "ann", "discriminator": "0", "avatar": null},
        });
        let more = more.as_object().unwrap().clone();
        message.as_object_mut().unwrap().extend(more);
        serde_json::from_value(message).unwrap()
    }

    #[test]
    fn forwarded_words_and_those_of_embeds_are_read() {
        let snapshot = json!({"message": {
            "content": "social wealth", "timestamp": "2026-01-01T00:00:00Z",
            "edited_timestamp": null, "mentions": [], "attachments": [], "embeds": [],
            "type": 0, "flags": 0,
        }});
        let embed = json!({"type": "rich", "title": "A quote", "description": "of wealth"});
        for (more, expected) in [
            (json!({"content": "my own"}), "my own"),
            (json!({"message_snapshots": [snapshot]}), "social wealth"),
            (json!({"embeds": [embed]}), "A quote\nof wealth"),
            (json!({"content": "see https://e.org", "embeds": [embed]}), "see https://e.org"),
        ] {
            assert_eq!(words_of(&message(more)), expected);
        }
    }
}
