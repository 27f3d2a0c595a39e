//! Writes many sessions' entries together: whoever finds entries waiting writes all in one
//! transaction, so a thousand votes in a second cost only a few.

use std::mem::take;
use std::sync::{Mutex, PoisonError};

use tokio::sync::MutexGuard;
use tokio::sync::oneshot::{self, Receiver, Sender};

use crate::store::{Addition, LogRow, Store, StoreError};

#[derive(Default)]
pub(super) struct WriteBatcher {
    waiting: Mutex<Vec<(Addition, Sender<Written>)>>,
    writing: tokio::sync::Mutex<()>,
}

/// `false` if another process has the session or went on with its log.
type Written = Result<bool, StoreError>;

pub(super) type PendingWrite = Receiver<Written>;

impl WriteBatcher {
    /// In order within a session.
    pub(super) fn add(
        &self,
        session: &str,
        after: u64,
        row: LogRow,
        ended: Option<i64>,
    ) -> PendingWrite {
        let (sender, receiver) = oneshot::channel();
        let addition = Addition { session: session.to_owned(), after, rows: vec![row], ended };
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push((addition, sender));
        receiver
    }

    /// Nothing is written until this is dropped: PostgreSQL locks session rows one by one, so two
    /// transactions over many sessions could deadlock.
    pub(super) async fn pause(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().await
    }

    pub(super) async fn written(
        &self,
        store: &Store,
        owner: &str,
        mut pending: PendingWrite,
    ) -> Written {
        let _writing = self.writing.lock().await;
        if let Ok(written) = pending.try_recv() {
            return written;
        }
        let waiting = take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        let (additions, senders) = together(waiting);
        let results = match store.add_to_sessions(owner, &additions).await {
            Ok(written) => written.into_iter().map(Ok).collect::<Vec<Written>>(),
            // An entry that cannot be written must not fail those of other sessions.
            Err(StoreError::Other(_)) if additions.len() > 1 => {
                one_by_one(store, owner, &additions).await
            }
            Err(error) => additions.iter().map(|_| Err(error.clone())).collect(),
        };
        for (at, sender) in senders {
            let _ = sender.send(results.get(at).cloned().unwrap_or(Ok(false)));
        }
        // A writer that broke off may have written it or not.
        pending.try_recv().unwrap_or(Err(StoreError::Timeout))
    }
}

async fn one_by_one(store: &Store, owner: &str, additions: &[Addition]) -> Vec<Written> {
    let mut results = Vec::with_capacity(additions.len());
    for addition in additions {
        let written = store.add_to_sessions(owner, std::slice::from_ref(addition)).await;
        results.push(written.map(|written| written.first().copied().unwrap_or(false)));
    }
    results
}

/// Joins entries of a session; each sender gets the index of its addition.
fn together(
    waiting: Vec<(Addition, Sender<Written>)>,
) -> (Vec<Addition>, Vec<(usize, Sender<Written>)>) {
    let mut additions: Vec<Addition> = Vec::new();
    let mut last = std::collections::HashMap::new();
    let mut senders = Vec::with_capacity(waiting.len());
    for (addition, sender) in waiting {
        let before = last.get(&addition.session).copied();
        let follows = |one: &&mut Addition| {
            one.ended.is_none() && one.after + one.rows.len() as u64 == addition.after
        };
        let at = match before
            .and_then(|at: usize| additions.get_mut(at).filter(follows).map(|one| (at, one)))
        {
            Some((at, one)) => {
                one.rows.extend(addition.rows);
                one.ended = addition.ended;
                at
            }
            None => {
                last.insert(addition.session.clone(), additions.len());
                additions.push(addition);
                additions.len() - 1
            }
        };
        senders.push((at, sender));
    }
    (additions, senders)
}
