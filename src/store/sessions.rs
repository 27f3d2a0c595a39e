//! Quiz sessions: what each is made from, the log of what happened, and which process runs it.
//!
//! Each addition to the log checks in the same transaction that the session's owner and the log's
//! length are as expected, so that an overtaken process can add nothing.

use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};

use super::connection::Store;
use super::error::StoreError;
use super::table::{Erase, PersonColumn, Table};
use super::values::{Bind, id, optional_id};

pub(super) const TABLE: Table = Table {
    name: "rounds",
    holds: "quiz rounds, for a day after their end",
    person: Some(PersonColumn::new("host_id", Erase::Pseudonymize)),
};

pub(super) const EVENTS: Table = Table {
    name: "round_events",
    holds: "what happened in these rounds: choices, whether typed answers were right (never what \
            was typed), hints, skips",
    person: Some(PersonColumn::new("player_id", Erase::Pseudonymize)),
};

const ROWS: usize = 500;

#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    pub id: &'a str,
    pub bot: u64,
    pub channel: u64,
    /// The channel, or a thread of it.
    pub place: u64,
    /// None in direct messages.
    pub server: Option<u64>,
    pub host: u64,
    pub setup: &'a str,
}

/// Who runs sessions, and until when no other may; in seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Lease<'a> {
    pub owner: &'a str,
    pub now: i64,
    pub until: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSession {
    pub id: String,
    pub channel: u64,
    pub place: u64,
    pub server: Option<u64>,
    /// A pseudonym once they had their id deleted.
    pub host: u64,
    pub setup: String,
    pub owner: String,
    pub entries: u64,
    /// How many were shown.
    pub shown: u64,
    pub ended: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Such as an interaction's id.
    pub event: Option<u64>,
    pub player: Option<u64>,
    pub entry: String,
}

#[derive(Clone, Debug)]
pub struct Addition {
    pub session: String,
    /// The log's length before.
    pub after: u64,
    pub rows: Vec<LogRow>,
    pub ended: Option<i64>,
}

impl StoredSession {
    fn from_row(row: &AnyRow) -> Result<StoredSession, StoreError> {
        Ok(StoredSession {
            id: row.try_get("id")?,
            channel: id(row, "channel_id")?,
            place: id(row, "place_id")?,
            server: optional_id(row, "server_id")?,
            host: id(row, "host_id")?,
            setup: row.try_get("setup")?,
            owner: row.try_get("owner")?,
            entries: id(row, "entries")?,
            shown: id(row, "shown")?,
            ended: row.try_get::<Option<i64>, _>("ended_at")?.is_some(),
        })
    }
}

