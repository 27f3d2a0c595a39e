//! The commands: one table that registers and parses them.

use serenity::all::{
    CommandInteraction, CommandOptionType, CommandType, CreateCommand, InstallationContext,
    InteractionContext, Permissions, ResolvedValue,
};

use super::options::{
    LONGEST_REFERENCE, Options, Part, Read, described, option, part, required, target, typed,
};
use super::quiz::speech;
use super::{daily, lessons, quiz};
use crate::bot::{PrivacyCommand, RequestKind, UnknownControl, Visibility};
use crate::reply::Level;
use crate::text::markup;

/// In characters.
const LONGEST_QUESTION: u16 = 4_000;

pub(crate) struct Command {
    pub(crate) name: &'static str,
    takes: Takes,
    /// Of those who can use commands everywhere.
    only: fn(CreateCommand) -> CreateCommand,
}

/// What a command does, and with what.
enum Takes {
    Options(&'static str, Read),
    Parts(&'static str, &'static [Part]),
    /// From the menu of a message, whose words it takes.
    Message(fn(&str) -> RequestKind),
}

const fn command(name: &'static str, takes: Takes) -> Command {
    Command { name, takes, only: |command| command }
}

pub(crate) const COMMANDS: &[Command] = &[
    command(
        "ask",
        Takes::Options(
            "Ask a question; the answer is a quote from the speech, with its place",
            |options| {
                let question = required("Your question, or words to look for", LONGEST_QUESTION);
                let question = options.text("question", question.set_autocomplete(true));
                (RequestKind::Ask { question }, visibility(options))
            },
        ),
    ),
    command(
        "cite",
        Takes::Options("Show a passage by its place in the speech", |options| {
            let does = "Such as §2 ¶1, 2.1, 2.1-3, §2, intro 1, note 1, a permalink, or words at \
                        its beginning";
            let reference = required(does, LONGEST_REFERENCE).set_autocomplete(true);
            let reference = options.text("reference", reference);
            (RequestKind::Cite { reference }, visibility(options))
        }),
    ),
    command(
        "mentions",
        Takes::Options(
            "Show every place where words stand in the speech, and how often",
            |options| {
                let does = "The word or words, in any form: workers finds worker, too";
                let words = options.text("words", required(does, LONGEST_REFERENCE));
                let speech = speech(options);
                (RequestKind::Mentions { words, speech }, visibility(options))
            },
        ),
    ),
    command(
        "verify",
        Takes::Options(
            "Check whether words are an exact quote from the speech, and what differs",
            |options| {
                let quote = required("The words, or a text with quotes in it", LONGEST_QUESTION);
                let text = markup::plain_lines(options.as_typed("quote", quote));
                (RequestKind::Verify { text }, visibility(options))
            },
        ),
    ),
    command(
        "outline",
        Takes::Options("Show what the speech consists of, and open a section", |options| {
            let speech = speech(options);
            (RequestKind::Outline { speech }, visibility(options))
        }),
    ),
    command(
        "about",
        Takes::Options(
            "What this bot is, what it quotes from, and what it does with what you write",
            |_| (RequestKind::About, Visibility::Private),
        ),
    ),
    command(
        "help",
        Takes::Options("What to type, with examples", |_| (RequestKind::Help, Visibility::Private)),
    ),
    command(
        "privacy",
        Takes::Parts(
            "What the bot keeps: see it, take what is yours away, or have it deleted",
            &[
                part("show", "What is kept", |_| privacy(PrivacyCommand::Show)),
                part("export", "What is kept of you, as a file", |_| {
                    privacy(PrivacyCommand::Export)
                }),
                part("delete", "Delete what is kept of you", |_| privacy(PrivacyCommand::Delete)),
                part("optout", "Have nothing kept of you", |options| {
                    let state = typed("on: nothing more is kept of you").required(true);
                    let states = [("on", "on", true), ("off", "off", false)];
                    let state = options.choice("state", state, states);
                    privacy(PrivacyCommand::OptOut(state.unwrap_or(true)))
                }),
            ],
        ),
    ),
    Command {
        only: |command| {
            command
                .contexts(vec![InteractionContext::Guild])
                .integration_types(vec![InstallationContext::Guild])
                .default_member_permissions(Permissions::MANAGE_GUILD)
        },
        ..command(
            "daily",
            Takes::Parts("A passage of the day in a channel of this server", daily::PARTS),
        )
    },
    // Who may use it is decided at use: no Discord permission stands for a role of curators.
    Command {
        only: |command| command.contexts(vec![InteractionContext::Guild]),
        ..command(
            "teach",
            Takes::Parts(
                "For curators: point a question to the passage that answers it in this server",
                lessons::PARTS,
            ),
        )
    },
    command(
        "settings",
        Takes::Parts(
            "See and set how the bot answers: for you, a channel, the server",
            &[
                part("me", "What holds for you", |_| settings(Level::User)),
                part(
                    "channel",
                    "What holds in this channel and its threads; needs Manage Server",
                    |_| settings(Level::Channel),
                ),
                part("server", "What holds in this server; needs Manage Server", |_| {
                    settings(Level::Server)
                }),
            ],
        ),
    ),
    // Sessions need a bot that can write by itself, not one installed for a person.
    Command {
        only: |command| {
            command
                .integration_types(vec![InstallationContext::Guild])
                .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm])
        },
        ..command("quiz", Takes::Parts("Quizzes on the speech", quiz::PARTS))
    },
    command(
        "Find in the speech",
        Takes::Message(|words| RequestKind::Find { text: markup::plain(words) }),
    ),
    command(
        "Check quote",
        Takes::Message(|words| RequestKind::CheckMessage { text: markup::plain_lines(words) }),
    ),
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
        let command = (self.only)(command);
        match self.takes {
            Takes::Options(does, read) => command.description(does).set_options(described(read)),
            Takes::Parts(does, parts) => {
                let part = |part: &Part| {
                    option(CommandOptionType::SubCommand, part.does)
                        .name(part.name)
                        .set_sub_options(described(part.read))
                };
                command.description(does).set_options(parts.iter().map(part).collect())
            }
            Takes::Message(_) => command.kind(CommandType::Message),
        }
    }

    fn parse(&self, interaction: &CommandInteraction) -> Option<(RequestKind, Visibility)> {
        let mut chosen = interaction.data.options();
        Some(match self.takes {
            Takes::Options(_, read) => read(&mut Options::new(chosen)),
            Takes::Parts(_, parts) => {
                // A subcommand is its command's only option, and holds what was typed.
                let part = chosen.pop()?;
                let read = parts.iter().find(|known| known.name == part.name)?.read;
                let ResolvedValue::SubCommand(inside) = part.value else { return None };
                read(&mut Options::new(inside))
            }
            Takes::Message(read) => (read(&target(interaction)), Visibility::Private),
        })
    }
}

pub(super) fn parse(interaction: &CommandInteraction) -> (RequestKind, Visibility) {
    let command = COMMANDS.iter().find(|command| command.name == interaction.data.name);
    let unknown = (RequestKind::Unknown(UnknownControl::Command), Visibility::Private);
    command.and_then(|command| command.parse(interaction)).unwrap_or(unknown)
}

fn privacy(command: PrivacyCommand) -> (RequestKind, Visibility) {
    (RequestKind::Privacy(command), Visibility::Private)
}

fn settings(level: Level) -> (RequestKind, Visibility) {
    (RequestKind::Settings(level), Visibility::Private)
}

/// What is typed goes before what was set.
fn visibility(options: &mut Options<'_>) -> Visibility {
    match options.flag("private", "Show the reply to you only") {
        Some(true) => Visibility::Private,
        Some(false) => Visibility::Public,
        None => Visibility::AsPreferred,
    }
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
