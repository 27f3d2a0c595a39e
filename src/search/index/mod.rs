//! The tantivy index: sentences, units and readers' questions side by side, because a unit is found
//! best by its best sentence, and a sentence by the questions that it answers.
//!
//! In memory it is built at each start. On disk it lives in a folder named by a hash of the corpus
//! and the schema: an unchanged corpus finds its folder again, a changed one builds a new folder
//! beside it and then renames it into place, so that a half-written index is never opened.

mod schema;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tantivy::collector::TopDocs;
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Directory, Index, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};

use crate::corpus::{Corpus, SentenceId, UnitId};
pub use schema::kind_words;
use schema::{Fields, SCHEMA_VERSION};

/// For how many bytes of words the tables for building are laid out at first; they grow with what
/// is added.
const WRITER_MEMORY: usize = 16 << 20;

/// An index that cannot be built or opened.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// tantivy failed.
    #[error("the search index failed: {0}")]
    Tantivy(#[from] TantivyError),
    /// The index's folder cannot be written or read.
    #[error("{path}: {source}. `index.path` must name a folder that can be written; leave it out \
             to keep the index in memory", path = path.display())]
    Io {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// A word of a typed text, as the index sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As typed.
    pub typed: String,
    /// Its stem, which is what the index compares.
    pub stem: String,
}

/// A stem and how much it counts.
pub type WeightedStem<'a> = (&'a str, f32);

/// The index of a corpus.
pub struct PassageIndex {
    sentences: Level,
    units: Level,
    questions: Level,
    not_covered: Level,
    /// Cuts typed texts into words; it keeps its buffers, so one text at a time.
    analyser: Mutex<TextAnalyzer>,
}

/// All documents of one kind: the sentences, the units, or the readers' questions.
struct Level {
    fields: Fields,
    searcher: Searcher,
}

