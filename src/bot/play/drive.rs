//! Driving rounds: a task for each that shows what is to be shown and comes back when something is due, and one over all that
//! keeps this process's claims and takes over what others left.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::live::{Live, NotTaken};
use super::show::Shown;
use super::{Post, PostError, Questions, Surface};
use crate::bot::Bot;
use crate::quiz::{Effect, Event, Millis, Outcome, Phase, Refused};
use crate::reply::Reply;
use crate::store::{Addition, GainRow, Lease, Store, StoreError, StoredRound, is_nobody};

/// How often claims are renewed and looked for.
const RENEW: Duration = Duration::from_secs(3);

/// After how long a round looks at the clock again at the latest, for clocks can be set.
const LOOK: Duration = Duration::from_millis(250);

/// How long is waited before something that failed is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// After how many milliseconds a round begins by itself that was made and not begun, because its maker broke down.
const BEGIN: Millis = 15_000;

/// How long a round is kept after its end, for reviews, in seconds.
const KEPT: i64 = 24 * 60 * 60;

/// How often rounds are deleted that were kept for so long.
const DELETE: Duration = Duration::from_secs(60 * 60);

/// What the next step of a round came to.
enum Step {
    /// Something happened; there may be more.
    Done,
    /// Nothing is to be done before a time, if there is one.
    Wait(Option<Millis>),
    /// It failed; it may work later.
    Failed,
    /// This process does not run the round any more.
    Over,
}

