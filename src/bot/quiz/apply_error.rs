//! Why an event was not applied to a session.

use super::stored_log::Unreadable;
use crate::quiz::Rejection;
use crate::store::StoreError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum ApplyError {
    #[error(transparent)]
    Rejection(#[from] Rejection),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Or is about to.
    #[error("another process runs the round")]
    Elsewhere,
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}
