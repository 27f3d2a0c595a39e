//! Copies a SQLite database while it is in use. PostgreSQL has its own programs for that.

use std::path::Path;

use super::connection::{Database, Store};
use super::error::StoreError;

impl Store {
    /// Of the tables as they are, which may be another version's. The file must not exist yet.
    /// Without a time limit; fails on PostgreSQL.
    pub async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        let Database::File(path) = &self.database else {
            return Err(failed("the database is PostgreSQL's; use its pg_dump"));
        };
        if !path.exists() {
            return Err(failed("there is no database yet"));
        }
        if file.exists() {
            return Err(failed("the file is there already; name another"));
        }
        let folder =
            file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // SQLite accepts an empty file; this one is removed when the copy fails.
        let temporary =
            tempfile::Builder::new().prefix(".verbatim-").tempfile_in(folder).map_err(failed)?;
        let pool = self.database.connect(self.limit).await?;
        let name =
            temporary.path().to_str().ok_or_else(|| failed("the file's name is not UTF-8"))?;
        sqlx::query("VACUUM INTO $1").bind(name).execute(&pool).await?;
        pool.close().await;
        temporary.as_file().sync_all().map_err(failed)?;
        temporary.persist_noclobber(file).map(drop).map_err(|fault| failed(fault.error))
    }
}

fn failed(why: impl ToString) -> StoreError {
    StoreError::BackupFailed(why.to_string())
}
