//! A database that is gone, locked or no database: said as such, in time, without its password.

use std::time::Duration;

use sqlx::{Connection, Executor};
use verbatim::store::{Scope, Store, StoreError};

use super::{Database, Kind, store_at};

const SHORT: Duration = Duration::from_millis(800);

async fn write(store: &Store) -> Result<bool, StoreError> {
    store.set_setting(Scope::User(1), None, "name", "value").await
}

#[tokio::test]
async fn locked_database_is_reported_and_used_once_free() {
    for database in Database::each().await {
        let store = database.store().with_limit(SHORT);
        write(&store).await.unwrap();
        let (url, lock) = match database.kind {
            Kind::Sqlite => (format!("sqlite:{}", database.url), "BEGIN EXCLUSIVE"),
            Kind::Postgres => {
                (database.url.clone(), "BEGIN; LOCK TABLE settings IN ACCESS EXCLUSIVE MODE")
            }
        };
        sqlx::any::install_default_drivers();
        let mut other = sqlx::AnyConnection::connect(&url).await.unwrap();
        other.execute(lock).await.unwrap();
        let error = write(&store).await.unwrap_err();
        assert!(
            matches!(error, StoreError::Locked | StoreError::Timeout),
            "{:?} {error:?}",
            database.kind
        );
        other.execute("ROLLBACK").await.unwrap();
        write(&store).await.unwrap();
    }
}

#[tokio::test]
async fn vanished_or_replaced_database_is_not_written_to_in_secret() {
    let database = Database::sqlite();
    let store = database.store();
    write(&store).await.unwrap();
    std::fs::rename(&database.url, format!("{}.old", database.url)).unwrap();
    for replaced in [false, true] {
        if replaced {
            database.store().open().await.unwrap();
        }
        let error = write(&store).await.unwrap_err();
        assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
        assert!(error.to_string().contains("removed or replaced"), "{error}");
    }
}

#[tokio::test]
async fn unreachable_server_is_reported_and_used_once_reachable() {
    let away = store_at("postgres://me:hidden@127.0.0.1:1/db").with_limit(SHORT);
    let error = write(&away).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_) | StoreError::Timeout), "{error:?}");
    assert!(!format!("{error} {error:?} {away:?}").contains("hidden"));
    if let Some(database) = Database::postgres().await {
        let missing = database.url.replace("/test_", "/missing_");
        let store = store_at(&missing).with_limit(SHORT);
        assert!(matches!(write(&store).await, Err(StoreError::Unavailable(_))));
    }
}

#[tokio::test]
async fn file_that_is_no_database_is_reported_and_untouched() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("notes.txt");
    let notes = "No database, but somebody's notes of more than a hundred bytes. ".repeat(40);
    std::fs::write(&file, &notes).unwrap();
    for path in [file.clone(), dir.path().to_owned(), file.join("below-a-file.db")] {
        let store = store_at(path.to_str().unwrap()).with_limit(SHORT);
        assert!(matches!(write(&store).await, Err(StoreError::Unavailable(_))), "{path:?}");
    }
    let store = store_at(file.to_str().unwrap());
    for error in [store.versions().await.unwrap_err(), store.open().await.unwrap_err()] {
        let said = error.to_string();
        assert!(said.contains("not a database; put a backup in its place"), "{said}");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), notes);
}

#[tokio::test]
async fn backup_holds_everything_and_overwrites_nothing() {
    let database = Database::sqlite();
    let store = database.store();
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("copy.db");
    write(&store).await.unwrap();
    store.backup(&copy).await.unwrap();
    assert!(store.backup(&copy).await.is_err());
    assert!(store.backup(&dir.path().join("no folder").join("copy.db")).await.is_err());
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left lying about");
    let copied = store_at(copy.to_str().unwrap());
    assert_eq!(copied.settings(&[Scope::User(1)]).await.unwrap().len(), 1);
    if let Some(server) = Database::postgres().await {
        let error = server.store().backup(&dir.path().join("other.db")).await.unwrap_err();
        assert!(error.to_string().contains("pg_dump"), "{error}");
    }
}
