//! The commands: one table that registers and parses them.

use serenity::all::{
    CommandInteraction, CommandOptionType, CommandType, CreateCommand, CreateCommandOption,
    InstallationContext, InteractionContext,
};

use super::options::{
    LONGEST_REFERENCE, as_typed, flag, part, required, subcommand, target, text, typed,
};
use super::quiz::speech_option;
use super::{daily, lessons, quiz};
use crate::bot::{PrivacyCommand, RequestKind, UnknownControl, Visibility};
use crate::reply::Level;
use crate::text::markup;

/// In characters.
const LONGEST_QUESTION: u16 = 4_000;

pub(crate) struct Command {
    pub(crate) name: &'static str,
    describe: fn(CreateCommand) -> CreateCommand,
    parse: fn(&CommandInteraction) -> (RequestKind, Visibility),
}

pub(crate) const COMMANDS: &[Command] = &[
    Command {
        name: "ask",
        describe: |command| {
            command
                .description(
                    "Ask a question; the answer is a quote from the speech, with its place",
                )
                .add_option(
                    required("question", "Your question, or words to look for", LONGEST_QUESTION)
                        .set_autocomplete(true),
                )
                .add_option(private_option())
        },
        parse: |interaction| {
            let question = text(interaction, "question");
            (RequestKind::Ask { question }, chosen_visibility(interaction))
        },
    },
    Command {
        name: "cite",
        describe: |command| {
            command
                .description("Show a passage by its place in the speech")
                .add_option(
                    required(
                        "reference",
                        "Such as §2 ¶1, 2.1, 2.1-3, §2, intro 1, note 1, a permalink, or words at \
                         its beginning",
                        LONGEST_REFERENCE,
                    )
                    .set_autocomplete(true),
                )
                .add_option(private_option())
        },
        parse: |interaction| {
            let reference = text(interaction, "reference");
            (RequestKind::Cite { reference }, chosen_visibility(interaction))
        },
    },
    Command {
        name: "mentions",
        describe: |command| {
            command
                .description("Show every place where words stand in the speech, and how often")
                .add_option(required(
                    "words",
                    "The word or words, in any form: workers finds worker, too",
                    LONGEST_REFERENCE,
                ))
                .add_option(speech_option())
                .add_option(private_option())
        },
        parse: |interaction| {
            let (words, speech) = (text(interaction, "words"), text(interaction, "speech"));
            (RequestKind::Mentions { words, speech }, chosen_visibility(interaction))
        },
    },
    Command {
        name: "verify",
        describe: |command| {
            command
                .description(
                    "Check whether words are an exact quote from the speech, and what differs",
                )
                .add_option(required(
                    "quote",
                    "The words, or a text with quotes in it",
                    LONGEST_QUESTION,
                ))
                .add_option(private_option())
        },
        parse: |interaction| {
            let text = markup::plain_lines(as_typed(interaction, "quote"));
            (RequestKind::Verify { text }, chosen_visibility(interaction))
        },
    },
    Command {
        name: "outline",
        describe: |command| {
            command
                .description("Show what the speech consists of, and open a section")
                .add_option(speech_option())
                .add_option(private_option())
        },
        parse: |interaction| {
            let speech = text(interaction, "speech");
            (RequestKind::Outline { speech }, chosen_visibility(interaction))
        },
    },
    Command {
        name: "about",
        describe: |command| {
            command.description(
                "What this bot is, what it quotes from, and what it does with what you write",
            )
        },
        parse: |_| (RequestKind::About, Visibility::Private),
    },
    Command {
        name: "help",
        describe: |command| command.description("What to type, with examples"),
        parse: |_| (RequestKind::Help, Visibility::Private),
    },
    Command {
        name: "privacy",
        describe: |command| {
            let state = typed("state", "on: nothing more is kept of you")
                .required(true)
                .add_string_choice("on", "on")
                .add_string_choice("off", "off");
            command
                .description(
                    "What the bot keeps: see it, take what is yours away, or have it deleted",
                )
                .add_option(part("show", "What is kept"))
                .add_option(part("export", "What is kept of you, as a file"))
                .add_option(part("delete", "Delete what is kept of you"))
                .add_option(part("optout", "Have nothing kept of you").add_sub_option(state))
        },
        parse: |interaction| {
            let command = match subcommand(interaction) {
                Some("export") => PrivacyCommand::Export,
                Some("delete") => PrivacyCommand::Delete,
                Some("optout") => PrivacyCommand::OptOut(text(interaction, "state") != "off"),
                _ => PrivacyCommand::Show,
            };
            (RequestKind::Privacy(command), Visibility::Private)
        },
    },
    Command { name: "daily", describe: daily::describe, parse: daily::parse },
    Command { name: "teach", describe: lessons::describe, parse: lessons::parse },
    Command {
        name: "settings",
        describe: |command| {
            command
                .description("See and set how the bot answers: for you, a channel, the server")
                .add_option(part("me", "What holds for you"))
                .add_option(part(
                    "channel",
                    "What holds in this channel and its threads; needs Manage Server",
                ))
                .add_option(part("server", "What holds in this server; needs Manage Server"))
        },
        parse: |interaction| {
            let level = match subcommand(interaction) {
                Some("server") => Level::Server,
                Some("channel") => Level::Channel,
                _ => Level::User,
            };
            (RequestKind::Settings(level), Visibility::Private)
        },
    },
    Command { name: "quiz", describe: quiz::describe, parse: quiz::parse },
    Command {
        name: "Find in the speech",
        describe: |command| command.kind(CommandType::Message),
        parse: |interaction| {
            let text = markup::plain(&target(interaction));
            (RequestKind::Find { text }, Visibility::Private)
        },
    },
    Command {
        name: "Check quote",
        describe: |command| command.kind(CommandType::Message),
        parse: |interaction| {
            let text = markup::plain_lines(&target(interaction));
            (RequestKind::CheckMessage { text }, Visibility::Private)
        },
    },
];

impl Command {
    pub(crate) fn registration(&self) -> CreateCommand {
        let command = CreateCommand::new(self.name)
            .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
            .contexts(vec![
                InteractionContext::Guild,
                InteractionContext::BotDm,
                InteractionContext::PrivateChannel,
            ]);
        (self.describe)(command)
    }
}

pub(super) fn parse(interaction: &CommandInteraction) -> (RequestKind, Visibility) {
    let command = COMMANDS.iter().find(|command| command.name == interaction.data.name);
    let unknown = (RequestKind::Unknown(UnknownControl::Command), Visibility::Private);
    command.map_or(unknown, |command| (command.parse)(interaction))
}

/// What is typed goes before what was set.
fn chosen_visibility(interaction: &CommandInteraction) -> Visibility {
    match flag(interaction, "private") {
        Some(true) => Visibility::Private,
        Some(false) => Visibility::Public,
        None => Visibility::AsPreferred,
    }
}

fn private_option() -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::Boolean, "private", "Show the reply to you only")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_registered_is_what_is_dispatched() {
        let registered: Vec<_> = COMMANDS.iter().map(Command::registration).collect();
        insta::assert_json_snapshot!(registered);
    }
}
