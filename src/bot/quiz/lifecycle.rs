//! Starting, skipping and stopping sessions, and their scores.

use rand::RngExt;
use tracing::{error, info};

use super::active::{ActiveSession, ApplyError};
use super::presenter::Shown;
use super::{Opened, Player, QuizOptions, Start, kind, messages, name, stored_log};
use crate::bot::{Actor, Bot, Preferences, QuizStarters};
use crate::quiz::{Event, Filter, Rules, SessionQuestion, Setup};
use crate::reply::{Part, Reply};
use crate::store::{NewSession, Store, StoreError, new_pseudonym};

/// How many questions a session has when nobody says, and at most.
const QUESTIONS: u16 = 10;
const MOST_QUESTIONS: u16 = 50;

impl Bot {
    /// Makes a session and keeps it. Nothing is asked before [`Bot::begin_session`].
    ///
    /// # Errors
    /// What the person is told who wanted it.
    pub async fn open_session(&self, start: Start<'_>) -> Result<Opened, Reply> {
        let store = self.store().ok_or_else(messages::no_store)?;
        let Actor { person, channel: Some(channel), server, .. } = start.actor else {
            return Err(Reply::ephemeral("A quiz needs a channel."));
        };
        let preferences = self.preferences_now(store, start.actor).await;
        let preferences =
            preferences.map_err(|failure| self.not_started(NotStarted::Store(failure)))?;
        may_start(&preferences, &start).map_err(Reply::ephemeral)?;
        let setup = self.setup(person, &start.options).await?;
        let pseudonymous =
            store.opted_out(person).await.map_err(|failure| self.not_started(failure.into()))?;
        let host = if pseudonymous { new_pseudonym() } else { person };
        let made = stored_log::made(&setup, &start.options).map_err(|error| {
            error!(%error, "a round could not be written");
            Reply::ephemeral(messages::NO_DECK)
        })?;
        let id = name();
        let new =
            NewSession { id: &id, bot: self.sessions.bot(), channel, server, host, setup: &made };
        let opened = async {
            let busy = store.session_in(channel).await?.is_some();
            if busy || !store.create_session(new, self.sessions.lease()).await? {
                return Err(NotStarted::Running);
            }
            let Some(stored) = store.session(&id).await? else { return Err(NotStarted::Running) };
            let active = ActiveSession::load(store, &stored, self.sessions.now())
                .await
                .map_err(NotStarted::Applied)?;
            if pseudonymous {
                active.state.lock().await.pseudonyms.insert(person, host);
            }
            Ok(self.sessions.adopt(active))
        };
        opened.await.map_err(|failure| self.not_started(failure))?;
        info!(session = id, questions = setup.questions().len(), "a quiz round was made");
        Ok(Opened { session: id, title: title(&setup, &start.options) })
    }

    /// Asks the first question, at the place where the session is to be played.
    ///
    /// # Errors
    /// What the person is told who wanted it.
    pub async fn begin_session(&self, session: &str, place: Option<u64>) -> Result<(), Reply> {
        let store = self.store().ok_or_else(messages::no_store)?;
        let Some(active) = self.sessions.get(session) else {
            return Err(Reply::ephemeral(messages::PAUSED));
        };
        if let Some(place) = place {
            store
                .move_session(session, place)
                .await
                .map_err(|failure| messages::not_taken(&failure.into()))?;
            active.place.store(place, std::sync::atomic::Ordering::Relaxed);
        }
        let begun = self.sessions.take(store, &active, None, None, Event::Started).await;
        begun.map(drop).map_err(|why| messages::not_taken(&why))
    }

    /// Another session like one before.
    ///
    /// # Errors
    /// What the person is told who wanted it.
    pub async fn options_of_session(&self, session: &str) -> Result<QuizOptions, Reply> {
        let stored = self
            .store()
            .ok_or_else(messages::no_store)?
            .session(session)
            .await
            .map_err(|failure| messages::not_taken(&failure.into()))?;
        let stored = stored.ok_or_else(|| Reply::ephemeral(messages::LONG_OVER))?;
        if !stored.ended {
            return Err(Reply::ephemeral("This round is still running."));
        }
        stored_log::read(&stored)
            .map(|(_, options)| options)
            .map_err(|why| messages::not_taken(&why.into()))
    }

    /// Ends the session in a channel.
    pub async fn stop_session(&self, player: Player<'_>) -> Reply {
        let done = async {
            let (store, active) = self.running_in(player.actor).await?;
            let moderator = player.actor.can_manage_server;
            let taken = self
                .wants(store, &active, player, |user| Event::StopAsked { user, moderator })
                .await;
            taken.map(drop).map_err(|why| messages::not_taken(&why))
        };
        done.await
            .err()
            .unwrap_or_else(|| Reply::ephemeral("The round is stopped. What was won stays won."))
    }

    /// Skips the open question of the session in a channel, or asks for that.
    pub async fn skip_question(&self, player: Player<'_>) -> Reply {
        let done = async {
            let (store, active) = self.running_in(player.actor).await?;
            let number =
                active.state.lock().await.session.open_question().map(|(open, _)| open.number());
            let number = number.ok_or_else(|| {
                Reply::ephemeral("No question is open; the next one comes by itself.")
            })?;
            Ok::<Reply, Reply>(self.skip(store, &active, number, player).await)
        };
        done.await.unwrap_or_else(|refusal| refusal)
    }

