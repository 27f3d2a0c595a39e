//! The store, each test on SQLite and on PostgreSQL.

mod databases;
pub(crate) mod killed;
pub(crate) mod old_database;
mod personal;
mod scores;
mod section_answers;
pub(crate) mod sessions;
mod trouble;
mod upgrade;

use futures_util::future::join_all;
use jiff::Timestamp;
use jiff::civil::{date, time};
use verbatim::store::{Claim, Daily, NewLesson, PostFailure, Scope, Setting, Store, StoredDaily};

pub(crate) use databases::{Database, Kind, Server, store_at};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn setting(scope: Scope, name: &str, value: &str) -> Setting {
    Setting { scope, name: name.to_owned(), value: value.to_owned() }
}

#[tokio::test]
async fn setting_is_stored_changed_and_cleared_in_its_scope_only() {
    for database in Database::each().await {
        let store = database.store();
        // The same number in three scopes, and the largest id.
        for scope in [Scope::Server(7), Scope::Channel(7), Scope::User(7), Scope::User(u64::MAX)] {
            assert!(store.set_setting(scope, None, "private", "no").await.unwrap());
            assert!(store.set_setting(scope, None, "private", "yes").await.unwrap());
        }
        assert!(store.clear_setting(Scope::Channel(7), "private").await.unwrap());
        assert!(!store.clear_setting(Scope::Channel(7), "private").await.unwrap());
        let found = store
            .settings(&[Scope::Server(7), Scope::Channel(7), Scope::User(u64::MAX)])
            .await
            .unwrap();
        assert_eq!(found.len(), 2);
        for scope in [Scope::Server(7), Scope::User(u64::MAX)] {
            assert!(found.contains(&setting(scope, "private", "yes")), "{:?}", database.kind);
        }
        assert_eq!(store.settings(&[]).await.unwrap(), []);
        let again = database.store();
        assert_eq!(
            again.settings(&[Scope::User(7)]).await.unwrap(),
            [setting(Scope::User(7), "private", "yes")]
        );
    }
}

#[tokio::test]
async fn odd_and_long_text_and_large_ids_round_trip() {
    for database in Database::each().await {
        let store = database.store();
        let long = "¶ 🎉 '\"; DROP TABLE settings; -- %_\\ $1 ".repeat(110);
        let odd = ["", " ", long.as_str(), "عربي\u{202e}", "\u{fffd}", "line\r\nline\ttab", "a\0b"];
        for scope in [0, i64::MAX as u64, 1 << 63, u64::MAX].map(Scope::Channel) {
            for text in odd {
                // No database has room for a zero character.
                let kept = text.replace('\0', "\u{fffd}");
                store.set_setting(scope, None, text, text).await.unwrap();
                let found = store.settings(&[scope]).await.unwrap();
                assert_eq!(found, [setting(scope, &kept, &kept)], "{:?}", database.kind);
                assert!(store.clear_setting(scope, text).await.unwrap());
            }
        }
    }
}

#[tokio::test]
async fn lesson_belongs_to_its_server() {
    for database in Database::each().await {
        let store = database.store();
        let teach =
            |server, question| NewLesson { server, question, passage: "abc123", curator: 5 };
        let first = store.add_lesson(teach(1, "Who makes a nation rich?"), at(10)).await.unwrap();
        let second = store.add_lesson(teach(1, "Who?"), at(11)).await.unwrap();
        let other = store.add_lesson(teach(2, "Who?"), at(9)).await.unwrap();
        assert!(first != second && second != other);
        let taught = store.lessons_in(1).await.unwrap();
        assert_eq!(taught.iter().map(|taught| taught.id).collect::<Vec<_>>(), [first, second]);
        assert_eq!(
            (taught[0].question.as_str(), taught[0].passage.as_str()),
            ("Who makes a nation rich?", "abc123")
        );
        assert_eq!((taught[0].server, taught[0].curator, taught[0].at), (1, Some(5), at(10)));
        assert!(!store.remove_lesson(1, other).await.unwrap(), "another server's question");
        assert!(
            store.remove_lesson(1, first).await.unwrap()
                && !store.remove_lesson(1, first).await.unwrap()
        );
        let left: Vec<i64> =
            store.lessons().await.unwrap().iter().map(|taught| taught.id).collect();
        assert_eq!(left, [second, other]);
    }
}

fn daily(channel: u64) -> Daily {
    Daily {
        channel,
        server: 1,
        at: time(7, 30, 0, 0),
        zone: "Australia/Lord_Howe".to_owned(),
        shuffled: true,
        role: Some(9),
        speech: Some("acftu-2023".to_owned()),
        seed: u64::MAX,
        position: 0,
        set_at: at(3),
    }
}

fn claim(position: u64) -> Option<Claim> {
    Some(Claim { position, earlier: None })
}

