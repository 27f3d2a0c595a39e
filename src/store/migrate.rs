//! Brings the tables up to date, and refuses those of a newer program.

use sqlx::migrate::{Migrate, Migrator};
use sqlx::{AnyConnection, Row};
use tracing::info;

use super::error::StoreError;

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!();

pub(super) fn known() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// The version of the database's tables; `None` while there are none.
pub(super) async fn applied(connection: &mut AnyConnection) -> Result<Option<i64>, StoreError> {
    let query = "SELECT MAX(version) AS version FROM _sqlx_migrations";
    let found = match sqlx::query(query).fetch_one(connection).await {
        Ok(row) => row.try_get("version")?,
        // SQLite's general error, and PostgreSQL's `undefined_table`.
        Err(sqlx::Error::Database(fault))
            if matches!(fault.code().as_deref(), Some("1" | "42P01")) =>
        {
            None
        }
        Err(error) => return Err(error.into()),
    };
    match found {
        Some(found) if found > known() => Err(StoreError::Newer { found, known: known() }),
        found => Ok(found),
    }
}

/// Under no time limit. PostgreSQL keeps a second program waiting; for SQLite, the lock does
/// nothing.
pub(super) async fn run(connection: &mut AnyConnection) -> Result<(), StoreError> {
    connection.lock().await?;
    let known = known();
    let ran = async {
        let found = applied(connection).await?;
        if found != Some(known) {
            info!(from = found, to = known, "the database's tables are brought up to date");
            MIGRATIONS.run_direct(None, connection, false).await?;
            info!(version = known, "the database's tables are up to date");
        }
        Ok(())
    }
    .await;
    connection.unlock().await?;
    ran
}
