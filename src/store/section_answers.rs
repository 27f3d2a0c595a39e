//! How often each section was answered in quizzes, and how often wrong.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::connection::Store;
use super::error::StoreError;
use super::table::{Erase, PersonColumn, Table};
use super::values::{Bind, id};

pub(super) const TABLE: Table = Table {
    name: "section_answers",
    holds: "how often people answered quiz questions about a section, and how often wrong",
    person: Some(PersonColumn::new("player_id", Erase::Row)),
};

/// From so many on, nobody can tell whose answers they are.
const FEWEST_PEOPLE: i64 = 5;

#[derive(Clone, Debug)]
pub struct NewAnswers<'a> {
    pub session: &'a str,
    /// The session's entries up to the question's answer.
    pub entries: u64,
    pub speech: &'a str,
    /// The key of its first words.
    pub section: &'a str,
    /// In seconds since 1970.
    pub at: i64,
    pub people: &'a [(u64, bool)],
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionAnswers {
    pub section: String,
    pub answers: u64,
    pub wrong: u64,
}

impl Store {
    /// All or nothing, and nothing of entries that are counted already. Without people who opted
    /// out or had their id deleted from the session's log.
    pub async fn count_answers(&self, new: NewAnswers<'_>) -> Result<(), StoreError> {
        self.write(self.limit, async {
            let mut change = self.begin().await?;
            let count = "UPDATE rounds SET counted = $2 WHERE id = $1 AND counted < $2";
            let count = sqlx::query(count).text(new.session).id(new.entries);
            let people = match count.execute(&mut *change).await?.rows_affected() {
                0 => &[],
                _ => new.people,
            };
            for (person, right) in people {
                sqlx::query(ADD)
                    .text(new.speech)
                    .text(new.section)
                    .id(*person)
                    .bind(i64::from(!right))
                    .bind(new.at)
                    .text(new.session)
                    .execute(&mut *change)
                    .await?;
            }
            Ok(change.commit().await?)
        })
        .await
    }

    /// Without people who opted out, and sections that fewer than five answered.
    pub async fn section_answers(&self, speech: &str) -> Result<Vec<SectionAnswers>, StoreError> {
        // In PostgreSQL, a sum of BIGINT has a larger type.
        let query = sqlx::query(
            "SELECT section, CAST(SUM(answers) AS BIGINT) AS answers,
             CAST(SUM(wrong) AS BIGINT) AS wrong FROM section_answers
             WHERE speech = $1 AND player_id NOT IN (SELECT user_id FROM opt_outs)
             GROUP BY section HAVING COUNT(*) >= $2 ORDER BY section",
        );
        let answers = |row: &AnyRow| {
            let section = row.try_get("section")?;
            Ok(SectionAnswers { section, answers: id(row, "answers")?, wrong: id(row, "wrong")? })
        };
        let query = query.text(speech).bind(FEWEST_PEOPLE);
        self.fetch_all(query, answers).await
    }
}

const ADD: &str =
    "INSERT INTO section_answers (speech, section, player_id, answers, wrong, last_at)
     SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS BIGINT), 1,
     CAST($4 AS BIGINT), CAST($5 AS BIGINT)
     WHERE NOT EXISTS (SELECT 1 FROM opt_outs WHERE user_id = $3)
       AND EXISTS (SELECT 1 FROM round_events WHERE round_id = $6 AND player_id = $3)
     ON CONFLICT (speech, section, player_id) DO UPDATE SET
         answers = section_answers.answers + 1, wrong = section_answers.wrong + excluded.wrong,
         last_at = excluded.last_at";
