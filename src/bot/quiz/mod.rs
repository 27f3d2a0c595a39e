//! Quiz sessions between the rules, the deck and the store: what players do goes in, what everybody
//! sees comes out by a [`Channel`].
//!
//! A session is run by one process, which holds a claim on it in the store. What happens is in the
//! store before anybody is told, and each message goes out under a name made from the session and
//! the entry that it shows, so that it can be sent again after a crash without being seen twice. A
//! process that starts takes over what another one left.

mod actions;
mod active;
mod lifecycle;
mod messages;
mod presenter;
mod runner;
mod stored_log;
mod write_batcher;

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use jiff::Timestamp;
use moka::sync::Cache;
use rand::RngExt;
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, OnceCell};

use super::{Actor, Bot, Clock};
use crate::corpus::{Corpus, Quote};
use crate::quiz::{CLAIM_WINDOW, Deck, Distractors, Kind, Millis, Pace};
use crate::reply::Reply;
use crate::store::Lease;
use active::ActiveSession;
use write_batcher::WriteBatcher;

pub use actions::TYPED_ANSWER;

/// Which session somebody wants; what is left out is chosen for them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuizOptions {
    /// How many questions.
    pub questions: Option<u16>,
    /// The name of the only kind of questions, see [`Kind::name`].
    pub kind: Option<String>,
    /// The only difficulty, 1 to 3.
    pub difficulty: Option<u8>,
    /// How long a question is open.
    pub seconds: Option<u16>,
    /// How fast it goes.
    pub pace: Pace,
    /// The id of the only speech.
    pub speech: Option<String>,
    /// Whether only the host plays.
    pub solo: bool,
}

/// Who starts a session, and which.
#[derive(Clone, Debug)]
pub struct Start<'a> {
    /// Who and where.
    pub actor: Actor,
    /// Their roles in the server.
    pub roles: &'a [u64],
    /// Which session.
    pub options: QuizOptions,
}

/// A session that is made and waits for its start.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Its name.
    pub session: String,
    /// What it is called.
    pub title: String,
}

/// Somebody who does something in a session, and when.
#[derive(Clone, Copy, Debug)]
pub struct Player<'a> {
    /// Who and where.
    pub actor: Actor,
    /// What they go by.
    pub name: &'a str,
    /// What tells this from all else that is done, such as an interaction's id.
    pub event: u64,
    /// When they did it.
    pub made: Millis,
}

/// A message of a session, for everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct OutgoingMessage {
    /// The channel or thread.
    pub place: u64,
    /// A name for this message and no other, 25 characters at most: what has it already must not be
    /// shown again.
    pub name: String,
    /// What is shown.
    pub reply: Reply,
}

/// Why a message was not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// It may work later.
    #[error("it may work later")]
    Later,
    /// The place is gone, or the bot may not write there.
    #[error("nothing can be shown there")]
    Never,
}

/// Where sessions are shown.
pub trait Channel: Send + Sync + 'static {
    /// Shows a message.
    fn post(&self, post: &OutgoingMessage) -> impl Future<Output = Result<(), SendError>> + Send;
}

/// How long a process owns its sessions without renewing that, in seconds. What it leaves behind in
/// a crash is taken over after this time.
const LEASE: i64 = 10;

/// How many characters a session's name has.
const NAME: usize = 10;

/// How many answers are remembered against answering the same question in two sessions.
const MOST_CLAIMS: u64 = 100_000;

/// All sessions that this process runs.
pub(super) struct Sessions {
    /// The name of this process.
    me: String,
    bot: OnceLock<u64>,
    active: Mutex<HashMap<String, Arc<ActiveSession>>>,
    /// Who answered which item last in which session, and when.
    claims: Cache<(u64, String), (String, Millis)>,
    writes: WriteBatcher,
    made: OnceCell<Arc<Questions>>,
    /// Told when there is a session that nobody drives yet.
    news: Notify,
    clock: Clock,
}

