//! Reports of faulty quiz items, for whoever runs the bot.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::connection::Store;
use super::error::StoreError;
use super::table::{Erase, PersonColumn, Table};
use super::values::{Bind, optional_id, timestamp};

pub(super) const TABLE: Table = Table {
    name: "quiz_reports",
    holds: "quiz questions that somebody found wrong, and what is wrong with them",
    person: Some(PersonColumn::new("user_id", Erase::Id)),
};

#[derive(Clone, Copy, Debug)]
pub struct NewReport<'a> {
    pub item: &'a str,
    pub person: u64,
    /// None in direct messages.
    pub server: Option<u64>,
    /// As the bot names it.
    pub fault: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub item: String,
    pub server: Option<u64>,
    pub fault: String,
    /// To the second.
    pub at: Timestamp,
}

impl Store {
    /// `false` when it was there: a person reports an item once. After an opt-out it is stored
    /// without an id, once for each server and fault.
    pub async fn add_report(
        &self,
        report: NewReport<'_>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "INSERT INTO quiz_reports (item, user_id, server_id, fault, reported_at)
             SELECT CAST($1 AS TEXT), person, CAST($3 AS BIGINT), CAST($4 AS TEXT),
             CAST($5 AS BIGINT)
             FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM opt_outs WHERE user_id = $2)
                 THEN NULL ELSE CAST($2 AS BIGINT) END AS person) AS reporter
             WHERE person IS NOT NULL OR NOT EXISTS (
                 SELECT 1 FROM quiz_reports WHERE item = $1 AND user_id IS NULL AND fault = $4
                     AND COALESCE(server_id, 0) = COALESCE(CAST($3 AS BIGINT), 0))
             ON CONFLICT (item, user_id) DO NOTHING",
        )
        .text(report.item)
        .id(report.person)
        .id(report.server)
        .text(report.fault)
        .bind(now.as_second());
        Ok(self.execute(query).await? > 0)
    }

    pub async fn reports(&self) -> Result<Vec<Report>, StoreError> {
        let query = "SELECT item, server_id, fault, reported_at FROM quiz_reports ORDER BY item, \
                     reported_at";
        let report = |row: &AnyRow| {
            Ok(Report {
                item: row.try_get("item")?,
                server: optional_id(row, "server_id")?,
                fault: row.try_get("fault")?,
                at: timestamp(row, "reported_at")?,
            })
        };
        self.fetch_all(sqlx::query(query), report).await
    }

    pub async fn clear_reports(&self, item: &str) -> Result<u64, StoreError> {
        let query = sqlx::query("DELETE FROM quiz_reports WHERE item = $1");
        self.execute(query.text(item)).await
    }
}
