//! Leaderboards of a server or of everywhere, and their reset.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use moka::sync::Cache;
use serde::Deserialize;

use super::actor::Actor;
use super::messages::leaderboard as messages;
use super::resources::Resources;
use crate::quiz::{Season, Standing, ranked};
use crate::reply::{Action, Button, Part, Reply};
use crate::store::{Store, StoreError};

const LAST_RANK: usize = 10;

/// Limits ties at the last rank.
const MOST_SHOWN: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoardScope {
    Server,
    /// All servers and direct messages.
    Global,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    #[default]
    Month,
    LastMonth,
    AllTime,
}

impl Period {
    fn season(self, now: Timestamp) -> Option<Season> {
        match self {
            Period::Month => Some(Season::containing(now)),
            Period::LastMonth => Some(Season::containing(now).previous()),
            Period::AllTime => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaderboardCommand {
    /// The scope defaults to the server, if any.
    Show {
        scope: Option<BoardScope>,
        period: Period,
    },
    Reset,
}

/// And one, to know of more. Whoever is below still sees their own place.
const MOST_READ: u32 = 1_000;

const FRESH: Duration = Duration::from_secs(5);

/// A server, or none for everywhere; and seconds since 1970.
type BoardKey = (Option<u64>, Range<i64>);

pub struct LeaderboardService {
    resources: Resources,
    boards: Cache<BoardKey, Arc<[Standing]>>,
}

impl LeaderboardService {
    pub(super) fn new(resources: Resources) -> Self {
        let boards = Cache::builder().max_capacity(200).time_to_live(FRESH).build();
        LeaderboardService { resources, boards }
    }

    pub async fn command(
        &self,
        command: LeaderboardCommand,
        actor: &Actor,
    ) -> Result<Reply, Reply> {
        match command {
            LeaderboardCommand::Show { scope, period } => self.show(scope, period, actor).await,
            LeaderboardCommand::Reset => self.before_reset(actor),
        }
    }

    async fn show(
        &self,
        scope: Option<BoardScope>,
        period: Period,
        actor: &Actor,
    ) -> Result<Reply, Reply> {
        let store = self.resources.store_or(messages::NEEDS_STORE)?;
        let server = match (scope, actor.server) {
            (Some(BoardScope::Global), _) => None,
            (None, server) | (Some(BoardScope::Server), server @ Some(_)) => server,
            (Some(BoardScope::Server), None) => return Err(Reply::error(messages::NO_SERVER)),
        };
        let season = period.season(self.resources.now());
        let months = season.map_or(0..i64::MAX, Season::range);
        let board = self.board(store, server, months.clone()).await?;
        let own = match board.iter().find(|place| place.user == actor.person) {
            Some(own) => Some(*own),
            None => store.points_of(actor.person, server, months).await?.map(|(points, above)| {
                let rank = usize::try_from(above).unwrap_or(usize::MAX).saturating_add(1);
                Standing { rank, user: actor.person, points }
            }),
        };
        let opted_out = own.is_none() && store.opted_out(actor.person).await?;
        Ok(shown(server, season, &board, own, opted_out))
    }

    /// Who leaves a board is gone from it at once.
    pub(super) fn invalidate(&self) {
        self.boards.invalidate_all();
    }

    async fn board(
        &self,
        store: &Store,
        server: Option<u64>,
        months: Range<i64>,
    ) -> Result<Arc<[Standing]>, StoreError> {
        let key = (server, months.clone());
        if let Some(board) = self.boards.get(&key) {
            return Ok(board);
        }
        let board: Arc<[Standing]> =
            ranked(store.point_totals(server, months, MOST_READ + 1).await?).into();
        self.boards.insert(key, Arc::clone(&board));
        Ok(board)
    }

    fn before_reset(&self, actor: &Actor) -> Result<Reply, Reply> {
        self.resources.store_or(messages::NEEDS_STORE)?;
        let server = actor.server.ok_or_else(|| Reply::error(messages::NO_SERVER))?;
        if !actor.can_manage_server {
            return Err(Reply::error(messages::NOT_ALLOWED));
        }
        let reset = Button { label: messages::RESET, action: Action::ResetBoard { server } };
        Ok(Reply { buttons: vec![reset], ..Reply::ephemeral(messages::CONFIRM_RESET) })
    }

    pub async fn reset(&self, server: u64, actor: &Actor) -> Result<Reply, Reply> {
        let store = self.resources.store_or(messages::NEEDS_STORE)?;
        if actor.server != Some(server) || !actor.can_manage_server {
            return Err(Reply::error(messages::NOT_ALLOWED));
        }
        Ok(Reply::ephemeral(match store.reset_board(server).await? {
            0 => messages::WAS_EMPTY,
            _ => {
                self.invalidate();
                messages::WAS_RESET
            }
        }))
    }
}

fn shown(
    server: Option<u64>,
    season: Option<Season>,
    places: &[Standing],
    own: Option<Standing>,
    opted_out: bool,
) -> Reply {
    let first = places.iter().take_while(|place| place.rank <= LAST_RANK).count();
    let shown = places.get(..first.min(MOST_SHOWN)).unwrap_or_default();
    let own = own.filter(|own| !shown.contains(own));
    let mut parts = vec![match shown.is_empty() {
        true => Part::text(messages::EMPTY),
        false => Part::Lines(shown.iter().map(messages::place).collect()),
    }];
    if first > MOST_SHOWN {
        parts.push(Part::Text(messages::more_alike(first - MOST_SHOWN)));
    }
    match own {
        Some(own) => {
            parts.extend([Part::text(messages::OWN_PLACE), Part::line(messages::place(&own))]);
        }
        None if opted_out => parts.push(Part::text(messages::OPTED_OUT)),
        None => {}
    }
    if first > 1 {
        let counted = places.len().min(MOST_READ as usize);
        parts.push(Part::Text(messages::players(counted, counted == places.len())));
    }
    let heading = messages::heading(server.is_some(), season);
    Reply { private: opted_out, ..Reply::titled(heading, parts) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::tests::said;

    fn season(at: &str) -> Season {
        Season::containing(at.parse().unwrap())
    }

    fn place(rank: usize, user: u64, points: u64) -> Standing {
        Standing { rank, user, points }
    }

    #[test]
    fn ties_are_shown_alike_and_the_asker_outside_the_first_sees_their_own_place() {
        let mut all = vec![place(1, 5, 90), place(1, 6, 90)];
        all.extend((3..=12).map(|rank| place(rank, rank as u64 + 100, 80 - rank as u64)));
        let november = Some(season("2026-11-05T00:00:00Z"));
        let reply = shown(Some(1), november, &all, Some(all[11]), false);
        assert_eq!(reply.heading.as_deref(), Some("Points in this server, November 2026"));
        let text = said(&reply);
        let first = "2026\n1. person 5: 90\n1. person 6: 90\n3. person 103: 77\n";
        let last = "\n10. person 110: 70\nWhoever asked:\n12. person 112: 68\n";
        assert!(text.contains(first) && text.contains(last), "{text}");
        assert!(!text.contains("person 111"), "{text}");
        assert!(
            !said(&shown(None, None, &all, Some(all[0]), false)).contains("Whoever"),
            "who is on it needs no second line"
        );
        let out = shown(None, None, &all, None, true);
        assert!(out.private && said(&out).contains(messages::OPTED_OUT));
        assert_eq!(out.heading.as_deref(), Some("Points in all servers, all time"));
        assert!(
            said(&shown(None, None, &[], None, false)).ends_with("Nobody has points here yet.")
        );
    }

    #[test]
    fn a_long_tie_is_cut_with_a_note() {
        let all: Vec<Standing> = (0..30).map(|person| place(1, person, 10)).collect();
        let text = said(&shown(None, None, &all, Some(all[29]), false));
        assert!(
            text.contains("and 10 more with as many points")
                && text.contains("Whoever asked:\n1. person 29: 10"),
            "{text}"
        );
    }

    #[test]
    fn more_than_were_read_are_said_to_be_more() {
        for (players, expected) in [
            (999, "\n999 players."),
            (1_000, "\n1000 players."),
            (1_001, "\nMore than 1000 players."),
        ] {
            let all: Vec<Standing> = (1..=players).map(|rank| place(rank, 7, 1)).collect();
            let text = said(&shown(None, None, &all, None, false));
            assert!(text.ends_with(expected), "{text}");
        }
    }
}
