//! Copies a SQLite database while it is in use. PostgreSQL has its own programs for that.

use std::path::Path;

use super::connection::{Database, Store};
use super::error::StoreError;

impl Store {
    /// Of the tables as they are, which may be another version's. The file must not exist yet.
    /// Without a time limit; fails on PostgreSQL.
    pub async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        let copy = |why: &str| StoreError::BackupFailed(why.to_owned());
        match &self.database {
            Database::Server(_) => {
                return Err(copy("the database is PostgreSQL's; use its pg_dump"));
            }
            Database::File(path) if !path.exists() => return Err(copy("there is no database yet")),
            Database::File(_) if file.exists() => {
                return Err(copy("the file is there already; name another"));
            }
            Database::File(_) => {}
        }
        let folder =
            file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |error: std::io::Error| StoreError::BackupFailed(error.to_string());
        // SQLite accepts an empty file; this one is removed when the copy fails.
        let temporary =
            tempfile::Builder::new().prefix(".verbatim-").tempfile_in(folder).map_err(failed)?;
        let pool = self.as_it_is().await?;
        let name = temporary.path().to_str().ok_or_else(|| copy("the file's name is not UTF-8"))?;
        sqlx::query("VACUUM INTO $1").bind(name).execute(&pool).await?;
        pool.close().await;
        let checked = temporary.as_file().sync_all();
        checked
            .and_then(|()| temporary.persist_noclobber(file).map(drop).map_err(|fault| fault.error))
            .map_err(failed)
    }
}
