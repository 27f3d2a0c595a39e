//! Databases for tests: a SQLite file in a temporary folder, and one on a PostgreSQL server that
//! the tests start where its programs are installed.
//!
//! The server belongs to the whole test run: it lives in a temporary folder behind a socket, and a
//! shell that watches over it stops it and removes the folder when the tests are over, however they
//! end.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex};

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use tempfile::TempDir;
use verbatim::store::Store;

/// The shell that starts the server, says where it is, starts it anew for each line of its input,
/// and stops it when that ends. PATH leads to the programs.
const WATCH: &str = r#"
dir=$(mktemp -d /tmp/verbatim-pg-XXXXXX) && trap 'rm -rf "$dir"' EXIT || exit 1
trap '' INT
initdb -D "$dir/data" -U verbatim -A trust -N --no-locale -E UTF8 >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
start() {
  postgres -D "$dir/data" -k "$dir" -h '' -c fsync=off -c max_connections=200 >>"$dir/log" 2>&1 </dev/null &
  server=$!
  tries=0
  until pg_isready -q -h "$dir" -U verbatim -d postgres; do
    tries=$((tries + 1)); [ $tries -lt 300 ] || { cat "$dir/log" >&2; kill $server; exit 1; }
    sleep 0.1
  done
}
stop() { kill -INT $server; wait $server; }
start
echo "$dir"
while read -r _; do stop; start; done
stop
"#;

/// The user and group without any rights whom PostgreSQL runs as where the tests run as root.
const NOBODY: &str = "65534";

/// A running PostgreSQL server.
pub(crate) struct Server {
    folder: String,
    _shell: Mutex<Child>,
    /// The watching shell goes on until this is closed, which the system does when the tests end.
    open: ChildStdin,
}

static SERVER: LazyLock<Option<Server>> = LazyLock::new(|| match programs() {
    None => {
        assert!(
            std::env::var("CI").ok().as_deref() != Some("true"),
            "PostgreSQL's programs are not installed; with CI=true they are required"
        );
        // Not through the test harness, which shows only what failing tests print.
        let mut everybody = std::io::stderr();
        writeln!(
            everybody,
            "PostgreSQL's programs are not installed: the store is tested on SQLite only"
        )
        .unwrap();
        None
    }
    Some(programs) => Some(Server::start(&programs)),
});

/// The folder of PostgreSQL's programs: on the path, or where Debian puts them.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"));
    let mut folders: Vec<PathBuf> = debian.chain(std::env::split_paths(&path)).collect();
    folders.retain(|folder| {
        ["initdb", "postgres", "pg_isready"].iter().all(|program| folder.join(program).exists())
    });
    folders.into_iter().next()
}

impl Server {
    fn start(programs: &std::path::Path) -> Server {
        let root =
            Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
        let mut command = match root {
            // It refuses to run as root.
            true => Command::new("setpriv"),
            false => Command::new("sh"),
        };
        if root {
            command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "sh"]);
        }
        let path = std::env::join_paths(
            std::iter::once(programs.to_owned())
                .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
        );
        let mut child = (command
            .args(["-c", WATCH])
            .current_dir("/")
            .env("PATH", path.unwrap())
            .env("LC_ALL", "C"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the server's shell starts");
        let mut folder = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut folder).unwrap();
        assert!(!folder.is_empty(), "PostgreSQL did not start");
        let stdin = child.stdin.take().unwrap();
        Server { folder: folder.trim().to_owned(), _shell: Mutex::new(child), open: stdin }
    }

    /// One that no other test uses, where there can be one.
    pub(crate) fn own() -> Option<Server> {
        SERVER.as_ref()?;
        programs().map(|programs| Server::start(&programs))
    }

    /// Breaks every connection; connecting works again a moment later.
    pub(crate) fn restart(&mut self) {
        writeln!(self.open).unwrap();
    }

    pub(crate) fn database(&self) -> Database {
        Database { url: self.url("postgres"), kind: Kind::Postgres, _folder: None }
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://verbatim:hidden-password@localhost/{database}?host={}", self.folder)
    }
}

