//! A file of a corpus as it was read; faults name its lines.

use std::path::Path;

use super::error::Fault;

#[derive(Clone, Copy)]
pub(super) struct SourceFile<'a> {
    pub(super) path: &'a Path,
    pub(super) source: &'a str,
}

impl SourceFile<'_> {
    /// `at` is in bytes of the source.
    pub(super) fn fault(
        self,
        at: usize,
        problem: impl Into<String>,
        remedy: &'static str,
    ) -> Fault {
        let line = 1 + self.source.bytes().take(at).filter(|byte| *byte == b'\n').count();
        Fault { path: self.path.to_owned(), line, problem: problem.into(), remedy }
    }
}
