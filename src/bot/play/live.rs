//! A round that this process runs: its state in memory, which is what its log says, and what of it waits to be shown.
//!
//! An event is tried on the state, handed to the journal and only then waited for, so that many players need not wait for each
//! other. Until it is written nobody is told and nothing is shown. Where writing fails, the state in memory is thrown away and
//! made again from the log.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::sync::{Mutex, MutexGuard, Notify};

use super::Rounds;
use super::record::{self, Unreadable};
use crate::quiz::{Effect, Entry, Event, Millis, Phase, Refused, Round};
use crate::store::{Store, StoreError, StoredRound, nobody};

/// A round that this process runs.
pub(super) struct Live {
    pub(super) id: String,
    pub(super) channel: u64,
    pub(super) server: Option<u64>,
    /// When this process began to run it.
    pub(super) since: Millis,
    /// Where it is played.
    pub(super) place: AtomicU64,
    pub(super) state: Mutex<State>,
    /// Told when there is something new to show.
    pub(super) news: Notify,
    /// Whether somebody drives it already.
    pub(super) driven: AtomicBool,
    /// Whether another process runs it now, or it is over and all is shown.
    pub(super) gone: AtomicBool,
}

/// The state of a round.
pub(super) struct State {
    pub(super) round: Round,
    /// How many entries the journal was given, how many of these are written, and how many of these were shown.
    entries: u64,
    written: u64,
    pub(super) shown: u64,
    /// What is to be shown, by the number of its entry.
    waiting: BTreeMap<u64, Vec<Effect>>,
    /// Whether the state may say other than the log.
    stale: bool,
    /// How often it was made again.
    made: u32,
    /// What players go by; kept nowhere else.
    pub(super) names: HashMap<u64, String>,
    /// Who stands in the log under a number that stands for nobody, because they want nothing kept.
    pub(super) masks: HashMap<u64, u64>,
    /// For the open question, whether each player's answer may bring points.
    pub(super) counts: HashMap<u64, bool>,
    /// The question that this is about.
    pub(super) counts_for: usize,
}

/// Why nothing came of an event.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotTaken {
    /// The rules do not allow it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another process runs the round, or is about to.
    #[error("another process runs the round")]
    Elsewhere,
    /// It cannot be understood any more.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// What an event came to.
pub(super) struct Taken {
    /// What is shown of it.
    pub(super) effects: Vec<Effect>,
    /// When the open question closes.
    pub(super) closes: Option<Millis>,
}

impl Live {
    /// A round as the store has it.
    pub(super) async fn load(store: &Store, stored: &StoredRound, now: Millis) -> Result<Live, NotTaken> {
        let (setup, _) = record::read(stored)?;
        let log = store.round_log(&stored.id).await?;
        let (round, effects) = record::replayed(setup, &log, stored.shown)?;
        let entries = log.len() as u64;
        let mut state = State {
            round,
            entries,
            written: entries,
            shown: stored.shown,
            waiting: BTreeMap::new(),
            stale: false,
            made: 0,
            names: HashMap::new(),
            masks: HashMap::new(),
            counts: HashMap::new(),
            counts_for: 0,
        };
        for (number, effect) in effects {
            state.waiting.entry(number).or_default().push(effect);
        }
        Ok(Live {
            id: stored.id.clone(),
            channel: stored.channel,
            server: stored.server,
            since: now,
            place: AtomicU64::new(stored.place),
            state: Mutex::new(state),
            news: Notify::new(),
            driven: AtomicBool::new(false),
            gone: AtomicBool::new(false),
        })
    }

    /// Where it is played.
    pub(super) fn place(&self) -> u64 {
        self.place.load(Ordering::Relaxed)
    }

    /// Whether this process does not run it any more.
    pub(super) fn is_gone(&self) -> bool {
        self.gone.load(Ordering::Relaxed)
    }

    /// The next entry that is to be shown, and what of it.
    pub(super) async fn next_to_show(&self) -> Option<(u64, Vec<Effect>)> {
        let state = self.state.lock().await;
        let (number, effects) = state.waiting.first_key_value().filter(|(number, _)| **number < state.written)?;
        Some((*number, effects.clone()))
    }

