//! `/quiz` for sessions: starting, stopping, skipping, the score.

use serenity::all::{CommandInteraction, CommandOptionType, CreateCommandOption};

use super::options::{LONGEST_REFERENCE, flag, number, part, subcommand, text, typed};
use crate::bot::{Kind, Pace, QuizCommand, QuizOptions, RequestKind, Visibility};

pub(super) fn options() -> [CreateCommandOption; 4] {
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
    [
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
            )),
        part("stop", "End the quiz in this channel; for its host and those who manage the server"),
        part("skip", "Skip the open question; others have to agree unless you are the host"),
        part("score", "Who has how many points in this channel's quiz"),
    ]
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

pub(super) fn parse(interaction: &CommandInteraction) -> Option<(RequestKind, Visibility)> {
    let words = |name| Some(text(interaction, name)).filter(|typed| !typed.is_empty());
    let small = |name| number(interaction, name).and_then(|number| u16::try_from(number).ok());
    let command = match subcommand(interaction)? {
        "start" => QuizCommand::Start(QuizOptions {
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
        }),
        "stop" => QuizCommand::Stop,
        "skip" => QuizCommand::Skip,
        "score" => QuizCommand::Score,
        _ => return None,
    };
    let visibility = match command {
        QuizCommand::Start(_) => Visibility::Public,
        _ => Visibility::Private,
    };
    Some((RequestKind::Quiz(command), visibility))
}
