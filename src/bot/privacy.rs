//! What is stored of a person: shown, exported, deleted, and refused from then on.

use std::io::Write;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tracing::error;

use super::actor::Actor;
use super::leaderboard::LeaderboardService;
use super::messages::help::QUESTIONS_FORGOTTEN;
use super::messages::stored_data as messages;
use super::quiz::QuizService;
use super::resources::Resources;
use super::settings::SettingsService;
use crate::reply::{Action, AttachedFile, Button, Part, Reply};
use crate::store::{PersonalRows, STORED, Store, StoreError};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivacyCommand {
    Show,
    Export,
    Delete,
    OptOut(bool),
}

const FILE: &str = "verbatim-privacy.json";

const PACKED: &str = "verbatim-privacy.json.gz";

/// In bytes; a longer export is packed, to about a twentieth. Discord takes 10 MiB
/// (<https://docs.discord.com/developers/reference#uploading-files>).
const LONGEST: usize = 2 << 20;

pub struct PrivacyService {
    resources: Resources,
    settings: Arc<SettingsService>,
    quiz: Arc<QuizService>,
    leaderboard: Arc<LeaderboardService>,
}

impl PrivacyService {
    pub(super) fn new(
        resources: Resources,
        settings: Arc<SettingsService>,
        quiz: Arc<QuizService>,
        leaderboard: Arc<LeaderboardService>,
    ) -> Self {
        PrivacyService { resources, settings, quiz, leaderboard }
    }

    pub async fn command(&self, command: PrivacyCommand, actor: &Actor) -> Result<Reply, Reply> {
        let (store, person) = (self.resources.store_or(messages::NEEDS_STORE)?, actor.person);
        Ok(match command {
            PrivacyCommand::Show => show(store, person).await,
            PrivacyCommand::Export => export(store, person).await?,
            PrivacyCommand::Delete => before_deletion(store, person).await?,
            PrivacyCommand::OptOut(true) => {
                self.quiz.opt_out(store, person).await?;
                self.leaderboard.invalidate();
                Reply::ephemeral(messages::OPTED_OUT)
            }
            PrivacyCommand::OptOut(false) => {
                store.opt_in(person).await?;
                Reply::ephemeral(messages::OPTED_IN)
            }
        })
    }

    pub async fn forget(&self, person: u64, actor: &Actor) -> Result<Reply, Reply> {
        let store = self.resources.store_or(messages::NEEDS_STORE)?;
        if person != actor.person {
            return Err(Reply::error(messages::NOT_YOURS));
        }
        let forgotten = self.quiz.forget(store, person).await;
        self.settings.invalidate();
        self.leaderboard.invalidate();
        Ok(Reply::ephemeral(if forgotten? == 0 { messages::NOTHING } else { messages::DELETED }))
    }
}

async fn show(store: &Store, person: u64) -> Reply {
    let tables = STORED
        .iter()
        .map(|table| messages::table(table.holds, table.person.map(|person| person.erase)));
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
        Part::text(QUESTIONS_FORGOTTEN),
        Part::text(messages::TABLES),
        Part::Text(tables.collect::<Vec<_>>().join("\n")),
        Part::Text(own),
        Part::Lines(messages::examples()),
    ];
    Reply { private: true, ..Reply::titled(messages::HEADING, parts) }
}

fn count_rows(held: &[PersonalRows]) -> usize {
    held.iter().map(|held| held.rows.len()).sum()
}

/// Else that there is nothing.
async fn held(store: &Store, person: u64) -> Result<Vec<PersonalRows>, Reply> {
    let held = store.personal_rows(person).await?;
    if held.is_empty() { Err(Reply::ephemeral(messages::NOTHING)) } else { Ok(held) }
}

async fn export(store: &Store, person: u64) -> Result<Reply, Reply> {
    let held = held(store, person).await?;
    let row = |row: Vec<(String, Option<String>)>| Value::from_iter(row);
    let tables: Map<String, Value> = held
        .into_iter()
        .map(|held| (held.table.to_owned(), held.rows.into_iter().map(row).collect()))
        .collect();
    let text = format!("{:#}\n", json!({"person": person.to_string(), "kept": tables}));
    let (file, said) = match text.len() <= LONGEST {
        true => (AttachedFile { name: FILE, bytes: text.into_bytes() }, messages::EXPORTED),
        false => {
            let packed = tokio::task::spawn_blocking(move || packed(&text)).await;
            let bytes = packed.map_err(|_| StoreError::Timeout)?;
            (AttachedFile { name: PACKED, bytes }, messages::EXPORTED_PACKED)
        }
    };
    Ok(Reply { file: Some(file), ..Reply::ephemeral(said) })
}

fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = packer.write_all(text.as_bytes());
    packer.finish().unwrap_or_default()
}

async fn before_deletion(store: &Store, person: u64) -> Result<Reply, Reply> {
    let held = held(store, person).await?;
    let buttons = vec![Button { label: messages::DELETE, action: Action::Forget { person } }];
    Ok(Reply { buttons, ..Reply::ephemeral(messages::confirm_deletion(count_rows(&held))) })
}
