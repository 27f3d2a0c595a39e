//! A database of version 0.1.0 opens with all that stands in it, and its running session goes on.

use std::sync::Arc;

use jiff::civil::{date, time};
use sqlx::{AssertSqlSafe, Connection};
use tokio_util::sync::CancellationToken;
use verbatim::store::{PostFailure, Scope};

use super::{Database, at, setting};
use crate::sessions::{Hands, Seen, bot, running};

/// A moment at which the third question of the session is due and no process runs it.
const LATER: u64 = 1_800_000_246_000;

/// A SQLite file as version 0.1.0 left it.
pub(crate) async fn old_database() -> Database {
    let database = Database::sqlite();
    let path = std::path::Path::new(&database.url);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let dump = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/database-0.1.0.sql");
    let statements = std::fs::read_to_string(dump).unwrap();
    let mut connection =
        sqlx::SqliteConnection::connect(&format!("sqlite:{}?mode=rwc", database.url))
            .await
            .unwrap();
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    database
}

#[tokio::test]
async fn database_of_version_0_1_0_opens_with_all_its_rows() {
    let database = old_database().await;
    let store = database.store();
    store.open().await.unwrap();

    let scopes = [Scope::User(1), Scope::Server(1), Scope::Channel(5)];
    let mut settings = store.settings(&scopes).await.unwrap();
    settings.sort_by(|one, other| one.name.cmp(&other.name));
    assert_eq!(
        settings,
        [
            setting(Scope::Server(1), "curators", "33"),
            setting(Scope::User(1), "private", "yes"),
            setting(Scope::User(1), "quote", "sentence"),
            setting(Scope::Server(1), "speeches", "acftu-2023"),
            setting(Scope::Channel(5), "study", "yes"),
        ]
    );

    let lessons = store.lessons_in(1).await.unwrap();
    let lessons: Vec<_> = lessons
        .iter()
        .map(|lesson| {
            (lesson.id, lesson.question.as_str(), lesson.passage.as_str(), lesson.curator)
        })
        .collect();
    assert_eq!(
        lessons,
        [
            (
                4_611_686_018_427_387_905,
                "Who makes a nation rich?",
                "acftu-2023#fdtervxn97",
                Some(21)
            ),
            (4_611_686_018_427_387_906, "What is the motto?", "acftu-2023#fdtervxn97", None),
        ]
    );

    let shuffled = store.daily(5).await.unwrap().unwrap();
    assert_eq!(
        (shuffled.last, shuffled.trouble),
        (Some((date(2027, 1, 10), at(1_799_600_002))), Some(PostFailure::NoPassage))
    );
    let daily = shuffled.daily;
    assert_eq!((daily.at, daily.zone.as_str()), (time(7, 30, 0, 0), "Australia/Lord_Howe"));
    assert_eq!((daily.shuffled, daily.seed, daily.position), (true, u64::MAX, 3));
    assert_eq!((daily.role, daily.speech.as_deref()), (Some(9), Some("acftu-2023")));
    let in_sequence = store.daily(u64::MAX - 1).await.unwrap().unwrap().daily;
    assert_eq!((in_sequence.shuffled, in_sequence.role), (false, None));

    assert!(store.opted_out(23).await.unwrap() && !store.opted_out(21).await.unwrap());
    let reports = store.reports().await.unwrap();
    let faults: Vec<_> =
        reports.iter().map(|report| (report.item.as_str(), report.fault.as_str())).collect();
    assert_eq!(
        faults,
        [("b9a3414f0118", "The answer is wrong"), ("b9a3414f0118", "It is unclear")]
    );
    assert_eq!(store.point_totals(Some(1), 0..i64::MAX, 1_000).await.unwrap(), [(22, 12)]);
}

#[tokio::test]
async fn running_session_of_version_0_1_0_continues_to_its_end() {
    let database = old_database().await;
    let store = database.store();
    assert_eq!(store.session_in(7, 5).await.unwrap().unwrap().id, "oldsession");
    let hands = Hands::at(LATER);
    let (bot, seen) = (bot(database.store(), &hands).await, Arc::new(Seen::default()));
    let stop = CancellationToken::new();
    let running = running(&bot, &seen, &stop);
    seen.text("Question 3 of 3").await;
    hands.forward(30_000);
    let answer = seen.text("Answer to question 3").await;
    assert!(answer.contains("October 23, 2023"), "{answer}");
    hands.forward(30_000);
    seen.text("The round is over").await;
    stop.cancel();
    running.await.unwrap();
    assert!(store.session_in(7, 5).await.unwrap().is_none());
    assert_eq!(store.session("oldsession").await.unwrap().unwrap().host, 11);
}
