//! The parts of `/quiz`: sessions and leaderboards.

use serenity::all::CommandOptionType;

use super::options::{LONGEST_REFERENCE, Options, Part, option, part, typed};
use crate::bot::{
    BoardScope, Filter, Kind, LeaderboardCommand, Pace, Period, QuizCommand, QuizOptions,
    RequestKind, Visibility,
};

pub(super) const PARTS: &[Part] = &[
    part("start", "Start a quiz in this channel, on the speech", |options| {
        options.visibility = Visibility::Public;
        RequestKind::Quiz(QuizCommand::Start(start(options)))
    }),
    part(
        "stop",
        "End the quiz in this channel; for its host and those who manage the server",
        |_| RequestKind::Quiz(QuizCommand::Stop),
    ),
    part("skip", "Skip the open question; others have to agree unless you are the host", |_| {
        RequestKind::Quiz(QuizCommand::Skip)
    }),
    part("score", "Who has how many points in this channel's quiz", |_| {
        RequestKind::Quiz(QuizCommand::Score)
    }),
    part("leaderboard", "Who has the most points", |options| {
        options.visibility = Visibility::Public;
        RequestKind::Leaderboard(leaderboard(options))
    }),
    part("reset", "Begin this server's leaderboard anew; for those who manage the server", |_| {
        RequestKind::Leaderboard(LeaderboardCommand::Reset)
    }),
];

fn start(options: &mut Options<'_>) -> QuizOptions {
    let kinds = Kind::ALL.map(|kind| (described(kind), kind.name(), kind));
    let paces = [
        ("calm: 45 seconds a question", "calm", Pace::Calm),
        ("normal: 25 seconds a question", "normal", Pace::Normal),
        ("quick: 12 seconds a question", "quick", Pace::Quick),
    ];
    let questions = number(options, "questions", "How many questions; 10 by default", [1, 50]);
    let kind = options.choice("kind", typed("Only one kind of question"), kinds);
    let hard = "Only questions this hard: 1 easy, 3 hard";
    let difficulty = number(options, "difficulty", hard, [1, 3]);
    let seconds = number(options, "seconds", "How long each question is open", [5, 300]);
    let pace = options.choice("pace", typed("How fast it goes; normal by default"), paces);
    let speech = Some(speech(options)).filter(|typed| !typed.is_empty());
    let solo = options.flag("solo", "Only you play, and your answer goes on");
    QuizOptions {
        questions,
        filter: Filter { kind, difficulty, speech },
        seconds,
        pace: pace.unwrap_or_default(),
        solo: solo.unwrap_or_default(),
    }
}

fn number<T: TryFrom<i64>>(
    options: &mut Options<'_>,
    name: &str,
    does: &str,
    [least, most]: [u64; 2],
) -> Option<T> {
    let described = option(CommandOptionType::Integer, does);
    options.number(name, described.min_int_value(least).max_int_value(most))
}

pub(super) fn speech(options: &mut Options<'_>) -> String {
    let described = typed("Which speech, where there are several").max_length(LONGEST_REFERENCE);
    options.text("speech", described.set_autocomplete(true))
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

fn leaderboard(options: &mut Options<'_>) -> LeaderboardCommand {
    let scopes = [
        ("this server", "server", BoardScope::Server),
        ("all servers and direct messages", "global", BoardScope::Global),
    ];
    let seasons = [
        ("this month", "month", Period::Month),
        ("last month", "last", Period::LastMonth),
        ("all time", "all", Period::AllTime),
    ];
    let scope = typed("Whose points count; this server's by default");
    let season = typed("Which time counts; this month by default");
    LeaderboardCommand::Show {
        scope: options.choice("scope", scope, scopes),
        period: options.choice("season", season, seasons).unwrap_or(Period::Month),
    }
}
