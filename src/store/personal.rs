//! All tables, and what in them is personal: read out, deleted, refused from then on.
//!
//! Each table says which column holds a person's id.

use jiff::Timestamp;
use rand::RngExt;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Column, Row};

use super::connection::{Store, limited};
use super::error::StoreError;
use super::table::{Erase, PersonColumn, Table};
use super::values::Bind;
use super::{daily, lease, lessons, reports, scores, section_answers, servers, sessions, settings};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalRows {
    pub table: &'static str,
    /// Column and value, numbers as text.
    pub rows: Vec<Vec<(String, Option<String>)>>,
}

const OPT_OUTS: Table = Table {
    name: "opt_outs",
    holds: "people who do not want anything kept",
    person: Some(PersonColumn::new("user_id", Erase::Row)),
};

pub const STORED: &[Table] = &[
    settings::TABLE,
    lessons::TABLE,
    daily::TABLE,
    daily::POSTS,
    sessions::TABLE,
    sessions::EVENTS,
    scores::TABLE,
    scores::MONTHS,
    section_answers::TABLE,
    reports::TABLE,
    OPT_OUTS,
    servers::TABLE,
    lease::TABLE,
];

/// How many times the limit a person's rows may take.
const LONG: u32 = 8;

/// Larger than any Discord id of our time; negative in the database.
pub fn new_pseudonym() -> u64 {
    rand::rng().random_range(1 << 63..u64::MAX)
}

pub fn is_pseudonym(person: u64) -> bool {
    person.cast_signed() < 0
}

impl Store {
    /// Leaves out tables without the person.
    pub async fn personal_rows(&self, person: u64) -> Result<Vec<PersonalRows>, StoreError> {
        limited(self.limit * LONG, async {
            let pool = self.pool().await?;
            let mut all = Vec::new();
            for table in STORED {
                let Some(column) = table.person else { continue };
                let query = format!("SELECT * FROM {} WHERE {}", table.name, column.rows());
                let found = sqlx::query(AssertSqlSafe(query)).id(person).fetch_all(pool).await?;
                let rows = found.iter().map(values).collect::<Result<Vec<_>, _>>()?;
                if !rows.is_empty() {
                    all.push(PersonalRows { table: table.name, rows });
                }
            }
            Ok(all)
        })
        .await
    }

    /// Deletes a person's id everywhere, with the whole row where it is about them alone. Returns
    /// how many rows held it; on an error nothing was deleted.
    pub async fn forget(&self, person: u64) -> Result<u64, StoreError> {
        let pseudonym = new_pseudonym().cast_signed().to_string();
        let erase = |Table { name, person: column, .. }: &Table| {
            let column = column.as_ref()?;
            let change_to = |value: &str| format!("UPDATE {name} SET {} = {value}", column.column);
            let statement = match column.erase {
                Erase::Row => format!("DELETE FROM {name}"),
                Erase::Id => change_to("NULL"),
                Erase::Pseudonymize => change_to(&pseudonym),
            };
            let query = format!("{statement} WHERE {}", column.rows());
            Some(sqlx::query(AssertSqlSafe(query)).id(person))
        };
        let queries = STORED.iter().filter_map(erase).collect();
        Ok(self.execute_all(self.limit * LONG, queries).await?.iter().sum())
    }

    /// From now on keeps nothing of a person but this wish. Earlier data stays until deleted, but
    /// in running sessions the returned pseudonym replaces their id. On an error nothing was
    /// changed.
    pub async fn opt_out(&self, person: u64, now: Timestamp) -> Result<u64, StoreError> {
        let pseudonym = new_pseudonym();
        let wish = sqlx::query(
            "INSERT INTO opt_outs (user_id, since) VALUES ($1, $2) ON CONFLICT (user_id) DO \
             NOTHING",
        );
        let wish = wish.id(person).bind(now.as_second());
        let [events, rounds] = [
            "UPDATE round_events SET player_id = $1 WHERE player_id = $2
             AND round_id IN (SELECT id FROM rounds WHERE ended_at IS NULL)",
            "UPDATE rounds SET host_id = $1 WHERE host_id = $2 AND ended_at IS NULL",
        ]
        .map(|statement| sqlx::query(statement).id(pseudonym).id(person));
        self.execute_all(self.limit, vec![wish, events, rounds]).await?;
        Ok(pseudonym)
    }

    pub async fn opt_in(&self, person: u64) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM opt_outs WHERE user_id = $1");
        self.execute(query.id(person)).await.map(drop)
    }

    pub async fn opted_out(&self, person: u64) -> Result<bool, StoreError> {
        let query = sqlx::query("SELECT since FROM opt_outs WHERE user_id = $1");
        Ok(self.fetch_optional(query.id(person), |_| Ok(())).await?.is_some())
    }
}

/// Numbers as text.
fn values(row: &AnyRow) -> Result<Vec<(String, Option<String>)>, sqlx::Error> {
    let columns = row.columns().iter().map(|column| {
        let at = column.ordinal();
        let number = || row.try_get::<Option<i64>, _>(at).map(|found| Some(found?.to_string()));
        Ok((column.name().to_owned(), row.try_get(at).or_else(|_| number())?))
    });
    columns.collect()
}
