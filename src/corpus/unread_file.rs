//! Files and folders that loading ignores; a check reports them.

use std::path::{Path, PathBuf};

use super::error::CorpusError;
use super::load::{QUESTIONS_FILE, QUIZ_FILE, SPEECH_FILE, entries};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadFile {
    pub path: PathBuf,
    /// Without a full stop.
    pub why: &'static str,
}

impl UnreadFile {
    /// Sorted by name; names that begin with a dot are ignored.
    pub fn within(dir: &Path) -> Result<Vec<UnreadFile>, CorpusError> {
        let mut found = Vec::new();
        let mut add = |path: PathBuf, why| found.push(UnreadFile { path, why });
        for path in visible(dir)? {
            if path.join(SPEECH_FILE).is_file() {
                for file in visible(&path)? {
                    let known = [SPEECH_FILE, QUESTIONS_FILE, QUIZ_FILE];
                    if !known.iter().any(|name| file.ends_with(name)) {
                        add(
                            file,
                            "a speech's folder holds speech.md, questions.toml and quiz.toml",
                        );
                    } else if !file.is_file() {
                        add(file, "it is no file, or a link that leads nowhere");
                    }
                }
            } else if path.is_dir() {
                add(path, "it holds no speech.md");
            } else if !path.exists() {
                add(path, "a link that leads nowhere");
            } else if path.extension().is_some_and(|ending| ending == "md" || ending == "toml") {
                add(path, "each speech needs a folder of its own");
            }
        }
        Ok(found)
    }
}

fn visible(dir: &Path) -> Result<Vec<PathBuf>, CorpusError> {
    let mut paths = entries(dir)?;
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.retain(|path| !name(path).starts_with('.'));
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn what_is_not_read_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        for folder in ["good", "other-case", "empty", ".hidden"] {
            fs::create_dir(path(folder)).unwrap();
        }
        for file in [
            "good/speech.md",
            "good/questions.toml",
            "good/question.toml",
            "other-case/Speech.md",
            "speech.md",
            "LICENSE",
        ] {
            fs::write(path(file), "x").unwrap();
        }
        symlink(path("nowhere"), path("link")).unwrap();
        fs::create_dir(path("linked")).unwrap();
        symlink(path("nowhere"), path("linked/speech.md")).unwrap();
        let expected = ["empty", "good/question.toml", "link", "linked", "other-case", "speech.md"];
        let found = UnreadFile::within(dir.path()).unwrap();
        assert_eq!(
            found.into_iter().map(|one| one.path).collect::<Vec<_>>(),
            expected.into_iter().map(path).collect::<Vec<_>>()
        );
        assert_eq!(
            UnreadFile::within(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).unwrap(),
            []
        );
    }
}
