//! Starting and stopping sessions.

use std::sync::atomic::Ordering;

use rand::RngExt;
use tracing::{info, warn};

use super::active::ActiveSession;
use super::apply_error::ApplyError;
use super::options::{Player, QuizOptions};
use super::service::QuizService;
use super::sessions::name;
use super::stored_log::StoredSetup;
use crate::bot::actor::Actor;
use crate::bot::messages::{MAY_NOT_POST, quiz as messages};
use crate::bot::settings::preferences::{Preferences, QuizStarters};
use crate::quiz::{Event, Rules, SessionQuestion, Setup};
use crate::reply::{FollowUp, Reply};
use crate::store::{NewSession, StoredSession, new_pseudonym};

const QUESTIONS: u16 = 10;
const MOST_QUESTIONS: u16 = 50;

impl QuizService {
    /// In its own thread where possible. [`QuizService::begin`] asks the first question.
    pub(super) async fn start(&self, options: QuizOptions, actor: &Actor) -> Result<Reply, Reply> {
        if !actor.access.can_post {
            return Err(Reply::error(MAY_NOT_POST));
        }
        let solo = options.solo;
        let (session, title) = self.open(options, actor).await?;
        let thread = match (self.sessions.front.get(), actor.channel) {
            (Some((_, channel)), Some(place)) if actor.access.can_create_thread => {
                channel.create_thread(place, &title).await
            }
            _ => None,
        };
        let parts = messages::starts(thread, solo);
        let follow_up = Some(FollowUp::BeginQuiz { session, thread });
        Ok(Reply { follow_up, ..Reply::titled(title, parts) })
    }

    /// The session's id and title.
    async fn open(&self, options: QuizOptions, actor: &Actor) -> Result<(String, String), Reply> {
        let store = self.store()?;
        let Actor { person, channel: Some(place), settings_channel, server, .. } = *actor else {
            return Err(Reply::error(messages::NEEDS_CHANNEL));
        };
        let channel = settings_channel.unwrap_or(place);
        let preferences = self.settings.preferences_now(store, actor).await?;
        may_start(&preferences, actor).map_err(Reply::error)?;
        let setup = self.setup(person, &options).await?;
        let opted_out = store.opted_out(person).await?;
        let host = if opted_out { new_pseudonym() } else { person };
        let (questions, seconds) = (setup.questions.len(), setup.rules.time / 1_000);
        let title = messages::title(questions, options.solo, seconds);
        let whole = StoredSetup { setup, options };
        let json = serde_json::to_string(&whole).map_err(ApplyError::from)?;
        let id = name();
        let new = NewSession {
            id: &id,
            bot: self.sessions.bot(),
            channel,
            place,
            server,
            host,
            setup: &json,
        };
        let running = || Reply::error(messages::RUNS_ALREADY);
        let busy = store.session_in(self.sessions.bot(), channel).await?.is_some();
        if busy || !store.create_session(new, self.sessions.lease()).await? {
            return Err(running());
        }
        let stored = store.session(&id).await?.ok_or_else(running)?;
        let active = ActiveSession::load(store, &stored, self.sessions.now()).await?;
        self.deck_of(&active).await?;
        let active = self.sessions.adopt(active);
        if opted_out {
            active.state.lock().await.pseudonyms.insert(person, host);
        }
        info!(session = id, questions, "a quiz round was made");
        Ok((id, title))
    }

    /// If it fails, the runner begins the session after a while.
    pub async fn begin(&self, session: &str, thread: Option<u64>) {
        let begun = async {
            let active = self.sessions.get(session).ok_or(ApplyError::Elsewhere)?;
            if let Some(thread) = thread {
                active.place.store(thread, Ordering::Relaxed);
            }
            active.store.move_session(session, active.place()).await?;
            self.sessions.apply_event(&active, None, Event::Started).await
        };
        if let Err(why) = begun.await {
            warn!(session, error = %why, "a quiz session could not begin at once");
        }
    }

    pub(super) async fn ended_session(
        &self,
        session: &str,
        running: &str,
    ) -> Result<StoredSession, Reply> {
        match self.store()?.session(session).await.map_err(ApplyError::from)? {
            None => Err(Reply::error(messages::LONG_OVER)),
            Some(stored) if !stored.ended => Err(Reply::error(running)),
            Some(stored) => Ok(stored),
        }
    }

    pub(super) async fn stop(&self, player: Player<'_>) -> Result<Reply, Reply> {
        let active = self.running_in(player.actor).await?;
        let user = self.user(&active, player).await?;
        let stop = Event::StopAsked { user, moderator: player.actor.can_manage_server };
        self.sessions.apply_event(&active, Some(player), stop).await?;
        Ok(Reply::ephemeral(messages::STOPPED))
    }

    async fn setup(&self, host: u64, options: &QuizOptions) -> Result<Setup, Reply> {
        let deck = self.deck().await?;
        let is_known =
            |id: &&String| self.resources.corpus().speeches().iter().any(|one| one.id() == **id);
        if let Some(speech) = options.filter.speech.as_ref().filter(|id| !is_known(id)) {
            return Err(Reply::error(messages::no_such_speech(speech)));
        }
        let count = options.questions.unwrap_or(QUESTIONS).clamp(1, MOST_QUESTIONS);
        let drawn = deck.draw(rand::rng().random(), usize::from(count), &options.filter);
        let rules = Rules::new(options.pace, options.seconds, options.solo);
        Setup::new(host, rules, drawn.into_iter().map(SessionQuestion::from).collect())
            .ok_or_else(|| Reply::error(messages::NOTHING_TO_ASK))
    }
}

fn may_start(preferences: &Preferences, actor: &Actor) -> Result<(), &'static str> {
    match preferences.quiz_starters {
        _ if actor.can_manage_server => Ok(()),
        QuizStarters::Everyone => Ok(()),
        // The role @everyone has the server's id, and is in nobody's list of roles.
        QuizStarters::Role(role) if actor.roles.contains(&role) || actor.server == Some(role) => {
            Ok(())
        }
        QuizStarters::Role(_) => Err(messages::ONLY_ROLE_STARTS),
        QuizStarters::Managers => Err(messages::ONLY_MANAGERS_START),
    }
}
