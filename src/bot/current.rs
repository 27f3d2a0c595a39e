//! The bot that answers now, replaced as a whole when its texts are read anew. Questions and
//! quizzes under way finish on the old ones.

use std::error::Error;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;
use tracing::{error, info};

use super::Bot;
use crate::search::Engine;

/// The error says what is wrong in which file.
type Load = dyn Fn() -> Result<Engine, Box<dyn Error + Send + Sync>> + Send + Sync;

pub struct CurrentBot {
    bot: RwLock<Arc<Bot>>,
    load: Arc<Load>,
    reading: Mutex<()>,
}

impl CurrentBot {
    pub fn new(
        bot: Bot,
        load: impl Fn() -> Result<Engine, Box<dyn Error + Send + Sync>> + Send + Sync + 'static,
    ) -> CurrentBot {
        let bot = RwLock::new(Arc::new(bot));
        CurrentBot { bot, load: Arc::new(load), reading: Mutex::default() }
    }

    pub(crate) fn get(&self) -> Arc<Bot> {
        Arc::clone(&self.bot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// On any error, the bot keeps the texts that it has.
    pub async fn reload(&self) -> Result<(), String> {
        let _reading = self.reading.lock().await;
        info!("reading the corpus anew");
        let load = Arc::clone(&self.load);
        let read = tokio::task::spawn_blocking(move || load());
        let why = match read.await {
            Ok(Ok(engine)) => {
                let fresh = Arc::new(self.get().with_texts(engine));
                let speeches = fresh.corpus().speeches().len();
                *self.bot.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&fresh);
                tokio::spawn(async move { fresh.prepare().await });
                info!(speeches, "answers come from the new texts");
                return Ok(());
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => "the program panicked".to_owned(),
        };
        error!(error = why, "the corpus could not be read; answers come from the old texts");
        Err(why)
    }
}
