//! Reading the options of a command.

use serenity::all::{
    CommandInteraction, CommandOptionType, CreateCommandOption, ResolvedOption, ResolvedTarget,
    ResolvedValue,
};

use crate::text::markup;

/// In characters.
pub(super) const LONGEST_REFERENCE: u16 = 100;

/// Without what only Discord's clients show; empty when not given.
/// An option that is typed.
pub(super) fn typed(name: &str, does: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::String, name, does)
}

/// An option that is typed, cannot be left out and is no longer than this.
pub(super) fn required(name: &str, does: &str, longest: u16) -> CreateCommandOption {
    typed(name, does).required(true).max_length(longest)
}

pub(super) fn part(name: &str, does: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::SubCommand, name, does)
}

pub(super) fn text(interaction: &CommandInteraction, name: &str) -> String {
    match option(interaction, name) {
        Some(ResolvedValue::String(typed)) => markup::plain(typed),
        _ => String::new(),
    }
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

/// Of the message that a command was chosen on.
pub(super) fn target(interaction: &CommandInteraction) -> &str {
    match interaction.data.target() {
        Some(ResolvedTarget::Message(message)) => &message.content,
        _ => "",
    }
}
