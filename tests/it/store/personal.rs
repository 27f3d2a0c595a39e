//! Stored personal data is listed completely and deleted without a trace.

use verbatim::bot::{Actor, PrivacyCommand};
use verbatim::store::{
    Addition, LogRow, NewLesson, NewReport, NewSession, PersonalRows, STORED, Scope, Store,
};

use super::scores::gain;
use super::section_answers::answers;
use super::sessions::{add, addition, lease, new};
use super::{Database, at, daily};

/// The variable that says how many points the person with the most has.
const POINTS: &str = "VERBATIM_TEST_POINTS";

/// A number that stands nowhere by chance.
pub(super) const PERSON: u64 = 819_273_645_546_372_819;

#[tokio::test]
async fn list_of_stored_data_matches_the_database() {
    let mut described: Vec<&str> = STORED.iter().map(|table| table.name).collect();
    described.sort_unstable();
    for database in Database::each().await {
        database.store().open().await.unwrap();
        let there = database.contents().await;
        let names: Vec<&str> = there.iter().map(|contents| contents.table.as_str()).collect();
        assert_eq!(names, described, "{:?}", database.kind);
        for contents in &there {
            let table = STORED.iter().find(|table| table.name == contents.table).unwrap();
            let person = table.person.map(|person| person.column);
            // A person's id is called so: whoever adds a column for one says what becomes of it.
            let of_people = |name: &&String| {
                ["user_id", "curator_id", "player_id"].contains(&name.as_str())
                    || Some(name.as_str()) == person
            };
            let ids: Vec<&str> =
                contents.columns.iter().filter(of_people).map(String::as_str).collect();
            assert_eq!(ids, Vec::from_iter(person), "{}", table.name);
        }
    }
}

/// Returns the lesson's id.
async fn teach(store: &Store, curator: u64) -> i64 {
    let lesson = NewLesson { server: 1, question: "Who?", passage: "abc", curator };
    store.add_lesson(lesson, at(5)).await.unwrap()
}

#[tokio::test]
async fn deletion_removes_the_id_from_every_table() {
    for database in Database::each().await {
        let store = database.store();
        let other = PERSON + 1;
        for (channel, person) in [(1, PERSON), (2, other)] {
            store.set_setting(Scope::User(person), None, "private", "yes").await.unwrap();
            store.set_setting(Scope::User(person), None, "length", "sentence").await.unwrap();
            teach(&store, person).await;
            store
                .add_report(NewReport { item: "i", person, server: None, fault: "unclear" }, at(5))
                .await
                .unwrap();
            let session = format!("r{channel}");
            let new = NewSession { host: person, ..new(&session, channel) };
            store.create_session(new, lease("o", 1)).await.unwrap();
            let row = LogRow { event: Some(1), player: Some(person), entry: "{}".to_owned() };
            // It is over: in one that is running the opt-out would take the id's place.
            let over = Addition { rows: vec![row], ended: Some(5), ..addition(&session, 0, &[]) };
            assert!(add(&store, "o", over).await);
            store.add_gains(&[gain(&session, "i", person, Some(1), 5, 10)]).await.unwrap();
            let people = [(person, true)];
            store.count_answers(answers(&session, &people)).await.unwrap();
            store.opt_out(person, at(6)).await.unwrap();
        }
        // The same number as a server's and a channel's is not the person's.
        store.set_setting(Scope::Server(3), None, "private", "no").await.unwrap();
        store.set_daily(&daily(4)).await.unwrap();

        let held = store.personal_rows(PERSON).await.unwrap();
        let counts: Vec<(&str, usize)> =
            held.iter().map(|PersonalRows { table, rows }| (*table, rows.len())).collect();
        let expected = [
            ("settings", 2),
            ("taught", 1),
            ("rounds", 1),
            ("round_events", 1),
            ("scores", 1),
            ("month_points", 1),
            ("section_answers", 1),
            ("quiz_reports", 1),
            ("opt_outs", 1),
        ];
        assert_eq!(counts, expected);
        let text = PERSON.to_string();
        assert!(
            held.iter()
                .flat_map(|held| &held.rows)
                .all(|row| row.iter().any(|(_, value)| value.as_ref() == Some(&text)))
        );
        let row = &held[1].rows[0];
        assert!(
            row.contains(&("question".to_owned(), Some("Who?".to_owned())))
                && row.contains(&("taught_at".to_owned(), Some("5".to_owned())))
        );

        assert_eq!(store.forget(PERSON).await.unwrap(), 10);
        assert_eq!(store.forget(PERSON).await.unwrap(), 0);
        assert_eq!(store.personal_rows(PERSON).await.unwrap(), []);
        assert!(!database.holds(&text).await, "{:?}", database.kind);
        assert_eq!(store.reports().await.unwrap().len(), 2, "what is wrong is still wrong");
        assert_eq!(
            store.lessons_in(1).await.unwrap().len(),
            2,
            "what was taught serves others, too"
        );
        assert_eq!(store.personal_rows(other).await.unwrap().len(), 9, "nobody else's is gone");
        assert_eq!(store.settings(&[Scope::Server(3)]).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn nothing_new_is_stored_after_opting_out() {
    for database in Database::each().await {
        let store = database.store();
        assert!(!store.opted_out(PERSON).await.unwrap());
        store.opt_out(PERSON, at(1)).await.unwrap();
        store.opt_out(PERSON, at(2)).await.unwrap();
        assert!(store.opted_out(PERSON).await.unwrap());
        assert!(!store.set_setting(Scope::User(PERSON), None, "private", "yes").await.unwrap());
        assert!(
            store.set_setting(Scope::Server(PERSON), None, "private", "yes").await.unwrap(),
            "a server's number is no person's"
        );
        assert_eq!(store.settings(&[Scope::User(PERSON)]).await.unwrap(), []);
        let id = teach(&store, PERSON).await;
        let taught = store.lessons_in(1).await.unwrap();
        assert_eq!(
            (taught[0].id, taught[0].curator),
            (id, None),
            "what is taught serves others, without the id"
        );
        assert_eq!(store.personal_rows(PERSON).await.unwrap().len(), 1, "only the wish itself");
        store.opt_in(PERSON).await.unwrap();
        assert!(store.set_setting(Scope::User(PERSON), None, "private", "yes").await.unwrap());
    }
}

#[tokio::test]
async fn person_with_very_many_points_can_export_and_delete_them_in_time() {
    // As pretty-printed JSON, 35,000 are more than Discord takes.
    let count = crate::number_in(POINTS).unwrap_or(40_000);
    for database in Database::each().await {
        database.store().open().await.unwrap();
        let many = format!(
            "INSERT INTO scores (round, item, player_id, server_id, won_at, points, right_in_a_row, first_try)
             WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
             SELECT 'round' || n, 'b9a3414f0118', {PERSON}, 1, 1790000000 + n, 10, 1, 1 FROM numbers"
        );
        let mut connection = database.connect().await;
        sqlx::query(sqlx::AssertSqlSafe(many)).execute(&mut connection).await.unwrap();
        let bot = crate::discord::with_store(Some(database.store()));
        let actor = Actor { person: PERSON, ..Actor::default() };
        let reply = bot.privacy.command(PrivacyCommand::Export, &actor).await.unwrap();
        let file = reply.file.unwrap();
        assert!(file.name.ends_with(".gz") && file.bytes.len() < 9 << 20, "{}", file.bytes.len());
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*file.bytes), &mut text)
            .unwrap();
        let kept: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(kept["kept"]["scores"].as_array().unwrap().len() as u64, count);
        assert_eq!(database.store().forget(PERSON).await.unwrap(), count);
    }
}
