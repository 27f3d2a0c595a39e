//! Which process holds a bot's connection to Discord. Hosts' clocks may differ, so the database's
//! counts.

use sqlx::Row;

use super::connection::{Database, Store};
use super::error::StoreError;
use super::table::Table;
use super::values::Bind;

pub(super) const TABLE: Table = Table {
    name: "gateway_leases",
    holds: "which process of the bot holds its connection to Discord",
    person: None,
};

/// In seconds. A lease that seems to last longer was taken while the clock was ahead.
const LONGEST: i64 = 60;

impl Store {
    fn clock(&self) -> &'static str {
        match self.database {
            Database::File(_) => "CAST(strftime('%s', 'now') AS INTEGER)",
            Database::Server(_) => "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)",
        }
    }

    /// By the database, in seconds since 1970.
    pub async fn time(&self) -> Result<i64, StoreError> {
        let query = format!("SELECT {} AS now", self.clock());
        let query = sqlx::query(sqlx::AssertSqlSafe(query));
        let now = self.fetch_optional(query, |row| Ok(row.try_get("now")?)).await?;
        now.ok_or_else(|| StoreError::unreadable("the time"))
    }

    /// Takes or renews it for `seconds`, a minute at most; `false` while another process holds it.
    pub async fn hold_gateway(
        &self,
        bot: u64,
        shards: &str,
        holder: &str,
        seconds: i64,
    ) -> Result<bool, StoreError> {
        let now = self.clock();
        let query = format!(
            "INSERT INTO gateway_leases (bot_id, shards, holder, held_until)
             VALUES ($1, $2, $3, {now} + $4)
             ON CONFLICT (bot_id, shards) DO UPDATE SET
             holder = excluded.holder, held_until = excluded.held_until
             WHERE gateway_leases.holder = excluded.holder
             OR gateway_leases.held_until NOT BETWEEN {now} + 1 AND {now} + {LONGEST}"
        );
        let query =
            sqlx::query(sqlx::AssertSqlSafe(query)).id(bot).text(shards).text(holder).bind(seconds);
        Ok(self.execute(query).await? > 0)
    }

    /// Another process need not wait for the lease's end.
    pub async fn release_gateway(&self, bot: u64, holder: &str) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM gateway_leases WHERE bot_id = $1 AND holder = $2");
        self.execute(query.id(bot).text(holder)).await.map(drop)
    }
}
