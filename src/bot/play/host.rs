//! Starting, skipping and stopping rounds, and their scores.

use rand::RngExt;
use tracing::{error, info};

use super::live::{Live, NotTaken};
use super::show::Shown;
use super::{Opened, Player, Start, Wish, kind, name, record, told};
use crate::bot::{Asker, Bot, Preferences, QuizStarters};
use crate::quiz::{Asked, Event, Filter, Rules, Setup};
use crate::reply::{Part, Reply};
use crate::store::{NewRound, Store, StoreError, nobody};

/// How many questions a round has when nobody says, and at most.
const QUESTIONS: u16 = 10;
const MOST_QUESTIONS: u16 = 50;

impl Bot {
    /// Makes a round and keeps it. Nothing is asked before [`Bot::begin_round`].
    ///
    /// # Errors
    /// What the person is told who wanted it.
    pub async fn open_round(&self, start: Start<'_>) -> Result<Opened, Reply> {
        let store = self.store().ok_or_else(told::no_store)?;
        let Asker { person, channel: Some(channel), server, .. } = start.asker else {
            return Err(Reply::refusal("A quiz needs a channel."));
        };
        let preferences = self.preferences_now(store, start.asker).await;
        let preferences = preferences.map_err(|failure| self.not_started(NotStarted::Store(failure)))?;
        may_start(&preferences, &start).map_err(Reply::refusal)?;
        let setup = self.setup(person, &start.wish).await?;
        let masked = store.opted_out(person).await.map_err(|failure| self.not_started(failure.into()))?;
        let host = if masked { nobody() } else { person };
        let made = record::made(&setup, &start.wish).map_err(|error| {
            error!(%error, "a round could not be written");
            Reply::refusal(told::NO_DECK)
        })?;
        let id = name();
        let new = NewRound { id: &id, bot: self.rounds.bot(), channel, server, host, setup: &made };
        let opened = async {
            let busy = store.round_in(channel).await?.is_some();
            if busy || !store.create_round(new, self.rounds.lease()).await? {
                return Err(NotStarted::Running);
            }
            let Some(stored) = store.round(&id).await? else { return Err(NotStarted::Running) };
            let live = Live::load(store, &stored, self.rounds.now()).await.map_err(NotStarted::Taken)?;
            if masked {
                live.state.lock().await.masks.insert(person, host);
            }
            Ok(self.rounds.adopt(live))
        };
        opened.await.map_err(|failure| self.not_started(failure))?;
        info!(round = id, questions = setup.questions().len(), "a quiz round was made");
        Ok(Opened { round: id, title: title(&setup, &start.wish) })
    }

    /// Asks the first question, at the place where the round is to be played.
    ///
    /// # Errors
    /// What the person is told who wanted it.
    pub async fn begin_round(&self, round: &str, place: Option<u64>) -> Result<(), Reply> {
        let store = self.store().ok_or_else(told::no_store)?;
        let Some(live) = self.rounds.get(round) else { return Err(Reply::refusal(told::PAUSED)) };
        if let Some(place) = place {
            store.move_round(round, place).await.map_err(|failure| told::not_taken(&failure.into()))?;
            live.place.store(place, std::sync::atomic::Ordering::Relaxed);
        }
        let begun = self.rounds.take(store, &live, None, None, Event::Started).await;
        begun.map(drop).map_err(|why| told::not_taken(&why))
    }

    /// Another round like one before.
    ///
    /// # Errors
    /// What the person is told who wanted it.
    pub async fn wish_of_round(&self, round: &str) -> Result<Wish, Reply> {
        let stored =
            self.store().ok_or_else(told::no_store)?.round(round).await.map_err(|failure| told::not_taken(&failure.into()))?;
        let stored = stored.ok_or_else(|| Reply::refusal(told::LONG_OVER))?;
        if !stored.ended {
            return Err(Reply::refusal("This round is still running."));
        }
        record::read(&stored).map(|(_, wish)| wish).map_err(|why| told::not_taken(&why.into()))
    }

    /// Ends the round in a channel.
    pub async fn stop_round(&self, player: Player<'_>) -> Reply {
        let done = async {
            let (store, live) = self.running_in(player.asker).await?;
            let moderator = player.asker.manages;
            let taken = self.wants(store, &live, player, |user| Event::StopAsked { user, moderator }).await;
            taken.map(drop).map_err(|why| told::not_taken(&why))
        };
        done.await.err().unwrap_or_else(|| Reply::refusal("The round is stopped. What was won stays won."))
    }

    /// Skips the open question of the round in a channel, or asks for that.
    pub async fn skip_question(&self, player: Player<'_>) -> Reply {
        let done = async {
            let (store, live) = self.running_in(player.asker).await?;
            let number = live.state.lock().await.round.asking().map(|(asking, _)| asking.number());
            let number = number.ok_or_else(|| Reply::refusal("No question is open; the next one comes by itself."))?;
            Ok::<Reply, Reply>(self.skip(store, &live, number, player).await)
        };
        done.await.unwrap_or_else(|refusal| refusal)
    }

