//! A session that this process runs: its state, and what waits to be shown.
//!
//! So that players do not wait for each other, an event changes the state before it is written;
//! nobody is told until then. If writing fails, the state is reloaded from the log.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Mutex, Notify, OnceCell};

use super::apply_error::ApplyError;
use super::presenter::{Audience, Presenter};
use super::stored_log;
use crate::quiz::{Deck, Effect, Millis, Phase, Session};
use crate::store::{Store, StoreError, StoredSession, new_pseudonym};

pub(super) struct ActiveSession {
    pub(super) id: String,
    pub(super) store: Arc<Store>,
    pub(super) channel: u64,
    pub(super) server: Option<u64>,
    pub(super) since: Millis,
    pub(super) place: AtomicU64,
    pub(super) state: Mutex<State>,
    pub(super) wakeup: Notify,
    /// Kept while it runs, although the texts may be read anew.
    pub(super) deck: OnceCell<Arc<Deck>>,
}

pub(super) struct State {
    pub(super) session: Session,
    /// Given to the write batcher; of these written.
    pub(super) entries: u64,
    pub(super) written: u64,
    pub(super) waiting: BTreeMap<u64, Effect>,
    /// The state may differ from the log.
    pub(super) stale: bool,
    pub(super) reloads: u32,
    /// Stored nowhere.
    pub(super) names: HashMap<u64, String>,
    /// People who opted out, and their ids in the log.
    pub(super) pseudonyms: HashMap<u64, u64>,
}

pub(super) struct Applied {
    pub(super) effect: Option<Effect>,
    pub(super) closes: Option<Millis>,
}

impl ActiveSession {
    pub(super) async fn load(
        store: &Arc<Store>,
        stored: &StoredSession,
        now: Millis,
    ) -> Result<ActiveSession, ApplyError> {
        Ok(ActiveSession {
            id: stored.id.clone(),
            store: Arc::clone(store),
            channel: stored.channel,
            server: stored.server,
            since: now,
            place: AtomicU64::new(stored.place),
            state: Mutex::new(State::load(store, stored).await?),
            wakeup: Notify::new(),
            deck: OnceCell::new(),
        })
    }

    pub(super) fn place(&self) -> u64 {
        self.place.load(Ordering::Relaxed)
    }

    pub(super) fn presenter<'a>(&'a self, state: &'a State, deck: &'a Deck) -> Presenter<'a> {
        let State { session, names, pseudonyms, .. } = state;
        Presenter { session, deck, audience: Audience::Channel { id: &self.id, names, pseudonyms } }
    }

    pub(super) async fn next_to_show(&self) -> Option<(u64, Effect)> {
        let state = self.state.lock().await;
        let (number, effect) =
            state.waiting.first_key_value().filter(|(number, _)| **number < state.written)?;
        Some((*number, effect.clone()))
    }

    /// Or nothing of it is to be shown.
    pub(super) async fn showed(&self, number: u64) -> Result<(), StoreError> {
        self.store.mark_shown(&self.id, number + 1).await?;
        self.state.lock().await.waiting.remove(&number);
        Ok(())
    }
}

impl State {
    pub(super) async fn load(store: &Store, stored: &StoredSession) -> Result<State, ApplyError> {
        let (session, entries, waiting) = stored_log::replayed(store, stored).await?;
        Ok(State {
            session,
            entries,
            written: entries,
            waiting,
            stale: false,
            reloads: 0,
            names: HashMap::new(),
            pseudonyms: HashMap::new(),
        })
    }

    /// Also in what waits to be shown; not in the log.
    pub(super) fn forget(&mut self, person: u64) {
        self.names.remove(&person);
        self.waiting.values_mut().for_each(|effect| effect.forget(person));
    }

    pub(super) fn changed(&mut self, person: u64, pseudonym: Option<u64>) {
        self.forget(person);
        self.pseudonyms.extend(pseudonym.map(|pseudonym| (person, pseudonym)));
        self.stale = true;
    }

    pub(super) fn pseudonym(&mut self, person: u64) -> u64 {
        self.names.remove(&person);
        *self.pseudonyms.entry(person).or_insert_with(new_pseudonym)
    }

    pub(super) fn is_done(&self) -> bool {
        *self.session.phase() == Phase::Finished && self.waiting.is_empty() && !self.stale
    }
}
