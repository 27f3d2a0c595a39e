//! Why an event was not applied to a session.

use crate::quiz::Rejection;
use crate::store::StoreError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum ApplyError {
    #[error(transparent)]
    Rejection(#[from] Rejection),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("another process runs the round")]
    Elsewhere,
    #[error("a round cannot be stored or read: {0}")]
    Json(#[from] serde_json::Error),
    #[error("a stored round's log is not of this version: {0}")]
    Log(Rejection),
}
