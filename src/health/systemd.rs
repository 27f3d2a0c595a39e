//! Tells systemd, if that started the bot, that it is ready, lives and stops.

use std::time::Duration;

use sd_notify::NotifyState;
use tokio_util::task::AbortOnDropHandle;

/// Tells for as long as it lives.
pub(crate) struct Supervisor {
    _beating: Option<AbortOnDropHandle<()>>,
}

impl Supervisor {
    /// Says that the bot is ready and then, where the unit asks for it, that the runtime still
    /// turns. A deaf shard ends the process itself.
    pub(crate) fn ready() -> Supervisor {
        tell(&[NotifyState::Ready]);
        let period = sd_notify::watchdog_enabled().map(|period| period / 2);
        let beating = period.map(|period| AbortOnDropHandle::new(tokio::spawn(beat(period))));
        Supervisor { _beating: beating }
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        tell(&[NotifyState::Stopping]);
    }
}

async fn beat(period: Duration) {
    loop {
        tell(&[NotifyState::Watchdog]);
        tokio::time::sleep(period).await;
    }
}

fn tell(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::debug!(%error, "systemd was not told");
    }
}