impl PassageIndex {
    /// Builds the index in memory.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn build(corpus: &Corpus) -> Result<PassageIndex, IndexError> {
        let memory = RamDirectory::default;
        Ok(PassageIndex {
            sentences: Level::build(memory(), sentence_documents(corpus))?,
            units: Level::build(memory(), unit_documents(corpus))?,
            questions: Level::build(memory(), question_documents(corpus))?,
            not_covered: Level::build(memory(), open_documents(corpus))?,
            analyser: Mutex::new(schema::analyser()),
        })
    }

    /// Opens the index under `path` that belongs to this corpus, or builds it there. Tells whether
    /// it was there already.
    ///
    /// # Errors
    /// When the folder cannot be written or tantivy fails. A damaged index is no error: it is built
    /// anew.
    pub fn open(corpus: &Corpus, path: &Path) -> Result<(PassageIndex, bool), IndexError> {
        let io = |source| IndexError::Io { path: path.to_owned(), source };
        let home = path.join(HOME);
        let folder = home.join(fingerprint(corpus));
        // A whole index is read without a lock and without a right to write.
        if let Some(found) = PassageIndex::open_whole(corpus, &folder) {
            return Ok((found, true));
        }
        std::fs::create_dir_all(&home).map_err(io)?;
        let lock = std::fs::File::create(home.join(LOCK)).map_err(io)?;
        lock.lock().map_err(io)?;
        // Another process may have built it while this one waited.
        if let Some(found) = PassageIndex::open_whole(corpus, &folder) {
            return Ok((found, true));
        }
        let building = tempfile::Builder::new().prefix(BUILDING).tempdir_in(&home).map_err(io)?;
        let within = |name: &str| {
            let folder = building.path().join(name);
            std::fs::create_dir(&folder).map_err(io)?;
            MmapDirectory::open(folder).map_err(|error| IndexError::from(TantivyError::from(error)))
        };
        Level::build(within(SENTENCES)?, sentence_documents(corpus))?;
        Level::build(within(UNITS)?, unit_documents(corpus))?;
        Level::build(within(QUESTIONS)?, question_documents(corpus))?;
        Level::build(within(NOT_COVERED)?, open_documents(corpus))?;
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

    /// The index in `folder`, when it is there, whole and of this corpus.
    fn open_whole(corpus: &Corpus, folder: &Path) -> Option<PassageIndex> {
        let sentences = Level::open(&folder.join(SENTENCES), corpus.sentence_count()).ok()??;
        let units = Level::open(&folder.join(UNITS), corpus.unit_count()).ok()??;
        let questions = Level::open(&folder.join(QUESTIONS), corpus.questions().len()).ok()??;
        let not_covered =
            Level::open(&folder.join(NOT_COVERED), corpus.not_covered().count()).ok()??;
        Some(PassageIndex {
            sentences,
            units,
            questions,
            not_covered,
            analyser: Mutex::new(schema::analyser()),
        })
    }

    /// The words of a typed text with their stems, in order.
    pub fn words(&self, typed: &str) -> Vec<Word> {
        let mut analyser = self.analyser.lock().unwrap_or_else(PoisonError::into_inner);
        let mut tokens = analyser.token_stream(typed);
        let mut words = Vec::new();
        while let Some(token) = tokens.next() {
            let typed =
                typed.get(token.offset_from..token.offset_to).unwrap_or_default().to_owned();
            words.push(Word { typed, stem: token.text.clone() });
        }
        words
    }

    /// In how many sentences a stem stands, the words for their kinds included.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn frequency(&self, stem: &str) -> Result<u64, IndexError> {
        let level = &self.sentences;
        let of = |field| level.searcher.doc_freq(&Term::from_field_text(field, stem));
        Ok(of(level.fields.text)?.max(of(level.fields.kind)?))
    }

    /// The stems of a sentence and of the words for its kind.
    pub fn stems(&self, corpus: &Corpus, sentence: SentenceId) -> HashSet<String> {
        let (unit, _) = corpus.place(sentence);
        let (_, unit) = corpus.unit(unit);
        let quote = corpus.quote_sentence(sentence);
        let words = self.words(quote.text()).into_iter().chain(self.words(&kind_words(unit)));
        words.map(|word| word.stem).collect()
    }

    /// How many sentences there are.
    pub fn sentence_count(&self) -> u64 {
        self.sentences.searcher.num_docs()
    }

    /// The sentences that match best, with their BM25 scores, best first.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn sentences(
        &self,
        stems: &[WeightedStem<'_>],
        limit: usize,
    ) -> Result<Vec<(SentenceId, f32)>, IndexError> {
        Ok(self
            .sentences
            .best(stems, limit)?
            .into_iter()
            .map(|(number, score)| (SentenceId(number), score))
            .collect())
    }

    /// The units that match best, with their BM25 scores, best first.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn units(
        &self,
        stems: &[WeightedStem<'_>],
        limit: usize,
    ) -> Result<Vec<(UnitId, f32)>, IndexError> {
        Ok(self
            .units
            .best(stems, limit)?
            .into_iter()
            .map(|(number, score)| (UnitId(number), score))
            .collect())
    }

    /// The readers' questions that match best, as numbers in [`Corpus::questions`], with their BM25
    /// scores, best first.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn questions(
        &self,
        stems: &[WeightedStem<'_>],
        limit: usize,
    ) -> Result<Vec<(usize, f32)>, IndexError> {
        Ok(self
            .questions
            .best(stems, limit)?
            .into_iter()
            .map(|(number, score)| (number as usize, score))
            .collect())
    }

    /// The open questions that match best, as their places in [`Corpus::not_covered`], best first.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn not_covered(
        &self,
        stems: &[WeightedStem<'_>],
        limit: usize,
    ) -> Result<Vec<usize>, IndexError> {
        Ok(self
            .not_covered
            .best(stems, limit)?
            .into_iter()
            .map(|(number, _)| number as usize)
            .collect())
    }
}

/// The folder, within the one that is set, that holds nothing but indexes of this program; its
/// lock; and how the names of half-built indexes begin.
const HOME: &str = "verbatim-index";
const LOCK: &str = "lock";
const BUILDING: &str = ".building-";

/// The folders of the levels.
const SENTENCES: &str = "sentences";
const UNITS: &str = "units";
const QUESTIONS: &str = "questions";
const NOT_COVERED: &str = "not-covered";

/// What goes into one document: its number, its words, the words of its kind.
type Document<'a> = (u32, &'a str, String);

