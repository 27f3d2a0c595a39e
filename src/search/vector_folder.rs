//! The folder of vector files, one for each corpus and encoder: the ones used last stay.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const EXTENSION: &str = "vectors";

/// Hexadecimal digits.
const NAME: usize = 32;

/// The present one, and those of corpora that take turns with it.
const KEPT: usize = 3;

pub(super) fn file_name(hash: &blake3::Hash) -> PathBuf {
    let name: String = hash.to_hex().chars().take(NAME).collect();
    PathBuf::from(name).with_extension(EXTENSION)
}

/// Counts as used last; without the right to write, it is as old as it is.
pub(super) fn touch(path: &Path) {
    let file = File::options().append(true).open(path);
    // Nothing changes but the time.
    let touched = file.and_then(|file| file.set_len(file.metadata()?.len()));
    if let Err(error) = touched {
        tracing::debug!(path = %path.display(), %error, "the time of use cannot be noted");
    }
}

pub(super) fn remove_old_beside(path: &Path) {
    if let Err(error) = path.parent().map_or(Ok(()), remove_old) {
        tracing::warn!(path = %path.display(), %error, "old vectors cannot be removed");
    }
}

fn remove_old(folder: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && is_ours(&entry.path()) {
            files.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    files.sort();
    let old = files.len().saturating_sub(KEPT);
    files.into_iter().take(old).try_for_each(|(_, path)| fs::remove_file(path))
}

fn is_ours(path: &Path) -> bool {
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    path.extension().is_some_and(|extension| extension == EXTENSION)
        && name.len() == NAME
        && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use std::fs::FileTimes;
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn when_vectors_are_written_those_unused_for_longest_go_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = |text: &str| dir.path().join(file_name(&blake3::hash(text.as_bytes())));
        let write = |path: &Path, age: u64| {
            fs::write(path, "").unwrap();
            let at = SystemTime::now() - Duration::from_secs(1_000 - age);
            File::options()
                .append(true)
                .open(path)
                .unwrap()
                .set_times(FileTimes::new().set_modified(at))
                .unwrap();
        };
        let foreign = ["notes.vectors", "0123456789abcdef0123456789abcdef", "lock"];
        for (age, text) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
            write(&path(text), age as u64);
        }
        foreign.iter().for_each(|name| write(&dir.path().join(name), 0));
        touch(&path("a"));
        remove_old_beside(&path("e"));
        let left: Vec<&str> =
            ["a", "b", "c", "d", "e"].into_iter().filter(|text| path(text).exists()).collect();
        assert_eq!(left, ["a", "d", "e"]);
        assert!(foreign.iter().all(|name| dir.path().join(name).exists()));
    }
}
