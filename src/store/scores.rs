//! Points from quiz sessions: written once, summed for boards.

use sqlx::AssertSqlSafe;

use super::connection::Store;
use super::error::StoreError;
use super::table::{Erase, PersonColumn, Table};
use super::values::{Bind, id};

pub(super) const TABLE: Table = Table {
    name: "scores",
    holds: "points that players got, for each question that they had right",
    person: Some(PersonColumn::new("player_id", Erase::Row)),
};

pub(super) const MONTHS: Table = Table {
    name: "month_points",
    holds: "how many points players got in a month",
    person: Some(PersonColumn::new("player_id", Erase::Row)),
};

/// For points of no server in sums.
const NO_SERVER: u64 = 0;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GainRow {
    pub session: String,
    pub item: String,
    pub person: u64,
    /// None in direct messages.
    pub server: Option<u64>,
    /// In seconds since 1970.
    pub at: i64,
    /// The second with which its month begins.
    pub month: i64,
    pub points: u32,
    pub right_in_a_row: u32,
    pub first_try: bool,
}

impl Store {
    /// All or nothing. Existing gains stay: session, item and player identify one. Without players
    /// who opted out or had their id deleted from the session's log.
    pub async fn add_gains(&self, gains: &[GainRow]) -> Result<(), StoreError> {
        self.write(self.limit, async {
            let mut change = self.begin().await?;
            for gain in gains {
                let added = sqlx::query(
                    "INSERT INTO scores (round, item, player_id, server_id, won_at, points,
                     right_in_a_row, first_try)
                     SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS BIGINT),
                     CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT),
                     CAST($7 AS BIGINT), CAST($8 AS BIGINT)
                     WHERE NOT EXISTS (SELECT 1 FROM opt_outs WHERE user_id = $3) AND EXISTS
                     (SELECT 1 FROM round_events WHERE round_id = $1 AND player_id = $3)
                     ON CONFLICT (round, item, player_id) DO NOTHING",
                )
                .text(&gain.session)
                .text(&gain.item)
                .id(gain.person)
                .id(gain.server)
                .bind(gain.at)
                .bind(i64::from(gain.points))
                .bind(i64::from(gain.right_in_a_row))
                .bind(i64::from(gain.first_try))
                .execute(&mut *change)
                .await?;
                if added.rows_affected() > 0 {
                    let sum = sqlx::query(ADD_TO_MONTH)
                        .id(gain.server.unwrap_or(NO_SERVER))
                        .bind(gain.month)
                        .id(gain.person)
                        .bind(i64::from(gain.points));
                    sum.execute(&mut *change).await?;
                }
            }
            Ok(change.commit().await?)
        })
        .await
    }

    /// `since` is in seconds since 1970.
    pub async fn scored_elsewhere(
        &self,
        person: u64,
        item: &str,
        session: &str,
        since: i64,
    ) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "SELECT 1 FROM scores WHERE item = $1 AND won_at >= $2 AND player_id = $3 AND round <> \
             $4 LIMIT 1",
        );
        let query = query.text(item).bind(since).id(person);
        Ok(self.fetch_optional(query.text(session), |_| Ok(())).await?.is_some())
    }

    /// The most first, without those who opted out. `months` are the seconds with which they begin.
    pub async fn point_totals(
        &self,
        server: Option<u64>,
        months: std::ops::Range<i64>,
        most: u32,
    ) -> Result<Vec<(u64, u64)>, StoreError> {
        let query = format!("{} ORDER BY points DESC, player_id LIMIT $4", totals(server));
        let query = sqlx::query(AssertSqlSafe(query))
            .bind(months.start)
            .bind(months.end)
            .id(server.unwrap_or_default())
            .bind(i64::from(most));
        self.fetch_all(query, |row| Ok((id(row, "player_id")?, id(row, "points")?))).await
    }

    /// With how many players have more; `None` without points.
    pub async fn points_of(
        &self,
        person: u64,
        server: Option<u64>,
        months: std::ops::Range<i64>,
    ) -> Result<Option<(u64, u64)>, StoreError> {
        let query = format!(
            "WITH totals AS ({}) SELECT own.points,
             (SELECT COUNT(*) FROM totals WHERE points > own.points) AS above
             FROM totals own WHERE own.player_id = $4",
            totals(server)
        );
        let query = sqlx::query(AssertSqlSafe(query))
            .bind(months.start)
            .bind(months.end)
            .id(server.unwrap_or_default())
            .id(person);
        self.fetch_optional(query, |row| Ok((id(row, "points")?, id(row, "above")?))).await
    }

    /// The board of all servers keeps the points. Returns how many entries the server's had.
    pub async fn reset_board(&self, server: u64) -> Result<u64, StoreError> {
        let statements = [
            "INSERT INTO month_points (server_id, month, player_id, points)
             SELECT 0, month, player_id, points FROM month_points WHERE server_id = $1
             ON CONFLICT (server_id, month, player_id)
             DO UPDATE SET points = month_points.points + excluded.points",
            "DELETE FROM month_points WHERE server_id = $1",
            "UPDATE scores SET server_id = NULL WHERE server_id = $1",
        ];
        let queries = statements.map(|statement| sqlx::query(statement).id(server));
        let changed = self.execute_all(self.limit, queries.into()).await?;
        Ok(changed[1])
    }
}

const ADD_TO_MONTH: &str = "INSERT INTO month_points (server_id, month, player_id, points)
     VALUES ($1, $2, $3, $4) ON CONFLICT (server_id, month, player_id)
     DO UPDATE SET points = month_points.points + excluded.points";

/// In PostgreSQL, a sum of BIGINT has a larger type.
fn totals(server: Option<u64>) -> String {
    let here = match server {
        Some(_) => "server_id = $3",
        None => "CAST($3 AS BIGINT) = 0",
    };
    format!(
        "SELECT player_id, CAST(SUM(points) AS BIGINT) AS points FROM month_points
         WHERE month >= $1 AND month < $2 AND {here}
         AND player_id NOT IN (SELECT user_id FROM opt_outs) GROUP BY player_id"
    )
}
