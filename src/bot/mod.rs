//! The bot without a front end: [`Bot::handle`] takes a [`Request`] and returns a
//! [`Reply`](crate::reply::Reply).

mod actor;
mod ask;
mod cite;
mod current;
mod daily;
mod excerpt;
mod handle;
mod help;
mod leaderboard;
mod lessons;
mod mentions;
pub(crate) mod messages;
mod privacy;
mod quiz;
mod rate_limiter;
mod read_cache;
mod request;
mod resources;
mod settings;
mod verify;
mod workers;

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tracing::{info, warn};

use crate::corpus::Corpus;
use crate::quiz::Deck;
use crate::reply::MOST_PASSAGES;
use crate::search::Engine;
use crate::store::Store;
use resources::Resources;
use workers::Workers;

pub use crate::quiz::{Filter, Kind, Millis, Pace, millis};
pub use crate::store::{PostFailure, SectionAnswers, StoreError};
pub use actor::{Actor, ChannelAccess};
pub use ask::{Ask, AskService};
pub use cite::{CiteService, Contents};
pub use current::CurrentBot;
pub use daily::{
    ChosenRole, DailyCommand, DailyOptions, DailyPost, DailyService, DueDaily, DuePassages,
};
pub use leaderboard::{BoardScope, LeaderboardCommand, LeaderboardService, Period};
pub use lessons::{LONGEST_LESSON_QUESTION, LessonCommand, LessonService, Lessons};
pub use mentions::MentionsService;
pub use privacy::{PrivacyCommand, PrivacyService};
pub use quiz::{
    Channel, OutgoingMessage, Player, QuizCommand, QuizOptions, QuizService, SendError, Solo,
    SoloOptions,
};
pub(crate) use rate_limiter::RateLimiter;
pub use request::{Message, Origin, Request, RequestKind, UnknownControl, Visibility};
pub use resources::Clock;
pub use settings::{Preferences, QuizStarters, QuoteLength, SettingsService};
pub use verify::VerifyService;

pub struct Bot {
    pub ask: AskService,
    pub cite: CiteService,
    pub mentions: MentionsService,
    pub verify: VerifyService,
    pub lessons: LessonService,
    pub daily: DailyService,
    pub settings: Arc<SettingsService>,
    pub quiz: Arc<QuizService>,
    pub privacy: PrivacyService,
    pub leaderboard: Arc<LeaderboardService>,
    workers: Workers,
    parts: Parts,
}

#[derive(Clone)]
struct Parts {
    resources: Resources,
    cite: CiteService,
    verify: VerifyService,
    passages: usize,
    deck: Option<Arc<Deck>>,
    patience: Duration,
}

impl Parts {
    fn new(resources: Resources, passages: usize, patience: Duration) -> Parts {
        let cite = CiteService::new(resources.engine.shared_corpus());
        let verify = VerifyService::new(Arc::clone(&resources.engine));
        Parts { resources, cite, verify, passages, deck: None, patience }
    }
}

impl Bot {
    /// Stores nothing; ranks 1 to [`MOST_PASSAGES`] passages per answer.
    pub fn new(engine: Engine, passages: usize) -> Bot {
        let clock: Clock = Arc::new(Timestamp::now);
        let resources = Resources { engine: Arc::new(engine), store: None, clock };
        let passages = passages.clamp(1, MOST_PASSAGES);
        Bot::assemble(Parts::new(resources, passages, settings::PATIENCE), None)
    }

    fn assemble(parts: Parts, before: Option<&QuizService>) -> Bot {
        let resources = || parts.resources.clone();
        let engine = || Arc::clone(&parts.resources.engine);
        let (cite, verify) = (parts.cite.clone(), parts.verify.clone());
        let settings = Arc::new(SettingsService::new(resources(), parts.patience));
        let deck = parts.deck.clone();
        let quiz = Arc::new(QuizService::new(resources(), Arc::clone(&settings), deck, before));
        let leaderboard = Arc::new(LeaderboardService::new(resources()));
        let mentions = MentionsService::new(engine(), cite.clone());
        let ask = AskService::new(engine(), parts.passages, cite.clone(), mentions.clone());
        Bot {
            ask: ask.clone(),
            mentions,
            verify,
            lessons: LessonService::new(resources(), Arc::clone(&settings), ask),
            daily: DailyService::new(resources(), cite.clone()),
            privacy: PrivacyService::new(
                resources(),
                Arc::clone(&settings),
                Arc::clone(&quiz),
                Arc::clone(&leaderboard),
            ),
            leaderboard,
            workers: Workers::new(),
            cite,
            settings,
            quiz,
            parts,
        }
    }

    #[must_use]
    pub fn with_store(self, store: Option<Store>) -> Bot {
        self.with(|parts| parts.resources.store = store.map(Arc::new))
    }

    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Bot {
        self.with(|parts| parts.resources.clock = clock)
    }

    #[must_use]
    pub fn with_deck(self, deck: Arc<Deck>) -> Bot {
        self.with(|parts| parts.deck = Some(deck))
    }

    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Bot {
        self.with(|parts| parts.patience = patience)
    }

    fn with(self, change: impl FnOnce(&mut Parts)) -> Bot {
        let mut parts = self.parts;
        change(&mut parts);
        Bot::assemble(parts, None)
    }

    pub(crate) fn with_texts(&self, engine: Engine) -> Bot {
        let resources = Resources { engine: Arc::new(engine), ..self.parts.resources.clone() };
        let parts = Parts::new(resources, self.parts.passages, self.parts.patience);
        Bot::assemble(parts, Some(&self.quiz))
    }

    pub fn store(&self) -> Option<&Store> {
        self.parts.resources.store.as_deref()
    }

    pub fn corpus(&self) -> &Corpus {
        self.parts.resources.corpus()
    }

    pub fn example_questions(&self) -> impl Iterator<Item = &str> {
        help::example_questions(self.corpus())
    }

    pub async fn open_store(&self) {
        let Some(store) = self.store() else { return };
        match store.open().await {
            Ok(()) => info!("the database can be used"),
            Err(error) => {
                warn!(%error, "the database cannot be used; questions are answered all the same")
            }
        }
    }

    /// Else a large corpus's first quote check and first quiz wait for seconds.
    pub async fn prepare(&self) {
        let begun = Instant::now();
        info!("preparing quote checks and quizzes; questions are answered meanwhile");
        self.verify.prepare().await;
        let seconds = begun.elapsed().as_secs_f32();
        info!(seconds, "quotes can be checked without waiting");
        if let Ok(deck) = self.quiz.deck().await {
            let (items, seconds) = (deck.items().count(), begun.elapsed().as_secs_f32());
            info!(items, seconds, "quizzes can start without waiting");
        }
    }

    /// Fine where nothing is stored.
    pub(crate) async fn check_store(&self) -> Result<(), StoreError> {
        match self.store() {
            Some(store) => store.ping().await,
            None => Ok(()),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