    /// Who has how many points in the session in a channel.
    pub async fn session_score(&self, actor: Actor) -> Reply {
        let done = async {
            let (_, active) = self.running_in(actor).await?;
            let made = self.made().await?;
            let state = active.state.lock().await;
            let shown = Shown {
                id: &active.id,
                session: &state.session,
                deck: &made.deck,
                names: &state.names,
                pseudonyms: &state.pseudonyms,
            };
            let standings = state.session.standings();
            let part = match standings.is_empty() {
                true => Part::Text("Nobody has answered yet.".to_owned()),
                false => Part::Line(shown.places(&standings)),
            };
            Ok::<Reply, Reply>(Reply {
                private: true,
                heading: Some("Score".to_owned()),
                parts: vec![part],
                ..Reply::default()
            })
        };
        done.await.unwrap_or_else(|refusal| refusal)
    }

    /// Takes a person out of all sessions that this process runs, and deletes what is kept of them;
    /// gives how many rows that was.
    pub(in crate::bot) async fn forget_with_sessions(
        &self,
        store: &Store,
        person: u64,
    ) -> Result<u64, StoreError> {
        let all: Vec<_> = self.sessions.all().values().cloned().collect();
        for active in &all {
            active.state.lock().await.forget(person);
            let taken = self
                .sessions
                .take(store, active, None, None, Event::Forgotten { user: person })
                .await;
            if let Err(ApplyError::Store(failure)) = taken {
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

    /// Keeps nothing more of a person, who stands for nobody in all sessions that are running, from
    /// their beginning on.
    pub(in crate::bot) async fn opt_out_with_sessions(
        &self,
        store: &Store,
        person: u64,
    ) -> Result<(), StoreError> {
        let _paused = self.sessions.writes.pause().await;
        let pseudonym = store.opt_out(person, self.now()).await?;
        let all: Vec<_> = self.sessions.all().values().cloned().collect();
        for active in all {
            active.state.lock().await.changed(person, Some(pseudonym));
        }
        Ok(())
    }

    /// The session that is running where somebody asks.
    async fn running_in(
        &self,
        actor: Actor,
    ) -> Result<(&Store, std::sync::Arc<ActiveSession>), Reply> {
        let store = self.store().ok_or_else(messages::no_store)?;
        let Some(channel) = actor.channel else { return Err(Reply::ephemeral(messages::NO_ROUND)) };
        let here = |active: &&std::sync::Arc<ActiveSession>| {
            active.channel == channel || active.place() == channel
        };
        if let Some(active) = self.sessions.all().values().find(here).cloned() {
            return Ok((store, active));
        }
        match store.session_in(channel).await {
            Ok(Some(_)) => Err(Reply::ephemeral(messages::PAUSED)),
            Ok(None) => Err(Reply::ephemeral(messages::NO_ROUND)),
            Err(failure) => Err(messages::not_taken(&failure.into())),
        }
    }

    async fn setup(&self, host: u64, options: &QuizOptions) -> Result<Setup, Reply> {
        let made = self.made().await?;
        if let Some(speech) = options
            .speech
            .as_deref()
            .filter(|id| !self.corpus().speeches().iter().any(|one| one.id() == *id))
        {
            return Err(Reply::ephemeral(format!(
                "I know no speech “{speech}”. Choose one from the list that opens while you type."
            )));
        }
        let filter = Filter {
            kind: options.kind.as_deref().and_then(kind),
            difficulty: options.difficulty,
            speech: options.speech.as_deref(),
        };
        let count = options.questions.unwrap_or(QUESTIONS).clamp(1, MOST_QUESTIONS);
        let items = made.deck.draw(rand::rng().random(), usize::from(count), filter);
        let mut rules = Rules { solo: options.solo, ..Rules::from_pace(options.pace) };
        if let Some(seconds) = options.seconds {
            rules.time = u64::from(seconds) * 1_000;
        }
        Setup::new(host, rules, items.into_iter().map(SessionQuestion::from).collect()).map_err(
            |_| {
                Reply::ephemeral(
                    "There are no questions like that. Please leave out the \
                                           kind or the difficulty.",
                )
            },
        )
    }

    fn not_started(&self, why: NotStarted) -> Reply {
        match why {
            NotStarted::Running => Reply::ephemeral(
                "A quiz is running in this channel already. Its host can end it with /quiz stop.",
            ),
            NotStarted::Store(failure) => self.store_failed(&failure),
            NotStarted::Applied(failure) => messages::not_taken(&failure),
        }
    }
}

/// Why no session was started.
enum NotStarted {
    Running,
    Store(StoreError),
    Applied(ApplyError),
}

impl From<StoreError> for NotStarted {
    fn from(failure: StoreError) -> NotStarted {
        NotStarted::Store(failure)
    }
}

/// Whether somebody may start sessions where they are, as the settings say.
fn may_start(preferences: &Preferences, start: &Start<'_>) -> Result<(), &'static str> {
    match preferences.quiz_starters {
        _ if start.actor.can_manage_server => Ok(()),
        QuizStarters::Everyone => Ok(()),
        QuizStarters::Role(role) if start.roles.contains(&role) => Ok(()),
        QuizStarters::Role(_) => Err(
            "Only people with a certain role start quizzes here. Ask whoever manages the server.",
        ),
        QuizStarters::Managers => Err("Only people who manage the server start quizzes here."),
    }
}

fn title(setup: &Setup, options: &QuizOptions) -> String {
    let count = setup.questions().len();
    let s = if count == 1 { "" } else { "s" };
    let solo = if options.solo { " for one" } else { "" };
    format!("Quiz{solo}: {count} question{s}, {} seconds each", setup.rules().time / 1_000)
}