/// A store at an address, or in a file.
pub(crate) fn store_at(url: &str) -> Store {
    Store::from_url(&url.into()).unwrap().unwrap()
}

/// An empty database of one test.
pub(crate) struct Database {
    /// The value of `store.url`.
    pub(crate) url: String,
    /// Which kind it is.
    pub(crate) kind: Kind,
    _folder: Option<TempDir>,
}

/// A table with its rows as text.
pub(crate) struct Contents {
    pub(crate) table: String,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Option<String>>>,
}

impl Contents {
    /// All values that are not null.
    pub(crate) fn values(&self) -> impl Iterator<Item = &String> {
        self.rows.iter().flatten().flatten()
    }
}

/// The kind of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

impl Database {
    /// A SQLite file that does not exist yet.
    pub(crate) fn sqlite() -> Database {
        let folder = tempfile::tempdir().unwrap();
        let url = folder.path().join("data").join("verbatim.db").to_str().unwrap().to_owned();
        Database { url, kind: Kind::Sqlite, _folder: Some(folder) }
    }

    /// A new database on the server, where there is one.
    pub(crate) async fn postgres() -> Option<Database> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = tokio::task::spawn_blocking(|| SERVER.as_ref()).await.unwrap()?;
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect(&server.url("postgres")).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        Some(Database { url: server.url(&name), kind: Kind::Postgres, _folder: None })
    }

    /// One of each kind.
    pub(crate) async fn each() -> Vec<Database> {
        std::iter::once(Database::sqlite()).chain(Database::postgres().await).collect()
    }

    /// Without the store.
    pub(crate) async fn connect(&self) -> sqlx::AnyConnection {
        sqlx::any::install_default_drivers();
        let url = match self.kind {
            Kind::Sqlite => {
                let folder = std::path::Path::new(&self.url).parent().unwrap();
                std::fs::create_dir_all(folder).unwrap();
                format!("sqlite:{}?mode=rwc", self.url)
            }
            Kind::Postgres => self.url.clone(),
        };
        sqlx::AnyConnection::connect(&url).await.unwrap()
    }

    /// A store in it; several are as several programs.
    pub(crate) fn store(&self) -> Store {
        store_at(&self.url)
    }

    /// Changes it without the store.
    pub(crate) async fn execute(&self, statement: &'static str) {
        let mut connection = self.connect().await;
        sqlx::query(statement).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// Whether a value of any table holds these words.
    pub(crate) async fn holds(&self, words: &str) -> bool {
        let contents = self.contents().await;
        contents.iter().flat_map(Contents::values).any(|value| value.contains(words))
    }

    /// All its tables, read without the store.
    pub(crate) async fn contents(&self) -> Vec<Contents> {
        let mut connection = self.connect().await;
        let columns = match self.kind {
            Kind::Sqlite => {
                "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE \
                 t.type = 'table' ORDER BY t.name, c.cid"
            }
            Kind::Postgres => {
                "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
                 WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
            }
        };
        let mut tables: Vec<Contents> = Vec::new();
        for row in sqlx::query(columns).fetch_all(&mut connection).await.unwrap() {
            let (table, column): (String, String) = (row.get(0), row.get(1));
            match tables.last_mut().filter(|last| last.table == table) {
                Some(last) => last.columns.push(column),
                None => tables.push(Contents { table, columns: vec![column], rows: Vec::new() }),
            }
        }
        // The migrations' own table holds nothing personal.
        tables.retain(|contents| contents.table != "_sqlx_migrations");
        for Contents { table, columns, rows } in &mut tables {
            let texts: Vec<String> =
                columns.iter().map(|column| format!("CAST({column} AS TEXT)")).collect();
            let query = format!("SELECT {} FROM {table}", texts.join(", "));
            for row in sqlx::query(AssertSqlSafe(query)).fetch_all(&mut connection).await.unwrap() {
                rows.push((0..columns.len()).map(|at| row.get(at)).collect());
            }
        }
        connection.close().await.unwrap();
        tables
    }
}
