//! Channels with a passage of the day, and who posts on which day: a day is claimed by one program before it posts.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Column, Store, StoreError, Table, kept};

/// What is kept of channels.
pub(super) const TABLE: Table = Table {
    name: "daily",
    holds: "channels with a passage of the day",
    columns: &[
        Column { name: "channel_id", holds: "the channel's id" },
        Column { name: "server_id", holds: "the server's id" },
        Column { name: "time_of_day", holds: "when it is posted" },
        Column { name: "time_zone", holds: "the time zone that this means" },
        Column { name: "passage_order", holds: "in sequence or shuffled" },
        Column { name: "role_id", holds: "the role that is mentioned" },
        Column { name: "seed", holds: "what the shuffled order is made from" },
        Column { name: "position", holds: "how many were posted" },
    ],
    people: &[],
};

/// What is kept of days.
pub(super) const POSTS: Table = Table {
    name: "daily_posts",
    holds: "the days on which a passage was posted",
    columns: &[
        Column { name: "channel_id", holds: "the channel's id" },
        Column { name: "day", holds: "the date" },
        Column { name: "position", holds: "the passage's place in the order" },
        Column { name: "claimed_until", holds: "until when one program alone may post" },
        Column { name: "done", holds: "whether it was posted" },
    ],
    people: &[],
};

/// A channel's passage of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Daily {
    /// The channel.
    pub channel: u64,
    /// Its server.
    pub server: u64,
    /// When it is posted, to the second.
    pub at: Time,
    /// The IANA name of the time zone that `at` means.
    pub zone: String,
    /// In which order passages come.
    pub order: Order,
    /// The role that is mentioned.
    pub role: Option<u64>,
    /// What a shuffled order is made from.
    pub seed: u64,
    /// How many were posted already: the number, from 0, of the next one in its order.
    pub position: u64,
}

/// In which order passages come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the text.
    Sequence,
    /// Shuffled, without repeats.
    Shuffled,
}

impl Order {
    fn name(self) -> &'static str {
        match self {
            Order::Sequence => "sequence",
            Order::Shuffled => "shuffled",
        }
    }
}

impl Daily {
    fn read(row: &AnyRow) -> Result<Daily, StoreError> {
        let order = match row.try_get::<String, _>("passage_order")?.as_str() {
            "sequence" => Order::Sequence,
            "shuffled" => Order::Shuffled,
            _ => return Err(StoreError::unreadable("a passage of the day")),
        };
        let id = |column: &str| row.try_get::<i64, _>(column).map(i64::cast_unsigned);
        let at = row.try_get::<String, _>("time_of_day")?;
        Ok(Daily {
            channel: id("channel_id")?,
            server: id("server_id")?,
            at: at.parse().map_err(|_| StoreError::unreadable("a time of day"))?,
            zone: row.try_get("time_zone")?,
            order,
            role: row.try_get::<Option<i64>, _>("role_id")?.map(i64::cast_unsigned),
            seed: id("seed")?,
            position: id("position")?,
        })
    }
}

/// A stored time.
pub(super) fn time(seconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_second(seconds).map_err(|_| StoreError::unreadable("a time"))
}

