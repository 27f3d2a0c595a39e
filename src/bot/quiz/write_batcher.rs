//! Writes many sessions' entries together: whoever finds entries waiting writes all in one
//! transaction, so a thousand votes in a second cost only a few.

use std::mem::take;
use std::sync::{Mutex, PoisonError};

use tokio::sync::MutexGuard;
use tokio::sync::oneshot::{self, Receiver, Sender};

use crate::store::{Addition, LogRow, Store, StoreError};

#[derive(Default)]
pub(super) struct WriteBatcher {
    /// With whoever waits for each.
    waiting: Mutex<Vec<(Addition, Vec<Sender<Written>>)>>,
    writing: tokio::sync::Mutex<()>,
}

/// `false` if another process has the session or went on with its log.
type Written = Result<bool, StoreError>;

pub(super) type PendingWrite = Receiver<Written>;

impl WriteBatcher {
    /// In order within a session, whose entries are joined.
    pub(super) fn add(
        &self,
        session: &str,
        after: u64,
        row: LogRow,
        ended: Option<i64>,
    ) -> PendingWrite {
        let (sender, receiver) = oneshot::channel();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let last = waiting.iter_mut().rev().find(|(last, _)| last.session == session);
        let follows =
            |last: &Addition| last.ended.is_none() && last.after + last.rows.len() as u64 == after;
        match last.filter(|(last, _)| follows(last)) {
            Some((last, senders)) => {
                last.rows.push(row);
                last.ended = ended;
                senders.push(sender);
            }
            None => {
                let session = session.to_owned();
                let addition = Addition { session, after, rows: vec![row], ended };
                waiting.push((addition, vec![sender]));
            }
        }
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
        let (additions, senders): (Vec<Addition>, Vec<_>) = waiting.into_iter().unzip();
        let results = match store.add_to_sessions(owner, &additions).await {
            Ok(written) => written.into_iter().map(Ok).collect::<Vec<Written>>(),
            // An entry that cannot be written must not fail those of other sessions.
            Err(StoreError::Other(_)) if additions.len() > 1 => {
                one_by_one(store, owner, &additions).await
            }
            Err(error) => additions.iter().map(|_| Err(error.clone())).collect(),
        };
        for (senders, result) in senders.into_iter().zip(results) {
            for sender in senders {
                let _ = sender.send(result.clone());
            }
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
