//! The commands: one table that registers and dispatches them.

mod quiz_leaderboard;
mod quiz_sessions;

use serenity::all::{
    ChannelId, CommandInteraction, CommandOptionType, CommandType, CreateCommand,
    CreateCommandOption, GuildId, InstallationContext, InteractionContext, Member, Permissions,
    ResolvedOption, ResolvedTarget, ResolvedValue, User,
};

use super::events::Handler;
use std::sync::Arc;

use super::{daily_command, lesson_command, limits, markdown};
use crate::bot::{Actor, Ask, Bot, DailyCommand, LessonCommand, Level, Preferences, Privacy};
use crate::reply::{Choice, Reply};
use quiz_leaderboard::Boards;
pub(super) use quiz_sessions::Sessions;

/// The longest question and reference that can be typed, in characters.
const LONGEST_QUESTION: u16 = 4_000;
pub(super) const LONGEST_REFERENCE: u16 = 100;

/// Said when the message that is to be looked up is a picture, or emoji.
const NO_TEXT: &str = "That message holds no text that I could look up in the speech. Please \
                       choose one with words in it.";

/// Said when the message whose quotes are to be checked is a picture, or emoji.
const NO_QUOTE: &str = "That message holds no words that I could look for in the speech. Please \
                        choose one with words in it.";

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
    Answer { question: String, private: Option<bool> },
    Find { text: String },
    Cite { reference: String, private: Option<bool> },
    Verify { quote: String, private: Option<bool> },
    CheckMessage { text: String },
    Outline { speech: String, private: Option<bool> },
    About,
    Help,
    Privacy(Privacy),
    Daily(DailyCommand),
    LessonCommand { options: LessonCommand, roles: Vec<u64> },
    Boards(Boards),
    Sessions(Sessions),
    Settings(Level),
}

