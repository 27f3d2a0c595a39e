//! Quizzes as commands and buttons use them, and what parts of the service share.

use std::sync::Arc;

use tokio::sync::{Mutex, OnceCell};

use super::active::ActiveSession;
use super::apply_error::ApplyError;
use super::options::{Player, QuizCommand};
use super::sessions::Sessions;
use super::stored_log;
use crate::bot::actor::Actor;
use crate::bot::messages::quiz as messages;
use crate::bot::resources::Resources;
use crate::bot::settings::SettingsService;
use crate::quiz::{Ballot, Deck};
use crate::reply::{QuizAction, QuizButton, Reply};
use crate::store::Store;

pub struct QuizService {
    pub(super) resources: Resources,
    pub(super) settings: Arc<SettingsService>,
    pub(super) sessions: Arc<Sessions>,
    deck: OnceCell<Arc<Deck>>,
    /// Held while reading how sections were answered.
    pub(super) telling: Mutex<()>,
}

impl QuizService {
    pub(crate) fn new(
        resources: Resources,
        settings: Arc<SettingsService>,
        deck: Option<Arc<Deck>>,
        before: Option<&QuizService>,
    ) -> Self {
        let sessions = match before {
            Some(before) => Arc::clone(&before.sessions),
            None => Arc::new(Sessions::new(Arc::clone(&resources.clock))),
        };
        let deck = OnceCell::new_with(deck);
        QuizService { resources, settings, sessions, deck, telling: Mutex::default() }
    }

    /// The reply is private, except to a start.
    pub async fn command(&self, command: QuizCommand, player: Player<'_>) -> Result<Reply, Reply> {
        match command {
            QuizCommand::Start(options) => self.start(options, player.actor).await,
            QuizCommand::Stop => self.stop(player).await,
            QuizCommand::Skip => self.skip_open_question(player).await,
            QuizCommand::Score => self.score(player.actor).await,
        }
    }

    pub async fn press(&self, action: &QuizAction, player: Player<'_>) -> Result<Reply, Reply> {
        let (ballot, number) = match action.button {
            QuizButton::Missed => return self.missed(&action.session, player.actor.person).await,
            QuizButton::Again => {
                let stored = self.ended_session(&action.session, messages::STILL_RUNNING).await?;
                let parsed = stored_log::parse(&stored).map_err(ApplyError::from)?;
                return self.start(parsed.options, player.actor).await;
            }
            QuizButton::Type { number } => return self.answer_form(action, number.into()).await,
            QuizButton::Vote { number, choice } => {
                return self.vote(action, number.into(), choice.into(), player).await;
            }
            QuizButton::Hint { number } => (Ballot::Hint, number),
            QuizButton::Skip { number } => (Ballot::Skip, number),
        };
        let active = self.session_of(action).await?;
        self.ballot(&active, ballot, number.into(), player).await
    }

    async fn skip_open_question(&self, player: Player<'_>) -> Result<Reply, Reply> {
        let active = self.running_in(player.actor).await?;
        let number =
            active.state.lock().await.session.open_question().map(|(asking, _)| asking.number);
        let number = number.ok_or_else(|| Reply::error(messages::NO_QUESTION_OPEN))?;
        self.ballot(&active, Ballot::Skip, number, player).await
    }

    pub(super) async fn session_of(
        &self,
        action: &QuizAction,
    ) -> Result<Arc<ActiveSession>, Reply> {
        if let Some(active) = self.sessions.get(&action.session) {
            return Ok(active);
        }
        self.ended_session(&action.session, messages::PAUSED).await?;
        Err(Reply::error(messages::OVER))
    }

    pub(super) async fn running_in(&self, actor: &Actor) -> Result<Arc<ActiveSession>, Reply> {
        let store = self.store()?;
        let Some(channel) = actor.channel else { return Err(Reply::error(messages::NOT_RUNNING)) };
        // A channel and its threads have one round.
        let parent = actor.settings_channel.unwrap_or(channel);
        let playing_here = self.sessions.those(|active| active.place() == channel).pop();
        let of_parent = || self.sessions.those(|active| active.channel == parent).pop();
        if let Some(active) = playing_here.or_else(of_parent) {
            return Ok(active);
        }
        Err(Reply::error(
            match store.session_in(self.sessions.bot(), parent).await.map_err(ApplyError::from)? {
                Some(_) => messages::PAUSED,
                None => messages::NOT_RUNNING,
            },
        ))
    }

    pub(super) fn store(&self) -> Result<&Arc<Store>, Reply> {
        self.resources.store_or(messages::NEEDS_STORE)
    }

    /// The one it began with.
    pub(super) async fn deck_of<'a>(
        &self,
        active: &'a ActiveSession,
    ) -> Result<&'a Arc<Deck>, Reply> {
        active.deck.get_or_try_init(|| async { self.deck().await.cloned() }).await
    }

    pub async fn deck(&self) -> Result<&Arc<Deck>, Reply> {
        let corpus = self.resources.engine.shared_corpus();
        let generate = move || Arc::new(Deck::new(&corpus));
        let deck = self.deck.get_or_try_init(|| tokio::task::spawn_blocking(generate)).await;
        deck.map_err(|_| Reply::error(messages::NO_ITEMS))
    }
}
