//! How sections were answered: counted once for each answer, told of five people or more, deleted
//! in time.

use verbatim::store::{NewAnswers, SectionAnswers, Store};

use super::sessions::played;
use super::{Database, at};

const DAY: i64 = 86_400;

pub(super) fn answers<'a>(session: &'a str, people: &'a [(u64, bool)]) -> NewAnswers<'a> {
    NewAnswers { session, entries: 1, speech: "mills", section: "abc", at: 100, people }
}

/// Counts them after they were given.
async fn answered(store: &Store, new: NewAnswers<'_>) {
    for (person, _) in new.people {
        played(store, new.session, *person).await;
    }
    store.count_answers(new).await.unwrap();
}

fn told(section: &str, answers: u64, wrong: u64) -> SectionAnswers {
    SectionAnswers { section: section.to_owned(), answers, wrong }
}

const FOUR: [(u64, bool); 4] = [(1, true), (2, false), (3, true), (u64::MAX >> 1, false)];

#[tokio::test]
async fn answers_are_told_of_five_people_and_more_and_counted_once() {
    for database in Database::each().await {
        let store = database.store();
        answered(&store, answers("r1", &FOUR)).await;
        answered(&store, NewAnswers { entries: 2, ..answers("r1", &FOUR) }).await;
        assert_eq!(store.section_answers("mills").await.unwrap(), [], "four people, eight answers");
        answered(&store, answers("r2", &[(5, false)])).await;
        let both = [told("abc", 9, 5)];
        assert_eq!(store.section_answers("mills").await.unwrap(), both, "{:?}", database.kind);
        // Again, as a program does that was killed before it knew.
        store.count_answers(answers("r2", &[(5, false)])).await.unwrap();
        store.count_answers(answers("r1", &FOUR)).await.unwrap();
        assert_eq!(store.section_answers("mills").await.unwrap(), both);

        let elsewhere = NewAnswers { section: "def", ..answers("r3", &FOUR) };
        answered(&store, elsewhere).await;
        answered(&store, NewAnswers { speech: "wells", ..answers("r4", &FOUR) }).await;
        assert_eq!(store.section_answers("mills").await.unwrap(), both);
        assert_eq!(store.section_answers("wells").await.unwrap(), []);
    }
}

#[tokio::test]
async fn two_processes_that_count_the_same_answers_at_once_count_them_once() {
    for database in Database::each().await {
        let (one, other) = (database.store(), database.store());
        answered(&one, answers("r1", &FOUR)).await;
        let five = [(1, true), (2, true), (3, true), (4, true), (5, true)];
        for (person, _) in five {
            played(&one, "r2", person).await;
        }
        let (first, second) = tokio::join!(
            one.count_answers(answers("r2", &five)),
            other.count_answers(answers("r2", &five)),
        );
        first.and(second).unwrap();
        let told = [told("abc", 9, 2)];
        assert_eq!(one.section_answers("mills").await.unwrap(), told, "{:?}", database.kind);
    }
}

#[tokio::test]
async fn answers_of_who_opted_out_or_was_deleted_are_not_counted() {
    for database in Database::each().await {
        let store = database.store();
        answered(&store, answers("r1", &FOUR)).await;
        answered(&store, answers("r2", &[(5, true), (6, true)])).await;
        store.opt_out(5, at(5)).await.unwrap();
        assert_eq!(store.section_answers("mills").await.unwrap(), [told("abc", 5, 2)]);
        answered(&store, answers("r3", &[(5, true)])).await;
        store.opt_in(5).await.unwrap();
        let told = [told("abc", 6, 2)];
        assert_eq!(store.section_answers("mills").await.unwrap(), told, "nothing was added");

        played(&store, "r4", 1).await;
        store.forget(1).await.unwrap();
        store.count_answers(answers("r4", &[(1, true)])).await.unwrap();
        assert_eq!(store.personal_rows(1).await.unwrap(), []);
    }
}

#[tokio::test]
async fn answers_end_ninety_days_after_a_persons_last_one_in_the_section() {
    for database in Database::each().await {
        let store = database.store();
        let all: Vec<_> = FOUR.into_iter().chain([(5, true)]).collect();
        answered(&store, answers("r1", &all)).await;
        let later = NewAnswers { at: 100 + DAY, ..answers("r2", &all[1..]) };
        answered(&store, later).await;
        store.delete_outdated(77, 100 + 90 * DAY).await.unwrap();
        assert_eq!(store.section_answers("mills").await.unwrap(), [told("abc", 9, 4)]);
        store.delete_outdated(77, 101 + 90 * DAY).await.unwrap();
        assert_eq!(store.section_answers("mills").await.unwrap(), []);
        let held = store.personal_rows(1).await.unwrap();
        assert!(held.iter().all(|held| held.table != "section_answers"), "{held:?}");
    }
}
