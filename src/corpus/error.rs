//! What can be wrong with a corpus. Messages name the file, the line if any, and the remedy.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    #[error("{path}: {source}. Name the folder that holds the speeches with --corpus DIR or \
             `corpus.dir`", path = path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{dir}: holds no speech. Put each speech into a folder of its own as \
             {dir}/<name>/speech.md", dir = .0.display())]
    NoSpeech(PathBuf),
    #[error("{}", lines(.0))]
    Several(Vec<CorpusError>),
    #[error(transparent)]
    Malformed(#[from] Fault),
}

/// In a line of a file; also what is only doubtful there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}: {problem}. {remedy}", .path.display())]
pub struct Fault {
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// Without a full stop, like the remedy.
    pub problem: String,
    pub remedy: &'static str,
}

fn lines(faults: &[CorpusError]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl CorpusError {
    pub(super) fn gathered(faults: Vec<impl Into<CorpusError>>) -> Result<(), CorpusError> {
        match faults.is_empty() {
            true => Ok(()),
            false => Err(CorpusError::Several(faults.into_iter().map(Into::into).collect())),
        }
    }
}
