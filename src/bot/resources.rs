//! What services are made from: the texts, the database, the clock.

use std::sync::Arc;

use jiff::Timestamp;

use crate::corpus::Corpus;
use crate::reply::Reply;
use crate::search::Engine;
use crate::store::Store;

pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

#[derive(Clone)]
pub(crate) struct Resources {
    pub(super) engine: Arc<Engine>,
    /// None where nothing is stored.
    pub(super) store: Option<Arc<Store>>,
    pub(super) clock: Clock,
}

impl Resources {
    pub(super) fn corpus(&self) -> &Corpus {
        self.engine.corpus()
    }

    pub(super) fn store(&self) -> Option<&Arc<Store>> {
        self.store.as_ref()
    }

    pub(super) fn store_or(&self, without: &str) -> Result<&Arc<Store>, Reply> {
        self.store().ok_or_else(|| Reply::error(without))
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }
}