/// What sessions are made from; making it takes a while.
#[derive(Debug)]
pub struct Questions {
    deck: Deck,
    distractors: Distractors,
}

impl Questions {
    /// All questions on these texts.
    pub fn of(corpus: &Corpus) -> Questions {
        let units = corpus.unit_ids().map(|unit| corpus.quote_unit(unit)).collect::<Vec<_>>();
        Questions {
            deck: Deck::new(corpus),
            distractors: Distractors::new(units.iter().map(Quote::text)),
        }
    }
}

impl Default for Sessions {
    fn default() -> Sessions {
        Sessions {
            me: name(),
            bot: OnceLock::new(),
            active: Mutex::default(),
            claims: Cache::new(MOST_CLAIMS),
            writes: WriteBatcher::default(),
            made: OnceCell::new(),
            news: Notify::new(),
            clock: Arc::new(Timestamp::now),
        }
    }
}

/// A new name of small letters and digits.
fn name() -> String {
    let mut chance = rand::rng();
    (0..NAME).filter_map(|_| char::from_digit(chance.random_range(0..36), 36)).collect()
}

impl Sessions {
    /// The same sessions by another clock.
    pub(super) fn with_clock(self, clock: Clock) -> Sessions {
        Sessions { clock, ..self }
    }

    fn now(&self) -> Millis {
        Millis::try_from((self.clock)().as_millisecond()).unwrap_or_default()
    }

    fn bot(&self) -> u64 {
        self.bot.get().copied().unwrap_or_default()
    }

    fn lease(&self) -> Lease<'_> {
        let now = (self.now() / 1_000).cast_signed();
        Lease { owner: &self.me, now, until: now + LEASE }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Arc<ActiveSession>>> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, session: &str) -> Option<Arc<ActiveSession>> {
        self.all().get(session).cloned()
    }

    /// Runs a session from now on, where this process does not do so already.
    fn adopt(&self, active: ActiveSession) -> Arc<ActiveSession> {
        let active =
            Arc::clone(self.all().entry(active.id.clone()).or_insert_with(|| Arc::new(active)));
        self.news.notify_one();
        active
    }

    /// Does not run a session any more.
    fn leave(&self, active: &ActiveSession) {
        active.gone.store(true, Ordering::Relaxed);
        active.news.notify_one();
        self.all().remove(&active.id);
    }

    /// Whether a person's answer to an item may bring points in a session: not when they answered
    /// it in another one a short while ago. Remembers the answer.
    fn claims(&self, person: u64, item: &str, session: &str) -> bool {
        let now = self.now();
        let mut counts = true;
        self.claims.entry((person, item.to_owned())).and_upsert_with(|claim| {
            match claim.map(|claim| claim.into_value()) {
                Some((other, at)) if other != session && now.saturating_sub(at) < CLAIM_WINDOW => {
                    counts = false;
                    (other, at)
                }
                _ => (session.to_owned(), now),
            }
        });
        counts
    }
}

impl Bot {
    /// The same bot with questions that were made before; without, they are made when the first
    /// session needs them.
    #[must_use]
    pub fn with_questions(self, questions: Arc<Questions>) -> Bot {
        Bot {
            sessions: Sessions { made: OnceCell::new_with(Some(questions)), ..self.sessions },
            ..self
        }
    }

    /// All quiz items of the texts.
    ///
    /// # Errors
    /// What the person is told who needs them.
    pub async fn deck(&self) -> Result<&Deck, Reply> {
        Ok(&self.made().await?.deck)
    }

    /// The deck, and what typed answers are compared with. The first one who needs it waits for it
    /// to be made, on a thread where that holds nobody up.
    async fn made(&self) -> Result<&Arc<Questions>, Reply> {
        let corpus = self.engine.shared_corpus();
        let make = move || Arc::new(Questions::of(&corpus));
        let made = self.sessions.made.get_or_try_init(|| tokio::task::spawn_blocking(make)).await;
        made.map_err(|_| Reply::ephemeral(messages::NO_DECK))
    }
}

/// The kind with this name.
fn kind(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.name() == name)
}
