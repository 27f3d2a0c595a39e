//! `/quiz` beside sessions: leaderboards, and emptying a server's.

use serenity::all::{CommandInteraction, CreateCommandOption};

use super::options::{part, subcommand, text, typed};
use crate::bot::{BoardScope, LeaderboardCommand, Period, RequestKind, Visibility};

pub(super) fn options() -> [CreateCommandOption; 2] {
    let scope = typed("scope", "Whose points count; this server's by default")
        .add_string_choice("this server", "server")
        .add_string_choice("all servers and direct messages", "global");
    let season = typed("season", "Which time counts; this month by default")
        .add_string_choice("this month", "month")
        .add_string_choice("last month", "last")
        .add_string_choice("all time", "all");
    [
        part("leaderboard", "Who has the most points").add_sub_option(scope).add_sub_option(season),
        part("reset", "Begin this server's leaderboard anew; for those who manage the server"),
    ]
}

pub(super) fn parse(interaction: &CommandInteraction) -> (RequestKind, Visibility) {
    if subcommand(interaction) == Some("reset") {
        return (RequestKind::Leaderboard(LeaderboardCommand::Reset), Visibility::Private);
    }
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
    let command = LeaderboardCommand::Show { scope, period };
    (RequestKind::Leaderboard(command), Visibility::Public)
}
