//! Applies events to sessions.

use tokio::sync::MutexGuard;

use super::active::{ActiveSession, Applied, State};
use super::apply_error::ApplyError;
use super::options::Player;
use super::sessions::Sessions;
use super::stored_log;
use crate::quiz::{Entry, Event, Phase};

impl Sessions {
    /// `by` is none for the program's own events. When this succeeds, the event is stored.
    pub(super) async fn apply_event(
        &self,
        active: &ActiveSession,
        by: Option<Player<'_>>,
        event: Event,
    ) -> Result<Applied, ApplyError> {
        let mut state = self.state_of(active).await?;
        // Finished sessions are left, too; their rules give the better reason.
        if !self.runs(active) && *state.session.phase() != Phase::Finished {
            return Err(ApplyError::Elsewhere);
        }
        let now = self.now();
        let (id, made) = (by.map(|by| by.event), by.map_or(now, |by| by.made));
        let entry = Entry { id, made, now, event };
        let row = stored_log::row(&entry)?;
        let effect = state.session.step(&entry)?;
        let closes = state.session.open_question().map(|(asking, _)| asking.closes);
        let is_over = *state.session.phase() == Phase::Finished;
        let ended = is_over.then_some((now / 1_000).cast_signed());
        let (number, reloads) = (state.entries, state.reloads);
        state.entries += 1;
        state.waiting.extend(effect.clone().map(|effect| (number, effect)));
        let pending = self.writes.add(&active.id, number, row, ended);
        drop(state);
        let written = self.writes.written(&active.store, &self.me, pending).await;
        let mut state = active.state.lock().await;
        match written {
            Ok(true) if state.reloads == reloads => {
                state.written = state.written.max(number + 1);
                active.wakeup.notify_one();
            }
            // Or it is only in the log: a reload did not see it.
            _ => state.stale = true,
        }
        if written? { Ok(Applied { effect, closes }) } else { Err(ApplyError::Elsewhere) }
    }

    /// Reloads a stale state first.
    pub(super) async fn state_of<'a>(
        &self,
        active: &'a ActiveSession,
    ) -> Result<MutexGuard<'a, State>, ApplyError> {
        let mut state = active.state.lock().await;
        if state.stale {
            self.reload(active, &mut state).await?;
        }
        Ok(state)
    }

    async fn reload(&self, active: &ActiveSession, state: &mut State) -> Result<(), ApplyError> {
        let Some(stored) = self.own(&active.store, &active.id).await? else {
            self.leave(active);
            return Err(ApplyError::Elsewhere);
        };
        let fresh = State::load(&active.store, &stored).await?;
        let names = std::mem::take(&mut state.names);
        let mut pseudonyms = std::mem::take(&mut state.pseudonyms);
        // A host whose id was deleted stays host under the replacement id.
        let (host, named) = (fresh.session.setup().host, state.session.setup().host);
        if host != named {
            pseudonyms.insert(named, host);
        }
        *state = State { names, pseudonyms, reloads: state.reloads + 1, ..fresh };
        Ok(())
    }
}