impl Store {
    /// Sets a channel's passage of the day, in the place of an earlier one.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn set_daily(&self, daily: &Daily) -> Result<(), StoreError> {
        self.within(async {
            sqlx::query(
                "INSERT INTO daily (channel_id, server_id, time_of_day, time_zone, passage_order, role_id, seed, position)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                 ON CONFLICT (channel_id) DO UPDATE SET server_id = excluded.server_id, time_of_day = excluded.time_of_day,
                 time_zone = excluded.time_zone, passage_order = excluded.passage_order, role_id = excluded.role_id,
                 seed = excluded.seed, position = excluded.position",
            )
            .bind(daily.channel.cast_signed())
            .bind(daily.server.cast_signed())
            .bind(daily.at.to_string())
            .bind(kept(&daily.zone))
            .bind(daily.order.name())
            .bind(daily.role.map(u64::cast_signed))
            .bind(daily.seed.cast_signed())
            .bind(daily.position.cast_signed())
            .execute(self.pool().await?)
            .await?;
            Ok(())
        })
        .await
    }

    /// A channel's passage of the day.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn daily(&self, channel: u64) -> Result<Option<Daily>, StoreError> {
        self.within(async {
            let query = sqlx::query("SELECT * FROM daily WHERE channel_id = $1").bind(channel.cast_signed());
            query.fetch_optional(self.pool().await?).await?.as_ref().map(Daily::read).transpose()
        })
        .await
    }

    /// Every channel's passage of the day.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn dailies(&self) -> Result<Vec<Daily>, StoreError> {
        self.within(async {
            let query = sqlx::query("SELECT * FROM daily ORDER BY channel_id");
            query.fetch_all(self.pool().await?).await?.iter().map(Daily::read).collect()
        })
        .await
    }

    /// Ends a channel's passage of the day. The days on which it was posted are kept, so that none has two when it is set
    /// again. `false` when there was none.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn clear_daily(&self, channel: u64) -> Result<bool, StoreError> {
        self.within(async {
            let query = sqlx::query("DELETE FROM daily WHERE channel_id = $1").bind(channel.cast_signed());
            Ok(query.execute(self.pool().await?).await?.rows_affected() > 0)
        })
        .await
    }

    /// Claims a channel's day, so that this program alone may post until then, and gives the position of what is to be
    /// posted. `None` when it was posted, is claimed by another, or the channel has no passage of the day. A claim that ran
    /// out can be taken over; the post needs a nonce made from channel and day, so that one which did go out is not repeated.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn claim_day(&self, channel: u64, day: Date, now: Timestamp, until: Timestamp) -> Result<Option<u64>, StoreError> {
        self.within(async {
            let row = sqlx::query(
                "INSERT INTO daily_posts (channel_id, day, position, claimed_until, done)
                 SELECT channel_id, CAST($2 AS TEXT), position, CAST($3 AS BIGINT), 0 FROM daily WHERE channel_id = $1
                 ON CONFLICT (channel_id, day) DO UPDATE SET claimed_until = excluded.claimed_until
                 WHERE daily_posts.done = 0 AND daily_posts.claimed_until <= $4
                 RETURNING position",
            )
            .bind(channel.cast_signed())
            .bind(day.to_string())
            .bind(until.as_second())
            .bind(now.as_second())
            .fetch_optional(self.pool().await?)
            .await?;
            Ok(row.map(|row| row.try_get::<i64, _>("position")).transpose()?.map(i64::cast_unsigned))
        })
        .await
    }

    /// A claimed day's passage was posted, so that the next one comes next.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn posted(&self, channel: u64, day: Date) -> Result<(), StoreError> {
        self.within(async {
            let mut change = self.begin().await?;
            let query = sqlx::query("UPDATE daily_posts SET done = 1 WHERE channel_id = $1 AND day = $2 AND done = 0");
            let done = query.bind(channel.cast_signed()).bind(day.to_string()).execute(&mut *change).await?;
            if done.rows_affected() > 0 {
                let next = sqlx::query("UPDATE daily SET position = position + 1 WHERE channel_id = $1");
                next.bind(channel.cast_signed()).execute(&mut *change).await?;
            }
            Ok(change.commit().await?)
        })
        .await
    }

    /// The last day on which a channel's passage was posted.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn last_posted(&self, channel: u64) -> Result<Option<Date>, StoreError> {
        self.within(async {
            let query = sqlx::query("SELECT day FROM daily_posts WHERE channel_id = $1 AND done = 1 ORDER BY day DESC LIMIT 1");
            let row = query.bind(channel.cast_signed()).fetch_optional(self.pool().await?).await?;
            let Some(row) = row else { return Ok(None) };
            row.try_get::<String, _>("day")?.parse().map(Some).map_err(|_| StoreError::unreadable("a date"))
        })
        .await
    }
}
