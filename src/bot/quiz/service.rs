//! Quizzes for whoever plays: what all parts of the service share.

use std::sync::{Arc, OnceLock};

use tokio::sync::OnceCell;

use super::channel::Channel;
use super::items::QuizItems;
use super::sessions::Sessions;
use crate::bot::messages;
use crate::bot::resources::Resources;
use crate::bot::settings::SettingsService;
use crate::quiz::Deck;
use crate::reply::Reply;
use crate::store::Store;

pub struct QuizService {
    pub(super) resources: Resources,
    pub(super) settings: Arc<SettingsService>,
    pub(super) sessions: Sessions,
    pub(super) channel: OnceLock<Arc<dyn Channel>>,
    items: OnceCell<Arc<QuizItems>>,
}

impl QuizService {
    /// `items` are those of the texts, where they were made before; without, they are made when the
    /// first session needs them.
    pub(in crate::bot) fn new(
        resources: Resources,
        settings: Arc<SettingsService>,
        items: Option<Arc<QuizItems>>,
    ) -> Self {
        let sessions = Sessions::new(Arc::clone(&resources.clock));
        let (channel, items) = (OnceLock::new(), OnceCell::new_with(items));
        QuizService { resources, settings, sessions, channel, items }
    }

    /// The database.
    ///
    /// # Errors
    /// What to tell the person who needs it where there is none.
    pub(super) fn store(&self) -> Result<&Store, Reply> {
        self.resources.store().ok_or_else(|| Reply::error(messages::QUIZ_NEEDS_STORE))
    }

    /// All quiz items of the texts.
    ///
    /// # Errors
    /// What to tell the person who needs them.
    pub async fn deck(&self) -> Result<&Deck, Reply> {
        Ok(&self.items().await?.deck)
    }

    /// The items. The first one who needs them waits for them to be made, on a thread where that
    /// holds nobody up.
    pub(super) async fn items(&self) -> Result<&Arc<QuizItems>, Reply> {
        let corpus = self.resources.engine.shared_corpus();
        let make = move || Arc::new(QuizItems::new(&corpus));
        let made = self.items.get_or_try_init(|| tokio::task::spawn_blocking(make)).await;
        made.map_err(|_| Reply::error(messages::NO_ITEMS))
    }
}
