//! The texts that the bot quotes from: read, checked, cut into units and sentences, and addressed
//! by references.
//!
//! Everything to the right of this module works with numbers (`UnitId`, `SentenceId`) and asks the
//! corpus for words only to quote them, so that nothing but the corpus ever holds a speech's text.

mod companion_file;
mod error;
mod lookup;
mod markdown;
mod permalink;
mod questions;
mod quiz;
mod quote;
mod reference;
mod sentences;
mod speech;
mod unread_file;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub use error::CorpusError;
pub use lookup::{Location, LookupError, REFERENCE_END};
pub use permalink::{NotAPermalink, Permalink};
pub use questions::{QuestionFile, ReadersQuestions};
pub use quiz::WrittenItem;
pub use quote::Quote;
pub use reference::{Locator, Numbers, Reference, ReferenceError};
pub use speech::{FrontMatter, Section, Speech, Unit, UnitKind};
pub use unread_file::UnreadFile;

/// The file of a speech's folder that holds its text.
const SPEECH_FILE: &str = "speech.md";

/// The file of a speech's folder that holds its readers' questions, if there are any.
const QUESTIONS_FILE: &str = "questions.toml";

/// The file of a speech's folder that holds quiz items written by hand, if there are any.
const QUIZ_FILE: &str = "quiz.toml";

/// A unit of the whole corpus, numbered in loading order from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(pub u32);

/// A sentence of the whole corpus, numbered in loading order from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SentenceId(pub u32);

/// Where a sentence stands: its unit, and its number in that unit from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SentencePlace {
    unit: UnitId,
    number: usize,
}

/// All loaded speeches, in the order of their ids.
#[derive(Debug)]
pub struct Corpus {
    speeches: Vec<Speech>,
    units: Vec<(usize, usize)>,
    first_sentences: Vec<u32>,
    sentences: Vec<SentencePlace>,
    names: BTreeMap<String, Location>,
    questions: Vec<ReadersQuestion>,
    first_questions: Vec<u32>,
}

/// One reader's question, and the sentence that holds or begins the words that answer it.
#[derive(Debug)]
pub struct ReadersQuestion {
    /// The question.
    pub text: String,
    /// The sentence it leads to.
    pub sentence: SentenceId,
}

impl Corpus {
    /// Reads every folder of `dir` that holds a `speech.md`.
    ///
    /// # Errors
    /// When the folder cannot be read, holds no speech, or a speech in it has a fault: the error
    /// names file, line and remedy.
    pub fn load(dir: &Path) -> Result<Corpus, CorpusError> {
        let io = |source| CorpusError::Io { path: dir.to_owned(), source };
        let mut folders = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(io)? {
            let folder = entry.map_err(io)?.path();
            if folder.join(SPEECH_FILE).is_file() {
                folders.push(folder);
            }
        }
        folders.sort();
        let mut speeches = Vec::with_capacity(folders.len());
        for folder in folders {
            let id = folder
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            let path = folder.join(SPEECH_FILE);
            let mut speech = Speech::parse(&id, &path, &read_text(&path)?)?;
            let path = folder.join(QUESTIONS_FILE);
            if path.is_file() {
                speech.add_questions(&path, &read_text(&path)?)?;
            }
            let path = folder.join(QUIZ_FILE);
            if path.is_file() {
                speech.add_written_items(&path, &read_text(&path)?)?;
            }
            speeches.push(speech);
        }
        if speeches.is_empty() {
            return Err(CorpusError::NoSpeech { dir: dir.to_owned() });
        }
        Ok(Corpus::new(speeches))
    }

    /// A corpus of speeches that were read already. Their references carry the speech's id when
    /// there are several.
    pub fn new(mut speeches: Vec<Speech>) -> Corpus {
        let several = speeches.len() > 1;
        let (mut units, mut first_sentences, mut sentences) = (Vec::new(), Vec::new(), Vec::new());
        let (mut names, mut questions, mut first_questions) =
            (BTreeMap::new(), Vec::new(), Vec::new());
        for (speech_number, speech) in speeches.iter_mut().enumerate() {
            speech.cite_with_id(several);
            for (unit_number, unit) in speech.units().iter().enumerate() {
                let id = UnitId(number(units.len()));
                units.push((speech_number, unit_number));
                first_sentences.push(number(sentences.len()));
                first_questions.push(number(questions.len()));
                sentences.extend(
                    (0..unit.sentences.len()).map(|number| SentencePlace { unit: id, number }),
                );
                let sentences_named =
                    (0..).zip(&unit.sentence_keys).filter(|(_, key)| **key != unit.key);
                names.extend(
                    sentences_named
                        .map(|(at, key)| (key.clone(), Location { unit: id, sentence: Some(at) })),
                );
                names.insert(unit.key.clone(), Location { unit: id, sentence: None });
                for asked in speech
                    .questions()
                    .passages
                    .iter()
                    .filter(|asked| unit.range.contains(&asked.quote.range().start))
                {
                    let start = asked.quote.range().start;
                    let number_in_unit = unit
                        .sentences
                        .iter()
                        .position(|range| start < range.end)
                        .unwrap_or_default();
                    let sentence =
                        SentenceId(first_sentences[id.0 as usize] + number(number_in_unit));
                    questions.extend(
                        asked
                            .questions
                            .iter()
                            .map(|text| ReadersQuestion { text: text.clone(), sentence }),
                    );
                }
            }
        }
        Corpus { speeches, units, first_sentences, sentences, names, questions, first_questions }
    }

