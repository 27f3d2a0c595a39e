//! Brings the tables up to date, and refuses those of a newer program.

use sqlx::migrate::{Migrate, Migrator};
use sqlx::{AnyConnection, Row};
use tracing::info;

use super::error::StoreError;

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!();

/// The version that this program knows.
pub(super) fn known() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// The version of the database's tables; `None` while there are none.
pub(super) async fn applied(connection: &mut AnyConnection) -> Result<Option<i64>, StoreError> {
    let query = "SELECT MAX(version) AS version FROM _sqlx_migrations";
    match sqlx::query(query).fetch_one(connection).await {
        Ok(row) => Ok(row.try_get("version")?),
        Err(sqlx::Error::Database(fault)) if fault.code().is_some_and(|code| is_missing(&code)) => {
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// SQLite's general error, and PostgreSQL's `undefined_table`.
fn is_missing(code: &str) -> bool {
    ["1", "42P01"].contains(&code)
}

/// Under no time limit. `locks`: whether the database can keep a second program waiting.
pub(super) async fn run(connection: &mut AnyConnection, locks: bool) -> Result<(), StoreError> {
    if locks {
        connection.lock().await?;
    }
    let known = known();
    let ran = async {
        let found = applied(connection).await?;
        if found.is_some_and(|found| found > known) {
            return Err(StoreError::Newer { found: found.unwrap_or_default(), known });
        }
        if found == Some(known) {
            return Ok(());
        }
        info!(from = found, to = known, "the database's tables are brought up to date");
        MIGRATIONS.run_direct(None, connection, false).await?;
        info!(version = known, "the database's tables are up to date");
        Ok(())
    }
    .await;
    if locks {
        connection.unlock().await?;
    }
    ran
}
