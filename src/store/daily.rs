//! Channels with a passage of the day; one program claims each day before it posts.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use parse_display::{Display, FromStr};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::connection::Store;
use super::error::StoreError;
use super::table::Table;
use super::values::{Bind, id, optional_id, timestamp};

pub(super) const TABLE: Table =
    Table { name: "daily", holds: "channels with a passage of the day", person: None };

pub(super) const POSTS: Table =
    Table { name: "daily_posts", holds: "the days on which a passage was posted", person: None };

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Daily {
    pub channel: u64,
    pub server: u64,
    /// To the second.
    pub at: Time,
    /// An IANA name.
    pub zone: String,
    pub shuffled: bool,
    pub role: Option<u64>,
    /// A speech's id; none for all.
    pub speech: Option<String>,
    /// Decides the shuffled order.
    pub seed: u64,
    /// The next passage in its order, from 0.
    pub position: u64,
    /// To the second.
    pub set_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDaily {
    pub daily: Daily,
    /// The last day posted and when, also under an earlier setting.
    pub last: Option<(Date, Timestamp)>,
    pub trouble: Option<PostFailure>,
}

/// Lasting reasons only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, FromStr)]
#[display(style = "title case")]
pub enum PostFailure {
    /// Nothing is posted until it is set again.
    Gone,
    Forbidden,
    #[display("refused")]
    Rejected,
    NoPassage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub position: u64,
    /// When an earlier claim that ran out was made; its holder may have posted without recording
    /// it.
    pub earlier: Option<Timestamp>,
}

const SHUFFLED: &str = "shuffled";

const SEQUENCE: &str = "sequence";

impl StoredDaily {
    fn from_row(row: &AnyRow) -> Result<StoredDaily, StoreError> {
        let at = row.try_get::<String, _>("time_of_day")?;
        let daily = Daily {
            channel: id(row, "channel_id")?,
            server: id(row, "server_id")?,
            at: at.parse().map_err(|_| StoreError::unreadable("a time of day"))?,
            zone: row.try_get("time_zone")?,
            shuffled: match row.try_get::<String, _>("passage_order")?.as_str() {
                SHUFFLED => true,
                SEQUENCE => false,
                _ => return Err(StoreError::unreadable("a passage of the day")),
            },
            role: optional_id(row, "role_id")?,
            speech: row.try_get("speech")?,
            seed: id(row, "seed")?,
            position: id(row, "position")?,
            set_at: timestamp(row, "set_at")?,
        };
        let last = match row.try_get::<Option<String>, _>("last_day")? {
            Some(day) => {
                let day = day.parse().map_err(|_| StoreError::unreadable("a date"))?;
                Some((day, timestamp(row, "last_at")?))
            }
            None => None,
        };
        let trouble = row
            .try_get::<Option<String>, _>("trouble")?
            .map(|name| name.parse())
            .transpose()
            .map_err(|_| StoreError::unreadable("a passage of the day"))?;
        Ok(StoredDaily { daily, last, trouble })
    }
}

const ALL: &str = "SELECT d.*, p.day AS last_day, p.posted_at AS last_at FROM daily d
     LEFT JOIN daily_posts p ON p.channel_id = d.channel_id AND p.day =
     (SELECT MAX(day) FROM daily_posts WHERE channel_id = d.channel_id AND posted_at > 0)";

impl Store {
    pub async fn set_daily(&self, daily: &Daily) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO daily (channel_id, server_id, time_of_day, time_zone, passage_order,
             role_id, seed, position, speech, set_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (channel_id) DO UPDATE SET server_id = excluded.server_id,
             time_of_day = excluded.time_of_day, time_zone = excluded.time_zone,
             passage_order = excluded.passage_order, role_id = excluded.role_id,
             seed = excluded.seed, position = excluded.position, speech = excluded.speech,
             set_at = excluded.set_at, trouble = NULL",
        )
        .id(daily.channel)
        .id(daily.server)
        .bind(daily.at.to_string())
        .text(&daily.zone)
        .bind(if daily.shuffled { SHUFFLED } else { SEQUENCE })
        .id(daily.role)
        .id(daily.seed)
        .id(daily.position)
        .bind(daily.speech.clone())
        .bind(daily.set_at.as_second());
        self.execute(query).await.map(drop)
    }

    pub async fn daily(&self, channel: u64) -> Result<Option<StoredDaily>, StoreError> {
        let query = sqlx::query(AssertSqlSafe(format!("{ALL} WHERE d.channel_id = $1")));
        self.fetch_optional(query.id(channel), StoredDaily::from_row).await
    }

    /// Without those that this version cannot read, so that the others come all the same.
    pub async fn dailies(&self) -> Result<Vec<StoredDaily>, StoreError> {
        let query = sqlx::query(AssertSqlSafe(format!(
            "{ALL} WHERE d.server_id NOT IN (SELECT server_id FROM left_servers)
             ORDER BY d.channel_id"
        )));
        let read = |row: &AnyRow| {
            let daily = StoredDaily::from_row(row);
            Ok(daily.inspect_err(|error| {
                tracing::warn!(%error, "a channel's passage of the day is left out");
            }))
        };
        Ok(self.fetch_all(query, read).await?.into_iter().flatten().collect())
    }

    /// Keeps the posted days, so that none has two when it is set again. `false` when there was
    /// none.
    pub async fn clear_daily(&self, channel: u64) -> Result<bool, StoreError> {
        let query = sqlx::query("DELETE FROM daily WHERE channel_id = $1");
        Ok(self.execute(query.id(channel)).await? > 0)
    }

    /// Reserves a day until `until`, unless it was posted or claimed, or the setting changed. A
    /// claim that ran out can be taken over.
    pub async fn claim_day(
        &self,
        daily: &Daily,
        day: Date,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Claim>, StoreError> {
        let query = sqlx::query(
            "INSERT INTO daily_posts
             (channel_id, day, position, claimed_until, posted_at, first_claimed)
             SELECT channel_id, CAST($2 AS TEXT), position, CAST($3 AS BIGINT), 0,
             CAST($4 AS BIGINT) FROM daily
             WHERE channel_id = $1 AND set_at = $5 AND time_of_day = $6 AND time_zone = $7
             ON CONFLICT (channel_id, day) DO UPDATE SET
             claimed_until = excluded.claimed_until, position = excluded.position
             WHERE daily_posts.posted_at = 0 AND daily_posts.claimed_until <= $4
             RETURNING position, first_claimed",
        )
        .id(daily.channel)
        .bind(day.to_string())
        .bind(until.as_second())
        .bind(now.as_second())
        .bind(daily.set_at.as_second())
        .bind(daily.at.to_string())
        .text(&daily.zone);
        let claim = |row: &AnyRow| {
            let first = timestamp(row, "first_claimed")?;
            let earlier = Some(first).filter(|first| first.as_second() < now.as_second());
            Ok(Claim { position: id(row, "position")?, earlier })
        };
        Ok(self.execute_returning(query, claim).await?.pop())
    }

    /// And moves on to the next passage.
    pub async fn mark_posted(
        &self,
        channel: u64,
        day: Date,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (day, now) = (day.to_string(), now.as_second().max(1));
        let posted = sqlx::query(
            "UPDATE daily_posts SET posted_at = $3
             WHERE channel_id = $1 AND day = $2 AND posted_at = 0",
        );
        // An order that was set meanwhile begins at its beginning.
        let next = sqlx::query(
            "UPDATE daily SET position = position + 1, trouble = NULL
             WHERE channel_id = $1 AND position = (SELECT position FROM daily_posts
             WHERE channel_id = $1 AND day = $2 AND posted_at = $3)",
        );
        let [posted, next] = [posted, next].map(|query| query.id(channel).text(&day).bind(now));
        self.execute_all(self.limit, vec![posted, next]).await.map(drop)
    }

    /// It can be retried from `until` on.
    pub async fn mark_post_failed(
        &self,
        channel: u64,
        day: Date,
        failure: PostFailure,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let claim = sqlx::query(
            "UPDATE daily_posts SET claimed_until = $3 WHERE channel_id = $1 AND \
             day = $2 AND posted_at = 0",
        );
        let claim = claim.id(channel).bind(day.to_string()).bind(until.as_second());
        let trouble = sqlx::query("UPDATE daily SET trouble = $2 WHERE channel_id = $1");
        let trouble = trouble.id(channel).bind(failure.to_string());
        self.execute_all(self.limit, vec![claim, trouble]).await.map(drop)
    }
}
