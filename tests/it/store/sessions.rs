//! Sessions are run by one process at a time, and no log has a gap, a fork or a second copy of an
//! entry.

use verbatim::store::{
    Addition, GainRow, Lease, LogRow, NewSession, Store, StoredSession, is_pseudonym,
};

use super::{Database, personal::PERSON};

const BOT: u64 = 77;

pub(super) fn lease(owner: &str, now: i64) -> Lease<'_> {
    Lease { owner, now, until: now + 10 }
}

pub(super) fn new(id: &str, channel: u64) -> NewSession<'_> {
    NewSession { id, bot: BOT, channel, place: channel, server: Some(1), host: PERSON, setup: "{}" }
}

fn row(event: u64) -> LogRow {
    LogRow { event: Some(event), player: Some(PERSON), entry: format!("entry {event}") }
}

pub(super) fn addition(session: &str, after: u64, events: &[u64]) -> Addition {
    Addition {
        session: session.to_owned(),
        after,
        rows: events.iter().map(|event| row(*event)).collect(),
        ended: None,
    }
}

async fn create(store: &Store, id: &str, channel: u64, now: i64) -> bool {
    store.create_session(new(id, channel), lease("one", now)).await.unwrap()
}

/// Whether it was added.
pub(super) async fn add(store: &Store, owner: &str, addition: Addition) -> bool {
    store.add_to_sessions(owner, &[addition]).await.unwrap() == [true]
}

/// Keeps points together with what they rest on: each player in the log of each session.
pub(crate) async fn won(store: &Store, gains: &[GainRow]) {
    for gain in gains {
        played(store, &gain.session, gain.person).await;
    }
    store.add_gains(gains).await.unwrap();
}

/// Puts a player into the log of a session, which is created if needed.
pub(crate) async fn played(store: &Store, session: &str, person: u64) {
    // Another channel for each session.
    let channel = session.bytes().fold(0, |name, byte| name << 8 | u64::from(byte));
    let new = NewSession { id: session, channel, place: channel, ..new("", 0) };
    store.create_session(new, lease("played", 1)).await.unwrap();
    let after = store.session(session).await.unwrap().unwrap().entries;
    let row = LogRow { event: None, player: Some(person), entry: "{}".to_owned() };
    let played = Addition { session: session.to_owned(), after, rows: vec![row], ended: None };
    assert!(add(store, "played", played).await);
}

#[tokio::test]
async fn channel_has_one_running_session() {
    for database in Database::each().await {
        let store = database.store();
        assert!(create(&store, "a", 5, 100).await);
        assert!(!create(&store, "b", 5, 100).await);
        assert!(create(&store, "c", 6, 100).await);
        store.move_session("a", 50).await.unwrap();
        let found = store.session_in(BOT, 5).await.unwrap().unwrap();
        let expected = StoredSession {
            id: "a".to_owned(),
            channel: 5,
            place: 50,
            server: Some(1),
            host: PERSON,
            setup: "{}".to_owned(),
            owner: "one".to_owned(),
            entries: 0,
            shown: 0,
            ended: false,
        };
        assert_eq!(found, expected);
        assert_eq!(store.session_in(BOT, 50).await.unwrap(), Some(expected));
        assert_eq!(store.session_in(BOT, 7).await.unwrap(), None);
        let end = Addition { ended: Some(101), ..addition("a", 0, &[1]) };
        assert!(add(&store, "one", end).await);
        assert!(create(&store, "b", 5, 102).await, "the one before is over");
        assert!(store.session("a").await.unwrap().unwrap().ended);
        assert_eq!(store.delete_sessions_before(101).await.unwrap(), 0);
        assert_eq!(store.delete_sessions_before(102).await.unwrap(), 1);
        assert_eq!(store.session("a").await.unwrap(), None);
        assert_eq!(store.session_log("a").await.unwrap(), []);
    }
}

