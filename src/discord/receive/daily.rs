//! The parts of `/daily`.

use serenity::all::{ChannelType, CommandOptionType, ResolvedValue};

use super::options::{LONGEST_REFERENCE, Options, Part, option, part, required, typed};
use crate::bot::{ChosenRole, DailyCommand, DailyOptions, RequestKind};

const CHANNELS: [ChannelType; 4] =
    [ChannelType::Text, ChannelType::News, ChannelType::PublicThread, ChannelType::PrivateThread];

pub(super) const PARTS: &[Part] = &[
    part("set", "Have a passage posted every day", |options| {
        RequestKind::Daily(DailyCommand::Set(set(options)))
    }),
    part("show", "Where and when passages of the day come", |_| {
        RequestKind::Daily(DailyCommand::Show)
    }),
    part("stop", "Have no passage of the day in a channel any more", |options| {
        let channel = channel(options, "The channel; this one, if you leave it out");
        RequestKind::Daily(DailyCommand::Stop { channel })
    }),
];

fn set(options: &mut Options<'_>) -> DailyOptions {
    let required = |does| required(does, LONGEST_REFERENCE);
    let typed = |does| typed(does).max_length(LONGEST_REFERENCE);
    DailyOptions {
        time: options.text("time", required("When, such as 07:30 or 7:30 pm")),
        // `_` is no emphasis here but part of a name.
        zone: options
            .as_typed(
                "zone",
                required("Whose clocks, such as Asia/Shanghai").set_autocomplete(true),
            )
            .to_owned(),
        shuffled: options
            .choice(
                "order",
                typed("In which order passages come; in sequence, if you leave it out"),
                [
                    ("in sequence", "sequence", false),
                    ("shuffled, without repeats", "shuffled", true),
                ],
            )
            .unwrap_or_default(),
        role: role(options),
        speech: options
            .text("speech", typed("Which speech; all, if you leave it out").set_autocomplete(true)),
        channel: channel(options, "Where; in this channel, if you leave it out"),
    }
}

fn role(options: &mut Options<'_>) -> Option<ChosenRole> {
    let described = option(CommandOptionType::Role, "A role that each post mentions");
    match options.take("role", described)? {
        ResolvedValue::Role(role) => {
            Some(ChosenRole { id: role.id.get(), mentionable: role.mentionable })
        }
        _ => None,
    }
}

fn channel(options: &mut Options<'_>, does: &str) -> Option<u64> {
    let described = option(CommandOptionType::Channel, does).channel_types(CHANNELS.to_vec());
    match options.take("channel", described)? {
        ResolvedValue::Channel(channel) => Some(channel.id.get()),
        _ => None,
    }
}