fn sentence_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    corpus.unit_ids().flat_map(move |id| {
        let (speech, unit) = corpus.unit(id);
        (0..unit.sentences.len()).map(move |number| {
            let words = speech.text().get(unit.sentences[number].clone()).unwrap_or_default();
            (corpus.sentence(id, number).0, words, kind_words(unit))
        })
    })
}

fn unit_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    corpus.unit_ids().map(move |id| {
        let (speech, unit) = corpus.unit(id);
        (id.0, speech.text().get(unit.range.clone()).unwrap_or_default(), kind_words(unit))
    })
}

fn question_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    (0..)
        .zip(corpus.questions())
        .map(|(number, question)| (number, question.text.as_str(), String::new()))
}

fn open_documents(corpus: &Corpus) -> impl Iterator<Item = Document<'_>> {
    (0..).zip(corpus.not_covered()).map(|(number, question)| (number, question, String::new()))
}

impl Level {
    /// Builds on the calling thread: each thread of tantivy's would leave some megabytes behind in
    /// the allocator.
    fn build<'a>(
        within: impl Into<Box<dyn Directory>>,
        documents: impl Iterator<Item = Document<'a>>,
    ) -> Result<Level, IndexError> {
        let (schema, fields) = schema::schema();
        let builder = Index::builder().schema(schema).tokenizers(schema::tokenizers());
        let mut writer = builder.single_segment_index_writer(within, WRITER_MEMORY)?;
        for (number, text, kind) in documents {
            let mut document = TantivyDocument::default();
            document.add_u64(fields.number, u64::from(number));
            document.add_text(fields.text, text);
            document.add_text(fields.kind, kind);
            writer.add_document(document)?;
        }
        Level::read(&writer.finalize()?)
    }

    fn open(folder: &Path, documents: usize) -> Result<Option<Level>, IndexError> {
        let mut index = Index::open_in_dir(folder)?;
        index.set_tokenizers(schema::tokenizers());
        let whole = index.validate_checksum()?.is_empty();
        let level = Level::read(&index)?;
        Ok((whole && level.searcher.num_docs() == documents as u64).then_some(level))
    }

    fn read(index: &Index) -> Result<Level, IndexError> {
        let (_, fields) = schema::schema();
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Level { fields, searcher: reader.searcher() })
    }

    fn best(
        &self,
        stems: &[WeightedStem<'_>],
        limit: usize,
    ) -> Result<Vec<(u32, f32)>, IndexError> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(2 * stems.len());
        for (stem, weight) in stems {
            for field in [self.fields.text, self.fields.kind] {
                let query = TermQuery::new(
                    Term::from_field_text(field, stem),
                    IndexRecordOption::WithFreqs,
                );
                clauses.push((Occur::Should, Box::new(BoostQuery::new(Box::new(query), *weight))));
            }
        }
        if clauses.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let found = self
            .searcher
            .search(&BooleanQuery::new(clauses), &TopDocs::with_limit(limit).order_by_score())?;
        let numbers = (self.searcher.segment_readers().iter())
            .map(|segment| segment.fast_fields().u64(schema::NUMBER))
            .collect::<Result<Vec<_>, _>>()?;
        let mut best: Vec<(u32, f32)> = (found.into_iter())
            .filter_map(|(score, at)| {
                Some((
                    u32::try_from(numbers[at.segment_ord as usize].first(at.doc_id)?).ok()?,
                    score,
                ))
            })
            .collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Ok(best)
    }
}

/// The name of the folder that belongs to a corpus: a hash of the schema and of all that is
/// indexed.
fn fingerprint(corpus: &Corpus) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&SCHEMA_VERSION.to_le_bytes());
    hasher.update(tantivy::version_string().as_bytes());
    for (number, text, kind) in sentence_documents(corpus)
        .chain(unit_documents(corpus))
        .chain(question_documents(corpus))
        .chain(open_documents(corpus))
    {
        hasher.update(&number.to_le_bytes());
        for field in [text, &kind] {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

/// Removes what the program's own folder holds besides one index: those of texts as they were
/// before, and what a killed process left half-built. Called under the lock.
///
/// A process that still reads one of them goes on reading: its files stay mapped until it ends.
fn remove_others(home: &Path, keep: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(home)? {
        let entry = entry?;
        if entry.path() != keep && entry.file_type()?.is_dir() {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
