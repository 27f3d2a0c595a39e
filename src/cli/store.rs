//! `verbatim store`: looking after what is kept.

use std::io::Write;
use std::path::PathBuf;

use anyhow::bail;
use clap::Subcommand;

use super::open::{block_on, open_store};
use crate::config::Settings;
use crate::store::Store;

#[derive(Debug, Subcommand)]
pub(super) enum StoreCommand {
    /// Copy a SQLite database to a new file, also while the bot is running.
    #[command(
        after_help = "To put a copy back: stop the bot, remove the database's files that end \
                      in -wal and -shm, which would undo it, and put the copy in the place that \
                      store.url names."
    )]
    Backup {
        /// The new file.
        file: PathBuf,
    },
    /// Bring the database's tables up to date; `run` does it, too, when it starts.
    Migrate,
    /// Say where things are kept and of which version the tables are; changes nothing.
    Status,
}

pub(super) fn run(settings: &Settings, command: StoreCommand) -> anyhow::Result<()> {
    match command {
        StoreCommand::Backup { file } => {
            block_on(open_store(settings)?.backup(&file))??;
            let file = file.display();
            Ok(writeln!(anstream::stdout(), "Everything that is kept was copied to {file}.")?)
        }
        StoreCommand::Migrate => {
            block_on(open_store(settings)?.open())??;
            Ok(writeln!(anstream::stdout(), "{}", state(settings)?)?)
        }
        StoreCommand::Status => Ok(writeln!(anstream::stdout(), "{}", state(settings)?)?),
    }
}

fn place(store: &Store) -> String {
    store.file().map_or("a PostgreSQL database".to_owned(), |file| file.display().to_string())
}

fn older(store: &Store, found: i64, known: i64) -> String {
    let place = place(store);
    format!(
        "tables in {place} have version {found}, this program's {known}: `verbatim store migrate`, \
         or the next start, brings them up to date"
    )
}

/// For commands that only look: `None` while nothing is kept. Fails where the tables are of another
/// version.
pub(super) fn kept(settings: &Settings) -> anyhow::Result<Option<Store>> {
    let store = open_store(settings)?;
    match block_on(store.versions())?? {
        (None, _) => Ok(None),
        (Some(found), known) if found < known => bail!("the {}", older(&store, found, known)),
        _ => Ok(Some(store)),
    }
}

/// Changes nothing.
pub(super) fn state(settings: &Settings) -> anyhow::Result<String> {
    let Some(store) = Store::from_url(&settings.store.database_url()?)? else {
        return Ok("Nothing is kept (store.url = \"none\").".to_owned());
    };
    let place = place(&store);
    store.check_file()?;
    Ok(match block_on(store.versions())?? {
        (None, _) => format!("There are no tables in {place} yet; they are made when needed."),
        (Some(found), known) if found < known => format!("The {}.", older(&store, found, known)),
        (Some(found), _) => format!(
            "What people set is kept in {place}, which can be used: its tables have version \
             {found}, as this program's."
        ),
    })
}
