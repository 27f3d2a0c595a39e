//! What is kept of a person: told, given, deleted, refused from then on.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tracing::error;

use super::messages;
use super::quiz::QuizService;
use super::request::Actor;
use super::resources::Resources;
use super::settings::SettingsService;
use crate::reply::{Action, Button, Part, Reply, TextFile};
use crate::store::{Erase, PersonalRows, STORED, Store, StoreError};

/// What a person wants to know or have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivacyCommand {
    /// What is kept.
    Show,
    /// Everything that is kept of them, as a file.
    Export,
    /// Deleting it; it is asked once more.
    Delete,
    /// Whether nothing more is to be kept.
    OptOut(bool),
}

/// The name of the file that holds what is kept of a person.
const FILE: &str = "verbatim-privacy.json";

/// Said where the bot has no memory.
const NO_STORE: &str = "This bot keeps nothing about anybody.";

/// Said when there is nothing of a person.
const NOTHING: &str = "I keep nothing about you.";

/// Said before something is deleted.
const SURE: &str = "This cannot be undone. What you taught or reported stays for the others, \
                    without your id. If you had opted out, that wish is deleted as well, because \
                    keeping it takes your id.";

/// Said when somebody else's button is pressed.
const NOT_YOURS: &str =
    "This button is somebody else's. Use /privacy delete for what is kept of you.";

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

    /// Tells, gives, deletes or refuses what is kept of whoever asks. Only they see the reply.
    pub async fn command(&self, command: PrivacyCommand, actor: &Actor) -> Reply {
        let Some(store) = self.resources.store() else { return Reply::ephemeral(NO_STORE) };
        let done = match command {
            PrivacyCommand::Show => Ok(shown(store, actor.person).await),
            PrivacyCommand::Export => export(store, actor.person).await,
            PrivacyCommand::Delete => before_deletion(store, actor.person).await,
            PrivacyCommand::OptOut(out) => self.opt_out(store, actor.person, out).await,
        };
        done.unwrap_or_else(|error| messages::store_failed(&error))
    }

    /// Deletes what is kept of a person, when it is they who pressed the button.
    pub async fn forget(&self, person: u64, actor: &Actor) -> Reply {
        let Some(store) = self.resources.store() else { return Reply::ephemeral(NO_STORE) };
        if person != actor.person {
            return Reply::ephemeral(NOT_YOURS);
        }
        let forgotten = self.quiz.forget(store, person).await;
        self.settings.invalidate();
        match forgotten {
            Ok(0) => Reply::ephemeral(NOTHING),
            Ok(_) => Reply::ephemeral("Done: nothing that I keep holds your id any more."),
            Err(error) => messages::store_failed(&error),
        }
    }

    async fn opt_out(&self, store: &Store, person: u64, out: bool) -> Result<Reply, StoreError> {
        if !out {
            store.opt_in(person).await?;
            return Ok(Reply::ephemeral(
                "You are no longer opted out: what you set with my commands is kept again.",
            ));
        }
        self.quiz.opt_out(store, person).await?;
        Ok(Reply::ephemeral(
            "You opted out: from now on I keep nothing of you but this wish. What was kept before \
             stays until you use /privacy delete, which also deletes this wish; opt out again \
             after it.",
        ))
    }
}

async fn shown(store: &Store, person: u64) -> Reply {
    let mut parts =
        vec![Part::Text(messages::QUESTIONS.to_owned()), Part::Text("What I keep:".to_owned())];
    let tables = STORED.iter().map(|table| {
        let fate = match table.people.first().map(|person| person.erase) {
            Some(Erase::Row) => "; deleted when you ask",
            Some(Erase::Id | Erase::Pseudonymize) => "; your id in it is deleted when you ask",
            None => "; no person's id",
        };
        format!("• {}{fate}", table.holds)
    });
    parts.push(Part::Text(tables.collect::<Vec<_>>().join("\n")));
    parts.push(Part::Text(match store.held_of(person).await {
        Ok(held) if held.is_empty() => NOTHING.to_owned(),
        Ok(held) => {
            let rows = held.iter().map(|held| held.rows.len()).sum::<usize>();
            let entries = if rows == 1 { "entry" } else { "entries" };
            format!("Your id is in {rows} {entries}. {}", opted(&held)).trim_end().to_owned()
        }
        Err(failure) => {
            error!(error = %failure, "the store failed");
            format!(
                "{} So I cannot tell whether anything is of you. {}",
                failure.user_message(),
                messages::TRY_LATER
            )
        }
    }));
    let examples = [
        ("/privacy export", "gives you all of it as a file"),
        ("/privacy delete", "deletes it, after asking once more"),
        ("/privacy optout on", "from then on nothing is kept of you; off takes that back"),
    ];
    parts.push(Part::Examples(
        examples.map(|(typed, does)| (typed.to_owned(), does.to_owned())).to_vec(),
    ));
    Reply { private: true, heading: Some("Privacy".to_owned()), parts, ..Reply::default() }
}

/// Whether the person opted out, in words; empty when not.
fn opted(held: &[PersonalRows]) -> &'static str {
    match held.iter().any(|held| held.table == "opt_outs") {
        true => "You opted out, so nothing is added.",
        false => "",
    }
}

async fn export(store: &Store, person: u64) -> Result<Reply, StoreError> {
    let held = store.held_of(person).await?;
    if held.is_empty() {
        return Ok(Reply::ephemeral(NOTHING));
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
    let said = Part::Text(
        "Everything that I keep with your id is in this file. Times are seconds since 1970."
            .to_owned(),
    );
    Ok(Reply {
        private: true,
        parts: vec![said],
        file: Some(TextFile { name: FILE, text }),
        ..Reply::default()
    })
}

async fn before_deletion(store: &Store, person: u64) -> Result<Reply, StoreError> {
    let held = store.held_of(person).await?;
    if held.is_empty() {
        return Ok(Reply::ephemeral(NOTHING));
    }
    let rows = held.iter().map(|held| held.rows.len()).sum::<usize>();
    let entries = if rows == 1 { "one entry".to_owned() } else { format!("{rows} entries") };
    let text = format!("Delete what I keep of you? Your id is in {entries}. {SURE}");
    let buttons = vec![Button { label: "Delete it", action: Action::Forget { person } }];
    Ok(Reply { buttons, ..Reply::ephemeral(text) })
}
