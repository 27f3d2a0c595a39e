//! Why nothing came of an event in a session.

use super::stored_log::Unreadable;
use crate::quiz::Rejection;
use crate::store::StoreError;

#[derive(Debug, thiserror::Error)]
pub(in crate::bot) enum ApplyError {
    #[error(transparent)]
    Rejection(#[from] Rejection),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another process runs the session, or is about to.
    #[error("another process runs the round")]
    Elsewhere,
    /// It was written by another version.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}
