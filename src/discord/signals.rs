//! Being told to stop, by Ctrl-C or SIGTERM, and to read the texts anew, by SIGHUP.

use std::io;
use std::sync::Arc;

use crate::bot::CurrentBot;

pub(super) struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// Without this the signals would end the process.
    #[cfg(unix)]
    pub(super) fn take() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    #[cfg(not(unix))]
    pub(super) fn take() -> io::Result<Signals> {
        Ok(Signals {})
    }

    /// Done once for each signal.
    #[cfg(unix)]
    pub(super) async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    pub(super) async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// SIGHUP, where there is such a thing.
#[cfg(unix)]
pub(super) fn reload_when_told(
    current: Arc<CurrentBot>,
) -> io::Result<impl Future<Output = ()> + Send> {
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
pub(super) fn reload_when_told(_: Arc<CurrentBot>) -> io::Result<impl Future<Output = ()> + Send> {
    Ok(std::future::ready(()))
}