#[tokio::test]
async fn log_has_no_gap_or_fork_and_a_process_without_lease_cannot_append() {
    for database in Database::each().await {
        let (first, second) = (database.store(), database.store());
        create(&first, "a", 5, 100).await;
        create(&first, "b", 6, 100).await;
        let both = [
            addition("a", 0, &[1, 2]),
            addition("b", 0, &[1]),
            addition("a", 2, &[3]),
            addition("a", 9, &[4]),
        ];
        assert_eq!(first.add_to_sessions("one", &both).await.unwrap(), [true, true, true, false]);
        assert!(!add(&first, "one", addition("a", 2, &[5])).await, "no fork");
        assert_eq!(second.session_log("a").await.unwrap(), [row(1), row(2), row(3)]);
        // What comes a second time brings the whole change down.
        assert!(
            first
                .add_to_sessions("one", &[addition("b", 1, &[9]), addition("a", 3, &[3])])
                .await
                .is_err()
        );
        assert_eq!(second.session_log("b").await.unwrap(), [row(1)]);

        let claim = async |bot, now| second.claim_sessions(bot, lease("two", now)).await.unwrap();
        assert_eq!(claim(BOT, 109).await, [], "it is still owned");
        assert_eq!(first.renew_sessions(lease("one", 105)).await.unwrap().len(), 2);
        assert_eq!(claim(BOT, 112).await, [], "it was renewed");
        assert_eq!(claim(BOT + 1, 200).await, [], "another bot's");
        let mut taken = claim(BOT, 115).await;
        taken.sort_by(|one, other| one.id.cmp(&other.id));
        assert_eq!(
            taken.iter().map(|session| (session.id.as_str(), session.entries)).collect::<Vec<_>>(),
            [("a", 3), ("b", 1)]
        );
        assert_eq!(first.renew_sessions(lease("one", 116)).await.unwrap(), [""; 0]);
        assert!(!add(&first, "one", addition("a", 3, &[6])).await);
        assert!(add(&second, "two", addition("a", 3, &[7])).await);

        second.release_sessions("two").await.unwrap();
        let back = first.claim_sessions(BOT, lease("one", 117)).await.unwrap();
        assert_eq!(back.len(), 2);
        first.mark_shown("a", 4).await.unwrap();
        first.mark_shown("a", 2).await.unwrap();
        assert_eq!(
            first.session("a").await.unwrap().unwrap().shown,
            4,
            "what was shown stays shown"
        );
    }
}

#[tokio::test]
async fn one_of_many_processes_takes_over_a_session() {
    for database in Database::each().await {
        let store = database.store();
        for session in 0..20_u64 {
            create(&store, &format!("r{session}"), session + 1, 100).await;
        }
        let stores: Vec<_> = (0..4).map(|_| database.store()).collect();
        let names = ["p0", "p1", "p2", "p3"];
        let claim = |at: usize| stores[at].claim_sessions(BOT, lease(names[at], 200));
        let (p0, p1, p2, p3) = tokio::join!(claim(0), claim(1), claim(2), claim(3));
        let mut all: Vec<String> = [p0, p1, p2, p3]
            .into_iter()
            .flat_map(Result::unwrap)
            .map(|session| session.id)
            .collect();
        all.sort();
        let before = all.len();
        all.dedup();
        assert_eq!((before, all.len()), (20, 20), "{:?}", database.kind);
    }
}

#[tokio::test]
async fn deleted_person_keeps_one_pseudonym_in_a_session() {
    for database in Database::each().await {
        let store = database.store();
        create(&store, "a", 5, 100).await;
        let many: Vec<u64> = (1..=700).collect();
        add(&store, "one", addition("a", 0, &many)).await;
        let other = LogRow { player: Some(9), ..row(701) };
        let last = Addition { rows: vec![other.clone()], ..addition("a", 700, &[]) };
        add(&store, "one", last).await;
        assert_eq!(store.forget(PERSON).await.unwrap(), 701);
        let log = store.session_log("a").await.unwrap();
        let host = store.session("a").await.unwrap().unwrap().host;
        assert!(is_pseudonym(host) && !is_pseudonym(PERSON));
        assert!(
            log[..700].iter().all(|row| row.player == Some(host)),
            "the same number in all rows"
        );
        assert_eq!(log[700], other);
    }
}
