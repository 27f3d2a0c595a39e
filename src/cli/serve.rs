//! `serve`: the page, from its link to its end.

use std::io::Write;
use std::sync::Arc;

use anyhow::Context;
use secrecy::SecretString;

use super::open::{open, reloadable};
use crate::config::Settings;
use crate::signals::Signals;
use crate::store::Store;
use crate::web::Server;

const FILE: &str = "web.db";

pub(super) fn serve(settings: Settings) -> anyhow::Result<()> {
    // Kept until the end.
    let folder = tempfile::tempdir().context("no folder for quizzes could be made")?;
    let file = match settings.web.store.as_os_str().is_empty() {
        true => folder.path().join(FILE),
        false => settings.web.store.clone(),
    };
    let store = Store::from_url(&SecretString::from(file.to_string_lossy().into_owned()))?;
    let known = settings.clone();
    let Some((signals, bot)) = Signals::while_loading(move || open(&known))? else {
        return Ok(());
    };
    let current = Arc::new(reloadable(&settings, bot?.with_store(store)));
    signals
        .serve(&settings.corpus, &current, async |stop| {
            let server = Server::bind(&settings, Arc::clone(&current), stop).await?;
            writeln!(anstream::stdout(), "http://{}/", server.address()?)?;
            server.run().await;
            Ok(())
        })
        .map(drop)
}
