//! The index of a corpus, in memory or in a folder named by a hash of corpus and schema.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::tokenizer::TextAnalyzer;

use super::documents::{
    Document, fingerprint, open_documents, question_documents, sentence_documents, unit_documents,
};
use super::error::IndexError;
use super::level::Level;
use super::schema::{self, kind_words};
use crate::corpus::{Corpus, SentenceId};

pub(super) const HOME: &str = "verbatim-index";
pub(super) const LOCK: &str = "lock";
const BUILDING: &str = ".building-";

pub(super) const SENTENCES: &str = "sentences";
pub(super) const UNITS: &str = "units";
const QUESTIONS: &str = "questions";
const NOT_COVERED: &str = "not-covered";

type Documents<'a, 'corpus> = &'a mut dyn Iterator<Item = Document<'corpus>>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedWord {
    pub typed: String,
    pub range: Range<usize>,
    pub stem: String,
}

pub struct PassageIndex {
    pub(crate) sentences: Level,
    pub(crate) units: Level,
    /// Numbered as [`Corpus::questions`].
    pub(crate) questions: Level,
    /// Numbered as [`Corpus::not_covered`].
    pub(crate) not_covered: Level,
    /// Each text is cut by a copy, for it keeps buffers.
    analyser: TextAnalyzer,
}

impl PassageIndex {
    pub fn build(corpus: &Corpus) -> Result<PassageIndex, IndexError> {
        let level = |_: &str, documents: Documents<'_, '_>| {
            Level::build(RamDirectory::default(), documents)
        };
        PassageIndex::new(corpus, level)
    }

    /// `level` builds or opens the level of a name that holds these documents.
    fn new<Error>(
        corpus: &Corpus,
        level: impl Fn(&str, Documents<'_, '_>) -> Result<Level, Error>,
    ) -> Result<PassageIndex, Error> {
        Ok(PassageIndex {
            sentences: level(SENTENCES, &mut sentence_documents(corpus))?,
            units: level(UNITS, &mut unit_documents(corpus))?,
            questions: level(QUESTIONS, &mut question_documents(corpus))?,
            not_covered: level(NOT_COVERED, &mut open_documents(corpus))?,
            analyser: schema::analyser(),
        })
    }

    /// Opens the index under `path`, or builds it where missing or damaged; tells if it was there.
    pub fn open(corpus: &Corpus, path: &Path) -> Result<(PassageIndex, bool), IndexError> {
        let io = |source| IndexError::Io { path: path.to_owned(), source };
        let home = path.join(HOME);
        let folder = home.join(fingerprint(corpus));
        // A whole index needs no lock or write permission.
        if let Some(found) = PassageIndex::open_whole(corpus, &folder) {
            return Ok((found, true));
        }
        std::fs::create_dir_all(&home).map_err(io)?;
        let lock = std::fs::File::create(home.join(LOCK)).map_err(io)?;
        lock.lock().map_err(io)?;
        // Another process may have built it meanwhile.
        if let Some(found) = PassageIndex::open_whole(corpus, &folder) {
            return Ok((found, true));
        }
        let building = tempfile::Builder::new().prefix(BUILDING).tempdir_in(&home).map_err(io)?;
        let level = |name: &str, documents: Documents<'_, '_>| {
            let folder = building.path().join(name);
            std::fs::create_dir(&folder).map_err(io)?;
            Level::build(MmapDirectory::open(folder).map_err(TantivyError::from)?, documents)
        };
        drop(PassageIndex::new(corpus, level)?);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(io)?;
        }
        std::fs::rename(building.keep(), &folder).map_err(io)?;
        remove_others(&home, &folder).map_err(io)?;
        match PassageIndex::open_whole(corpus, &folder) {
            Some(index) => Ok((index, false)),
            None => Err(io(std::io::Error::other("the index that was just built cannot be read"))),
        }
    }

    fn open_whole(corpus: &Corpus, folder: &Path) -> Option<PassageIndex> {
        let level = |name: &str, documents: Documents<'_, '_>| {
            Level::open(&folder.join(name), documents.count()).ok_or(())
        };
        PassageIndex::new(corpus, level).ok()
    }

    pub fn words(&self, typed: &str) -> Vec<IndexedWord> {
        let mut analyser = self.analyser.clone();
        let mut tokens = analyser.token_stream(typed);
        let mut words = Vec::new();
        while let Some(token) = tokens.next() {
            let range = token.offset_from..token.offset_to;
            let typed = typed.get(range.clone()).unwrap_or_default().to_owned();
            words.push(IndexedWord { typed, range, stem: token.text.clone() });
        }
        words
    }

    /// With the words for its kind.
    pub fn stems(&self, corpus: &Corpus, sentence: SentenceId) -> HashSet<String> {
        let (unit, _) = corpus.place(sentence);
        let (_, unit) = corpus.unit(unit);
        let quote = corpus.quote_sentence(sentence);
        let words = self.words(quote.text()).into_iter().chain(self.words(&kind_words(unit)));
        words.map(|word| word.stem).collect()
    }
}

/// A process that still reads one can go on: the files stay mapped.
fn remove_others(home: &Path, keep: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(home)? {
        let entry = entry?;
        if entry.path() != keep && entry.file_type()?.is_dir() {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
