//! What can go wrong with the index.

use std::path::PathBuf;

use tantivy::TantivyError;

#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error("the search index failed: {0}")]
    Tantivy(#[from] TantivyError),
    #[error("{path}: {source}. `index.path` must name a folder that can be written; leave it out \
             to keep the index in memory", path = path.display())]
    Io { path: PathBuf, source: std::io::Error },
}
