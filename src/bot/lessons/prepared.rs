//! The lessons of a server, prepared once for comparing.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use tracing::error;

use crate::search::{Engine, Lesson};
use crate::store::StoredLesson;

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
    pub(super) fn updated(&self, stored: Vec<StoredLesson>) -> Lessons {
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