impl Store {
    /// `false` when another session is being played in its channel.
    pub async fn create_session(
        &self,
        session: NewSession<'_>,
        lease: Lease<'_>,
    ) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "INSERT INTO rounds (id, bot_id, channel_id, place_id, server_id, host_id, setup,
             created_at, owner, owned_until, entries, shown, ended_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, NULL) ON CONFLICT DO NOTHING",
        )
        .text(session.id)
        .id(session.bot)
        .id(session.channel)
        .id(session.place)
        .id(session.server)
        .id(session.host)
        .text(session.setup)
        .bind(lease.now)
        .text(lease.owner)
        .bind(lease.until);
        Ok(self.execute(query).await? > 0)
    }

    pub async fn move_session(&self, session: &str, place: u64) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE rounds SET place_id = $1 WHERE id = $2");
        self.execute(query.id(place).text(session)).await.map(drop)
    }

    /// In one transaction. Tells of each whether it was made: not when the session has another
    /// owner, is over, or its log another length. On an error nothing was added, except perhaps
    /// after [`StoreError::Timeout`].
    pub async fn add_to_sessions(
        &self,
        owner: &str,
        additions: &[Addition],
    ) -> Result<Vec<bool>, StoreError> {
        self.write(self.limit, async {
            let mut change = self.begin().await?;
            let mut made = Vec::with_capacity(additions.len());
            let mut rows: Vec<(&str, u64, &LogRow)> = Vec::new();
            for addition in additions {
                let done = sqlx::query(
                    "UPDATE rounds SET entries = entries + $1, ended_at = $2
                     WHERE id = $3 AND owner = $4 AND entries = $5 AND ended_at IS NULL",
                )
                .bind(i64::try_from(addition.rows.len()).unwrap_or(i64::MAX))
                .bind(addition.ended)
                .text(&addition.session)
                .text(owner)
                .id(addition.after)
                .execute(&mut *change)
                .await?;
                made.push(done.rows_affected() > 0);
                if done.rows_affected() > 0 {
                    let numbered = (addition.after..).zip(&addition.rows);
                    rows.extend(
                        numbered.map(|(number, row)| (addition.session.as_str(), number, row)),
                    );
                }
            }
            for rows in rows.chunks(ROWS) {
                insert(&mut change, rows).await?;
            }
            change.commit().await?;
            Ok(made)
        })
        .await
    }

    pub async fn session(&self, id: &str) -> Result<Option<StoredSession>, StoreError> {
        let query = sqlx::query("SELECT * FROM rounds WHERE id = $1").text(id);
        self.fetch_optional(query, StoredSession::from_row).await
    }

    pub async fn session_in(
        &self,
        bot: u64,
        channel: u64,
    ) -> Result<Option<StoredSession>, StoreError> {
        let query = sqlx::query(
            "SELECT * FROM rounds
             WHERE ended_at IS NULL AND bot_id = $2 AND (channel_id = $1 OR place_id = $1)",
        );
        self.fetch_optional(query.id(channel).id(bot), StoredSession::from_row).await
    }

    pub async fn session_log(&self, id: &str) -> Result<Vec<LogRow>, StoreError> {
        let query = sqlx::query(
            "SELECT event_id, player_id, entry FROM round_events
             WHERE round_id = $1 ORDER BY number",
        );
        let entry = |row: &AnyRow| {
            Ok(LogRow {
                event: optional_id(row, "event_id")?,
                player: optional_id(row, "player_id")?,
                entry: row.try_get("entry")?,
            })
        };
        self.fetch_all(query.text(id), entry).await
    }

    /// Takes over those whose claim ran out: running ones, and those whose end was not shown.
    pub async fn claim_sessions(
        &self,
        bot: u64,
        lease: Lease<'_>,
    ) -> Result<Vec<StoredSession>, StoreError> {
        let query = sqlx::query(
            "UPDATE rounds SET owner = $1, owned_until = $2
             WHERE bot_id = $3 AND (ended_at IS NULL OR shown < entries)
             AND owned_until <= $4 AND owner <> $1 RETURNING *",
        );
        let query = query.text(lease.owner).bind(lease.until).id(bot).bind(lease.now);
        self.execute_returning(query, StoredSession::from_row).await
    }

    pub async fn renew_sessions(&self, lease: Lease<'_>) -> Result<Vec<String>, StoreError> {
        let query = sqlx::query(
            "UPDATE rounds SET owned_until = $1 WHERE owner = $2 AND (ended_at IS NULL OR shown < \
             entries) RETURNING id",
        );
        let query = query.bind(lease.until).text(lease.owner);
        self.execute_returning(query, |row| Ok(row.try_get("id")?)).await
    }

    pub async fn release_sessions(&self, owner: &str) -> Result<(), StoreError> {
        let query = sqlx::query(
            "UPDATE rounds SET owned_until = 0 WHERE owner = $1 AND (ended_at IS NULL OR shown < \
             entries)",
        );
        self.execute(query.text(owner)).await.map(drop)
    }

    pub async fn mark_shown(&self, session: &str, shown: u64) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE rounds SET shown = $1 WHERE id = $2 AND shown < $1");
        let query = query.id(shown).text(session);
        self.execute(query).await.map(drop)
    }

    /// With their logs. `time` is in seconds since 1970.
    pub async fn delete_sessions_before(&self, time: i64) -> Result<u64, StoreError> {
        let statements = [
            "DELETE FROM round_events WHERE round_id IN (SELECT id FROM rounds WHERE \
             ended_at < $1)",
            "DELETE FROM rounds WHERE ended_at < $1",
        ];
        let queries = statements.map(|statement| sqlx::query(statement).bind(time));
        let deleted = self.execute_all(self.limit, queries.into()).await?;
        Ok(deleted[1])
    }
}

async fn insert(
    change: &mut Transaction<'static, Any>,
    rows: &[(&str, u64, &LogRow)],
) -> Result<(), StoreError> {
    let places: Vec<String> = (0..rows.len())
        .map(|at| 5 * at)
        .map(|n| format!("(${}, ${}, ${}, ${}, ${})", n + 1, n + 2, n + 3, n + 4, n + 5))
        .collect();
    let statement = format!(
        "INSERT INTO round_events (round_id, number, event_id, player_id, entry) VALUES {}",
        places.join(", ")
    );
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for (session, number, row) in rows {
        query = query.text(session).id(*number).id(row.event).id(row.player).text(&row.entry);
    }
    query.execute(&mut **change).await?;
    Ok(())
}
