//! What can go wrong in a search.

use super::index::IndexError;
use super::network::EncoderError;

#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search index failed: {0}")]
    Index(#[from] IndexError),
    #[error(transparent)]
    Encoder(#[from] EncoderError),
}
