//! Questions that a curator taught: for one server, they lead to a passage.

use jiff::Timestamp;
use rand::RngExt;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Column, Erase, PersonColumn, Store, StoreError, Table, without_nul};

/// What is kept.
pub(super) const TABLE: Table = Table {
    name: "taught",
    holds: "questions that a curator pointed to a passage, for one server",
    columns: &[
        Column { name: "id", holds: "a number that stands for it" },
        Column { name: "server_id", holds: "the server's id" },
        Column { name: "question", holds: "the question as the curator typed it" },
        Column { name: "passage", holds: "the passage's permalink" },
        Column {
            name: "curator_id",
            holds: "the curator's id, until they delete it; none of who opted out",
        },
        Column { name: "taught_at", holds: "when" },
    ],
    people: &[PersonColumn { column: "curator_id", only_when: None, erase: Erase::Id }],
};

/// Ids stay below this, so that they are exact in every language's numbers and short on a button.
const IDS: i64 = 1 << 48;

/// A question to be taught.
#[derive(Clone, Copy, Debug)]
pub struct NewLesson<'a> {
    /// The server in which it holds.
    pub server: u64,
    /// The question, as a reader would ask it.
    pub question: &'a str,
    /// The permalink of the passage that it leads to.
    pub passage: &'a str,
    /// Who taught it.
    pub curator: u64,
}

/// A question that was taught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLesson {
    /// Its number.
    pub id: i64,
    /// The server in which it holds.
    pub server: u64,
    /// The question.
    pub question: String,
    /// The permalink of the passage that it leads to.
    pub passage: String,
    /// Who taught it, unless they had that deleted.
    pub curator: Option<u64>,
    /// When, to the second.
    pub at: Timestamp,
}

impl StoredLesson {
    fn from_row(row: &AnyRow) -> Result<StoredLesson, StoreError> {
        Ok(StoredLesson {
            id: row.try_get("id")?,
            server: row.try_get::<i64, _>("server_id")?.cast_unsigned(),
            question: row.try_get("question")?,
            passage: row.try_get("passage")?,
            curator: row.try_get::<Option<i64>, _>("curator_id")?.map(i64::cast_unsigned),
            at: super::daily::timestamp(row.try_get("taught_at")?)?,
        })
    }
}

impl Store {
    /// Keeps a question that was taught at `now`, and gives its number. Whoever opted out teaches
    /// without their id.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn add_lesson(
        &self,
        taught: NewLesson<'_>,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let id = rand::rng().random_range(1..IDS);
        self.with_time_limit(async {
            sqlx::query(
                "INSERT INTO taught (id, server_id, question, passage, curator_id, taught_at)
                 SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT),
                 CASE WHEN EXISTS (SELECT 1 FROM opt_outs WHERE user_id = $5) THEN NULL ELSE CAST($5 AS BIGINT) END,
                 CAST($6 AS BIGINT)",
            )
            .bind(id)
            .bind(taught.server.cast_signed())
            .bind(without_nul(taught.question))
            .bind(without_nul(taught.passage))
            .bind(taught.curator.cast_signed())
            .bind(now.as_second())
            .execute(self.pool().await?)
            .await?;
            Ok(id)
        })
        .await
    }

    /// What was taught in a server, the oldest first.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn lessons_in(&self, server: u64) -> Result<Vec<StoredLesson>, StoreError> {
        self.with_time_limit(async {
            let query =
                sqlx::query("SELECT * FROM taught WHERE server_id = $1 ORDER BY taught_at, id");
            let rows = query.bind(server.cast_signed()).fetch_all(self.pool().await?).await?;
            rows.iter().map(StoredLesson::from_row).collect()
        })
        .await
    }

    /// What was taught anywhere, by server, the oldest first.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn lessons(&self) -> Result<Vec<StoredLesson>, StoreError> {
        self.with_time_limit(async {
            let query = sqlx::query("SELECT * FROM taught ORDER BY server_id, taught_at, id");
            query.fetch_all(self.pool().await?).await?.iter().map(StoredLesson::from_row).collect()
        })
        .await
    }

    /// Withdraws what was taught. `false` when that server was taught no such question.
    ///
    /// # Errors
    /// As every call of the store.
    pub async fn remove_lesson(&self, server: u64, id: i64) -> Result<bool, StoreError> {
        self.with_time_limit(async {
            let query = sqlx::query("DELETE FROM taught WHERE server_id = $1 AND id = $2");
            let done =
                query.bind(server.cast_signed()).bind(id).execute(self.pool().await?).await?;
            Ok(done.rows_affected() > 0)
        })
        .await
    }
}
