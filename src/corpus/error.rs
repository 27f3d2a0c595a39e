//! What can be wrong with a corpus. Each message names the file, the line where there is one, and
//! what to do.

use std::path::{Path, PathBuf};

/// A corpus that cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// A file or folder could not be read.
    #[error("{path}: {source}. Name the folder that holds the speeches with --corpus DIR or \
             `corpus.dir`", path = path.display())]
    Io {
        /// What was to be read.
        path: PathBuf,
        /// Why it was not.
        source: std::io::Error,
    },
    /// The folder holds no speech.
    #[error("{dir}: holds no speech. Put each speech into a folder of its own as \
             {dir}/<name>/speech.md", dir = dir.display())]
    NoSpeech {
        /// The corpus folder.
        dir: PathBuf,
    },
    /// A line that the reader does not understand.
    #[error("{path}:{line}: {problem}. {remedy}", path = path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong, without a full stop.
        problem: String,
        /// What to do, as a sentence without its full stop.
        remedy: &'static str,
    },
}

impl CorpusError {
    pub(super) fn malformed(
        path: &Path,
        line: usize,
        problem: impl Into<String>,
        remedy: &'static str,
    ) -> CorpusError {
        CorpusError::Malformed { path: path.to_owned(), line, problem: problem.into(), remedy }
    }

    pub(super) fn not_utf8(path: &Path, fault: &std::string::FromUtf8Error) -> CorpusError {
        let good = &fault.as_bytes()[..fault.utf8_error().valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        CorpusError::malformed(path, line, "the file is not UTF-8 text", "Save it as UTF-8")
    }
}
