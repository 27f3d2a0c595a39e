//! The database: its connections, and the time limit of every call.

use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::Duration;

use metrics::counter;
use secrecy::{ExposeSecret, SecretString};
use sqlx::any::{AnyArguments, AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::{Any, AnyPool, AssertSqlSafe, ConnectOptions, Connection, Executor, Transaction};
use tokio::sync::{Mutex, OnceCell};
use tokio::task::JoinHandle;

use super::error::StoreError;
use super::migrate;

/// Boxed so that the compiler need not look into sqlx to prove it `Send`.
type Work<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

pub(super) type Query<'q> = sqlx::query::Query<'q, Any, AnyArguments>;

const LIMIT: Duration = Duration::from_secs(5);

const PAUSE: Duration = Duration::from_millis(20);

/// SQLite allows one writer at a time.
pub(super) const CONNECTIONS: u32 = 4;

const NOWHERE: &str = "none";

/// The file's device and its number there.
type Identity = (u64, u64);

/// Every call ends within a time limit, with an error when the database is locked, full or gone.
#[derive(Debug)]
pub struct Store {
    pub(super) database: Database,
    pub(super) limit: Duration,
    pool: OnceCell<(AnyPool, Option<Identity>)>,
    /// Goes on where who waits for it gives up: bringing the tables up to date takes its time.
    pub(super) preparing: Mutex<Option<JoinHandle<Result<AnyPool, StoreError>>>>,
    writing: Mutex<()>,
}

#[derive(Clone, Debug)]
pub(super) enum Database {
    File(PathBuf),
    /// May hold a password.
    Server(SecretString),
}

impl Store {
    pub fn from_url(url: &SecretString) -> Result<Option<Store>, StoreError> {
        let typed = url.expose_secret().trim();
        let database = match typed {
            _ if typed.eq_ignore_ascii_case(NOWHERE) => return Ok(None),
            "" => return Err(StoreError::InvalidUrl),
            _ if typed.starts_with("postgres://") || typed.starts_with("postgresql://") => {
                Database::Server(typed.into())
            }
            _ => {
                let path = typed.strip_prefix("sqlite:");
                let path = path.map_or(typed, |path| path.strip_prefix("//").unwrap_or(path));
                if path.contains("://") {
                    return Err(StoreError::InvalidUrl);
                }
                Database::File(path.into())
            }
        };
        Ok(Some(Store {
            database,
            limit: LIMIT,
            pool: OnceCell::new(),
            preparing: Mutex::default(),
            writing: Mutex::default(),
        }))
    }

    #[must_use]
    pub fn with_limit(self, limit: Duration) -> Store {
        Store { limit, ..self }
    }

    pub fn file(&self) -> Option<&Path> {
        match &self.database {
            Database::File(path) => Some(path),
            Database::Server(_) => None,
        }
    }

    /// Whether it can be written, as SQLite does: with others beside it.
    pub fn check_file(&self) -> Result<(), StoreError> {
        let Some(file) = self.file() else { return Ok(()) };
        let mut folders = file.ancestors().skip(1);
        let folder = folders.find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
        let written = tempfile::tempfile_in(folder).and_then(|_| match file.exists() {
            true => make_private(file),
            false => Ok(()),
        });
        written.map_err(|error| StoreError::unwritable(file, &error))
    }

    /// Brings the tables up to date, however long that takes.
    pub async fn open(&self) -> Result<(), StoreError> {
        self.pool().await.map(drop)
    }

    /// The version of the database's tables, `None` while there are none, and this program's.
    /// Changes nothing; fails where a newer program made them.
    pub async fn versions(&self) -> Result<(Option<i64>, i64), StoreError> {
        if self.file().is_some_and(|file| !file.exists()) {
            return Ok((None, migrate::known()));
        }
        let pool = self.database.connect(self.limit).await?;
        let found = migrate::applied(&mut *pool.acquire().await?).await;
        pool.close().await;
        Ok((found?, migrate::known()))
    }

    pub async fn ping(&self) -> Result<(), StoreError> {
        self.fetch_optional(sqlx::query("SELECT 1"), |_| Ok(())).await.map(drop)
    }

    pub(super) async fn pool(&self) -> Result<&AnyPool, StoreError> {
        let (pool, opened) = self.pool.get_or_try_init(|| self.prepared()).await?;
        // SQLite would silently go on writing to a file that was deleted or replaced.
        if self.file().and_then(identity) != *opened {
            return Err(StoreError::Unavailable(
                "its file was removed or replaced; restart the bot to use what is there now"
                    .to_owned(),
            ));
        }
        Ok(pool)
    }

    async fn prepared(&self) -> Result<(AnyPool, Option<Identity>), StoreError> {
        let mut preparing = self.preparing.lock().await;
        let task = preparing
            .get_or_insert_with(|| tokio::spawn(prepare(self.database.clone(), self.limit)));
        let prepared = task.await;
        *preparing = None;
        let pool = prepared.unwrap_or_else(|_| Err(StoreError::Timeout))?;
        Ok((pool, self.file().and_then(identity)))
    }

    /// In turn: SQLite lets those that wait to write poll in no order, so that one could starve.
    /// Here they wait without holding a connection.
    pub(super) fn write<'a, T: 'a>(
        &'a self,
        limit: Duration,
        work: impl Future<Output = Result<T, StoreError>> + Send + 'a,
    ) -> Work<'a, T> {
        limited(limit, async move {
            let _turn = match self.database {
                Database::File(_) => Some(self.writing.lock().await),
                Database::Server(_) => None,
            };
            work.await
        })
    }

    /// On SQLite takes the write lock at once, since upgrading from a read can fail.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Any>, StoreError> {
        let begin = match self.database {
            Database::File(_) => "BEGIN IMMEDIATE",
            Database::Server(_) => "BEGIN",
        };
        Ok(self.pool().await?.begin_with(begin).await?)
    }

    pub(super) async fn execute(&self, query: Query<'_>) -> Result<u64, StoreError> {
        let run = async { Ok(query.execute(self.pool().await?).await?.rows_affected()) };
        self.write(self.limit, run).await
    }

    /// In one transaction. Tells of each how many rows it changed.
    pub(super) async fn execute_all(
        &self,
        limit: Duration,
        queries: Vec<Query<'_>>,
    ) -> Result<Vec<u64>, StoreError> {
        self.write(limit, async {
            let mut change = self.begin().await?;
            let mut changed = Vec::with_capacity(queries.len());
            for query in queries {
                changed.push(query.execute(&mut *change).await?.rows_affected());
            }
            change.commit().await?;
            Ok(changed)
        })
        .await
    }

    pub(super) async fn execute_returning<T>(
        &self,
        query: Query<'_>,
        from_row: impl Fn(&AnyRow) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.write(self.limit, self.rows(query)).await?.iter().map(from_row).collect()
    }

    pub(super) async fn fetch_all<T>(
        &self,
        query: Query<'_>,
        from_row: impl Fn(&AnyRow) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        limited(self.limit, self.rows(query)).await?.iter().map(from_row).collect()
    }

    async fn rows(&self, query: Query<'_>) -> Result<Vec<AnyRow>, StoreError> {
        Ok(query.fetch_all(self.pool().await?).await?)
    }

    pub(super) async fn fetch_optional<T>(
        &self,
        query: Query<'_>,
        from_row: impl Fn(&AnyRow) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.fetch_all(query, from_row).await?.into_iter().next())
    }
}

