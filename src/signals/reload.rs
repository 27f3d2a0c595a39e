//! Reading the texts anew while the bot runs: by SIGHUP, and, if set, when a file of the corpus
//! changes.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use notify::{RecursiveMode, Watcher};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::bot::CurrentBot;
use crate::config::CorpusSettings;

/// A copied folder changes file by file; it is read after so long without a change.
const QUIET: Duration = Duration::from_secs(1);

/// Until what it returns is dropped. Must be called in a runtime.
pub(super) fn reloading(
    settings: &CorpusSettings,
    current: &Arc<CurrentBot>,
) -> io::Result<JoinSet<()>> {
    let mut tasks = JoinSet::new();
    tasks.spawn(on_hangup(Arc::clone(current))?);
    if settings.watch {
        tasks.spawn(on_change(&settings.dir, Arc::clone(current))?);
    }
    Ok(tasks)
}

fn on_hangup(current: Arc<CurrentBot>) -> io::Result<impl Future<Output = ()> + Send> {
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        while hangup.recv().await.is_some() {
            // What went wrong stands in the log.
            let _ = current.reload().await;
        }
    })
}

fn on_change(
    folder: &Path,
    current: Arc<CurrentBot>,
) -> io::Result<impl Future<Output = ()> + Send + use<>> {
    let changed = Arc::new(Notify::new());
    let tell = Arc::clone(&changed);
    let heard = move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            tell.notify_one();
        }
    };
    let mut watcher = notify::recommended_watcher(heard).map_err(io::Error::other)?;
    watcher.watch(folder, RecursiveMode::Recursive).map_err(io::Error::other)?;
    Ok(async move {
        let _watcher = watcher;
        loop {
            changed.notified().await;
            while timeout(QUIET, changed.notified()).await.is_ok() {}
            let _ = current.reload().await;
        }
    })
}
