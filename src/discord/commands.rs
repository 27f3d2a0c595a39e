//! The commands: one table that registers and dispatches them.

use serenity::all::{
    CommandInteraction, CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext,
    InteractionContext, ResolvedOption, ResolvedTarget, ResolvedValue,
};

use super::markdown;
use crate::bot::{Ask, Bot};
use crate::reply::Reply;

/// The longest question and reference that can be typed, in characters.
const LONGEST_QUESTION: u16 = 4_000;
const LONGEST_REFERENCE: u16 = 100;

/// Said when the message that is to be looked up is a picture, or emoji.
const NO_TEXT: &str = "That message holds no text that I could look up in the speech. Please choose one with words in it.";

/// Said when the message whose quotes are to be checked is a picture, or emoji.
const NO_QUOTE: &str = "That message holds no words that I could look for in the speech. Please choose one with words in it.";

/// One command.
pub(super) struct Command {
    /// What people type or choose.
    pub(super) name: &'static str,
    /// What Discord is told about it.
    pub(super) describe: fn(CreateCommand) -> CreateCommand,
    /// What is asked.
    pub(super) read: fn(&CommandInteraction) -> Wanted,
}

/// What a person wants, taken out of what Discord sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Answer { question: String, private: bool },
    Find { text: String },
    Cite { reference: String, private: bool },
    Verify { quote: String, private: bool },
    CheckMessage { text: String },
    About,
    Help,
}

/// All commands.
pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "ask",
        describe: |command| {
            command
                .description("Ask a question; the answer is a quote from the speech, with its place")
                .add_option(
                    CreateCommandOption::new(CommandOptionType::String, "question", "Your question, or words to look for")
                        .required(true)
                        .max_length(LONGEST_QUESTION)
                        .set_autocomplete(true),
                )
                .add_option(private_option())
        },
        read: |interaction| Wanted::Answer { question: text(interaction, "question"), private: flag(interaction, "private") },
    },
    Command {
        name: "cite",
        describe: |command| {
            command
                .description("Show a passage by its place in the speech")
                .add_option(
                    CreateCommandOption::new(
                        CommandOptionType::String,
                        "reference",
                        "Such as §2 ¶1, 2.1, intro 1, §1 photo 1, note 1",
                    )
                    .required(true)
                    .max_length(LONGEST_REFERENCE),
                )
                .add_option(private_option())
        },
        read: |interaction| Wanted::Cite { reference: text(interaction, "reference"), private: flag(interaction, "private") },
    },
    Command {
        name: "verify",
        describe: |command| {
            command
                .description("Check whether words are an exact quote from the speech, and what differs")
                .add_option(
                    CreateCommandOption::new(CommandOptionType::String, "quote", "The words, or a text with quotes in it")
                        .required(true)
                        .max_length(LONGEST_QUESTION),
                )
                .add_option(private_option())
        },
        read: |interaction| {
            let quote = option(interaction, "quote").and_then(|value| match value {
                ResolvedValue::String(typed) => Some(markdown::plain_lines(typed)),
                _ => None,
            });
            Wanted::Verify { quote: quote.unwrap_or_default(), private: flag(interaction, "private") }
        },
    },
    Command {
        name: "about",
        describe: |command| command.description("What this bot is, what it quotes from, and what it does with what you write"),
        read: |_| Wanted::About,
    },
    Command { name: "help", describe: |command| command.description("What to type, with examples"), read: |_| Wanted::Help },
    Command {
        name: "Find in the speech",
        describe: |command| command.kind(CommandType::Message),
        read: |interaction| Wanted::Find { text: markdown::plain(target(interaction)) },
    },
    Command {
        name: "Check quote",
        describe: |command| command.kind(CommandType::Message),
        read: |interaction| Wanted::CheckMessage { text: markdown::plain_lines(target(interaction)) },
    },
];

impl Command {
    /// What Discord is told about the command.
    pub(super) fn registration(&self) -> CreateCommand {
        let command = CreateCommand::new(self.name)
            .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
            .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel]);
        (self.describe)(command)
    }
}

/// What an interaction wants; `None` for a command that is not in the table.
pub(super) fn wanted(interaction: &CommandInteraction) -> Option<Wanted> {
    COMMANDS.iter().find(|command| command.name == interaction.data.name).map(|command| (command.read)(interaction))
}

/// What is being typed in a completed option so far.
pub(super) fn typed_so_far(interaction: &CommandInteraction) -> Option<&str> {
    interaction.data.autocomplete().map(|option| option.value)
}

impl Wanted {
    /// Whether the reply is for the asker only, as far as that is known before there is one.
    pub(super) fn is_private(&self) -> bool {
        match self {
            Wanted::Answer { private, .. } | Wanted::Cite { private, .. } | Wanted::Verify { private, .. } => *private,
            Wanted::Find { .. } | Wanted::CheckMessage { .. } | Wanted::About | Wanted::Help => true,
        }
    }

    /// The bot's reply.
    pub(super) fn reply(&self, bot: &Bot) -> Reply {
        match self {
            Wanted::Answer { question, private } => bot.ask(Ask { question, earlier: None, private: *private }),
            Wanted::Find { text } if !text.chars().any(char::is_alphanumeric) => Reply::refusal(NO_TEXT),
            Wanted::Find { text } => bot.find(text),
            Wanted::Cite { reference, private } => bot.cite(reference, *private),
            Wanted::Verify { quote, private } => bot.verify(quote, *private),
            Wanted::CheckMessage { text } if !text.chars().any(char::is_alphanumeric) => Reply::refusal(NO_QUOTE),
            Wanted::CheckMessage { text } => bot.verify(text, true),
            Wanted::About => bot.about(),
            Wanted::Help => bot.help(),
        }
    }
}

fn private_option() -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::Boolean, "private", "Show the reply to you only")
}

/// The text of an option, without what only Discord's clients show; empty when it is not given.
fn text(interaction: &CommandInteraction, name: &str) -> String {
    match option(interaction, name) {
        Some(ResolvedValue::String(typed)) => markdown::plain(typed),
        _ => String::new(),
    }
}

fn flag(interaction: &CommandInteraction, name: &str) -> bool {
    matches!(option(interaction, name), Some(ResolvedValue::Boolean(true)))
}

fn option<'a>(interaction: &'a CommandInteraction, name: &str) -> Option<ResolvedValue<'a>> {
    let options: Vec<ResolvedOption<'a>> = interaction.data.options();
    options.into_iter().find(|option| option.name == name).map(|option| option.value)
}

/// The text of the message that a message command was chosen on.
fn target(interaction: &CommandInteraction) -> &str {
    match interaction.data.target() {
        Some(ResolvedTarget::Message(message)) => &message.content,
        _ => "",
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
