//! The store's inside: what needs a connection of its own.

use std::path::Path;

use sqlx::Executor;

use super::connection::CONNECTIONS;
use super::migrate::MIGRATIONS;
use super::*;

fn at(url: &str) -> Result<Option<Store>, StoreError> {
    Store::from_url(&url.into())
}

#[test]
fn an_address_is_a_file_a_server_or_nothing() {
    for nothing in ["none", "None", "NONE"] {
        assert!(at(nothing).unwrap().is_none(), "{nothing}");
    }
    for (url, file) in [
        ("data/verbatim.db", "data/verbatim.db"),
        ("sqlite://a b.db", "a b.db"),
        ("/tmp/x.db", "/tmp/x.db"),
    ] {
        assert_eq!(at(url).unwrap().unwrap().file(), Some(Path::new(file)));
    }
    assert!(at("postgres://me:hidden@host/db").unwrap().unwrap().file().is_none());
    assert!(!format!("{:?}", at("postgres://me:hidden@host/db").unwrap()).contains("hidden"));
    for url in ["", "mysql://host/db", "http://host"] {
        assert!(matches!(at(url), Err(StoreError::InvalidUrl)), "{url}");
    }
}

#[tokio::test]
async fn a_full_disk_is_an_error_and_stored_data_can_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("odd name %41?#.db");
    let store = at(file.to_str().unwrap()).unwrap().unwrap();
    assert!(store.set_setting(Scope::User(1), None, "name", "value").await.unwrap());
    assert!(file.exists(), "the file has the name that was asked for");
    let pool = store.pool().await.unwrap();
    // Every connection is told that the database may not grow, which is what SQLite sees of a full
    // disk.
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut connection = pool.acquire().await.unwrap();
        connection.execute("PRAGMA max_page_count = 1").await.unwrap();
        connections.push(connection);
    }
    drop(connections);
    let error =
        store.set_setting(Scope::User(1), None, "long", &"x".repeat(100_000)).await.unwrap_err();
    assert!(matches!(error, StoreError::Full), "{error:?}");
    assert_eq!(store.settings(&[Scope::User(1)]).await.unwrap().len(), 1);
}

#[test]
fn every_migration_in_the_folder_is_built_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), MIGRATIONS.iter().count());
}

#[tokio::test]
async fn preparing_goes_on_where_the_call_that_began_it_gave_up() {
    let dir = tempfile::tempdir().unwrap();
    let store = at(dir.path().join("a.db").to_str().unwrap()).unwrap().unwrap();
    let given_up = tokio::time::timeout(std::time::Duration::ZERO, store.open()).await;
    assert!(given_up.is_err() && store.preparing.lock().await.is_some());
    store.open().await.unwrap();
    assert!(store.preparing.lock().await.is_none());
    assert_eq!(store.settings(&[Scope::Server(1)]).await.unwrap(), []);
}
