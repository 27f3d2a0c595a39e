//! Boards over many sessions, and the rule against gathering points for one question in two places.
//!
//! Everything here is a function of rows that somebody keeps; a month is a calendar month in UTC,
//! so that a season begins and ends everywhere at once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::scoring::{Standing, ranked};
use super::session::{Millis, UserId};

/// Points that somebody got for one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Who.
    pub user: UserId,
    /// The server's id; none in direct messages.
    pub server: Option<u64>,
    /// When.
    pub at: Millis,
    /// How many points.
    pub points: u32,
}

/// Whose points a board counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of one server.
    Server(u64),
    /// Those of all servers and of direct messages.
    Everywhere,
}

/// A calendar month in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Season {
    first: Date,
}

impl Season {
    /// The month that holds a time; `None` for times that no calendar reaches.
    pub fn of(at: Millis) -> Option<Season> {
        let at = Timestamp::from_millisecond(i64::try_from(at).ok()?).ok()?;
        Some(Season { first: at.to_zoned(TimeZone::UTC).date().first_of_month() })
    }

    /// A month of a year; `None` where there is none.
    pub fn new(year: i16, month: i8) -> Option<Season> {
        Date::new(year, month, 1).ok().map(|first| Season { first })
    }

    /// The year, and the month from 1 to 12.
    pub fn year_and_month(self) -> (i16, i8) {
        (self.first.year(), self.first.month())
    }

    /// Its times, the first one of the next month left out; empty for months before 1970.
    pub fn range(self) -> Range<Millis> {
        let begins = |date: Date| {
            let midnight = date.to_zoned(TimeZone::UTC).ok()?;
            Millis::try_from(midnight.timestamp().as_millisecond()).ok()
        };
        let next = self.first.checked_add(1.month()).ok();
        begins(self.first).unwrap_or_default()..next.and_then(begins).unwrap_or_default()
    }
}

/// The ranking of those who have points within a scope and a season, those who opted out left out;
/// `None` counts all times.
pub fn board(
    rows: &[Row],
    scope: Scope,
    season: Option<Season>,
    opted_out: &BTreeSet<UserId>,
) -> Vec<Standing> {
    let times = season.map(Season::range);
    let counted = rows.iter().filter(|row| {
        let here = match scope {
            Scope::Server(server) => row.server == Some(server),
            Scope::Everywhere => true,
        };
        here && row.points > 0
            && times.as_ref().is_none_or(|times| times.contains(&row.at))
            && !opted_out.contains(&row.user)
    });
    let mut sums: BTreeMap<UserId, u64> = BTreeMap::new();
    for row in counted {
        *sums.entry(row.user).or_default() += u64::from(row.points);
    }
    ranked(sums)
}

/// How long an answered question gives the same person nothing in another session, in milliseconds:
/// longer than a question can be open, so that whoever sees it in one place cannot take it to
/// another that runs beside it.
pub const CLAIM_WINDOW: Millis = 10 * 60 * 1_000;

/// Somebody answered a question in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who.
    pub user: UserId,
    /// The id of the item.
    pub item: String,
    /// The session.
    pub session: String,
    /// When.
    pub at: Millis,
}

/// Whether an answer counts, given the claims before it: not where the same person answered the
/// same item in another session, on this server or another, less than [`CLAIM_WINDOW`] ago.
pub fn counts(claim: &Claim, before: &[Claim]) -> bool {
    !before.iter().any(|other| {
        (other.user, &other.item) == (claim.user, &claim.item)
            && other.session != claim.session
            && other.at.abs_diff(claim.at) < CLAIM_WINDOW
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(user: UserId, server: impl Into<Option<u64>>, at: Millis, points: u32) -> Row {
        Row { user, server: server.into(), at, points }
    }

    #[test]
    fn boards_count_their_scope_and_season() {
        // 2024-02-29T23:59:59.999Z and the millisecond after.
        let (february, march) = (1_709_251_199_999, 1_709_251_200_000);
        let rows = [
            row(1, 7, february, 10),
            row(1, 7, march, 5),
            row(2, 7, march, 5),
            row(3, 8, march, 40),
            row(4, None, march, 20),
            row(5, 7, march, 99),
        ];
        let gone = BTreeSet::from([5]);
        let shown = |scope, season| {
            let standings = board(&rows, scope, season, &gone).into_iter();
            standings
                .map(|standing| (standing.rank, standing.user, standing.points))
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(Scope::Server(7), None), [(1, 1, 15), (2, 2, 5)]);
        assert_eq!(shown(Scope::Server(7), Season::new(2024, 2)), [(1, 1, 10)]);
        assert_eq!(shown(Scope::Server(7), Season::of(march)), [(1, 1, 5), (1, 2, 5)]);
        assert_eq!(
            shown(Scope::Everywhere, Season::new(2024, 3)),
            [(1, 3, 40), (2, 4, 20), (3, 1, 5), (3, 2, 5)]
        );
        assert_eq!(Season::of(march).unwrap().year_and_month(), (2024, 3));
        assert_eq!(Season::new(2024, 13), None);
        assert_eq!(Season::of(Millis::MAX), None);
    }

    #[test]
    fn one_question_gives_points_in_one_place() {
        let claim = |user, item: &str, session: &str, at| Claim {
            user,
            item: item.into(),
            session: session.into(),
            at,
        };
        let before = [claim(1, "a", "here", 1_000_000)];
        for (later, expected) in [
            (claim(1, "a", "there", 1_000_001), false),
            (claim(1, "a", "there", 999_999), false),
            (claim(1, "a", "there", 1_000_000 + CLAIM_WINDOW), true),
            (claim(1, "a", "here", 1_000_001), true),
            (claim(1, "b", "there", 1_000_001), true),
            (claim(2, "a", "there", 1_000_001), true),
        ] {
            assert_eq!(counts(&later, &before), expected, "{later:?}");
        }
    }

    proptest! {
        #[test]
        fn every_time_stands_in_its_season_and_no_other(at in 0..4_000_000_000_000_u64) {
            let season = Season::of(at).unwrap();
            prop_assert!(season.range().contains(&at));
            prop_assert_eq!(Season::of(season.range().end - 1), Some(season));
            prop_assert!(Season::of(season.range().end).unwrap() > season);
        }

        #[test]
        fn a_board_has_all_points_once(rows in proptest::collection::vec((0..5_u64, 0..3_u64, 0..50_u32), 0..40)) {
            let rows: Vec<Row> = rows.into_iter().map(|(user, server, points)| row(user, server, 0, points)).collect();
            let sum = |scope| board(&rows, scope, None, &BTreeSet::new()).iter().map(|standing| standing.points).sum::<u64>();
            prop_assert_eq!(sum(Scope::Everywhere), rows.iter().map(|row| u64::from(row.points)).sum::<u64>());
            prop_assert_eq!(sum(Scope::Everywhere), (0..3).map(|server| sum(Scope::Server(server))).sum::<u64>());
        }
    }
}
