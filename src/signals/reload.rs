//! Reading the texts anew while the bot runs: by SIGHUP, and, if set, when a file of the corpus
//! changes.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use notify::{RecursiveMode, Watcher};
use tokio::sync::Notify;
use tokio::time::timeout;
use tokio_util::task::AbortOnDropHandle;

use crate::bot::CurrentBot;
use crate::config::CorpusSettings;

/// A copied folder changes file by file; it is read after so long without a change.
const QUIET: Duration = Duration::from_secs(1);

/// For as long as it lives.
pub(crate) struct Reloading {
    _on_hangup: AbortOnDropHandle<()>,
    _on_change: Option<AbortOnDropHandle<()>>,
}

impl Reloading {
    /// Must be called in a runtime.
    pub(crate) fn start(settings: &CorpusSettings, current: &Arc<CurrentBot>) -> io::Result<Self> {
        let on_hangup = tokio::spawn(on_hangup(Arc::clone(current))?);
        let on_change = match settings.watch {
            true => Some(tokio::spawn(on_change(&settings.dir, Arc::clone(current))?)),
            false => None,
        };
        Ok(Reloading {
            _on_hangup: AbortOnDropHandle::new(on_hangup),
            _on_change: on_change.map(AbortOnDropHandle::new),
        })
    }
}

#[cfg(unix)]
fn on_hangup(current: Arc<CurrentBot>) -> io::Result<impl Future<Output = ()> + Send> {
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
fn on_hangup(_: Arc<CurrentBot>) -> io::Result<impl Future<Output = ()> + Send> {
    Ok(std::future::ready(()))
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
