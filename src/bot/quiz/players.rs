//! Who players are in a session's log (pseudonyms after opting out), and whose answers may bring
//! points.

use super::active::ActiveSession;
use super::apply_error::ApplyError;
use super::options::Player;
use super::service::QuizService;
use crate::quiz::{CLAIM_WINDOW, Event};
use crate::store::{Store, StoreError, is_pseudonym};

impl QuizService {
    /// The id in the log.
    pub(super) async fn user(
        &self,
        active: &ActiveSession,
        player: Player<'_>,
    ) -> Result<u64, ApplyError> {
        let person = player.actor.person;
        let opted_out = active.store.opted_out(person).await?;
        let mut state = self.sessions.state_of(active).await?;
        if opted_out || state.pseudonyms.contains_key(&person) {
            return Ok(state.pseudonym(person));
        }
        state.names.entry(person).or_insert_with(|| player.actor.name.clone());
        Ok(person)
    }

    /// With whether an answer may bring points.
    pub(super) async fn user_who_answers(
        &self,
        active: &ActiveSession,
        number: usize,
        player: Player<'_>,
    ) -> Result<(u64, bool), ApplyError> {
        let user = self.user(active, player).await?;
        let item = {
            let state = active.state.lock().await;
            let open = state.session.open_question();
            // The rules reject an answer when no question is open.
            let open = open.filter(|(open, _)| open.number == number && !is_pseudonym(user));
            let Some((open, asked)) = open else { return Ok((user, false)) };
            if let Some(before) = open.submissions.get(&user) {
                return Ok((user, before.counts));
            }
            asked.item.clone()
        };
        let since = self.sessions.now().saturating_sub(CLAIM_WINDOW) / 1_000;
        let counts = self.sessions.claims(user, &item, &active.id)
            && !active.store.scored_elsewhere(user, &item, &active.id, since.cast_signed()).await?;
        Ok((user, counts))
    }

    /// In this process and the database; returns the number of deleted rows.
    pub(crate) async fn forget(&self, store: &Store, person: u64) -> Result<u64, StoreError> {
        self.sessions.forget(person);
        let all = self.sessions.those(|_| true);
        for active in &all {
            active.state.lock().await.forget(person);
            let event = Event::Forgotten { user: person };
            let applied = self.sessions.apply_event(active, None, event).await;
            if let Err(ApplyError::Store(failure)) = applied {
                return Err(failure);
            }
        }
        let _paused = self.sessions.writes.pause().await;
        let rows = store.forget(person).await?;
        for active in &all {
            active.state.lock().await.changed(person, None);
        }
        Ok(rows)
    }

    /// The pseudonym holds in all running sessions, from their beginning on.
    pub(crate) async fn opt_out(&self, store: &Store, person: u64) -> Result<(), StoreError> {
        let _paused = self.sessions.writes.pause().await;
        let pseudonym = store.opt_out(person, self.resources.now()).await?;
        for active in self.sessions.those(|_| true) {
            active.state.lock().await.changed(person, Some(pseudonym));
        }
        Ok(())
    }
}
