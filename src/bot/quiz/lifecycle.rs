//! Starting, skipping and stopping sessions, and their scores.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use rand::RngExt;
use tracing::{error, info, warn};

use super::active::{ActiveSession, ApplyError};
use super::options::{Player, QuizCommand, QuizOptions};
use super::presenter::Shown;
use super::service::QuizService;
use super::sessions::name;
use super::stored_log;
use crate::bot::messages;
use crate::bot::request::{Actor, ChannelAccess};
use crate::bot::settings::{Preferences, QuizStarters};
use crate::quiz::{Event, Filter, Kind, Rules, SessionQuestion, Setup};
use crate::reply::{FollowUp, Part, Reply};
use crate::store::{NewSession, Store, StoreError, new_pseudonym};

/// How many questions a session has when nobody says, and at most.
const QUESTIONS: u16 = 10;
const MOST_QUESTIONS: u16 = 50;

impl QuizService {
    /// Does what a command says. Only who gave it sees the reply, but for that to a start.
    pub async fn command(
        &self,
        command: QuizCommand,
        player: Player<'_>,
        access: ChannelAccess,
    ) -> Reply {
        let done = match command {
            QuizCommand::Start(options) => self.start(options, player.actor, access).await,
            QuizCommand::Stop => self.stop(player).await,
            QuizCommand::Skip => self.skip_open_question(player).await,
            QuizCommand::Score => self.score(player.actor).await,
        };
        done.unwrap_or_else(|error| error)
    }

    /// Makes a session, in a thread of its own where that can be made. Its first question comes with
    /// [`QuizService::begin`].
    pub(super) async fn start(
        &self,
        options: QuizOptions,
        actor: &Actor,
        access: ChannelAccess,
    ) -> Result<Reply, Reply> {
        if !access.can_post {
            return Err(Reply::error(messages::MAY_NOT_POST));
        }
        let (session, title) = self.open(options, actor).await?;
        let thread = match (self.channel.get(), actor.channel) {
            (Some(channel), Some(place)) if access.can_create_thread => {
                channel.create_thread(place, &title).await
            }
            _ => None,
        };
        let parts = messages::quiz_starts(thread);
        let follow_up = Some(FollowUp::BeginQuiz { session, thread });
        Ok(Reply { heading: Some(title), parts, follow_up, ..Reply::default() })
    }

