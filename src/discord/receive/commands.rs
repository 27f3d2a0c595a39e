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
    /// Narrows where it can be used, and by whom.
    only: fn(CreateCommand) -> CreateCommand,
}

/// What a command does, and with what.
enum Takes {
    Options(&'static str, Read),
    Parts(&'static str, &'static [Part]),
    /// From the menu of a message, whose words it takes.
    Message(fn(&str) -> RequestKind),
}

const fn command(name: &'static str, does: &'static str, read: Read) -> Command {
    with(name, Takes::Options(does, read))
}

const fn parted(name: &'static str, does: &'static str, parts: &'static [Part]) -> Command {
    with(name, Takes::Parts(does, parts))
}

const fn with(name: &'static str, takes: Takes) -> Command {
    Command { name, takes, only: |command| command }
}

pub(crate) const COMMANDS: &[Command] = &[
    command(
        "ask",
        "Ask a question; the answer is a quote from the speech, with its place",
        |options| {
            let question = required("Your question, or words to look for", LONGEST_QUESTION);
            let question = options.text("question", question.set_autocomplete(true));
            choose_visibility(options);
            RequestKind::Ask { question }
        },
    ),
    command("cite", "Show a passage by its place in the speech", |options| {
        let does = "Such as §2 ¶1, 2.1, 2.1-3, §2, intro 1, note 1, a permalink, or words at \
                    its beginning";
        let reference = required(does, LONGEST_REFERENCE).set_autocomplete(true);
        let reference = options.text("reference", reference);
        choose_visibility(options);
        RequestKind::Cite { reference }
    }),
    command(
        "mentions",
        "Show every place where words stand in the speech, and how often",
        |options| {
            let does = "The word or words, in any form: workers finds worker, too";
            let words = options.text("words", required(does, LONGEST_REFERENCE));
            let speech = speech(options);
            choose_visibility(options);
            RequestKind::Mentions { words, speech }
        },
    ),
    command(
        "verify",
        "Check whether words are an exact quote from the speech, and what differs",
        |options| {
            let quote = required("The words, or a text with quotes in it", LONGEST_QUESTION);
            let text = markup::plain_lines(options.as_typed("quote", quote));
            choose_visibility(options);
            RequestKind::Verify { text }
        },
    ),
    command("outline", "Show what the speech consists of, and open a section", |options| {
        let speech = speech(options);
        choose_visibility(options);
        RequestKind::Outline { speech }
    }),
    command(
        "about",
        "What this bot is, what it quotes from, and what it does with what you write",
        |_| RequestKind::About,
    ),
    command("help", "What to type, with examples", |_| RequestKind::Help),
    parted(
        "privacy",
        "What the bot keeps: see it, take what is yours away, or have it deleted",
        &[
            part("show", "What is kept", |_| RequestKind::Privacy(PrivacyCommand::Show)),
            part("export", "What is kept of you, as a file", |_| {
                RequestKind::Privacy(PrivacyCommand::Export)
            }),
            part("delete", "Delete what is kept of you", |_| {
                RequestKind::Privacy(PrivacyCommand::Delete)
            }),
            part("optout", "Have nothing kept of you", |options| {
                let state = typed("on: nothing more is kept of you").required(true);
                let states = [("on", "on", true), ("off", "off", false)];
                let state = options.choice("state", state, states);
                RequestKind::Privacy(PrivacyCommand::OptOut(state.unwrap_or(true)))
            }),
        ],
    ),
    Command {
        only: |command| {
            command
                .contexts(vec![InteractionContext::Guild])
                .integration_types(vec![InstallationContext::Guild])
                .default_member_permissions(Permissions::MANAGE_GUILD)
        },
        ..parted("daily", "A passage of the day in a channel of this server", daily::PARTS)
    },
    // Who may use it is decided at use: no Discord permission stands for a role of curators.
    Command {
        only: |command| command.contexts(vec![InteractionContext::Guild]),
        ..parted(
            "teach",
            "For curators: point a question to the passage that answers it in this server",
            lessons::PARTS,
        )
    },
    parted(
        "settings",
        "See and set how the bot answers: for you, a channel, the server",
        &[
            part("me", "What holds for you", |_| RequestKind::Settings(Level::User)),
            part(
                "channel",
                "What holds in this channel and its threads; needs Manage Server",
                |_| RequestKind::Settings(Level::Channel),
            ),
            part("server", "What holds in this server; needs Manage Server", |_| {
                RequestKind::Settings(Level::Server)
            }),
        ],
    ),
    // Sessions need a bot that can write by itself, not one installed for a person.
    Command {
        only: |command| {
            command
                .integration_types(vec![InstallationContext::Guild])
                .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm])
        },
        ..parted("quiz", "Quizzes on the speech", quiz::PARTS)
    },
    with(
        "Find in the speech",
        Takes::Message(|words| RequestKind::Find { text: markup::plain(words) }),
    ),
    with(
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
        let read = match self.takes {
            Takes::Options(_, read) => read,
            Takes::Parts(_, parts) => {
                // A subcommand is its command's only option, and holds what was typed.
                let part = chosen.pop()?;
                let ResolvedValue::SubCommand(inside) = part.value else { return None };
                chosen = inside;
                parts.iter().find(|known| known.name == part.name)?.read
            }
            Takes::Message(read) => return Some((read(&target(interaction)), Visibility::Private)),
        };
        let mut options = Options::new(chosen);
        let kind = read(&mut options);
        Some((kind, options.visibility))
    }
}

pub(super) fn parse(interaction: &CommandInteraction) -> (RequestKind, Visibility) {
    let command = COMMANDS.iter().find(|command| command.name == interaction.data.name);
    let unknown = (RequestKind::Unknown(UnknownControl::Command), Visibility::Private);
    command.and_then(|command| command.parse(interaction)).unwrap_or(unknown)
}

/// What is typed goes before what was set.
fn choose_visibility(options: &mut Options<'_>) {
    options.visibility = match options.flag("private", "Show the reply to you only") {
        Some(true) => Visibility::Private,
        Some(false) => Visibility::Public,
        None => Visibility::AsPreferred,
    };
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