    /// Who has how many points in the round in a channel.
    pub async fn round_score(&self, asker: Asker) -> Reply {
        let done = async {
            let (_, live) = self.running_in(asker).await?;
            let made = self.made().await?;
            let state = live.state.lock().await;
            let shown = Shown { id: &live.id, round: &state.round, deck: &made.deck, names: &state.names, masks: &state.masks };
            let standings = state.round.standings();
            let part = match standings.is_empty() {
                true => Part::Text("Nobody has answered yet.".to_owned()),
                false => Part::Line(shown.places(&standings)),
            };
            Ok::<Reply, Reply>(Reply { private: true, heading: Some("Score".to_owned()), parts: vec![part], ..Reply::default() })
        };
        done.await.unwrap_or_else(|refusal| refusal)
    }

    /// Takes a person out of all rounds that this process runs, and deletes what is kept of them; gives how many rows that was.
    pub(in crate::bot) async fn forget_with_rounds(&self, store: &Store, person: u64) -> Result<u64, StoreError> {
        let all: Vec<_> = self.rounds.all().values().cloned().collect();
        for live in &all {
            live.state.lock().await.forget(person);
            let taken = self.rounds.take(store, live, None, None, Event::Forgotten { user: person }).await;
            if let Err(NotTaken::Store(failure)) = taken {
                return Err(failure);
            }
        }
        let _paused = self.rounds.journal.pause().await;
        let rows = store.forget(person).await?;
        for live in &all {
            live.state.lock().await.changed(person, None);
        }
        Ok(rows)
    }

    /// Keeps nothing more of a person, who stands for nobody in all rounds that are running, from their beginning on.
    pub(in crate::bot) async fn opt_out_with_rounds(&self, store: &Store, person: u64) -> Result<(), StoreError> {
        let _paused = self.rounds.journal.pause().await;
        let mask = store.opt_out(person, self.now()).await?;
        let all: Vec<_> = self.rounds.all().values().cloned().collect();
        for live in all {
            live.state.lock().await.changed(person, Some(mask));
        }
        Ok(())
    }

    /// The round that is running where somebody asks.
    async fn running_in(&self, asker: Asker) -> Result<(&Store, std::sync::Arc<Live>), Reply> {
        let store = self.store().ok_or_else(told::no_store)?;
        let Some(channel) = asker.channel else { return Err(Reply::refusal(told::NO_ROUND)) };
        let here = |live: &&std::sync::Arc<Live>| live.channel == channel || live.place() == channel;
        if let Some(live) = self.rounds.all().values().find(here).cloned() {
            return Ok((store, live));
        }
        match store.round_in(channel).await {
            Ok(Some(_)) => Err(Reply::refusal(told::PAUSED)),
            Ok(None) => Err(Reply::refusal(told::NO_ROUND)),
            Err(failure) => Err(told::not_taken(&failure.into())),
        }
    }

    async fn setup(&self, host: u64, wish: &Wish) -> Result<Setup, Reply> {
        let made = self.made().await?;
        if let Some(speech) = wish.speech.as_deref().filter(|id| !self.corpus().speeches().iter().any(|one| one.id() == *id)) {
            return Err(Reply::refusal(format!(
                "I know no speech “{speech}”. Choose one from the list that opens while you type."
            )));
        }
        let filter =
            Filter { kind: wish.kind.as_deref().and_then(kind), difficulty: wish.difficulty, speech: wish.speech.as_deref() };
        let count = wish.questions.unwrap_or(QUESTIONS).clamp(1, MOST_QUESTIONS);
        let items = made.deck.draw(rand::rng().random(), usize::from(count), filter);
        let mut rules = Rules { solo: wish.solo, ..Rules::of(wish.pace) };
        if let Some(seconds) = wish.seconds {
            rules.time = u64::from(seconds) * 1_000;
        }
        Setup::new(host, rules, items.into_iter().map(Asked::from).collect())
            .map_err(|_| Reply::refusal("There are no questions like that. Please leave out the kind or the difficulty."))
    }

    fn not_started(&self, why: NotStarted) -> Reply {
        match why {
            NotStarted::Running => {
                Reply::refusal("A quiz is running in this channel already. Its host can end it with /quiz stop.")
            }
            NotStarted::Store(failure) => self.store_failed(&failure),
            NotStarted::Taken(failure) => told::not_taken(&failure),
        }
    }
}

/// Why no round was started.
enum NotStarted {
    Running,
    Store(StoreError),
    Taken(NotTaken),
}

impl From<StoreError> for NotStarted {
    fn from(failure: StoreError) -> NotStarted {
        NotStarted::Store(failure)
    }
}

/// Whether somebody may start rounds where they are, as the settings say.
fn may_start(preferences: &Preferences, start: &Start<'_>) -> Result<(), &'static str> {
    match preferences.quiz_starters {
        _ if start.asker.manages => Ok(()),
        QuizStarters::Everyone => Ok(()),
        QuizStarters::Role(role) if start.roles.contains(&role) => Ok(()),
        QuizStarters::Role(_) => Err("Only people with a certain role start quizzes here. Ask whoever manages the server."),
        QuizStarters::Managers => Err("Only people who manage the server start quizzes here."),
    }
}

fn title(setup: &Setup, wish: &Wish) -> String {
    let count = setup.questions().len();
    let s = if count == 1 { "" } else { "s" };
    let solo = if wish.solo { " for one" } else { "" };
    format!("Quiz{solo}: {count} question{s}, {} seconds each", setup.rules().time / 1_000)
}
