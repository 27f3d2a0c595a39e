//! What can go wrong with the index.

use std::path::PathBuf;

use tantivy::TantivyError;

/// An index that cannot be built or opened.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error("the search index failed: {0}")]
    Tantivy(#[from] TantivyError),
    /// The index's folder cannot be written or read.
    #[error("{path}: {source}. `index.path` must name a folder that can be written; leave it out \
             to keep the index in memory", path = path.display())]
    Io { path: PathBuf, source: std::io::Error },
}
