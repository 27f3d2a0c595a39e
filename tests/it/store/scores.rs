//! Points are stored once and summed for leaderboards; reports are stored once a person.

use std::ops::Range;

use verbatim::store::{GainRow, NewReport, Store};

use super::sessions::won;
use super::{Database, at};

const ALL: Range<i64> = 0..i64::MAX;

pub(super) fn gain(
    session: &str,
    item: &str,
    person: u64,
    server: Option<u64>,
    at: i64,
    points: u32,
) -> GainRow {
    GainRow {
        session: session.into(),
        item: item.into(),
        person,
        server,
        at,
        month: at,
        points,
        right_in_a_row: 1,
        first_try: true,
    }
}

/// The points of each person, by their ids.
async fn totals(store: &Store, server: Option<u64>, within: Range<i64>) -> Vec<(u64, u64)> {
    let mut totals = store.point_totals(server, within, 1_000).await.unwrap();
    totals.sort_unstable();
    totals
}

#[tokio::test]
async fn points_are_stored_once_and_summed_by_server_and_time() {
    for database in Database::each().await {
        let store = database.store();
        let gains = [
            gain("r1", "a", 1, Some(7), 100, 10),
            gain("r1", "b", 1, Some(7), 200, 20),
            gain("r1", "a", 2, Some(7), 100, 15),
            gain("r2", "a", 1, Some(u64::MAX), 300, 5),
            gain("r3", "a", u64::MAX, None, 300, u32::MAX),
        ];
        won(&store, &gains).await;
        // Again, as a program does that was killed before it knew; what comes later under the same
        // name changes nothing.
        store.add_gains(&gains).await.unwrap();
        store.add_gains(&[gain("r1", "a", 1, Some(7), 100, 999)]).await.unwrap();
        store.add_gains(&[]).await.unwrap();
        assert_eq!(
            totals(&store, None, ALL).await,
            [(1, 35), (2, 15), (u64::MAX, u64::from(u32::MAX))],
            "{:?}",
            database.kind
        );
        assert_eq!(totals(&store, Some(7), ALL).await, [(1, 30), (2, 15)]);
        // The end of a time is not in it.
        assert_eq!(totals(&store, Some(7), 100..200).await, [(1, 10), (2, 15)]);
        assert_eq!(totals(&store, Some(8), ALL).await, []);
    }
}

#[tokio::test]
async fn recent_right_answer_elsewhere_is_found() {
    for database in Database::each().await {
        let store = database.store();
        let gains = [
            gain("r1", "a", 1, Some(7), 100, 10),
            gain("r2", "a", 2, None, 200, 10),
            gain("r2", "b", 3, None, 300, 10),
        ];
        won(&store, &gains).await;
        let claimed = async |person, item, since| {
            store.scored_elsewhere(person, item, "r3", since).await.unwrap()
        };
        assert!(
            claimed(1, "a", 100).await && claimed(2, "a", 100).await && claimed(2, "a", 200).await
        );
        assert!(!claimed(1, "a", 101).await, "that was long ago");
        assert!(!claimed(1, "b", 0).await && !claimed(3, "a", 0).await);
        assert!(!store.scored_elsewhere(1, "a", "r1", 0).await.unwrap(), "that was in this round");
    }
}

#[tokio::test]
async fn opted_out_person_gets_no_points_and_no_rank() {
    for database in Database::each().await {
        let store = database.store();
        won(&store, &[gain("r1", "a", 1, Some(7), 100, 10), gain("r1", "a", 2, Some(7), 100, 10)])
            .await;
        store.opt_out(1, at(5)).await.unwrap();
        won(&store, &[gain("r1", "b", 1, Some(7), 100, 10)]).await;
        assert_eq!(totals(&store, None, ALL).await, [(2, 10)]);
        store.opt_in(1).await.unwrap();
        let sums = totals(&store, None, ALL).await;
        assert_eq!(sums, [(1, 10), (2, 10)], "what was kept before is back, nothing was added");
    }
}

#[tokio::test]
async fn deleted_person_gets_no_further_points() {
    for database in Database::each().await {
        let store = database.store();
        let gains = [gain("r1", "a", 1, Some(7), 100, 10), gain("r1", "a", 2, Some(7), 100, 10)];
        won(&store, &gains).await;
        store.forget(1).await.unwrap();
        // As a process does that still has them in memory.
        store.add_gains(&gains).await.unwrap();
        assert_eq!(totals(&store, None, ALL).await, [(2, 10)]);
        assert_eq!(store.personal_rows(1).await.unwrap(), []);
    }
}

#[tokio::test]
async fn reset_empties_one_servers_board_permanently() {
    for database in Database::each().await {
        let store = database.store();
        let gains = [gain("r1", "a", 1, Some(7), 100, 10), gain("r2", "a", 1, Some(8), 100, 20)];
        won(&store, &gains).await;
        assert_eq!(store.reset_board(7).await.unwrap(), 1);
        assert_eq!(store.reset_board(7).await.unwrap(), 0);
        store.add_gains(&gains).await.unwrap();
        assert_eq!(totals(&store, Some(7), ALL).await, []);
        assert_eq!(totals(&store, None, ALL).await, [(1, 30)]);
        won(&store, &[gain("r3", "a", 1, Some(7), 300, 5)]).await;
        assert_eq!(totals(&store, Some(7), ALL).await, [(1, 5)], "it goes on from there");
    }
}

#[tokio::test]
async fn person_reports_an_item_once() {
    for database in Database::each().await {
        let store = database.store();
        let report = |item, person, server, fault| NewReport { item, person, server, fault };
        assert!(store.add_report(report("a", 1, Some(7), "unclear"), at(1)).await.unwrap());
        assert!(!store.add_report(report("a", 1, Some(8), "wrong"), at(2)).await.unwrap());
        assert!(store.add_report(report("a", 2, None, "wrong"), at(3)).await.unwrap());
        assert!(store.add_report(report("b", 1, Some(7), "unclear"), at(4)).await.unwrap());
        let found = store.reports().await.unwrap();
        let said: Vec<_> = found
            .iter()
            .map(|report| (report.item.as_str(), report.server, report.fault.as_str()))
            .collect();
        assert_eq!(
            said,
            [("a", Some(7), "unclear"), ("a", None, "wrong"), ("b", Some(7), "unclear")],
            "{:?}",
            database.kind
        );
        assert_eq!(found[1].at, at(3));

        // Nothing tells who opted out; they cannot fill the table either.
        store.opt_out(3, at(5)).await.unwrap();
        assert!(store.add_report(report("c", 3, None, "wrong"), at(6)).await.unwrap());
        assert!(!store.add_report(report("c", 3, None, "wrong"), at(7)).await.unwrap());
        assert!(store.add_report(report("c", 3, Some(7), "wrong"), at(8)).await.unwrap());
        let held = store.personal_rows(3).await.unwrap();
        assert!(held.iter().all(|held| held.table == "opt_outs"), "{held:?}");

        assert_eq!(store.clear_reports("a").await.unwrap(), 2);
        assert_eq!(store.clear_reports("a").await.unwrap(), 0);
        assert_eq!(store.reports().await.unwrap().len(), 3);
        assert!(
            store.add_report(report("a", 1, None, "wrong"), at(9)).await.unwrap(),
            "it can be reported again"
        );
    }
}