    /// Stores a new session, which waits for its start; returns its name and its title.
    async fn open(&self, options: QuizOptions, actor: &Actor) -> Result<(String, String), Reply> {
        let store = self.store()?;
        let Actor { person, channel: Some(channel), server, .. } = *actor else {
            return Err(Reply::error(messages::QUIZ_NEEDS_CHANNEL));
        };
        let preferences = self.settings.preferences_now(store, actor).await;
        let preferences =
            preferences.map_err(|failure| self.not_started(NotStarted::Store(failure)))?;
        may_start(&preferences, actor).map_err(Reply::error)?;
        let setup = self.setup(person, &options).await?;
        let pseudonymous =
            store.opted_out(person).await.map_err(|failure| self.not_started(failure.into()))?;
        let host = if pseudonymous { new_pseudonym() } else { person };
        let made = stored_log::made(&setup, &options).map_err(|error| {
            error!(%error, "a round could not be written");
            Reply::error(messages::NO_ITEMS)
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
        let seconds = setup.rules().time / 1_000;
        Ok((id, messages::quiz_title(setup.questions().len(), options.solo, seconds)))
    }

    /// Asks the first question, in the session's thread where it has one. Where this fails, the
    /// session begins by itself after a while.
    pub async fn begin(&self, session: &str, thread: Option<u64>) {
        if self.try_begin(session, thread).await.is_err() {
            warn!(session, "a quiz session could not begin at once");
        }
    }

    async fn try_begin(&self, session: &str, thread: Option<u64>) -> Result<(), ApplyError> {
        let (Some(store), Some(active)) = (self.resources.store(), self.sessions.get(session))
        else {
            return Err(ApplyError::Elsewhere);
        };
        if let Some(thread) = thread {
            store.move_session(session, thread).await?;
            active.place.store(thread, Ordering::Relaxed);
        }
        self.sessions.apply_event(store, &active, None, None, Event::Started).await.map(drop)
    }

    /// What a session was started with, once it is over.
    pub(super) async fn options_of(&self, session: &str) -> Result<QuizOptions, Reply> {
        let stored = self.store()?.session(session).await;
        let stored = stored.map_err(|failure| messages::not_applied(&failure.into()))?;
        let stored = stored.ok_or_else(|| Reply::error(messages::LONG_OVER))?;
        if !stored.ended {
            return Err(Reply::error(messages::STILL_RUNNING));
        }
        stored_log::parse(&stored)
            .map(|(_, options)| options)
            .map_err(|why| messages::not_applied(&why.into()))
    }

    async fn stop(&self, player: Player<'_>) -> Result<Reply, Reply> {
        let (store, active) = self.running_in(player.actor).await?;
        let moderator = player.actor.can_manage_server;
        let stop = |user| Event::StopAsked { user, moderator };
        self.request(store, &active, player, stop)
            .await
            .map_err(|why| messages::not_applied(&why))?;
        Ok(Reply::ephemeral(messages::STOPPED))
    }

    /// Skips the open question, or notes that somebody wants that.
    async fn skip_open_question(&self, player: Player<'_>) -> Result<Reply, Reply> {
        let (store, active) = self.running_in(player.actor).await?;
        let number = active.state.lock().await.session.asking().map(|(asking, _)| asking.number());
        let number = number.ok_or_else(|| Reply::error(messages::NO_QUESTION_OPEN))?;
        Ok(self.skip(store, &active, number, player).await)
    }

    /// Who has how many points in the session in a channel.
    async fn score(&self, actor: &Actor) -> Result<Reply, Reply> {
        let (_, active) = self.running_in(actor).await?;
        let items = self.items().await?;
        let state = active.state.lock().await;
        let shown = Shown {
            id: &active.id,
            session: &state.session,
            deck: &items.deck,
            names: &state.names,
            pseudonyms: &state.pseudonyms,
        };
        let standings = state.session.standings();
        let part = match standings.is_empty() {
            true => Part::Text(messages::NO_ANSWERS_YET.to_owned()),
            false => Part::Line(shown.places(&standings)),
        };
        let heading = Some(messages::SCORE.to_owned());
        Ok(Reply { private: true, heading, parts: vec![part], ..Reply::default() })
    }

    /// Takes a person out of all sessions that this process runs, and deletes what is kept of them;
    /// gives how many rows that was.
    pub(in crate::bot) async fn forget(
        &self,
        store: &Store,
        person: u64,
    ) -> Result<u64, StoreError> {
        let all: Vec<_> = self.sessions.all().values().cloned().collect();
        for active in &all {
            active.state.lock().await.forget(person);
            let taken = self
                .sessions
                .apply_event(store, active, None, None, Event::Forgotten { user: person })
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
    pub(in crate::bot) async fn opt_out(
        &self,
        store: &Store,
        person: u64,
    ) -> Result<(), StoreError> {
        let _paused = self.sessions.writes.pause().await;
        let pseudonym = store.opt_out(person, self.resources.now()).await?;
        let all: Vec<_> = self.sessions.all().values().cloned().collect();
        for active in all {
            active.state.lock().await.changed(person, Some(pseudonym));
        }
        Ok(())
    }

    /// The session that is running where somebody asks.
    async fn running_in(&self, actor: &Actor) -> Result<(&Store, Arc<ActiveSession>), Reply> {
        let store = self.store()?;
        let Some(channel) = actor.channel else { return Err(Reply::error(messages::NO_ROUND)) };
        let here =
            |active: &&Arc<ActiveSession>| active.channel == channel || active.place() == channel;
        if let Some(active) = self.sessions.all().values().find(here).cloned() {
            return Ok((store, active));
        }
        match store.session_in(channel).await {
            Ok(Some(_)) => Err(Reply::error(messages::PAUSED)),
            Ok(None) => Err(Reply::error(messages::NO_ROUND)),
            Err(failure) => Err(messages::not_applied(&failure.into())),
        }
    }

    async fn setup(&self, host: u64, options: &QuizOptions) -> Result<Setup, Reply> {
        let items = self.items().await?;
        if let Some(speech) = options
            .speech
            .as_deref()
            .filter(|id| !self.resources.corpus().speeches().iter().any(|one| one.id() == *id))
        {
            return Err(Reply::error(messages::no_such_speech_for_quiz(speech)));
        }
        let filter = Filter {
            kind: options.kind.as_deref().and_then(Kind::from_name),
            difficulty: options.difficulty,
            speech: options.speech.as_deref(),
        };
        let count = options.questions.unwrap_or(QUESTIONS).clamp(1, MOST_QUESTIONS);
        let drawn = items.deck.draw(rand::rng().random(), usize::from(count), filter);
        let mut rules = Rules { solo: options.solo, ..Rules::of(options.pace) };
        if let Some(seconds) = options.seconds {
            rules.time = u64::from(seconds) * 1_000;
        }
        Setup::new(host, rules, drawn.into_iter().map(SessionQuestion::from).collect())
            .map_err(|_| Reply::error(messages::NO_QUESTIONS_LIKE_THAT))
    }

    fn not_started(&self, why: NotStarted) -> Reply {
        match why {
            NotStarted::Running => Reply::error(messages::QUIZ_RUNS_ALREADY),
            NotStarted::Store(failure) => messages::store_failed(&failure),
            NotStarted::Applied(failure) => messages::not_applied(&failure),
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
fn may_start(preferences: &Preferences, actor: &Actor) -> Result<(), &'static str> {
    match preferences.quiz_starters {
        _ if actor.can_manage_server => Ok(()),
        QuizStarters::Everyone => Ok(()),
        QuizStarters::Role(role) if actor.roles.contains(&role) => Ok(()),
        QuizStarters::Role(_) => Err(messages::ONLY_ROLE_STARTS_QUIZZES),
        QuizStarters::Managers => Err(messages::ONLY_MANAGERS_START_QUIZZES),
    }
}
