//! What goes wrong with the database. No message holds its address, which may hold a password.

use std::path::Path;

use sqlx::migrate::MigrateError;

/// Nothing was changed, except perhaps after [`StoreError::Timeout`].
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database is locked by another program")]
    Locked,
    #[error("the disk that holds the database is full")]
    Full,
    /// Or access is denied.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// What was asked may still be done.
    #[error("the database did not answer in time")]
    Timeout,
    #[error(
        "store.url must be the path of a SQLite file, an address that begins with postgres://, or \
         \"none\"; in an address, write characters of the password as % and two digits: %23 for #, \
         %40 for @, %2F for /"
    )]
    InvalidUrl,
    #[error(
        "the database was made by a newer version of this program (its tables have version {found}, \
         this program knows {known}): run the newer version, or put back a copy made before"
    )]
    Newer { found: i64, known: i64 },
    #[error("the database is of another version of this program: {0}")]
    Version(String),
    #[error("the copy could not be written: {0}")]
    BackupFailed(String),
    #[error("the database: {0}")]
    Other(String),
}

impl StoreError {
    pub(crate) fn is_permanent(&self) -> bool {
        matches!(self, StoreError::InvalidUrl | StoreError::Newer { .. } | StoreError::Version(_))
    }

    pub(super) fn unwritable(file: &Path, error: &std::io::Error) -> StoreError {
        let file = file.display();
        StoreError::Unavailable(format!("{file}: {error}; let this program write there"))
    }

    pub(super) fn unreadable(what: &str) -> StoreError {
        StoreError::Other(format!("{what} cannot be read"))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match error {
            sqlx::Error::Database(fault) => {
                of_code(fault.code().as_deref().unwrap_or_default(), fault.message())
            }
            sqlx::Error::Io(fault) => StoreError::Unavailable(fault.to_string()),
            sqlx::Error::Tls(_) => {
                StoreError::Unavailable("no encrypted connection could be made".to_owned())
            }
            sqlx::Error::PoolTimedOut => {
                StoreError::Unavailable("no connection in time".to_owned())
            }
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                StoreError::Unavailable("the connection is closed".to_owned())
            }
            // Its text may hold the address.
            sqlx::Error::Configuration(_) => StoreError::InvalidUrl,
            sqlx::Error::Migrate(fault) => (*fault).into(),
            other => StoreError::Other(other.to_string()),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> StoreError {
        match error {
            MigrateError::Execute(fault) | MigrateError::ExecuteMigration(fault, _) => fault.into(),
            MigrateError::VersionMissing(_)
            | MigrateError::VersionMismatch(_)
            | MigrateError::Dirty(_) => StoreError::Version(error.to_string()),
            other => StoreError::Other(other.to_string()),
        }
    }
}

/// `code` is SQLite's number (<https://www.sqlite.org/rescode.html>), or a SQLSTATE of five
/// characters (PostgreSQL's documentation, appendix A).
fn of_code(code: &str, message: &str) -> StoreError {
    // The low byte of SQLite's number is the kind.
    let kind = (code.len() != 5).then(|| code.parse::<u32>().unwrap_or_default() & 0xff);
    match (code, kind) {
        ("53100", _) | (_, Some(13)) => StoreError::Full,
        ("55P03" | "40001" | "40P01", _) | (_, Some(5 | 6)) => StoreError::Locked,
        ("57014", _) => StoreError::Timeout,
        ("3D000" | "57P01" | "57P02" | "57P03" | "53300", _) | (_, Some(10 | 14)) => {
            StoreError::Unavailable(message.to_owned())
        }
        (_, None) if code.starts_with("08") || code.starts_with("28") => {
            StoreError::Unavailable(message.to_owned())
        }
        (_, Some(8)) => {
            StoreError::Unavailable(format!("{message}; let this program write the file"))
        }
        (_, Some(11 | 26)) => StoreError::Unavailable(format!(
            "{message}; put a backup in its place, or name another file in store.url"
        )),
        _ => StoreError::Other(format!("{message} ({code})")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases_are_told_apart() {
        for code in ["5", "261", "517", "6", "55P03", "40001"] {
            assert!(matches!(of_code(code, ""), StoreError::Locked), "{code}");
        }
        for code in ["13", "53100"] {
            assert!(matches!(of_code(code, ""), StoreError::Full), "{code}");
        }
        for code in ["14", "26", "1032", "08006", "28P01", "57P01"] {
            assert!(matches!(of_code(code, ""), StoreError::Unavailable(_)), "{code}");
        }
        assert!(matches!(of_code("1", "syntax"), StoreError::Other(_)));
        assert!(matches!(of_code("42601", "syntax"), StoreError::Other(_)));
    }

    #[test]
    fn an_address_that_cannot_be_read_is_not_repeated() {
        let error =
            StoreError::from(sqlx::Error::Configuration("postgres://me:hidden@host".into()));
        assert!(!error.to_string().contains("hidden"));
    }
}