pub(super) fn limited<'a, T: 'a>(
    limit: Duration,
    work: impl Future<Output = Result<T, StoreError>> + Send + 'a,
) -> Work<'a, T> {
    let limited = tokio::time::timeout(limit, work);
    Box::pin(async {
        let done = limited.await.unwrap_or(Err(StoreError::Timeout));
        let outcome = if done.is_ok() { "done" } else { "failed" };
        counter!("verbatim_database_calls_total", "outcome" => outcome).increment(1);
        done
    })
}

async fn prepare(database: Database, limit: Duration) -> Result<AnyPool, StoreError> {
    if let Database::File(file) = &database {
        let folder = file.parent().map_or(Ok(()), std::fs::create_dir_all);
        folder
            .and_then(|()| make_private(file))
            .map_err(|error| StoreError::unwritable(file, &error))?;
    }
    let begun = tokio::time::Instant::now();
    loop {
        // Two programs that create a SQLite file at once may clash even though they wait.
        match prepare_once(&database, limit).await {
            Err(StoreError::Locked) if begun.elapsed() < limit => {
                tokio::time::sleep(PAUSE).await;
            }
            prepared => return prepared,
        }
    }
}

async fn prepare_once(database: &Database, limit: Duration) -> Result<AnyPool, StoreError> {
    let pool = database.connect(limit).await?;
    match database {
        // SQLite has no lock for migrations: in one transaction, a second program waits.
        Database::File(_) => {
            let mut change = pool.begin_with("BEGIN IMMEDIATE").await?;
            migrate::run(&mut change).await?;
            change.commit().await?;
        }
        Database::Server(_) => {
            let mut connection = pool.acquire().await?;
            connection.execute("SET statement_timeout = 0; SET lock_timeout = 0").await?;
            migrate::run(&mut connection).await?;
            // The next user of this connection has limits again.
            connection.close().await?;
        }
    }
    Ok(pool)
}

fn identity(path: &Path) -> Option<Identity> {
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

/// For its owner only: it holds people's ids.
fn make_private(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    options.mode(0o600).open(file).map(drop)
}

impl Database {
    pub(super) async fn connect(&self, limit: Duration) -> Result<AnyPool, StoreError> {
        sqlx::any::install_default_drivers();
        // The database's own error says more than a timeout.
        let patience = limit * 3 / 4;
        let first = self.first_statements(patience);
        let options: AnyConnectOptions = self.address().expose_secret().parse()?;
        let options = options.disable_statement_logging();
        if let Database::File(_) = self {
            // What is wrong with a file stays; the pool would try until its time is over, and not
            // say what it is.
            let mut connection = options.connect().await?;
            connection.execute(AssertSqlSafe(first.clone())).await?;
            connection.close().await?;
        }
        Ok(AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(patience)
            .after_connect(move |connection, _| {
                let first = first.clone();
                Box::pin(async move { connection.execute(AssertSqlSafe(first)).await.map(drop) })
            })
            .connect_with(options)
            .await?)
    }

    fn address(&self) -> SecretString {
        match self {
            Database::Server(url) => url.clone(),
            Database::File(path) => {
                let path = path.to_string_lossy();
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
                let encoded: String = path
                    .bytes()
                    .map(|byte| match plain(byte) {
                        true => char::from(byte).to_string(),
                        false => format!("%{byte:02X}"),
                    })
                    .collect();
                format!("sqlite:{encoded}?mode=rwc").into()
            }
        }
    }

    /// SQLite: readers beside a writer; commits survive a power failure; deleted data is
    /// overwritten. PostgreSQL: nothing runs on after its caller gave up.
    fn first_statements(&self, patience: Duration) -> String {
        let patience = patience.as_millis();
        match self {
            Database::File(_) => format!(
                "PRAGMA busy_timeout = {patience}; PRAGMA journal_mode = WAL; PRAGMA synchronous \
                 = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON"
            ),
            Database::Server(_) => {
                format!("SET statement_timeout = {patience}; SET lock_timeout = {patience}")
            }
        }
    }
}
