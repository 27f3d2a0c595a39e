//! The commands: one table that registers and dispatches them.

use serenity::all::{
    CommandInteraction, CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext,
    InteractionContext, ResolvedOption, ResolvedTarget, ResolvedValue,
};

use super::{limits, markdown};
use crate::bot::{Ask, Bot};
use crate::reply::{Choice, Reply};

/// The longest question and reference that can be typed, in characters.
const LONGEST_QUESTION: u16 = 4_000;
const LONGEST_REFERENCE: u16 = 100;

/// Said when the message that is to be looked up is a picture, or emoji.
const NO_TEXT: &str = "That message holds no text that I could look up in the speech. Please choose one with words in it.";

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
    Outline { speech: String, private: bool },
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
                        "Such as §2 ¶1, 2.1, 2.1-3, §2, intro 1, note 1, a permalink, or words at its beginning",
                    )
                    .required(true)
                    .max_length(LONGEST_REFERENCE)
                    .set_autocomplete(true),
                )
                .add_option(private_option())
        },
        read: |interaction| Wanted::Cite { reference: text(interaction, "reference"), private: flag(interaction, "private") },
    },
    Command {
        name: "outline",
        describe: |command| {
            command
                .description("Show what the speech consists of, and open a section")
                .add_option(
                    CreateCommandOption::new(CommandOptionType::String, "speech", "Which speech, where there are several")
                        .max_length(LONGEST_REFERENCE)
                        .set_autocomplete(true),
                )
                .add_option(private_option())
        },
        read: |interaction| Wanted::Outline { speech: text(interaction, "speech"), private: flag(interaction, "private") },
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
        read: |interaction| Wanted::Find { text: target(interaction) },
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

/// What completes the option that is being typed.
pub(super) fn choices(interaction: &CommandInteraction, bot: &Bot) -> Vec<Choice> {
    let Some(option) = interaction.data.autocomplete() else { return Vec::new() };
    match option.name {
        "reference" => bot.complete_reference(option.value, limits::CHOICES),
        "speech" => bot.complete_speech(option.value, limits::CHOICES),
        _ => {
            let choice = |question: &str| Choice { label: question.to_owned(), value: question.to_owned() };
            bot.suggest(option.value, limits::CHOICES).into_iter().map(choice).collect()
        }
    }
}

impl Wanted {
    /// Whether the reply is for the asker only, as far as that is known before there is one.
    pub(super) fn is_private(&self) -> bool {
        match self {
            Wanted::Answer { private, .. } | Wanted::Cite { private, .. } | Wanted::Outline { private, .. } => *private,
            Wanted::Find { .. } | Wanted::About | Wanted::Help => true,
        }
    }

    /// The bot's reply.
    pub(super) fn reply(&self, bot: &Bot) -> Reply {
        match self {
            Wanted::Answer { question, private } => bot.ask(Ask { question, earlier: None, private: *private }),
            Wanted::Find { text } if !text.chars().any(char::is_alphanumeric) => Reply::refusal(NO_TEXT),
            Wanted::Find { text } => bot.find(text),
            Wanted::Cite { reference, private } => bot.cite(reference, *private),
            Wanted::Outline { speech, private } => bot.outline(speech, *private),
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
fn target(interaction: &CommandInteraction) -> String {
    match interaction.data.target() {
        Some(ResolvedTarget::Message(message)) => markdown::plain(&message.content),
        _ => String::new(),
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
