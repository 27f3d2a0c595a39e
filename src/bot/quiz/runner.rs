//! Running sessions: one task each, and one that renews this process's leases and takes over what
//! others left.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use metrics::gauge;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::active::ActiveSession;
use super::apply_error::ApplyError;
use super::channel::{Channel, OutgoingMessage, SendError};
use super::service::QuizService;
use crate::quiz::{Deck, Effect, Event, Millis, Phase, Rejection};
use crate::reply::Reply;
use crate::store::{Addition, Lease, Store, StoreError, StoredSession};

const RENEW: Duration = Duration::from_secs(3);

/// Clocks can be set: the time is looked at this often.
const POLL: Duration = Duration::from_millis(250);

/// After a failure; each further one in a row doubles it.
const RETRY: Duration = Duration::from_secs(1);

const LONGEST_RETRY: Duration = Duration::from_secs(60);

const AT_ONCE: Step = Step::Rest(Duration::ZERO);

/// In milliseconds; then a session begins by itself: its process broke down.
const BEGIN: Millis = 15_000;

const CLEAN_UP: Duration = Duration::from_secs(60 * 60);

enum Step {
    /// Until the next step unless woken.
    Rest(Duration),
    Failed,
    /// Nothing is left to do here.
    Done,
}

impl QuizService {
    /// Until stopped, sessions started here and those that another process of the bot left.
    pub async fn run(
        self: &Arc<Self>,
        bot: u64,
        channel: Arc<dyn Channel>,
        stop: CancellationToken,
    ) {
        let Some(store) = &self.resources.store else { return };
        self.sessions.front.get_or_init(|| (bot, Arc::clone(&channel)));
        let mut driving = JoinSet::new();
        let mut drivers: HashMap<String, AbortHandle> = HashMap::new();
        let mut renew = tokio::time::interval(RENEW);
        renew.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut well = true;
        let mut deleted: Option<Instant> = None;
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                _ = renew.tick() => {
                    let looked = self.maintain_sessions(store).await;
                    if let (Err(failure), true) = (&looked, well) {
                        warn!(error = %failure, "rounds cannot be looked after; they wait");
                    }
                    well = looked.is_ok();
                }
                () = self.sessions.wakeup.notified() => {}
            }
            if well && deleted.is_none_or(|last| last.elapsed() >= CLEAN_UP) {
                deleted = Some(Instant::now());
                let now = self.sessions.lease().now;
                if let Err(failure) = store.delete_outdated(bot, now).await {
                    warn!(error = %failure, "what is past its time was not deleted; this is tried again");
                }
            }
            // A driver that panicked has ended, too.
            drivers.retain(|_, driver| !driver.is_finished());
            for active in self.sessions.those(|active| !drivers.contains_key(&active.id)) {
                let (service, channel, stop, id) =
                    (Arc::clone(self), Arc::clone(&channel), stop.clone(), active.id.clone());
                let drive = async move { service.drive(&active, &*channel, &stop).await };
                drivers.insert(id, driving.spawn(drive));
            }
            gauge!("verbatim_quiz_sessions").set(self.sessions.count() as f64);
            while let Some(ended) = driving.try_join_next() {
                if ended.is_err() {
                    error!("a round's task panicked; it is driven anew");
                }
            }
        }
        while driving.join_next().await.is_some() {}
        let _paused = self.sessions.writes.pause().await;
        if let Err(failure) = store.release_sessions(&self.sessions.me).await {
            warn!(error = %failure, "rounds go on only after some seconds in another process");
        }
    }

    async fn maintain_sessions(&self, store: &Arc<Store>) -> Result<(), StoreError> {
        self.sessions.measure_skew(store).await?;
        let lease = self.sessions.lease();
        let mine = {
            let _paused = self.sessions.writes.pause().await;
            store.renew_sessions(lease).await?
        };
        for active in self.sessions.those(|active| !mine.contains(&active.id)) {
            // A session just created or shown to its end belongs to nobody else.
            if self.sessions.own(store, &active.id).await?.is_none() {
                warn!(session = active.id, "another process runs this round now");
                self.sessions.leave(&active);
            }
        }
        // Ours by the store only: unreadable before, or being created and given time to begin.
        for id in mine.iter().filter(|id| self.sessions.get(id).is_none()) {
            if let Some(stored) = self.sessions.own(store, id).await? {
                self.take_over(store, &stored, lease, self.sessions.now()).await?;
            }
        }
        for stored in store.claim_sessions(self.sessions.bot(), lease).await? {
            // If it never began, it begins at once.
            self.take_over(store, &stored, lease, 0).await?;
        }
        Ok(())
    }

    async fn take_over(
        &self,
        store: &Arc<Store>,
        stored: &StoredSession,
        lease: Lease<'_>,
        since: Millis,
    ) -> Result<(), StoreError> {
        match ActiveSession::load(store, stored, since).await {
            Ok(active) => {
                info!(session = stored.id, entries = stored.entries, "a round goes on here");
                self.sessions.adopt(active);
                Ok(())
            }
            Err(ApplyError::Store(failure)) => Err(failure),
            Err(why) => {
                error!(session = stored.id, error = %why, "a round cannot go on and is over");
                let end = Addition {
                    session: stored.id.clone(),
                    after: stored.entries,
                    rows: Vec::new(),
                    ended: Some(lease.now),
                };
                store.add_to_sessions(lease.owner, &[end]).await?;
                store.mark_shown(&stored.id, stored.entries).await
            }
        }
    }

    async fn drive(&self, active: &ActiveSession, channel: &dyn Channel, stop: &CancellationToken) {
        let mut retry = RETRY;
        while !stop.is_cancelled() {
            let pause;
            (pause, retry) = match self.step(active, channel).await {
                Step::Done => return,
                Step::Failed => (retry, LONGEST_RETRY.min(retry * 2)),
                Step::Rest(pause) => (pause, RETRY),
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = active.wakeup.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// A question hidden for most of its time is asked again, with all of it.
    async fn ask_again(&self, active: &ActiveSession, effect: &Effect) -> bool {
        let Effect::Ask { number, closes } = *effect else { return false };
        let time = active.state.lock().await.session.setup().rules.time;
        if self.sessions.now() + time / 2 < closes {
            return false;
        }
        let event = Event::ShownLate { number };
        self.sessions.apply_event(active, None, event).await.is_ok()
    }

    async fn step(&self, active: &ActiveSession, channel: &dyn Channel) -> Step {
        let Ok(deck) = self.deck_of(active).await else { return Step::Failed };
        if !self.sessions.runs(active) {
            return Step::Done;
        }
        // After a failed write, the state may have ended but not the log.
        if let Err(why) = self.sessions.state_of(active).await {
            return self.not_stepped(active, &why);
        }
        if let Some((number, effect)) = active.next_to_show().await {
            if self.ask_again(active, &effect).await {
                return skip(active, number).await;
            }
            return match self.show(active, deck, channel, number, &effect).await {
                Ok(()) => AT_ONCE,
                Err(SendError::Later) => Step::Failed,
                Err(SendError::Never) => self.give_up(active, number).await,
            };
        }
        let (due, event) = {
            let state = active.state.lock().await;
            if state.is_done() {
                drop(state);
                self.sessions.leave(active);
                return Step::Done;
            }
            let open = state.session.open_question();
            let gone = open.is_some_and(|(_, asked)| deck.get(&asked.item).is_none());
            match state.session.phase() {
                // The texts changed while the session was running.
                _ if gone => (Some(0), stopped(&state.session)),
                Phase::Waiting => (Some(active.since + BEGIN), Event::Started),
                _ => (state.session.due(), Event::TimePassed),
            }
        };
        let left = |due: Millis| Duration::from_millis(due.saturating_sub(self.sessions.now()));
        let left = due.map_or(POLL, left);
        if !left.is_zero() {
            return Step::Rest(left.min(POLL));
        }
        // Its process broke down before saying where the round is played.
        if event == Event::Started
            && active.store.move_session(&active.id, active.place()).await.is_err()
        {
            return Step::Failed;
        }
        match self.sessions.apply_event(active, None, event).await {
            Ok(_) | Err(ApplyError::Rejection(_)) => AT_ONCE,
            Err(why) => self.not_stepped(active, &why),
        }
    }

    fn not_stepped(&self, active: &ActiveSession, why: &ApplyError) -> Step {
        if let ApplyError::Json(_) | ApplyError::Log(_) = why {
            error!(session = active.id, error = %why, "a round cannot go on");
            self.sessions.leave(active);
            return Step::Done;
        }
        Step::Failed
    }

    /// The entry's results are stored first.
    async fn show(
        &self,
        active: &ActiveSession,
        deck: &Deck,
        channel: &dyn Channel,
        number: u64,
        effect: &Effect,
    ) -> Result<(), SendError> {
        if let Effect::Reveal(outcome) = effect {
            let stored = self.store_results(active, deck, channel, number + 1, outcome).await;
            stored.map_err(later)?;
        }
        let reply: Option<Reply> = {
            let state = active.state.lock().await;
            active.presenter(&state, deck).reply(effect)
        };
        if let Some(reply) = reply {
            let name = match effect {
                // By its own number: asked anew after a breakdown, it may be there.
                Effect::Ask { number, .. } => format!("{}-q{number}", active.id),
                _ => format!("{}-{number}", active.id),
            };
            channel.send(&OutgoingMessage { place: active.place(), name, reply }).await?;
        }
        active.showed(number).await.map_err(later)
    }

    async fn give_up(&self, active: &ActiveSession, number: u64) -> Step {
        warn!(session = active.id, "a round can be shown nowhere any more and is over");
        let stopped = stopped(&active.state.lock().await.session);
        match self.sessions.apply_event(active, None, stopped).await {
            Ok(_) | Err(ApplyError::Rejection(Rejection::Finished)) => {}
            Err(_) => return Step::Failed,
        }
        skip(active, number).await
    }
}

async fn skip(active: &ActiveSession, number: u64) -> Step {
    active.showed(number).await.map_or(Step::Failed, |()| AT_ONCE)
}

fn stopped(session: &crate::quiz::Session) -> Event {
    Event::StopAsked { user: session.setup().host, moderator: true }
}

fn later(failure: StoreError) -> SendError {
    warn!(error = %failure, "the store failed, so a round waits");
    SendError::Later
}
