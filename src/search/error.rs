//! What can go wrong in a search.

use super::index::IndexError;
use super::network::EncoderError;

#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    Encoder(#[from] EncoderError),
}
