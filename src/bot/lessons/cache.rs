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

/// Oldest first.
#[derive(Default)]
pub struct Lessons(Vec<(StoredLesson, Prepared)>);

/// None without a passage in the text. Filled at the first question, and kept when the lessons are
/// read again.
type Prepared = Arc<OnceLock<Option<Arc<Lesson>>>>;

/// Shows only how many: what people typed must not reach a log.
impl fmt::Debug for Lessons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lessons", self.0.len())
    }
}

impl Lessons {
    fn updated(&self, stored: Vec<StoredLesson>) -> Lessons {
        // What failed is tried again.
        let is_good = |lesson: &Prepared| !matches!(lesson.get(), Some(None));
        let good = self.0.iter().filter(|(_, lesson)| is_good(lesson));
        let mut known: HashMap<i64, Prepared> =
            good.map(|(stored, lesson)| (stored.id, lesson.clone())).collect();
        let with_known = |stored: StoredLesson| {
            let lesson = known.remove(&stored.id).unwrap_or_default();
            (stored, lesson)
        };
        Lessons(stored.into_iter().map(with_known).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those with a passage in the text. The first call prepares them, each at the cost of a
    /// question.
    pub(crate) fn prepared(&self, engine: &Engine) -> Vec<Arc<Lesson>> {
        let prepared = |(stored, lesson): &(StoredLesson, Prepared)| {
            lesson.get_or_init(|| prepare(engine, stored)).clone()
        };
        self.0.iter().filter_map(prepared).collect()
    }
}

fn prepare(engine: &Engine, stored: &StoredLesson) -> Option<Arc<Lesson>> {
    let place = engine.corpus().place_with_permalink(&stored.passage)?;
    match engine.lesson(&stored.question, place) {
        Ok(lesson) => Some(Arc::new(lesson)),
        Err(failure) => {
            error!(error = %failure, id = stored.id, "a lesson could not be prepared");
            None
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
        let before = before.map_or_else(Arc::default, |known| known.lessons);
        let read = tokio::time::timeout(PATIENCE, store.lessons_in(server))
            .await
            .unwrap_or(Err(StoreError::Timeout));
        let lessons = match read {
            Ok(stored) => Arc::new(before.updated(stored)),
            Err(failure) => {
                warn!(error = %failure, "the lessons of a server could not be read; those in memory \
                                         are used");
                before
            }
        };
        let cached = CachedLessons { lessons: lessons.clone(), read: Instant::now(), changes };
        self.servers.insert(server, cached);
        lessons
    }
}
