//! What a running program is told from outside: to stop, by Ctrl-C or SIGTERM, and to reload the
//! texts.

mod reload;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::bot::CurrentBot;
use crate::config::CorpusSettings;
use reload::reloading;

/// For threads to end after what they served.
const LAST_THREADS: Duration = Duration::from_millis(500);

pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// What `load` gives, with the signals that came since it began; `None` where they stop the
    /// program before it is done.
    pub(crate) fn while_loading<T: Send + 'static>(
        load: impl FnOnce() -> T + Send + 'static,
    ) -> io::Result<Option<(Signals, T)>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let loaded = runtime.block_on(async {
            let mut signals = Signals::take()?;
            let stopped = tokio::select! {
                loaded = tokio::task::spawn_blocking(load) => Some(loaded),
                () = signals.next() => None,
            };
            let loaded = stopped.transpose().map_err(io::Error::other)?;
            Ok(loaded.map(|loaded| (signals, loaded)))
        });
        runtime.shutdown_background();
        loaded
    }

    /// Without this the signals would end the process.
    fn take() -> io::Result<Signals> {
        // The texts are being read, so there is nothing to read anew yet.
        drop(signal(SignalKind::hangup())?);
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Runs `serving`, which a first signal ends by its token, and reloads the texts meanwhile.
    /// `None` at a second signal, which leaves unfinished what is under way.
    pub(crate) fn serve<T, E: From<io::Error>>(
        mut self,
        settings: &CorpusSettings,
        current: &Arc<CurrentBot>,
        serving: impl AsyncFnOnce(CancellationToken) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let served = runtime.block_on(async {
            let stop = CancellationToken::new();
            let _reloading = reloading(settings, current)?;
            let mut serving = std::pin::pin!(serving(stop.clone()));
            tokio::select! {
                served = &mut serving => return served.map(Some),
                () = self.next() => stop.cancel(),
            }
            tokio::select! {
                served = serving => served.map(Some),
                () = self.next() => Ok(None),
            }
        });
        match served {
            Ok(None) => runtime.shutdown_background(),
            _ => runtime.shutdown_timeout(LAST_THREADS),
        }
        served
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
