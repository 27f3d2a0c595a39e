//! A session that this process runs: its state in memory, which is what its log says, and what of
//! it waits to be shown.
//!
//! An event is tried on the state, handed to the write batcher and only then waited for, so that many
//! players need not wait for each other. Until it is written nobody is told and nothing is shown.
//! Where writing fails, the state in memory is thrown away and loaded again from the log.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::sync::{Mutex, Notify};

use super::apply_error::ApplyError;
use super::presenter::{Audience, Presenter};
use super::stored_log;
use crate::quiz::{Deck, Effect, Millis, Phase, Session};
use crate::store::{Store, StoredSession, new_pseudonym};

pub(super) struct ActiveSession {
    pub(super) id: String,
    pub(super) channel: u64,
    pub(super) server: Option<u64>,
    /// When this process began to run it.
    pub(super) since: Millis,
    pub(super) place: AtomicU64,
    pub(super) state: Mutex<State>,
    /// Notified when there is something new to show.
    pub(super) wakeup: Notify,
    /// Whether somebody drives it already.
    pub(super) driven: AtomicBool,
    /// Whether another process runs it now, or it is over and all is shown.
    pub(super) gone: AtomicBool,
}

pub(super) struct State {
    pub(super) session: Session,
    /// How many entries the write batcher was given, how many of these are written, and how many of these
    /// were shown.
    pub(super) entries: u64,
    pub(super) written: u64,
    pub(super) shown: u64,
    /// What is to be shown, by the number of its entry.
    pub(super) waiting: BTreeMap<u64, Vec<Effect>>,
    /// Whether the state may say other than the log.
    pub(super) stale: bool,
    pub(super) reloads: u32,
    /// What players go by; stored nowhere.
    pub(super) names: HashMap<u64, String>,
    /// The numbers under which those stand in the log who want nothing stored.
    pub(super) pseudonyms: HashMap<u64, u64>,
    /// For the open question, whether each player's answer may bring points.
    pub(super) counts: HashMap<u64, bool>,
    /// The question that this is about.
    pub(super) counts_for: usize,
}

pub(super) struct Applied {
    pub(super) effects: Vec<Effect>,
    pub(super) closes: Option<Millis>,
}

impl ActiveSession {
    /// A session as the store has it.
    pub(super) async fn load(
        store: &Store,
        stored: &StoredSession,
        now: Millis,
    ) -> Result<ActiveSession, ApplyError> {
        let (setup, _) = stored_log::parse(stored)?;
        let log = store.session_log(&stored.id).await?;
        let (session, effects) = stored_log::replayed(setup, &log, stored.shown)?;
        let entries = log.len() as u64;
        let mut state = State {
            session,
            entries,
            written: entries,
            shown: stored.shown,
            waiting: BTreeMap::new(),
            stale: false,
            reloads: 0,
            names: HashMap::new(),
            pseudonyms: HashMap::new(),
            counts: HashMap::new(),
            counts_for: 0,
        };
        for (number, effect) in effects {
            state.waiting.entry(number).or_default().push(effect);
        }
        Ok(ActiveSession {
            id: stored.id.clone(),
            channel: stored.channel,
            server: stored.server,
            since: now,
            place: AtomicU64::new(stored.place),
            state: Mutex::new(state),
            wakeup: Notify::new(),
            driven: AtomicBool::new(false),
            gone: AtomicBool::new(false),
        })
    }

    pub(super) fn place(&self) -> u64 {
        self.place.load(Ordering::Relaxed)
    }

    /// Whether this process does not run it any more.
    pub(super) fn is_gone(&self) -> bool {
        self.gone.load(Ordering::Relaxed)
    }

    /// Presents the session, whose state is locked.
    pub(super) fn presenter<'a>(&'a self, state: &'a State, deck: &'a Deck) -> Presenter<'a> {
        let State { session, names, pseudonyms, .. } = state;
        Presenter { session, deck, audience: Audience::Channel { id: &self.id, names, pseudonyms } }
    }

    /// The next entry that is to be shown, and what of it.
    pub(super) async fn next_to_show(&self) -> Option<(u64, Vec<Effect>)> {
        let state = self.state.lock().await;
        let (number, effects) =
            state.waiting.first_key_value().filter(|(number, _)| **number < state.written)?;
        Some((*number, effects.clone()))
    }

    pub(super) async fn showed(&self, number: u64) {
        let mut state = self.state.lock().await;
        state.waiting.remove(&number);
        state.shown = number + 1;
    }
}

impl State {
    /// Takes a person out of what is known and of what is still to be shown; the log is another
    /// matter.
    pub(super) fn forget(&mut self, person: u64) {
        self.names.remove(&person);
        self.counts.remove(&person);
        self.waiting.values_mut().flatten().for_each(|effect| effect.forget(person));
    }

    /// A person's number in the log was changed, or all of the log: the state is loaded again.
    pub(super) fn changed(&mut self, person: u64, pseudonym: Option<u64>) {
        self.forget(person);
        self.pseudonyms.extend(pseudonym.map(|pseudonym| (person, pseudonym)));
        self.stale = true;
    }

    /// Returns the number of a person who wants nothing stored.
    pub(super) fn pseudonym(&mut self, person: u64) -> u64 {
        self.names.remove(&person);
        *self.pseudonyms.entry(person).or_insert_with(new_pseudonym)
    }

    /// Whether the session is over, all of it is written and all of it was shown.
    pub(super) fn is_done(&self) -> bool {
        matches!(self.session.phase(), Phase::Finished(_)) && self.waiting.is_empty() && !self.stale
    }
}