    /// An entry was shown.
    pub(super) async fn showed(&self, number: u64) {
        let mut state = self.state.lock().await;
        state.waiting.remove(&number);
        state.shown = number + 1;
    }
}

impl State {
    /// Takes a person out of what is known and of what is still to be shown; the log is another matter.
    pub(super) fn forget(&mut self, person: u64) {
        self.names.remove(&person);
        self.counts.remove(&person);
        self.waiting.values_mut().flatten().for_each(|effect| effect.forget(person));
    }

    /// A person's number in the log was changed, or all of it: the state is made again from there.
    pub(super) fn changed(&mut self, person: u64, mask: Option<u64>) {
        self.forget(person);
        self.masks.extend(mask.map(|mask| (person, mask)));
        self.stale = true;
    }

    /// The number that a person stands under who wants nothing kept.
    pub(super) fn mask(&mut self, person: u64) -> u64 {
        self.names.remove(&person);
        *self.masks.entry(person).or_insert_with(nobody)
    }

    /// Whether the round is over, all of it is written and all of it was shown.
    pub(super) fn is_done(&self) -> bool {
        matches!(self.round.phase(), Phase::Finished(_)) && self.waiting.is_empty() && !self.stale
    }
}

impl Rounds {
    /// Makes something happen in a round: it is in the store when this returns.
    pub(super) async fn take(
        &self,
        store: &Store,
        live: &Live,
        id: Option<u64>,
        made: Option<Millis>,
        event: Event,
    ) -> Result<Taken, NotTaken> {
        let (promise, number, remade, taken) = {
            let mut state = self.state_of(store, live).await?;
            // One that is over and all shown is gone, too: its own rules say so better.
            if live.is_gone() && !matches!(state.round.phase(), Phase::Finished(_)) {
                return Err(NotTaken::Elsewhere);
            }
            let now = self.now();
            let entry = Entry { id, made: made.unwrap_or(now), now, event };
            let (next, effects) = state.round.step(&entry)?;
            let row = record::row(&entry).map_err(Unreadable::from)?;
            let ended = matches!(next.phase(), Phase::Finished(_)).then_some((now / 1_000).cast_signed());
            let number = state.entries;
            state.entries += 1;
            if !effects.is_empty() {
                state.waiting.insert(number, effects.clone());
            }
            let closes = next.asking().map(|(asking, _)| asking.closes());
            state.round = next;
            (self.journal.take(&live.id, number, row, ended), number, state.made, Taken { effects, closes })
        };
        let written = self.journal.written(store, &self.me, promise).await;
        let mut state = live.state.lock().await;
        match written {
            // What was written after the state had been made again without it is in the log only.
            Ok(true) if state.made != remade => {
                state.stale = true;
                Ok(taken)
            }
            Ok(true) => {
                state.written = state.written.max(number + 1);
                live.news.notify_one();
                Ok(taken)
            }
            Ok(false) => {
                state.stale = true;
                Err(NotTaken::Elsewhere)
            }
            Err(error) => {
                state.stale = true;
                Err(error.into())
            }
        }
    }

    /// The state of a round, made again from the log where it may say other than that.
    pub(super) async fn state_of<'a>(&self, store: &Store, live: &'a Live) -> Result<MutexGuard<'a, State>, NotTaken> {
        let mut state = live.state.lock().await;
        if state.stale {
            self.reload(store, live, &mut state).await?;
        }
        Ok(state)
    }

    /// Makes the state again from the log.
    async fn reload(&self, store: &Store, live: &Live, state: &mut State) -> Result<(), NotTaken> {
        let stored = store.round(&live.id).await?;
        let Some(stored) = stored.filter(|stored| stored.owner == self.me) else {
            self.leave(live);
            return Err(NotTaken::Elsewhere);
        };
        let fresh = Live::load(store, &stored, self.now()).await?.state.into_inner();
        let names = std::mem::take(&mut state.names);
        let mut masks = std::mem::take(&mut state.masks);
        // A host who had their id deleted is the host still, under the number in its place.
        let (host, named) = (fresh.round.setup().host(), state.round.setup().host());
        if host != named {
            masks.insert(named, host);
        }
        *state = State { names, masks, made: state.made + 1, ..fresh };
        Ok(())
    }
}
