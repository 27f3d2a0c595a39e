//! What was read of the database, by key: served while it is fresh, and while the database is slow
//! or away. A question hardly waits for the database.

use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use moka::sync::Cache;
use tracing::warn;

use crate::store::{Store, StoreError};

/// After the database failed or was slow.
const REST: Duration = Duration::from_secs(5);

pub(super) struct ReadCache<K, V> {
    /// As the log names it.
    what: &'static str,
    known: Cache<K, Known<V>>,
    changes: AtomicU64,
    resting: Cache<(), ()>,
    /// Another process may have changed the database since.
    fresh: Duration,
    patience: Duration,
}

#[derive(Clone)]
pub(super) struct Known<V> {
    value: V,
    read: Instant,
    /// Counted before the read: older data is never fresh, but serves while the store is away.
    changes: u64,
}

impl<K, V> ReadCache<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Clone + Default + Send + Sync + 'static,
{
    pub(super) fn new(
        what: &'static str,
        known: Cache<K, Known<V>>,
        fresh: Duration,
        patience: Duration,
    ) -> Self {
        let resting = Cache::builder().max_capacity(1).time_to_live(REST).build();
        ReadCache { what, known, changes: AtomicU64::new(0), resting, fresh, patience }
    }

    /// `read` is given what was known before.
    pub(super) async fn get<R: Future<Output = Result<V, StoreError>>>(
        &self,
        key: K,
        store: &Store,
        read: impl FnOnce(V) -> R,
    ) -> V {
        let changes = self.changes.load(Ordering::Acquire);
        let known = self.known.get(&key);
        let is_fresh =
            |known: &&Known<V>| known.changes == changes && known.read.elapsed() < self.fresh;
        if let Some(known) = known.as_ref().filter(is_fresh) {
            return known.value.clone();
        }
        // A question must not create a database.
        let nothing_stored = known.is_none() && store.file().is_some_and(|file| !file.exists());
        let before = known.map(|known| known.value).unwrap_or_default();
        if nothing_stored || self.resting.contains_key(&()) {
            return before;
        }
        let value = tokio::time::timeout(self.patience, read(before.clone())).await;
        match value.unwrap_or(Err(StoreError::Timeout)) {
            Ok(value) => {
                let known = Known { value: value.clone(), read: Instant::now(), changes };
                self.known.insert(key, known);
                value
            }
            Err(error) => {
                warn!(%error, "{} could not be read; what is known of them is used", self.what);
                self.resting.insert((), ());
                before
            }
        }
    }

    pub(super) fn invalidate(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
        self.resting.invalidate(&());
    }
}
