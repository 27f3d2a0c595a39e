//! The options of commands, described and read in one place, and the message that a menu entry is
//! for.

use serenity::all::{
    CommandInteraction, CommandOptionType, CreateCommandOption, Embed, Message, ResolvedOption,
    ResolvedTarget, ResolvedValue,
};

use crate::bot::{RequestKind, Visibility};
use crate::text::markup;

/// In characters.
pub(super) const LONGEST_REFERENCE: u16 = 100;

/// What is wanted, by the options chosen.
pub(super) type Read = fn(&mut Options<'_>) -> RequestKind;

/// A subcommand.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) does: &'static str,
    pub(super) read: Read,
}

pub(super) const fn part(name: &'static str, does: &'static str, read: Read) -> Part {
    Part { name, does, read }
}

/// Whoever reads an option describes it: a reader that runs with nothing chosen tells which options
/// there are.
pub(super) struct Options<'a> {
    chosen: Vec<ResolvedOption<'a>>,
    described: Vec<CreateCommandOption>,
    /// Of the reply: private, unless the reader says otherwise.
    pub(super) visibility: Visibility,
}

pub(super) fn described(read: Read) -> Vec<CreateCommandOption> {
    let mut options = Options::new(Vec::new());
    read(&mut options);
    options.described
}

/// Its name is given where it is read.
pub(super) fn option(kind: CommandOptionType, does: &str) -> CreateCommandOption {
    CreateCommandOption::new(kind, "", does)
}

pub(super) fn typed(does: &str) -> CreateCommandOption {
    option(CommandOptionType::String, does)
}

pub(super) fn required(does: &str, longest: u16) -> CreateCommandOption {
    typed(does).required(true).max_length(longest)
}

impl<'a> Options<'a> {
    pub(super) fn new(chosen: Vec<ResolvedOption<'a>>) -> Options<'a> {
        Options { chosen, described: Vec::new(), visibility: Visibility::Private }
    }

    pub(super) fn take(
        &mut self,
        name: &str,
        described: CreateCommandOption,
    ) -> Option<ResolvedValue<'a>> {
        self.described.push(described.name(name));
        let at = self.chosen.iter().position(|option| option.name == name)?;
        Some(self.chosen.swap_remove(at).value)
    }

    /// Empty when not given.
    pub(super) fn as_typed(&mut self, name: &str, described: CreateCommandOption) -> &'a str {
        match self.take(name, described) {
            Some(ResolvedValue::String(typed)) => typed,
            _ => "",
        }
    }

    pub(super) fn text(&mut self, name: &str, described: CreateCommandOption) -> String {
        markup::plain(self.as_typed(name, described))
    }

    /// Each with its label, Discord's value and its meaning.
    pub(super) fn choice<T, const N: usize>(
        &mut self,
        name: &str,
        described: CreateCommandOption,
        choices: [(&str, &str, T); N],
    ) -> Option<T> {
        let described = choices
            .iter()
            .fold(described, |option, (label, value, _)| option.add_string_choice(*label, *value));
        let chosen = self.as_typed(name, described);
        choices.into_iter().find(|(_, value, _)| *value == chosen).map(|(.., meant)| meant)
    }

    pub(super) fn number<T: TryFrom<i64>>(
        &mut self,
        name: &str,
        described: CreateCommandOption,
    ) -> Option<T> {
        match self.take(name, described) {
            Some(ResolvedValue::Integer(number)) => number.try_into().ok(),
            _ => None,
        }
    }

    pub(super) fn flag(&mut self, name: &str, does: &str) -> Option<bool> {
        match self.take(name, option(CommandOptionType::Boolean, does)) {
            Some(ResolvedValue::Boolean(chosen)) => Some(chosen),
            _ => None,
        }
    }
}

pub(super) fn target(interaction: &CommandInteraction) -> String {
    match interaction.data.target() {
        Some(ResolvedTarget::Message(message)) => words_of(message),
        _ => String::new(),
    }
}

/// A forwarded message's words are in its snapshot, a bot's often in its embeds only.
pub(super) fn words_of(message: &Message) -> String {
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
