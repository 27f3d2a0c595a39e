//! What `/quiz` offers beside sessions: leaderboards, and emptying a server's.

use serenity::all::{CommandInteraction, CommandOptionType, CreateCommandOption};

use super::{part, text};
use crate::bot::{Actor, BoardScope, Bot, Period};
use crate::reply::Reply;

/// What somebody wants with boards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::discord) enum Boards {
    Show { scope: Option<BoardScope>, period: Period },
    Reset,
}

/// The subcommands, as Discord is told about them.
pub(super) fn options() -> [CreateCommandOption; 2] {
    let subcommand =
        |name, does| CreateCommandOption::new(CommandOptionType::SubCommand, name, does);
    let scope = CreateCommandOption::new(
        CommandOptionType::String,
        "scope",
        "Whose points count; this server's by default",
    )
    .add_string_choice("this server", "server")
    .add_string_choice("all servers and direct messages", "global");
    let season = CreateCommandOption::new(
        CommandOptionType::String,
        "season",
        "Which time counts; this month by default",
    )
    .add_string_choice("this month", "month")
    .add_string_choice("last month", "last")
    .add_string_choice("all time", "all");
    [
        subcommand("leaderboard", "Who has the most points")
            .add_sub_option(scope)
            .add_sub_option(season),
        subcommand(
            "reset",
            "Begin this server's leaderboard anew; for those who manage the server",
        ),
    ]
}

/// What is wanted of the boards.
pub(super) fn read(interaction: &CommandInteraction) -> Boards {
    if part(interaction) == Some("reset") {
        return Boards::Reset;
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
    Boards::Show { scope, period }
}

impl Boards {
    /// Whether the reply is for the actor only.
    pub(super) fn is_private(self) -> bool {
        self == Boards::Reset
    }

    /// The bot's reply.
    pub(super) async fn reply(self, bot: &Bot, actor: Actor) -> Reply {
        match self {
            Boards::Show { scope, period } => bot.leaderboard(scope, period, actor).await,
            Boards::Reset => bot.before_reset(actor),
        }
    }
}
