//! Lessons: questions that a curator pointed to a passage, for one server.

use jiff::Timestamp;
use rand::RngExt;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::connection::Store;
use super::error::StoreError;
use super::table::{Erase, PersonColumn, Table};
use super::values::{Bind, id, optional_id, timestamp};

pub(super) const TABLE: Table = Table {
    name: "taught",
    holds: "questions that a curator pointed to a passage, for one server",
    person: Some(PersonColumn::new("curator_id", Erase::Id)),
};

/// Exact in every language's numbers, and short on a button.
const IDS: i64 = 1 << 48;

#[derive(Clone, Copy, Debug)]
pub struct NewLesson<'a> {
    pub server: u64,
    pub question: &'a str,
    /// A permalink.
    pub passage: &'a str,
    pub curator: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLesson {
    pub id: i64,
    pub server: u64,
    pub question: String,
    /// A permalink.
    pub passage: String,
    /// None once they had it deleted.
    pub curator: Option<u64>,
    /// To the second.
    pub at: Timestamp,
}

impl StoredLesson {
    fn from_row(row: &AnyRow) -> Result<StoredLesson, StoreError> {
        Ok(StoredLesson {
            id: row.try_get("id")?,
            server: id(row, "server_id")?,
            question: row.try_get("question")?,
            passage: row.try_get("passage")?,
            curator: optional_id(row, "curator_id")?,
            at: timestamp(row, "taught_at")?,
        })
    }
}

impl Store {
    /// A curator who opted out is not stored.
    pub async fn add_lesson(
        &self,
        lesson: NewLesson<'_>,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let id = rand::rng().random_range(1..IDS);
        let query = sqlx::query(
            "INSERT INTO taught (id, server_id, question, passage, curator_id, taught_at)
             SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT),
             CASE WHEN EXISTS (SELECT 1 FROM opt_outs WHERE user_id = $5)
             THEN NULL ELSE CAST($5 AS BIGINT) END, CAST($6 AS BIGINT)",
        )
        .bind(id)
        .id(lesson.server)
        .text(lesson.question)
        .text(lesson.passage)
        .id(lesson.curator)
        .bind(now.as_second());
        self.execute(query).await?;
        Ok(id)
    }

    /// Oldest first.
    pub async fn lessons_in(&self, server: u64) -> Result<Vec<StoredLesson>, StoreError> {
        let query = sqlx::query("SELECT * FROM taught WHERE server_id = $1 ORDER BY taught_at, id");
        self.fetch_all(query.id(server), StoredLesson::from_row).await
    }

    pub async fn lessons(&self) -> Result<Vec<StoredLesson>, StoreError> {
        let query = sqlx::query("SELECT * FROM taught ORDER BY server_id, taught_at, id");
        self.fetch_all(query, StoredLesson::from_row).await
    }

    pub async fn remove_lesson(&self, server: u64, id: i64) -> Result<bool, StoreError> {
        let query = sqlx::query("DELETE FROM taught WHERE server_id = $1 AND id = $2");
        Ok(self.execute(query.id(server).bind(id)).await? > 0)
    }
}
