//! `verbatim store`: looking after what is kept.

use std::io::Write;
use std::path::Path;

use super::open::{block_on, open_store};
use crate::config::Settings;
use crate::store::{Store, StoreError};

pub(super) fn backup(settings: &Settings, file: &Path) -> anyhow::Result<()> {
    block_on(open_store(settings)?.backup(file))??;
    writeln!(anstream::stdout(), "Everything that is kept was copied to {}.", file.display())?;
    Ok(())
}

pub(super) fn migrate(settings: &Settings) -> anyhow::Result<()> {
    block_on(open_store(settings)?.open())??;
    status(settings)
}

pub(super) fn status(settings: &Settings) -> anyhow::Result<()> {
    let store = open_store(settings)?;
    let place = place(&store);
    let said = match block_on(store.versions())?? {
        (None, known) => {
            format!("There are no tables in {place} yet; this program's have version {known}.")
        }
        (Some(found), known) if found < known => format!(
            "The tables in {place} have version {found}, this program's {known}: `verbatim store \
             migrate`, or the next start, brings them up to date."
        ),
        (Some(found), known) if found > known => StoreError::Newer { found, known }.to_string(),
        (Some(found), _) => {
            format!("The tables in {place} have version {found}, as this program's.")
        }
    };
    writeln!(anstream::stdout(), "{said}")?;
    Ok(())
}

fn place(store: &Store) -> String {
    store.file().map_or("a PostgreSQL database".to_owned(), |file| file.display().to_string())
}

/// A file that is not there yet is not made.
pub(super) fn state(settings: &Settings) -> anyhow::Result<String> {
    let Some(store) = Store::from_url(&settings.store.database_url()?)? else {
        return Ok("Nothing is kept (store.url = \"none\").".to_owned());
    };
    if store.file().is_some_and(|file| !file.exists()) {
        return Ok(format!("{} is made when there is something to keep.", place(&store)));
    }
    block_on(store.open())??;
    Ok(format!("What people set is kept in {}, which can be used.", place(&store)))
}
