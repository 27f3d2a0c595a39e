//! Being told to stop: Ctrl-C, or SIGTERM where there is such a thing.

use std::io;

/// The signals that stop the program, once and again.
pub(super) struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// Takes the signals over; without that they would end the process.
    #[cfg(unix)]
    pub(super) fn take() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Takes the signals over; without that they would end the process.
    #[cfg(not(unix))]
    pub(super) fn take() -> io::Result<Signals> {
        Ok(Signals {})
    }

    /// Done when the process is told to stop, once more each time.
    #[cfg(unix)]
    pub(super) async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    /// Done when the process is told to stop, once more each time.
    #[cfg(not(unix))]
    pub(super) async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
