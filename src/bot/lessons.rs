//! What servers were taught, kept at hand: read from the store now and then, prepared for comparing
//! once.
//!
//! A question in a server that was taught nothing costs a look into a small table in memory, and a
//! query every few seconds.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use moka::sync::Cache;
use tracing::{error, warn};

use super::Bot;
use crate::search::Lesson;
use crate::store::{Store, StoreError, StoredLesson};

/// After this time what is at hand is compared with the store again, because another process may
/// have taught something.
const FRESH: Duration = Duration::from_secs(5);

/// How long a question may wait for the store. What is at hand answers it where the store takes
/// longer.
const PATIENCE: Duration = Duration::from_millis(300);

/// How many servers are kept at hand, and how long after the last question in one.
const SERVERS: u64 = 1_000;
const IDLE: Duration = Duration::from_secs(15 * 60);

/// What a server was taught.
pub struct Lessons {
    taught: Vec<StoredLesson>,
    /// What is prepared already, by its number in the store.
    known: HashMap<i64, Arc<Lesson>>,
    /// Those whose passage stands in the text, in the order in which they were taught.
    read: OnceLock<Vec<(i64, Arc<Lesson>)>>,
    compared: OnceLock<Vec<Arc<Lesson>>>,
}

/// How many there are; what people typed stands in no log.
impl fmt::Debug for Lessons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lessons", self.taught.len())
    }
}

impl Lessons {
    /// Those whose passage stands in the text. The first call prepares them, which takes as long as
    /// as many questions.
    pub(super) fn read(&self, bot: &Bot) -> &[Arc<Lesson>] {
        let read = self.read.get_or_init(|| {
            self.taught.iter().filter_map(|taught| self.prepare(bot, taught)).collect()
        });
        self.compared.get_or_init(|| read.iter().map(|(_, lesson)| Arc::clone(lesson)).collect())
    }

    fn prepare(&self, bot: &Bot, taught: &StoredLesson) -> Option<(i64, Arc<Lesson>)> {
        if let Some(lesson) = self.known.get(&taught.id) {
            return Some((taught.id, Arc::clone(lesson)));
        }
        let place = bot.corpus().place_with_permalink(&taught.passage)?;
        match bot.engine.lesson(&taught.question, place) {
            Ok(lesson) => Some((taught.id, Arc::new(lesson))),
            Err(failure) => {
                error!(error = %failure, id = taught.id, "a taught question could not be prepared");
                None
            }
        }
    }
}

/// What is at hand, by server.
pub(super) struct Servers {
    at_hand: Cache<u64, AtHand>,
    /// Counts what this process taught and withdrew: what was read before that is out of date.
    changes: AtomicU64,
}

#[derive(Clone)]
struct AtHand {
    lessons: Arc<Lessons>,
    read: Instant,
    changes: u64,
}

impl Default for Servers {
    fn default() -> Servers {
        let at_hand = Cache::builder().max_capacity(SERVERS).time_to_idle(IDLE).build();
        Servers { at_hand, changes: AtomicU64::new(0) }
    }
}

impl Servers {
    /// Lets the next question read the store again.
    pub(super) fn changed(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    async fn of(&self, store: &Store, server: u64) -> Arc<Lessons> {
        let changes = self.changes.load(Ordering::SeqCst);
        let before = self.at_hand.get(&server);
        if let Some(known) = &before
            && known.changes == changes
            && known.read.elapsed() < FRESH
        {
            return Arc::clone(&known.lessons);
        }
        let read = tokio::time::timeout(PATIENCE, store.lessons_in(server))
            .await
            .unwrap_or(Err(StoreError::Timeout));
        let taught = read.unwrap_or_else(|failure| {
            warn!(error = %failure, "what a server was taught could not be read; what is at hand \
                                     is used");
            before.as_ref().map(|known| known.lessons.taught.clone()).unwrap_or_default()
        });
        let lessons = match before {
            Some(known) if known.lessons.taught == taught => known.lessons,
            before => {
                let known = before.as_ref().and_then(|known| known.lessons.read.get());
                let known = known
                    .into_iter()
                    .flatten()
                    .map(|(id, lesson)| (*id, Arc::clone(lesson)))
                    .collect();
                Arc::new(Lessons {
                    taught,
                    known,
                    read: OnceLock::new(),
                    compared: OnceLock::new(),
                })
            }
        };
        self.at_hand.insert(
            server,
            AtHand { lessons: Arc::clone(&lessons), read: Instant::now(), changes },
        );
        lessons
    }
}

impl Bot {
    /// What a server was taught, for answering a question there; nothing in direct messages and
    /// where nothing was taught.
    pub async fn lessons(&self, server: Option<u64>) -> Option<Arc<Lessons>> {
        let lessons = self.taught.of(self.store()?, server?).await;
        Some(lessons).filter(|lessons| !lessons.taught.is_empty())
    }
}
