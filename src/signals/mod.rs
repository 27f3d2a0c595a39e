//! What a running program is told from outside: to stop, by Ctrl-C or SIGTERM, and to reload the
//! texts.

mod reload;

use std::io;

use tokio_util::sync::CancellationToken;

pub(crate) use reload::reloading;

pub(crate) struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// Without this the signals would end the process.
    #[cfg(unix)]
    pub(crate) fn take() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    #[cfg(not(unix))]
    pub(crate) fn take() -> io::Result<Signals> {
        Ok(Signals {})
    }

    /// Waits for `serving`, which a first signal ends by `stop`. `None` at a second one, which
    /// leaves unfinished what is under way.
    pub(crate) async fn serve<T>(
        mut self,
        serving: impl Future<Output = T>,
        stop: &CancellationToken,
    ) -> Option<T> {
        tokio::pin!(serving);
        tokio::select! {
            served = &mut serving => return Some(served),
            () = self.next() => stop.cancel(),
        }
        tokio::select! {
            served = serving => Some(served),
            () = self.next() => None,
        }
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