    /// The loaded speeches.
    pub fn speeches(&self) -> &[Speech] {
        &self.speeches
    }

    /// How many units all speeches hold together.
    pub fn unit_count(&self) -> usize {
        self.units.len()
    }

    /// How many sentences all speeches hold together.
    pub fn sentence_count(&self) -> usize {
        self.sentences.len()
    }

    /// All readers' questions, numbered by their place in this list.
    pub fn questions(&self) -> &[ReadersQuestion] {
        &self.questions
    }

    /// The readers' questions that lead to a unit.
    pub fn questions_of(&self, unit: UnitId) -> &[ReadersQuestion] {
        let at = |unit: u32| {
            self.first_questions
                .get(unit as usize)
                .map_or(self.questions.len(), |first| *first as usize)
        };
        self.questions.get(at(unit.0)..at(unit.0 + 1)).unwrap_or_default()
    }

    /// All questions that the speeches leave open.
    pub fn not_covered(&self) -> impl Iterator<Item = &str> {
        self.speeches
            .iter()
            .flat_map(|speech| speech.questions().not_covered.iter().map(String::as_str))
    }

    /// Every unit's number, in reading order.
    pub fn unit_ids(&self) -> impl Iterator<Item = UnitId> + '_ {
        (0..number(self.units.len())).map(UnitId)
    }

    /// A unit and its speech.
    pub fn unit(&self, id: UnitId) -> (&Speech, &Unit) {
        let (speech, unit) = self.units[id.0 as usize];
        let speech = &self.speeches[speech];
        (speech, &speech.units()[unit])
    }

    /// The unit that a sentence stands in, and the sentence's number in it from 0.
    pub fn place(&self, id: SentenceId) -> (UnitId, usize) {
        let place = self.sentences[id.0 as usize];
        (place.unit, place.number)
    }

    /// The sentence with this number (from 0) in a unit.
    pub fn sentence(&self, unit: UnitId, number: usize) -> SentenceId {
        SentenceId(self.first_sentences[unit.0 as usize] + self::number(number))
    }

    /// The whole unit as a quote.
    pub fn quote_unit(&self, id: UnitId) -> Quote {
        let (speech, unit) = self.unit(id);
        speech.quote_in(unit, unit.range.clone())
    }

    /// One sentence as a quote.
    pub fn quote_sentence(&self, id: SentenceId) -> Quote {
        let (unit, number) = self.place(id);
        let (speech, unit) = self.unit(unit);
        speech.quote_in(unit, unit.sentences[number].clone())
    }

    /// The unit that has this key (see [`Unit::key`]).
    pub fn unit_with_key(&self, key: &str) -> Option<UnitId> {
        self.names.get(key).filter(|place| place.sentence.is_none()).map(|place| place.unit)
    }

    /// The unit before (`-1`) or after (`1`) this one, in the same speech.
    pub fn neighbour(&self, id: UnitId, step: i32) -> Option<UnitId> {
        let index = usize::try_from(i64::from(id.0) + i64::from(step)).ok()?;
        let (speech, _) = self.units.get(index)?;
        (*speech == self.units[id.0 as usize].0).then(|| UnitId(number(index)))
    }

    /// The units that a reference names, in reading order; a section's heading stands for itself
    /// alone.
    ///
    /// # Errors
    /// When the reference names a speech, section, paragraph, photo or note that is not there; the
    /// error says what is.
    pub fn resolve(&self, reference: &Reference) -> Result<Vec<UnitId>, ReferenceError> {
        let speech_number = match &reference.speech {
            Some(id) => self
                .speeches
                .iter()
                .position(|speech| speech.id() == id)
                .ok_or_else(|| ReferenceError::no_speech(id, self.speech_ids()))?,
            None if self.speeches.len() == 1 => 0,
            None => return Err(ReferenceError::which_speech(reference, self.speech_ids())),
        };
        let speech = &self.speeches[speech_number];
        let first = self.units.partition_point(|(number, _)| *number < speech_number);
        let found: Vec<UnitId> = (speech.units().iter().enumerate())
            .filter(|(_, unit)| reference.locator.covers(&unit.locator))
            .map(|(at, _)| UnitId(number(first + at)))
            .collect();
        if found.len() < reference.locator.count() {
            return Err(ReferenceError::not_there(reference, speech));
        }
        Ok(found)
    }

    /// The speech a quote was cut from.
    pub fn speech_of(&self, quote: &Quote) -> Option<&Speech> {
        self.speeches.iter().find(|speech| speech.id() == quote.speech())
    }

    /// One speech from text, for tests and tools that have no folder.
    ///
    /// # Errors
    /// As [`Corpus::load`].
    pub fn from_source(id: &str, source: &str) -> Result<Corpus, CorpusError> {
        let path = Path::new(id).join(SPEECH_FILE);
        Ok(Corpus::new(vec![Speech::parse(id, &path, source)?]))
    }
}

fn read_text(path: &Path) -> Result<String, CorpusError> {
    let bytes =
        std::fs::read(path).map_err(|source| CorpusError::Io { path: path.to_owned(), source })?;
    String::from_utf8(bytes).map_err(|fault| CorpusError::not_utf8(path, &fault))
}

/// A shared corpus: loaded once, read by everything.
pub type SharedCorpus = Arc<Corpus>;

/// A count or position as the corpus keeps it. Four thousand million sentences are more than any
/// memory holds.
fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
