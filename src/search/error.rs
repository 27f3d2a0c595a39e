//! What can go wrong in a search.

use super::encoder::EncoderError;
use super::index::IndexError;

#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    Encoder(#[from] EncoderError),
}
