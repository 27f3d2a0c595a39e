//! Reading the options of a command.

use serenity::all::{CommandInteraction, ResolvedOption, ResolvedTarget, ResolvedValue};

use crate::text::markup;

/// The longest reference that can be typed, in characters.
pub(super) const LONGEST_REFERENCE: u16 = 100;

/// The text of an option, without what only Discord's clients show; empty when it is not given.
pub(super) fn text(interaction: &CommandInteraction, name: &str) -> String {
    match option(interaction, name) {
        Some(ResolvedValue::String(typed)) => markup::plain(typed),
        _ => String::new(),
    }
}

/// The whole number of an option.
pub(super) fn number(interaction: &CommandInteraction, name: &str) -> Option<i64> {
    match option(interaction, name) {
        Some(ResolvedValue::Integer(number)) => Some(number),
        _ => None,
    }
}

/// Whether an option says yes or no; nothing when it is not given.
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
    // A subcommand is the only option of its command, and holds what was typed.
    if let [ResolvedOption { value: ResolvedValue::SubCommand(inside), .. }] =
        options.as_mut_slice()
    {
        options = std::mem::take(inside);
    }
    options.into_iter().find(|option| option.name == name).map(|option| option.value)
}

/// The subcommand that was chosen.
pub(super) fn subcommand(interaction: &CommandInteraction) -> Option<&str> {
    interaction.data.options.first().map(|option| option.name.as_str())
}

/// The text of the message that a message command was chosen on.
pub(super) fn target(interaction: &CommandInteraction) -> &str {
    match interaction.data.target() {
        Some(ResolvedTarget::Message(message)) => &message.content,
        _ => "",
    }
}
