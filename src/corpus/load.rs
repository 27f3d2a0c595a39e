//! Loads a corpus folder: each speech with the files beside it.

use std::path::{Path, PathBuf};

use super::error::{CorpusError, Fault};
use super::source_file::SourceFile;
use super::speech::Speech;
use super::speeches::{Companions, Corpus};
use super::{questions, quiz};
use crate::text::normalize::composed;

pub(super) const SPEECH_FILE: &str = "speech.md";
pub(super) const QUESTIONS_FILE: &str = "questions.toml";
pub(super) const QUIZ_FILE: &str = "quiz.toml";

impl Corpus {
    /// Loads every folder of `dir` that holds a `speech.md`, sorted by name. References to several
    /// speeches carry the speech's id.
    pub fn load(dir: &Path) -> Result<Corpus, CorpusError> {
        let folders = folders(dir)?;
        if folders.is_empty() {
            return Err(CorpusError::NoSpeech(dir.to_owned()));
        }
        let several = folders.len() > 1;
        let mut faults = Vec::new();
        let load = |folder: &PathBuf| load_speech(folder, several, &mut faults);
        let speeches: Vec<_> = folders.iter().filter_map(load).collect();
        CorpusError::gathered(faults)?;
        Ok(Corpus::new(speeches))
    }

    /// For tests and tools that have no folder.
    pub fn from_source(id: &str, source: &str) -> Result<Corpus, CorpusError> {
        Corpus::from_sources(&[(id, source)])
    }

    pub fn from_sources(sources: &[(&str, &str)]) -> Result<Corpus, CorpusError> {
        let mut faults: Vec<Fault> = Vec::new();
        let parse = |(id, source): &(&str, &str)| {
            let path = Path::new(id).join(SPEECH_FILE);
            let (speech, found) = Speech::parse(id, SourceFile { path: &path, source });
            faults.extend(found);
            (speech.citing_id(sources.len() > 1), Companions::default())
        };
        let speeches: Vec<_> = sources.iter().map(parse).collect();
        CorpusError::gathered(faults)?;
        Ok(Corpus::new(speeches))
    }
}

pub(super) fn folders(dir: &Path) -> Result<Vec<PathBuf>, CorpusError> {
    let mut folders = entries(dir)?;
    folders.retain(|folder| folder.join(SPEECH_FILE).is_file());
    Ok(folders)
}

pub(super) fn entries(dir: &Path) -> Result<Vec<PathBuf>, CorpusError> {
    let io = |source| CorpusError::Io { path: dir.to_owned(), source };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(io)? {
        paths.push(entry.map_err(io)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn load_speech(
    folder: &Path,
    several: bool,
    faults: &mut Vec<CorpusError>,
) -> Option<(Speech, Companions)> {
    let id = folder.file_name().unwrap_or_default().to_string_lossy();
    let parse = |file: SourceFile<'_>| Speech::parse(&id, file);
    let speech = read(&folder.join(SPEECH_FILE), faults, parse)?.citing_id(several);
    // Whatever is wrong with it, the files beside it are checked, too.
    let companion = |name: &str| Some(folder.join(name)).filter(|path| path.is_file());
    let questions = companion(QUESTIONS_FILE)
        .and_then(|path| read(&path, faults, |file| questions::parse(&speech, file)));
    let written_items = companion(QUIZ_FILE)
        .and_then(|path| read(&path, faults, |file| quiz::parse(&speech, file)));
    let companions = Companions {
        questions: questions.unwrap_or_default(),
        written_items: written_items.unwrap_or_default(),
    };
    Some((speech, companions))
}

/// `None` where the file cannot be read at all.
fn read<T>(
    path: &Path,
    faults: &mut Vec<CorpusError>,
    parse: impl FnOnce(SourceFile<'_>) -> (T, Vec<Fault>),
) -> Option<T> {
    let source = read_text(path).map_err(|fault| faults.push(fault)).ok()?;
    let (read, found) = parse(SourceFile { path, source: &source });
    faults.extend(found.into_iter().map(CorpusError::from));
    Some(read)
}

/// Lines end in one way.
pub(super) fn read_text(path: &Path) -> Result<String, CorpusError> {
    let bytes =
        std::fs::read(path).map_err(|source| CorpusError::Io { path: path.to_owned(), source })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let source = &String::from_utf8_lossy(error.as_bytes());
        let at = error.utf8_error().valid_up_to();
        let file = SourceFile { path, source };
        file.fault(at, "the file is not UTF-8 text", "Save it as UTF-8")
    })?;
    Ok(composed(&text).replace("\r\n", "\n").replace('\r', "\n"))
}
