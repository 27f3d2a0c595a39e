//! What is stored of a person: shown, exported, deleted, and refused from then on.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tracing::error;

use super::actor::Actor;
use super::messages::help::QUESTIONS_FORGOTTEN;
use super::messages::{store_failed, stored_data as messages};
use super::quiz::QuizService;
use super::resources::Resources;
use super::settings::SettingsService;
use crate::reply::{Action, Button, Part, Reply, TextFile};
use crate::store::{PersonalRows, STORED, Store, StoreError};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivacyCommand {
    Show,
    Export,
    /// Asks for confirmation.
    Delete,
    OptOut(bool),
}

const FILE: &str = "verbatim-privacy.json";

pub struct PrivacyService {
    resources: Resources,
    settings: Arc<SettingsService>,
    quiz: Arc<QuizService>,
}

impl PrivacyService {
    pub(super) fn new(
        resources: Resources,
        settings: Arc<SettingsService>,
        quiz: Arc<QuizService>,
    ) -> Self {
        PrivacyService { resources, settings, quiz }
    }

    /// The reply is private.
    pub async fn command(&self, command: PrivacyCommand, actor: &Actor) -> Reply {
        let Some(store) = self.resources.store() else {
            return Reply::error(messages::NEEDS_STORE);
        };
        let done = match command {
            PrivacyCommand::Show => Ok(show(store, actor.person).await),
            PrivacyCommand::Export => export(store, actor.person).await,
            PrivacyCommand::Delete => before_deletion(store, actor.person).await,
            PrivacyCommand::OptOut(out) => self.opt_out(store, actor.person, out).await,
        };
        done.unwrap_or_else(|error| store_failed(&error))
    }

    /// Only if that person pressed the button.
    pub async fn forget(&self, person: u64, actor: &Actor) -> Reply {
        let Some(store) = self.resources.store() else {
            return Reply::error(messages::NEEDS_STORE);
        };
        if person != actor.person {
            return Reply::error(messages::NOT_YOURS);
        }
        let forgotten = self.quiz.forget(store, person).await;
        self.settings.invalidate();
        match forgotten {
            Ok(0) => Reply::ephemeral(messages::NOTHING),
            Ok(_) => Reply::ephemeral(messages::DELETED),
            Err(error) => store_failed(&error),
        }
    }

    async fn opt_out(&self, store: &Store, person: u64, out: bool) -> Result<Reply, StoreError> {
        if !out {
            store.opt_in(person).await?;
            return Ok(Reply::ephemeral(messages::OPTED_IN));
        }
        self.quiz.opt_out(store, person).await?;
        Ok(Reply::ephemeral(messages::OPTED_OUT))
    }
}

async fn show(store: &Store, person: u64) -> Reply {
    let tables = STORED
        .iter()
        .map(|table| messages::table(table.holds, table.people.first().map(|person| person.erase)));
    let own = match store.personal_rows(person).await {
        Ok(held) if held.is_empty() => messages::NOTHING.to_owned(),
        Ok(held) => {
            let opted_out = held.iter().any(|held| held.table == "opt_outs");
            messages::entries(count_rows(&held), opted_out)
        }
        Err(failure) => {
            error!(error = %failure, "the store failed");
            messages::unknown(&failure)
        }
    };
    let parts = vec![
        Part::Text(QUESTIONS_FORGOTTEN.to_owned()),
        Part::Text(messages::TABLES.to_owned()),
        Part::Text(tables.collect::<Vec<_>>().join("\n")),
        Part::Text(own),
        Part::Examples(messages::examples()),
    ];
    Reply { private: true, heading: Some(messages::HEADING.to_owned()), parts, ..Reply::default() }
}

fn count_rows(held: &[PersonalRows]) -> usize {
    held.iter().map(|held| held.rows.len()).sum()
}

async fn export(store: &Store, person: u64) -> Result<Reply, StoreError> {
    let held = store.personal_rows(person).await?;
    if held.is_empty() {
        return Ok(Reply::ephemeral(messages::NOTHING));
    }
    let row = |row: Vec<(&'static str, Option<String>)>| -> Value {
        row.into_iter()
            .map(|(column, value)| (column.to_owned(), Value::from(value)))
            .collect::<Map<_, _>>()
            .into()
    };
    let tables: Map<String, Value> = held
        .into_iter()
        .map(|held| {
            (held.table.to_owned(), held.rows.into_iter().map(row).collect::<Vec<_>>().into())
        })
        .collect();
    let text = format!("{:#}\n", json!({"person": person.to_string(), "kept": tables}));
    let file = Some(TextFile { name: FILE, text });
    Ok(Reply { file, ..Reply::ephemeral(messages::EXPORTED) })
}

async fn before_deletion(store: &Store, person: u64) -> Result<Reply, StoreError> {
    let held = store.personal_rows(person).await?;
    if held.is_empty() {
        return Ok(Reply::ephemeral(messages::NOTHING));
    }
    let buttons = vec![Button { label: messages::DELETE, action: Action::Forget { person } }];
    Ok(Reply { buttons, ..Reply::ephemeral(messages::confirm_deletion(count_rows(&held))) })
}
