//! Settings by server, channel and person. Their meaning is not known here.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::connection::Store;
use super::error::StoreError;
use super::table::{Erase, PersonColumn, Table};
use super::values::{Bind, id};

pub(super) const TABLE: Table = Table {
    name: "settings",
    holds: "what was set for a server, a channel or a person",
    person: Some(PersonColumn {
        column: "scope_id",
        only_when: Some("scope = 'user'"),
        erase: Erase::Row,
    }),
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Server(u64),
    Channel(u64),
    User(u64),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub scope: Scope,
    pub name: String,
    pub value: String,
}

impl Scope {
    fn columns(self) -> (&'static str, u64) {
        match self {
            Scope::Server(id) => ("server", id),
            Scope::Channel(id) => ("channel", id),
            Scope::User(id) => ("user", id),
        }
    }
}

impl Setting {
    fn from_row(row: &AnyRow) -> Result<Setting, StoreError> {
        let id = id(row, "scope_id")?;
        let scope = match row.try_get::<String, _>("scope")?.as_str() {
            "server" => Scope::Server(id),
            "channel" => Scope::Channel(id),
            "user" => Scope::User(id),
            _ => return Err(StoreError::unreadable("a setting")),
        };
        Ok(Setting { scope, name: row.try_get("name")?, value: row.try_get("value")? })
    }
}

impl Store {
    pub async fn settings(&self, scopes: &[Scope]) -> Result<Vec<Setting>, StoreError> {
        if scopes.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (0..scopes.len())
            .map(|at| format!("(scope = ${} AND scope_id = ${})", 2 * at + 1, 2 * at + 2))
            .collect();
        let query = format!(
            "SELECT scope, scope_id, name, value FROM settings WHERE {} ORDER BY name",
            places.join(" OR ")
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(query));
        for scope in scopes {
            let (scope, id) = scope.columns();
            query = query.bind(scope).id(id);
        }
        self.fetch_all(query, Setting::from_row).await
    }

    /// `server` is kept for a channel only: a person's settings hold everywhere, and outlast it.
    /// `false` when the person opted out.
    pub async fn set_setting(
        &self,
        scope: Scope,
        server: Option<u64>,
        name: &str,
        value: &str,
    ) -> Result<bool, StoreError> {
        let server = server.filter(|_| matches!(scope, Scope::Channel(_)));
        let (scope, id) = scope.columns();
        let query = sqlx::query(
            "INSERT INTO settings (scope, scope_id, name, value, server_id)
             SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT),
             CAST($5 AS BIGINT)
             WHERE $1 <> 'user' OR NOT EXISTS (SELECT 1 FROM opt_outs WHERE user_id = $2)
             ON CONFLICT (scope, scope_id, name) DO UPDATE SET
             value = excluded.value, server_id = excluded.server_id",
        )
        .bind(scope)
        .id(id)
        .text(name)
        .text(value)
        .id(server);
        Ok(self.execute(query).await? > 0)
    }

    pub async fn clear_setting(&self, scope: Scope, name: &str) -> Result<bool, StoreError> {
        let (scope, id) = scope.columns();
        let query =
            sqlx::query("DELETE FROM settings WHERE scope = $1 AND scope_id = $2 AND name = $3");
        Ok(self.execute(query.bind(scope).id(id).text(name)).await? > 0)
    }
}