/// All commands.
pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "ask",
        describe: |command| {
            command
                .description(
                    "Ask a question; the answer is a quote from the speech, with its place",
                )
                .add_option(
                    CreateCommandOption::new(
                        CommandOptionType::String,
                        "question",
                        "Your question, or words to look for",
                    )
                    .required(true)
                    .max_length(LONGEST_QUESTION)
                    .set_autocomplete(true),
                )
                .add_option(private_option())
        },
        read: |interaction| Wanted::Answer {
            question: text(interaction, "question"),
            private: flag(interaction, "private"),
        },
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
                        "Such as §2 ¶1, 2.1, 2.1-3, §2, intro 1, note 1, a permalink, or words at \
                         its beginning",
                    )
                    .required(true)
                    .max_length(LONGEST_REFERENCE)
                    .set_autocomplete(true),
                )
                .add_option(private_option())
        },
        read: |interaction| Wanted::Cite {
            reference: text(interaction, "reference"),
            private: flag(interaction, "private"),
        },
    },
    Command {
        name: "verify",
        describe: |command| {
            command
                .description(
                    "Check whether words are an exact quote from the speech, and what differs",
                )
                .add_option(
                    CreateCommandOption::new(
                        CommandOptionType::String,
                        "quote",
                        "The words, or a text with quotes in it",
                    )
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
            Wanted::Verify {
                quote: quote.unwrap_or_default(),
                private: flag(interaction, "private"),
            }
        },
    },
    Command {
        name: "outline",
        describe: |command| {
            command
                .description("Show what the speech consists of, and open a section")
                .add_option(
                    CreateCommandOption::new(
                        CommandOptionType::String,
                        "speech",
                        "Which speech, where there are several",
                    )
                    .max_length(LONGEST_REFERENCE)
                    .set_autocomplete(true),
                )
                .add_option(private_option())
        },
        read: |interaction| Wanted::Outline {
            speech: text(interaction, "speech"),
            private: flag(interaction, "private"),
        },
    },
    Command {
        name: "about",
        describe: |command| {
            command.description(
                "What this bot is, what it quotes from, and what it does with what you write",
            )
        },
        read: |_| Wanted::About,
    },
    Command {
        name: "help",
        describe: |command| command.description("What to type, with examples"),
        read: |_| Wanted::Help,
    },
    Command {
        name: "privacy",
        describe: |command| {
            let part =
                |name, does| CreateCommandOption::new(CommandOptionType::SubCommand, name, does);
            let state = CreateCommandOption::new(
                CommandOptionType::String,
                "state",
                "on: nothing more is kept of you",
            )
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
        read: |interaction| {
            Wanted::Privacy(match part(interaction) {
                Some("export") => Privacy::Export,
                Some("delete") => Privacy::Delete,
                Some("optout") => Privacy::OptOut(text(interaction, "state") != "off"),
                _ => Privacy::Show,
            })
        },
    },
    daily_command::COMMAND,
    Command { name: "teach", describe: lesson_command::describe, read: lesson_command::read },
    Command {
        name: "settings",
        describe: |command| {
            let part =
                |name, does| CreateCommandOption::new(CommandOptionType::SubCommand, name, does);
            command
                .description("See and set how the bot answers: for you, a channel, the server")
                .add_option(part("me", "What holds for you"))
                .add_option(part(
                    "channel",
                    "What holds in this channel and its threads; needs Manage Server",
                ))
                .add_option(part("server", "What holds in this server; needs Manage Server"))
        },
        read: |interaction| {
            Wanted::Settings(match part(interaction) {
                Some("server") => Level::Server,
                Some("channel") => Level::Channel,
                _ => Level::User,
            })
        },
    },
    Command {
        name: "quiz",
        describe: |command| {
            // Sessions need a bot that can write by itself: not where only a person installed it
            // for themselves.
            let command = command
                .description("Quizzes on the speech")
                .integration_types(vec![InstallationContext::Guild])
                .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm]);
            quiz_sessions::options()
                .into_iter()
                .chain(quiz_leaderboard::options())
                .fold(command, CreateCommand::add_option)
        },
        read: |interaction| {
            quiz_sessions::read(interaction).map_or_else(
                || Wanted::Boards(quiz_leaderboard::read(interaction)),
                Wanted::Sessions,
            )
        },
    },
    Command {
        name: "Find in the speech",
        describe: |command| command.kind(CommandType::Message),
        read: |interaction| Wanted::Find { text: markdown::plain(target(interaction)) },
    },
    Command {
        name: "Check quote",
        describe: |command| command.kind(CommandType::Message),
        read: |interaction| Wanted::CheckMessage {
            text: markdown::plain_lines(target(interaction)),
        },
    },
];

