//! `/daily`: what Discord is told about it, and reading what was chosen.

use serenity::all::{
    ChannelType, CommandInteraction, CommandOptionType, CreateCommand, CreateCommandOption,
    InstallationContext, InteractionContext, Permissions, ResolvedValue,
};

use super::options::{LONGEST_REFERENCE, as_typed, option, part, subcommand, text, typed};
use crate::bot::{ChosenRole, DailyCommand, DailyOptions, RequestKind, Visibility};

const CHANNELS: [ChannelType; 4] =
    [ChannelType::Text, ChannelType::News, ChannelType::PublicThread, ChannelType::PrivateThread];

const SHUFFLED: &str = "shuffled";

pub(super) fn describe(command: CreateCommand) -> CreateCommand {
    command
        .description("A passage of the day in a channel of this server")
        .contexts(vec![InteractionContext::Guild])
        .integration_types(vec![InstallationContext::Guild])
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .add_option(set())
        .add_option(part("show", "Where and when passages of the day come"))
        .add_option(
            part("stop", "Have no passage of the day in a channel any more")
                .add_sub_option(channel("The channel; this one, if you leave it out")),
        )
}

fn set() -> CreateCommandOption {
    let typed = |name, does| typed(name, does).max_length(LONGEST_REFERENCE);
    part("set", "Have a passage posted every day")
        .add_sub_option(typed("time", "When, such as 07:30 or 7:30 pm").required(true))
        .add_sub_option(
            typed("zone", "Whose clocks, such as Asia/Shanghai")
                .required(true)
                .set_autocomplete(true),
        )
        .add_sub_option(
            typed("order", "In which order passages come; in sequence, if you leave it out")
                .add_string_choice("in sequence", "sequence")
                .add_string_choice("shuffled, without repeats", SHUFFLED),
        )
        .add_sub_option(CreateCommandOption::new(
            CommandOptionType::Role,
            "role",
            "A role that each post mentions",
        ))
        .add_sub_option(
            typed("speech", "Which speech; all, if you leave it out").set_autocomplete(true),
        )
        .add_sub_option(channel("Where; in this channel, if you leave it out"))
}

fn channel(does: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::Channel, "channel", does)
        .channel_types(CHANNELS.to_vec())
}

pub(super) fn parse(interaction: &CommandInteraction) -> (RequestKind, Visibility) {
    let channel = match option(interaction, "channel") {
        Some(ResolvedValue::Channel(channel)) => Some(channel.id.get()),
        _ => None,
    };
    let role = match option(interaction, "role") {
        Some(ResolvedValue::Role(role)) => {
            Some(ChosenRole { id: role.id.get(), mentionable: role.mentionable })
        }
        _ => None,
    };
    let command = match subcommand(interaction) {
        Some("set") => DailyCommand::Set(DailyOptions {
            time: text(interaction, "time"),
            // `_` is no emphasis here but part of a name.
            zone: as_typed(interaction, "zone").to_owned(),
            shuffled: text(interaction, "order") == SHUFFLED,
            role,
            speech: text(interaction, "speech"),
            channel,
        }),
        Some("stop") => DailyCommand::Stop { channel },
        _ => DailyCommand::Show,
    };
    (RequestKind::Daily(command), Visibility::Private)
}
