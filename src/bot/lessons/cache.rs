//! The lessons of servers in memory, prepared once for comparing.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use moka::sync::Cache;
use tracing::{error, warn};

use crate::search::{Engine, Lesson};
use crate::store::{Store, StoreError, StoredLesson};

/// Another process may have added some since.
const FRESH: Duration = Duration::from_secs(5);

/// Then the lessons in memory serve.
const PATIENCE: Duration = Duration::from_millis(300);

const SERVERS: u64 = 1_000;
const IDLE: Duration = Duration::from_secs(15 * 60);

pub struct Lessons {
    stored: Vec<StoredLesson>,
    known: HashMap<i64, Arc<Lesson>>,
    /// Those with a passage in the text, oldest first, and their ids.
    prepared: OnceLock<(Vec<i64>, Vec<Arc<Lesson>>)>,
}

/// Shows only how many: what people typed must not reach a log.
impl fmt::Debug for Lessons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lessons", self.stored.len())
    }
}

impl Lessons {
    pub(super) fn is_empty(&self) -> bool {
        self.stored.is_empty()
    }

    /// The first call prepares them, each at the cost of a question.
    pub(crate) fn prepared(&self, engine: &Engine) -> &[Arc<Lesson>] {
        let prepare = |stored: &StoredLesson| Some((stored.id, self.prepare(engine, stored)?));
        let (_, lessons) =
            self.prepared.get_or_init(|| self.stored.iter().filter_map(prepare).unzip());
        lessons
    }

    fn prepare(&self, engine: &Engine, stored: &StoredLesson) -> Option<Arc<Lesson>> {
        if let Some(lesson) = self.known.get(&stored.id) {
            return Some(Arc::clone(lesson));
        }
        let place = engine.corpus().place_with_permalink(&stored.passage)?;
        match engine.lesson(&stored.question, place) {
            Ok(lesson) => Some(Arc::new(lesson)),
            Err(failure) => {
                error!(error = %failure, id = stored.id, "a lesson could not be prepared");
                None
            }
        }
    }
}

pub(super) struct LessonCache {
    servers: Cache<u64, CachedLessons>,
    /// Counts additions and withdrawals; earlier reads are out of date.
    changes: AtomicU64,
}

#[derive(Clone)]
struct CachedLessons {
    lessons: Arc<Lessons>,
    read: Instant,
    changes: u64,
}

impl Default for LessonCache {
    fn default() -> LessonCache {
        let servers = Cache::builder().max_capacity(SERVERS).time_to_idle(IDLE).build();
        LessonCache { servers, changes: AtomicU64::new(0) }
    }
}

impl LessonCache {
    pub(super) fn changed(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) async fn lessons(&self, store: &Store, server: u64) -> Arc<Lessons> {
        let changes = self.changes.load(Ordering::SeqCst);
        let before = self.servers.get(&server);
        if let Some(known) = &before
            && known.changes == changes
            && known.read.elapsed() < FRESH
        {
            return Arc::clone(&known.lessons);
        }
        let read = tokio::time::timeout(PATIENCE, store.lessons_in(server))
            .await
            .unwrap_or(Err(StoreError::Timeout));
        let stored = read.unwrap_or_else(|failure| {
            warn!(error = %failure, "the lessons of a server could not be read; those in memory are \
                                     used");
            before.as_ref().map(|known| known.lessons.stored.clone()).unwrap_or_default()
        });
        let lessons = match before {
            Some(known) if known.lessons.stored == stored => known.lessons,
            before => {
                let known = before.as_ref().and_then(|known| known.lessons.prepared.get());
                let known = known
                    .into_iter()
                    .flat_map(|(ids, lessons)| ids.iter().copied().zip(lessons.iter().cloned()));
                Arc::new(Lessons { stored, known: known.collect(), prepared: OnceLock::new() })
            }
        };
        self.servers.insert(
            server,
            CachedLessons { lessons: Arc::clone(&lessons), read: Instant::now(), changes },
        );
        lessons
    }
}
