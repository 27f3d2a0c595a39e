//! Servers that the bot left: what was set for them is deleted after a while.

use sqlx::{AssertSqlSafe, Row};

use super::connection::Store;
use super::error::StoreError;
use super::table::Table;
use super::values::{Bind, id};

pub(super) const TABLE: Table = Table {
    name: "left_servers",
    holds: "servers that the bot left, until what was set for them is deleted",
    person: None,
};

const OF_SERVERS: [&str; 3] = ["taught", "daily", "quiz_reports"];

impl Store {
    /// Not those with settings of channels alone, for the bot need not be a member there: people
    /// bring it along as their own app.
    pub async fn known_servers(&self) -> Result<Vec<u64>, StoreError> {
        let of =
            |table| format!(" UNION SELECT server_id FROM {table} WHERE server_id IS NOT NULL");
        let query = "SELECT scope_id AS server_id FROM settings WHERE scope = 'server'".to_owned()
            + &OF_SERVERS.map(of).concat();
        self.fetch_all(sqlx::query(AssertSqlSafe(query)), |row| id(row, "server_id")).await
    }

    pub async fn left_servers(&self, bot: u64) -> Result<Vec<u64>, StoreError> {
        let query = sqlx::query("SELECT server_id FROM left_servers WHERE bot_id = $1");
        self.fetch_all(query.id(bot), |row| id(row, "server_id")).await
    }

    pub async fn server_left(&self, bot: u64, server: u64, now: i64) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO left_servers (bot_id, server_id, left_at) VALUES ($1, $2, $3)
             ON CONFLICT (bot_id, server_id) DO NOTHING",
        );
        let query = query.id(bot).id(server).bind(now);
        self.execute(query).await.map(drop)
    }

    pub async fn server_joined(&self, bot: u64, server: u64) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM left_servers WHERE bot_id = $1 AND server_id = $2");
        self.execute(query.id(bot).id(server)).await.map(drop)
    }

    pub(super) async fn delete_left_servers(&self, bot: u64, time: i64) -> Result<(), StoreError> {
        self.write(self.limit, async {
            let mut change = self.begin().await?;
            let query =
                "DELETE FROM left_servers WHERE bot_id = $1 AND left_at < $2 RETURNING server_id";
            let query = sqlx::query(query).id(bot).bind(time);
            for row in query.fetch_all(&mut *change).await? {
                let server = row.try_get::<i64, _>("server_id")?;
                for table in OF_SERVERS {
                    let query = format!("DELETE FROM {table} WHERE server_id = $1");
                    sqlx::query(AssertSqlSafe(query)).bind(server).execute(&mut *change).await?;
                }
                let own = "DELETE FROM settings WHERE scope = 'server' AND scope_id = $1
                           OR scope = 'channel' AND server_id = $1";
                sqlx::query(own).bind(server).execute(&mut *change).await?;
            }
            Ok(change.commit().await?)
        })
        .await
    }
}
