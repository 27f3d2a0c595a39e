//! Leaderboards.

use super::count;
use crate::quiz::{Season, Standing};
use crate::reply::{Line, Span};
use crate::text::dates::MONTHS;

/// `season` is none for all time.
pub(crate) fn heading(in_server: bool, season: Option<Season>) -> String {
    let whose = if in_server { "this server" } else { "all servers" };
    format!("Points in {whose}, {}", season.map_or_else(|| "all time".to_owned(), month))
}

fn month(season: Season) -> String {
    let (year, month) = season.year_and_month();
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).unwrap_or(&"");
    format!("{name} {year}")
}

pub(crate) fn place(Standing { rank, user, points }: &Standing) -> Line {
    vec![
        Span::Strong(format!("{rank}.")),
        Span::text(" "),
        Span::Person { id: *user, name: None },
        Span::Text(format!(": {points}")),
    ]
}

pub(crate) const EMPTY: &str = "Nobody has points here yet.";

pub(crate) fn more_alike(more: usize) -> String {
    format!("and {more} more with as many points as the last one.")
}

pub(crate) const OWN_PLACE: &str = "Whoever asked:";

pub(crate) const OPTED_OUT: &str =
    "You opted out, so you stand on no board. /privacy optout off takes that back.";

pub(crate) fn players(players: usize, all: bool) -> String {
    match all {
        true => format!("{}.", count(players, "player")),
        false => format!("More than {}.", count(players, "player")),
    }
}

pub(crate) const NEEDS_STORE: &str = "This bot keeps no points, so there are no leaderboards.";

pub(crate) const NO_SERVER: &str =
    "There is no server here. Use /quiz leaderboard in a server, or with the scope of all servers.";

pub(crate) const NOT_ALLOWED: &str = "Only people with the permission Manage Server can begin this \
     server's leaderboard anew. Please ask one of them.";

pub(crate) const CONFIRM_RESET: &str = "Begin this server's leaderboard anew? All points up to now \
     are taken from its boards, this month's and that of all time. This cannot be undone. On the \
     board of all servers everybody keeps their points.";

pub(crate) const RESET: &str = "Begin anew";

pub(crate) const WAS_EMPTY: &str = "This server's leaderboard is empty already.";

pub(crate) const WAS_RESET: &str = "Done: this server's leaderboard begins anew.";