impl Command {
    /// What Discord is told about the command.
    pub(super) fn registration(&self) -> CreateCommand {
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

/// What an interaction wants; `None` for a command that is not in the table.
pub(super) fn wanted(interaction: &CommandInteraction) -> Option<Wanted> {
    COMMANDS
        .iter()
        .find(|command| command.name == interaction.data.name)
        .map(|command| (command.read)(interaction))
}

/// What completes the option that is being typed.
pub(super) fn choices(interaction: &CommandInteraction, bot: &Bot) -> Vec<Choice> {
    let Some(option) = interaction.data.autocomplete() else { return Vec::new() };
    match option.name {
        "reference" => bot.complete_reference(option.value, limits::CHOICES),
        "zone" => bot.complete_zone(option.value, limits::CHOICES),
        "speech" => bot.complete_speech(option.value, limits::CHOICES),
        _ => {
            let choice =
                |question: &str| Choice { label: question.to_owned(), value: question.to_owned() };
            bot.suggest(option.value, limits::CHOICES).into_iter().map(choice).collect()
        }
    }
}

impl Wanted {
    /// Whether the reply is for the actor only, as far as that is known before there is one. What
    /// is typed holds over what was set.
    pub(super) fn is_private(&self, preferences: &Preferences) -> bool {
        match self {
            Wanted::Answer { private, .. }
            | Wanted::Cite { private, .. }
            | Wanted::Verify { private, .. }
            | Wanted::Outline { private, .. } => private.unwrap_or(preferences.private),
            Wanted::Boards(boards) => boards.is_private(),
            Wanted::Find { .. } | Wanted::CheckMessage { .. } | Wanted::About | Wanted::Help => {
                true
            }
            Wanted::Privacy(_)
            | Wanted::Daily(_)
            | Wanted::LessonCommand { .. }
            | Wanted::Settings(_)
            | Wanted::Sessions(_) => true,
        }
    }

    /// The bot's reply: computed by a worker, or by waiting for what is kept.
    pub(super) async fn reply(
        self,
        handler: &Handler,
        actor: Actor,
        preferences: Arc<Preferences>,
    ) -> Reply {
        let private = self.is_private(&preferences);
        match self {
            Wanted::Find { text } if !text.chars().any(char::is_alphanumeric) => {
                Reply::ephemeral(NO_TEXT)
            }
            Wanted::Answer { question: text, .. } | Wanted::Find { text } => {
                let taught = handler.bot().lessons(actor.server).await;
                let ask = move |bot: &Bot, ask: Ask<'_>| {
                    bot.ask(Ask { question: &text, taught: taught.as_deref(), ..ask })
                };
                handler.compute_for(private, preferences, ask).await
            }
            Wanted::Cite { reference, .. } => {
                handler
                    .compute_for(private, preferences, move |bot, ask| bot.cite_as(&reference, ask))
                    .await
            }
            Wanted::Outline { speech, .. } => {
                handler.compute(move |bot| bot.outline(&speech, private)).await
            }
            Wanted::CheckMessage { text } if !text.chars().any(char::is_alphanumeric) => {
                Reply::ephemeral(NO_QUOTE)
            }
            Wanted::Verify { quote: text, .. } | Wanted::CheckMessage { text } => {
                handler
                    .compute_for(private, preferences, move |bot, ask| bot.verify_as(&text, ask))
                    .await
            }
            Wanted::About => handler.compute(Bot::about).await,
            Wanted::Help => handler.compute(Bot::help).await,
            Wanted::Privacy(options) => handler.bot().privacy(options, actor).await,
            Wanted::Daily(options) => handler.bot().daily(options, actor).await,
            Wanted::LessonCommand { options, roles } => {
                handler.bot().teach(options, actor, &roles).await
            }
            Wanted::Boards(boards) => boards.reply(handler.bot(), actor).await,
            Wanted::Settings(level) => {
                handler.bot().settings(level, handler.in_channel(actor), handler.reads_all()).await
            }
            // These need more than who asks, and go their own way before they come here.
            Wanted::Sessions(_) => handler.bot().session_score(actor).await,
        }
    }
}

fn private_option() -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::Boolean, "private", "Show the reply to you only")
}

/// The text of an option, without what only Discord's clients show; empty when it is not given.
pub(super) fn text(interaction: &CommandInteraction, name: &str) -> String {
    match option(interaction, name) {
        Some(ResolvedValue::String(typed)) => markdown::plain(typed),
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
fn flag(interaction: &CommandInteraction, name: &str) -> Option<bool> {
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
pub(super) fn part(interaction: &CommandInteraction) -> Option<&str> {
    interaction.data.options.first().map(|option| option.name.as_str())
}

/// Who asks, and where.
pub(super) fn actor(interaction: &CommandInteraction) -> Actor {
    actor_of(
        &interaction.user,
        interaction.guild_id,
        interaction.channel_id,
        interaction.member.as_deref(),
    )
}

/// Who asks, and where, from what every interaction carries. The permissions are Discord's word,
/// not the person's.
pub(super) fn actor_of(
    user: &User,
    server: Option<GuildId>,
    channel: ChannelId,
    member: Option<&Member>,
) -> Actor {
    let can_manage_server =
        member.and_then(|member| member.permissions).is_some_and(Permissions::manage_guild);
    Actor {
        person: user.id.get(),
        server: server.map(GuildId::get),
        channel: Some(channel.get()),
        can_manage_server,
    }
}

/// The roles of a member, as Discord said with what they asked.
pub(super) fn roles(member: Option<&Member>) -> Vec<u64> {
    member.map(|member| member.roles.iter().map(|role| role.get()).collect()).unwrap_or_default()
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
