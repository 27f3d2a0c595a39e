//! `serve`: the page, from its link to its end.

use std::io::Write;
use std::sync::Arc;

use anyhow::Context;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use super::open::{open, open_engine};
use crate::bot::CurrentBot;
use crate::config::Settings;
use crate::store::Store;
use crate::web::Server;

/// In the folder that goes with the program.
const FILE: &str = "web.db";

pub(super) fn serve(settings: Settings) -> anyhow::Result<()> {
    // Kept until the end.
    let folder = tempfile::tempdir().context("no folder for quizzes could be made")?;
    let file = match settings.web.store.as_os_str().is_empty() {
        true => folder.path().join(FILE),
        false => settings.web.store.clone(),
    };
    let store = Store::from_url(&SecretString::from(file.to_string_lossy().into_owned()))?;
    let bot = Arc::new(open(&settings)?.with_store(store));
    let again = settings.clone();
    let load = move || open_engine(&again).map_err(Into::into);
    let current = Arc::new(CurrentBot::new(bot, Some(Arc::new(load))));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let server = Server::bind(&settings, Arc::clone(&current)).await?;
        let stopping = CancellationToken::new();
        tokio::spawn(stop_when_told(stopping.clone())?);
        tokio::spawn(reload_when_told(current)?);
        writeln!(anstream::stdout(), "http://{}/", server.address()?)?;
        server.run(stopping).await;
        Ok(())
    })
}

#[cfg(unix)]
fn stop_when_told(stopping: CancellationToken) -> std::io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        stopping.cancel();
    })
}

#[cfg(unix)]
fn reload_when_told(current: Arc<CurrentBot>) -> std::io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        while hangup.recv().await.is_some() {
            // What went wrong stands in the log.
            let _ = current.reload().await;
        }
    })
}

#[cfg(not(unix))]
fn reload_when_told(_: Arc<CurrentBot>) -> std::io::Result<impl Future<Output = ()> + Send> {
    Ok(std::future::ready(()))
}

#[cfg(not(unix))]
fn stop_when_told(stopping: CancellationToken) -> std::io::Result<impl Future<Output = ()> + Send> {
    Ok(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            stopping.cancel();
        }
    })
}