#[tokio::test]
async fn day_is_claimed_once_and_posting_advances_the_position() {
    for database in Database::each().await {
        let store = database.store();
        let (today, tomorrow) = (date(2026, 11, 22), date(2026, 11, 23));
        let claim_day = async |daily: &Daily, day, now, until| {
            store.claim_day(daily, day, at(now), at(until)).await.unwrap()
        };
        assert_eq!(claim_day(&daily(1), today, 5, 60).await, None, "no passage of the day here");
        store.set_daily(&daily(1)).await.unwrap();
        store
            .set_daily(&Daily { shuffled: false, role: None, speech: None, ..daily(2) })
            .await
            .unwrap();
        assert_eq!(
            store.daily(1).await.unwrap(),
            Some(StoredDaily { daily: daily(1), last: None, trouble: None })
        );
        assert_eq!(store.dailies().await.unwrap().len(), 2);

        let earlier = Daily { at: time(7, 31, 0, 0), ..daily(1) };
        assert_eq!(claim_day(&earlier, today, 5, 60).await, None, "it is no longer set so");
        assert_eq!(claim_day(&daily(1), today, 5, 60).await, claim(0));
        assert_eq!(claim_day(&daily(1), today, 59, 120).await, None, "it is claimed");
        let over = Some(Claim { position: 0, earlier: Some(at(5)) });
        assert_eq!(
            claim_day(&daily(1), today, 60, 120).await,
            over,
            "a claim that ran out is taken over"
        );
        store.mark_post_failed(1, today, PostFailure::Forbidden, at(900)).await.unwrap();
        assert_eq!(store.daily(1).await.unwrap().unwrap().trouble, Some(PostFailure::Forbidden));
        assert_eq!(claim_day(&daily(1), today, 899, 999).await, None, "it is tried later");
        assert_eq!(claim_day(&daily(1), today, 900, 999).await, over);
        store.mark_posted(1, today, at(901)).await.unwrap();
        store.mark_posted(1, today, at(902)).await.unwrap();
        assert_eq!(claim_day(&daily(1), today, 999, 1_999).await, None, "it is posted");
        let kept = store.daily(1).await.unwrap().unwrap();
        assert_eq!(
            (kept.last, kept.trouble, kept.daily.position),
            (Some((today, at(901))), None, 1)
        );
        assert_eq!(claim_day(&daily(1), tomorrow, 999, 1_999).await, claim(1), "it moved on once");
        assert_eq!(
            store.dailies().await.unwrap()[0].last,
            Some((today, at(901))),
            "a claim is no post"
        );
        assert_eq!(store.daily(2).await.unwrap().unwrap().last, None);

        assert!(store.clear_daily(1).await.unwrap() && !store.clear_daily(1).await.unwrap());
        let again = Daily { set_at: at(4_000), ..daily(1) };
        store.set_daily(&again).await.unwrap();
        assert_eq!(store.daily(1).await.unwrap().unwrap().last, Some((today, at(901))));
        assert_eq!(
            claim_day(&again, today, 5_000, 5_060).await,
            None,
            "setting it again posts nothing twice"
        );
        assert!(claim_day(&again, tomorrow, 5_000, 5_060).await.is_some());
        store.set_daily(&Daily { position: 7, ..again }).await.unwrap();
        store.mark_posted(1, tomorrow, at(5_001)).await.unwrap();
        assert_eq!(
            store.daily(1).await.unwrap().unwrap().daily.position,
            7,
            "another order begins at its own beginning"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_and_a_failure_that_are_recorded_at_once_do_not_wait_for_each_other() {
    for database in Database::each().await {
        let (one, other) = (database.store(), database.store());
        let today = date(2026, 3, 1);
        for round in 0..200 {
            one.set_daily(&daily(round)).await.unwrap();
            assert_eq!(one.claim_day(&daily(round), today, at(5), at(60)).await.unwrap(), claim(0));
            let (posted, failed) = tokio::join!(
                one.mark_posted(round, today, at(61)),
                other.mark_post_failed(round, today, PostFailure::Forbidden, at(900)),
            );
            posted.unwrap();
            failed.unwrap();
        }
    }
}

#[tokio::test]
async fn one_of_many_processes_claims_a_day() {
    for database in Database::each().await {
        let stores: Vec<Store> = (0..4).map(|_| database.store()).collect();
        let daily = daily(1);
        stores[0].set_daily(&daily).await.unwrap();
        for day in 1..=20 {
            let day = date(2026, 1, day);
            let claims = stores
                .iter()
                .flat_map(|store| [store, store])
                .map(|store| store.claim_day(&daily, day, at(5), at(60)));
            let claims = join_all(claims).await.into_iter().filter_map(Result::unwrap);
            assert_eq!(claims.count(), 1, "{:?} {day}", database.kind);
        }
    }
}

#[tokio::test]
async fn concurrent_starts_migrate_once() {
    for session in 0..5 {
        for database in Database::each().await {
            let stores: Vec<Store> = (0..6).map(|_| database.store()).collect();
            let tasks =
                stores.into_iter().map(|store| tokio::spawn(async move { store.open().await }));
            for opened in tasks.collect::<Vec<_>>() {
                opened
                    .await
                    .unwrap()
                    .unwrap_or_else(|error| panic!("{:?} {session}: {error}", database.kind));
            }
        }
    }
}