impl Bot {
    /// Runs rounds until told to stop: those that are started here, and those of the same bot that another process left. What
    /// is running then goes on with the next start, or in another process.
    pub async fn run_rounds<S: Surface>(self: &Arc<Self>, bot: u64, surface: Arc<S>, stop: CancellationToken) {
        let Some(store) = self.store() else { return };
        self.rounds.bot.get_or_init(|| bot);
        let mut driving = JoinSet::new();
        let mut renewed: Option<tokio::time::Instant> = None;
        let mut well = true;
        let mut deleted: Option<tokio::time::Instant> = None;
        while !stop.is_cancelled() {
            if renewed.is_none_or(|last| last.elapsed() >= RENEW) {
                renewed = Some(tokio::time::Instant::now());
                let looked = self.look_after_rounds().await;
                if let (Err(failure), true) = (&looked, well) {
                    warn!(error = %failure, "rounds cannot be looked after; they wait");
                }
                well = looked.is_ok();
            }
            if well && deleted.is_none_or(|last| last.elapsed() >= DELETE) {
                deleted = Some(tokio::time::Instant::now());
                if let Err(failure) = store.delete_rounds_before(self.rounds.lease().now - KEPT).await {
                    warn!(error = %failure, "old rounds could not be deleted; this is tried again");
                }
            }
            let new: Vec<Arc<Live>> =
                self.rounds.all().values().filter(|live| !live.driven.swap(true, Ordering::Relaxed)).cloned().collect();
            for live in new {
                let (bot, surface, stop) = (Arc::clone(self), Arc::clone(&surface), stop.clone());
                driving.spawn(async move { bot.drive(&live, &*surface, &stop).await });
            }
            while driving.try_join_next().is_some() {}
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.rounds.news.notified() => {}
                () = tokio::time::sleep(RENEW) => {}
            }
        }
        while driving.join_next().await.is_some() {}
        let _paused = self.rounds.journal.pause().await;
        if let Err(failure) = store.release_rounds(&self.rounds.me).await {
            warn!(error = %failure, "rounds go on only after some seconds in another process");
        }
    }

    /// Keeps this process's claims and takes over what others left.
    ///
    /// # Errors
    /// When the store fails.
    async fn look_after_rounds(&self) -> Result<(), StoreError> {
        let Some(store) = self.store() else { return Ok(()) };
        let lease = self.rounds.lease();
        let mine = {
            let _paused = self.rounds.journal.pause().await;
            store.renew_rounds(lease).await?
        };
        let lost: Vec<Arc<Live>> = self.rounds.all().values().filter(|live| !mine.contains(&live.id)).cloned().collect();
        for live in lost {
            // One that was made a moment ago, or all of which was shown, is no other's.
            if store.round(&live.id).await?.is_none_or(|stored| stored.owner != self.rounds.me) {
                warn!(round = live.id, "another process runs this round now");
                self.rounds.leave(&live);
            }
        }
        // What is this process's by the store and not here could not be read before. It may also be one that is being made, so
        // it is given time to begin.
        for id in mine.iter().filter(|id| self.rounds.get(id).is_none()) {
            if let Some(stored) = store.round(id).await?.filter(|stored| stored.owner == self.rounds.me) {
                self.take_over(store, &stored, lease, self.rounds.now()).await?;
            }
        }
        for stored in store.claim_rounds(self.rounds.bot(), lease).await? {
            // One that was made and never begun begins at once.
            self.take_over(store, &stored, lease, 0).await?;
        }
        Ok(())
    }

    async fn take_over(&self, store: &Store, stored: &StoredRound, lease: Lease<'_>, since: Millis) -> Result<(), StoreError> {
        match Live::load(store, stored, since).await {
            Ok(live) => {
                info!(round = stored.id, entries = stored.entries, "a round goes on here");
                self.rounds.adopt(live);
                Ok(())
            }
            Err(NotTaken::Store(failure)) => Err(failure),
            Err(why) => {
                error!(round = stored.id, error = %why, "a round cannot go on and is over");
                let end = Addition { round: stored.id.clone(), after: stored.entries, rows: Vec::new(), ended: Some(lease.now) };
                store.add_to_rounds(lease.owner, &[end]).await?;
                store.shown_of_round(&stored.id, stored.entries).await
            }
        }
    }

    /// Shows and drives a round until it is over or belongs to another process.
    async fn drive<S: Surface>(&self, live: &Live, surface: &S, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            let pause = match self.step_round(live, surface).await {
                Step::Over => return,
                Step::Done => continue,
                Step::Failed => AGAIN,
                Step::Wait(due) => {
                    let left = due.map(|due| Duration::from_millis(due.saturating_sub(self.rounds.now())));
                    left.map_or(LOOK, |left| left.min(LOOK))
                }
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = live.news.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
        // Whoever runs it next drives it, also where that is this process again.
        live.driven.store(false, Ordering::Relaxed);
    }

    /// Shows what waits, or else does what is due.
    async fn step_round<S: Surface>(&self, live: &Live, surface: &S) -> Step {
        let Some(store) = self.store() else { return Step::Over };
        let Ok(made) = self.made().await else { return Step::Failed };
        if live.is_gone() {
            return Step::Over;
        }
        // What is due depends on the log: after a write that failed, the state may have ended where the log has not.
        if let Err(why) = self.rounds.state_of(store, live).await {
            return self.not_stepped(live, &why);
        }
        if let Some((number, effects)) = live.next_to_show().await {
            return match self.show(store, live, made, surface, number, &effects).await {
                Ok(()) => Step::Done,
                Err(PostError::Later) => Step::Failed,
                Err(PostError::Never) => self.give_up(store, live, number).await,
            };
        }
        let (due, event) = {
            let state = live.state.lock().await;
            if state.is_done() {
                drop(state);
                self.rounds.leave(live);
                return Step::Over;
            }
            let open = state.round.asking().map(|(asking, _)| asking.number());
            let gone = open.is_some_and(|number| {
                state.round.setup().questions().get(number).is_none_or(|asked| made.deck.get(&asked.item).is_none())
            });
            match state.round.phase() {
                // The texts were changed while the round was running.
                Phase::Asking(_) if gone => (Some(0), stopped(&state.round)),
                Phase::Waiting => (Some(live.since + BEGIN), Event::Started),
                _ => (state.round.due(), Event::TimePassed),
            }
        };
        if due.is_none_or(|due| self.rounds.now() < due) {
            return Step::Wait(due);
        }
        match self.rounds.take(store, live, None, None, event).await {
            Ok(_) | Err(NotTaken::Refused(_)) => Step::Done,
            Err(why) => self.not_stepped(live, &why),
        }
    }

    /// What follows when the log or the state of a round cannot be had.
    fn not_stepped(&self, live: &Live, why: &NotTaken) -> Step {
        if let NotTaken::Unreadable(_) = why {
            error!(round = live.id, error = %why, "a round cannot go on");
            self.rounds.leave(live);
            return Step::Over;
        }
        Step::Failed
    }

    /// Shows an entry, after the points that it gives are kept.
    async fn show<S: Surface>(
        &self,
        store: &Store,
        live: &Live,
        made: &Questions,
        surface: &S,
        number: u64,
        effects: &[Effect],
    ) -> Result<(), PostError> {
        for (at, effect) in effects.iter().enumerate() {
            let (reply, gains): (Option<Reply>, Vec<GainRow>) = {
                let state = live.state.lock().await;
                let shown =
                    Shown { id: &live.id, round: &state.round, deck: &made.deck, names: &state.names, masks: &state.masks };
                let gains = match effect {
                    Effect::Reveal(outcome) => self.gains(live, &state.round, outcome),
                    _ => Vec::new(),
                };
                (shown.reply(effect), gains)
            };
            let kept = async {
                if !gains.is_empty() {
                    store.add_gains(&gains).await?;
                }
                Ok::<(), StoreError>(())
            };
            kept.await.map_err(later)?;
            if let Some(reply) = reply {
                let name = match at {
                    0 => format!("{}-{number}", live.id),
                    _ => format!("{}-{number}-{at}", live.id),
                };
                surface.post(&Post { place: live.place(), name, reply }).await?;
            }
        }
        store.shown_of_round(&live.id, number + 1).await.map_err(later)?;
        live.showed(number).await;
        Ok(())
    }

    /// The points that a question gave, as they are kept.
    fn gains(&self, live: &Live, round: &crate::quiz::Round, outcome: &Outcome) -> Vec<GainRow> {
        let item = round.setup().questions().get(outcome.number).map(|asked| asked.item.clone()).unwrap_or_default();
        let of_people = outcome.gains.iter().filter(|gain| !is_nobody(gain.user));
        let row = |gain: &crate::quiz::Gain| GainRow {
            round: live.id.clone(),
            item: item.clone(),
            person: gain.user,
            server: live.server,
            at: (self.rounds.now() / 1_000).cast_signed(),
            points: gain.points.total(),
            right_in_a_row: round.players().get(&gain.user).map_or(1, |tally| tally.streak),
            first_try: gain.points.first_try > 0,
        };
        of_people.map(row).collect()
    }

    /// Ends a round that can be shown nowhere.
    async fn give_up(&self, store: &Store, live: &Live, number: u64) -> Step {
        warn!(round = live.id, "a round can be shown nowhere any more and is over");
        let stopped = stopped(&live.state.lock().await.round);
        match self.rounds.take(store, live, None, None, stopped).await {
            Ok(_) | Err(NotTaken::Refused(Refused::Finished)) => {}
            Err(_) => return Step::Failed,
        }
        match store.shown_of_round(&live.id, number + 1).await {
            Ok(()) => {
                live.showed(number).await;
                Step::Done
            }
            Err(_) => Step::Failed,
        }
    }
}

fn stopped(round: &crate::quiz::Round) -> Event {
    Event::StopAsked { user: round.setup().host(), moderator: true }
}

fn later(failure: StoreError) -> PostError {
    warn!(error = %failure, "the store failed, so a round waits");
    PostError::Later
}
