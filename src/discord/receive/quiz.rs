//! `/quiz`: sessions and leaderboards, as Discord is told of them, and reading what was chosen.

use serenity::all::{
    CommandInteraction, CommandOptionType, CreateCommand, CreateCommandOption, InstallationContext,
    InteractionContext,
};

use super::options::{LONGEST_REFERENCE, flag, number, part, subcommand, text, typed};
use crate::bot::{
    BoardScope, Kind, LeaderboardCommand, Pace, Period, QuizCommand, QuizOptions, RequestKind,
    Visibility,
};

/// Sessions need a bot that can write by itself, not one installed for a person.
pub(super) fn describe(command: CreateCommand) -> CreateCommand {
    let scope = typed("scope", "Whose points count; this server's by default")
        .add_string_choice("this server", "server")
        .add_string_choice("all servers and direct messages", "global");
    let season = typed("season", "Which time counts; this month by default")
        .add_string_choice("this month", "month")
        .add_string_choice("last month", "last")
        .add_string_choice("all time", "all");
    command
        .description("Quizzes on the speech")
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm])
        .add_option(start())
        .add_option(part(
            "stop",
            "End the quiz in this channel; for its host and those who manage the server",
        ))
        .add_option(part(
            "skip",
            "Skip the open question; others have to agree unless you are the host",
        ))
        .add_option(part("score", "Who has how many points in this channel's quiz"))
        .add_option(
            part("leaderboard", "Who has the most points")
                .add_sub_option(scope)
                .add_sub_option(season),
        )
        .add_option(part(
            "reset",
            "Begin this server's leaderboard anew; for those who manage the server",
        ))
}

fn start() -> CreateCommandOption {
    let number = |name, does, least, most| {
        CreateCommandOption::new(CommandOptionType::Integer, name, does)
            .min_int_value(least)
            .max_int_value(most)
    };

    let kind =
        Kind::ALL.into_iter().fold(typed("kind", "Only one kind of question"), |option, kind| {
            option.add_string_choice(described(kind), kind.name())
        });
    let pace = typed("pace", "How fast it goes; normal by default")
        .add_string_choice("calm: 45 seconds a question", "calm")
        .add_string_choice("normal: 25 seconds a question", "normal")
        .add_string_choice("quick: 12 seconds a question", "quick");
    part("start", "Start a quiz in this channel, on the speech")
        .add_sub_option(number("questions", "How many questions; 10 by default", 1, 50))
        .add_sub_option(kind)
        .add_sub_option(number("difficulty", "Only questions this hard: 1 easy, 3 hard", 1, 3))
        .add_sub_option(number("seconds", "How long each question is open", 5, 300))
        .add_sub_option(pace)
        .add_sub_option(speech_option())
        .add_sub_option(CreateCommandOption::new(
            CommandOptionType::Boolean,
            "solo",
            "Only you play, and your answer goes on",
        ))
}

pub(super) fn speech_option() -> CreateCommandOption {
    typed("speech", "Which speech, where there are several")
        .max_length(LONGEST_REFERENCE)
        .set_autocomplete(true)
}

fn described(kind: Kind) -> &'static str {
    match kind {
        Kind::Blank => "fill the blank",
        Kind::Section => "which section says this",
        Kind::Finish => "finish the sentence",
        Kind::Altered => "real or altered",
        Kind::Written => "written by hand",
    }
}

pub(super) fn parse(interaction: &CommandInteraction) -> (RequestKind, Visibility) {
    let quiz = |command| (RequestKind::Quiz(command), Visibility::Private);
    match subcommand(interaction) {
        Some("start") => {
            (RequestKind::Quiz(QuizCommand::Start(chosen(interaction))), Visibility::Public)
        }
        Some("stop") => quiz(QuizCommand::Stop),
        Some("skip") => quiz(QuizCommand::Skip),
        Some("score") => quiz(QuizCommand::Score),
        Some("reset") => (RequestKind::Leaderboard(LeaderboardCommand::Reset), Visibility::Private),
        _ => (RequestKind::Leaderboard(shown(interaction)), Visibility::Public),
    }
}

fn chosen(interaction: &CommandInteraction) -> QuizOptions {
    let words = |name| Some(text(interaction, name)).filter(|typed| !typed.is_empty());
    let small = |name| number(interaction, name).and_then(|number| u16::try_from(number).ok());
    QuizOptions {
        questions: small("questions"),
        kind: words("kind"),
        difficulty: small("difficulty").and_then(|number| number.try_into().ok()),
        seconds: small("seconds"),
        pace: match text(interaction, "pace").as_str() {
            "calm" => Pace::Calm,
            "quick" => Pace::Quick,
            _ => Pace::Normal,
        },
        speech: words("speech"),
        solo: flag(interaction, "solo").unwrap_or_default(),
    }
}

fn shown(interaction: &CommandInteraction) -> LeaderboardCommand {
    let scope = match text(interaction, "scope").as_str() {
        "server" => Some(BoardScope::Server),
        "global" => Some(BoardScope::Global),
        _ => None,
    };
    let period = match text(interaction, "season").as_str() {
        "last" => Period::LastMonth,
        "all" => Period::AllTime,
        _ => Period::Month,
    };
    LeaderboardCommand::Show { scope, period }
}
