//! Databases of earlier and later versions, on both databases: brought up to date with all that
//! stands in them, or refused.

use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Executor};
use verbatim::store::{Scope, StoreError};

use super::Database;

/// The tables of version 0.1.0.
const FIRST_RELEASE: i64 = 8;

/// One row of each table, as version 0.1.0 wrote it.
const ROWS: [&str; 4] = [
    "INSERT INTO settings (scope, scope_id, name, value) VALUES ('server', 1, 'private', 'yes')",
    "INSERT INTO scores VALUES ('r1', 'a', 22, 1, 1796083200, 10, 1, 1), ('r1', 'b', 22, 1, 1796083201, 2, 2, 0),
     ('r2', 'a', 22, NULL, 1798761600, 5, 1, 1), ('r2', 'a', 23, 1, 1798761599, 7, 1, 1)",
    "INSERT INTO daily_posts VALUES (5, '2026-01-01', 1, 0, 1, 0), (5, '2026-11-01', 2, 0, 1, 1793491200)",
    "INSERT INTO rounds VALUES ('x', 7, 5, 5, 1, 11, '{}', 1, 'gone', 0, 0, 0, NULL)",
];

/// A database whose tables have the version of an earlier release.
async fn released(database: &Database) {
    migrated(database, FIRST_RELEASE).await;
    let mut connection = database.connect().await;
    for rows in ROWS {
        connection.execute(AssertSqlSafe(rows)).await.unwrap();
    }
}

async fn migrated(database: &Database, version: i64) {
    let all =
        Migrator::new(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")));
    let mut migrator = all.await.unwrap();
    migrator.migrations.to_mut().retain(|migration| migration.version <= version);
    let mut connection = database.connect().await;
    migrator.run_direct(None, &mut connection, false).await.unwrap();
}

#[tokio::test]
async fn tables_of_the_first_release_are_brought_up_to_date_with_their_rows() {
    for database in Database::each().await {
        released(&database).await;
        let store = database.store();
        let (found, known) = store.versions().await.unwrap();
        assert!(found == Some(FIRST_RELEASE) && known > FIRST_RELEASE, "{found:?} {known}");
        store.open().await.unwrap();
        assert_eq!(store.versions().await.unwrap(), (Some(known), known));
        assert_eq!(store.settings(&[Scope::Server(1)]).await.unwrap().len(), 1);
        // December 2026 and January 2027 begin with these seconds.
        let totals = |server, from, to| store.point_totals(server, from..to, 10);
        assert_eq!(totals(Some(1), 0, i64::MAX).await.unwrap(), [(22, 12), (23, 7)]);
        assert_eq!(totals(None, 1_796_083_200, 1_798_761_600).await.unwrap(), [(22, 12), (23, 7)]);
        assert_eq!(totals(None, 1_798_761_600, i64::MAX).await.unwrap(), [(22, 5)]);
        assert_eq!(store.points_of(23, Some(1), 0..i64::MAX).await.unwrap(), Some((7, 1)));
        assert!(store.session_in(7, 5).await.unwrap().is_some());
        assert!(store.session_in(8, 5).await.unwrap().is_none(), "of another bot");
    }
}

#[tokio::test]
async fn people_keep_what_they_set_in_a_server_that_the_bot_left() {
    for database in Database::each().await {
        migrated(&database, 10).await;
        let rows = "INSERT INTO settings (scope, scope_id, name, value, server_id) VALUES
             ('user', 1, 'private', 'yes', 9), ('channel', 5, 'private', 'yes', 9)";
        database.connect().await.execute(rows).await.unwrap();
        let store = database.store();
        store.set_setting(Scope::User(2), Some(9), "private", "yes").await.unwrap();
        store.server_left(7, 9, 1).await.unwrap();
        store.delete_outdated(7, 40 * 86_400).await.unwrap();
        let scopes = [Scope::User(1), Scope::Channel(5), Scope::User(2)];
        let kept = store.settings(&scopes).await.unwrap();
        let kept: Vec<Scope> = kept.into_iter().map(|one| one.scope).collect();
        assert!(kept.len() == 2 && !kept.contains(&scopes[1]), "{kept:?}");
    }
}

#[tokio::test]
async fn tables_of_a_newer_program_are_refused_with_what_to_do() {
    for database in Database::each().await {
        database.store().open().await.unwrap();
        let newer =
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9000, 'later', TRUE, '', 0)";
        database.connect().await.execute(newer).await.unwrap();
        let store = database.store();
        let error = store.open().await.unwrap_err();
        assert!(matches!(error, StoreError::Newer { found: 9000, .. }), "{error:?}");
        assert!(error.to_string().contains("run the newer version"), "{error}");
        let error = store.versions().await.unwrap_err();
        assert!(matches!(error, StoreError::Newer { found: 9000, .. }), "{error:?}");
    }
}

#[tokio::test]
async fn unreadable_row_stops_no_other_channels_daily_passage() {
    for database in Database::each().await {
        let store = database.store();
        store.open().await.unwrap();
        let row = |channel, time| {
            format!(
                "INSERT INTO daily VALUES ({channel}, 1, '{time}', 'UTC', 'sequence', NULL, 1, 0, NULL, 0, NULL)"
            )
        };
        let mut connection = database.connect().await;
        for statement in [row(5, "07:30:00"), row(6, "soon")] {
            connection.execute(AssertSqlSafe(statement)).await.unwrap();
        }
        let found = store.dailies().await.unwrap();
        assert_eq!(found.iter().map(|one| one.daily.channel).collect::<Vec<_>>(), [5]);
        assert_eq!(
            connection.execute("UPDATE daily SET server_id = 9").await.unwrap().rows_affected(),
            2
        );
        store.server_left(7, 9, 1).await.unwrap();
        assert_eq!(store.dailies().await.unwrap(), [], "nobody posts in a server that was left");
    }
}

#[tokio::test]
async fn posted_days_and_single_scores_end_while_each_channels_last_day_and_sums_stay() {
    for database in Database::each().await {
        released(&database).await;
        let store = database.store();
        let mut connection = database.connect().await;
        let failed = "INSERT INTO daily_posts
             (channel_id, day, position, claimed_until, posted_at, first_claimed)
             SELECT DISTINCT channel_id, '2026-12-31', 0, 0, 0, 1 FROM daily_posts";
        connection.execute(failed).await.unwrap();
        store.delete_outdated(7, 1_798_761_600 + 91 * 86_400).await.unwrap();
        let posted = "UPDATE daily_posts SET position = 0 WHERE posted_at > 0";
        assert_eq!(connection.execute(posted).await.unwrap().rows_affected(), 1);
        let contents = database.contents().await;
        let rows = |table: &str| contents.iter().find(|one| one.table == table).unwrap().rows.len();
        assert_eq!((rows("daily_posts"), rows("scores")), (1, 0));
        assert_eq!(store.point_totals(None, 0..i64::MAX, 10).await.unwrap(), [(22, 17), (23, 7)]);
    }
}
