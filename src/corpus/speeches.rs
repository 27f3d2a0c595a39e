//! All loaded speeches as one sequence of numbered units and sentences, joined with the questions and
//! quiz items that stand beside them.

use std::collections::BTreeMap;

use super::location::{Location, SentenceId, UnitId};
use super::questions::{AskedPassage, QuestionFile};
use super::quiz::WrittenItem;
use super::quote::Quote;
use super::speech::{Speech, Unit};

/// All loaded speeches.
#[derive(Debug)]
pub struct Corpus {
    pub(super) speeches: Vec<Speech>,
    companions: Vec<Companions>,
    /// The speech and the unit in it, both as indices.
    pub(super) units: Vec<(usize, usize)>,
    first_sentences: Vec<u32>,
    /// The unit and the sentence's number in it.
    sentences: Vec<(UnitId, usize)>,
    /// By the names that stand in permalinks.
    pub(super) names: BTreeMap<String, Location>,
    questions: Vec<ReadersQuestion>,
}

/// What the files beside a speech hold.
#[derive(Debug, Default)]
pub(super) struct Companions {
    pub(super) questions: QuestionFile,
    pub(super) written_items: Vec<WrittenItem>,
}

/// One reader's question, and the sentence that holds or begins the words that answer it.
#[derive(Debug)]
pub struct ReadersQuestion {
    pub text: String,
    pub sentence: SentenceId,
}

impl Corpus {
    pub(super) fn new(loaded: Vec<(Speech, Companions)>) -> Corpus {
        let mut corpus = Corpus {
            speeches: Vec::new(),
            companions: Vec::new(),
            units: Vec::new(),
            first_sentences: Vec::new(),
            sentences: Vec::new(),
            names: BTreeMap::new(),
            questions: Vec::new(),
        };
        for (speech, companions) in loaded {
            for (at, unit) in speech.units().iter().enumerate() {
                corpus.units.push((corpus.speeches.len(), at));
                corpus.add(unit, &companions.questions);
            }
            corpus.speeches.push(speech);
            corpus.companions.push(companions);
        }
        corpus
    }

    /// Numbers the sentences of the unit that was added last, its names and its questions.
    fn add(&mut self, unit: &Unit, file: &QuestionFile) {
        let id = UnitId(number(self.units.len() - 1));
        let first = number(self.sentences.len());
        self.first_sentences.push(first);
        self.sentences.extend((0..unit.sentences.len()).map(|number| (id, number)));
        for (at, key) in unit.sentence_keys.iter().enumerate().filter(|(_, key)| **key != unit.key)
        {
            self.names.insert(key.clone(), Location { unit: id, sentence: Some(at) });
        }
        self.names.insert(unit.key.clone(), id.into());
        for passage in &file.passages {
            let start = passage.quote.range().start;
            if unit.range.contains(&start) {
                let at = unit.sentences.iter().position(|range| start < range.end);
                let sentence = SentenceId(first + number(at.unwrap_or_default()));
                let questions = passage.questions.iter().cloned();
                self.questions.extend(questions.map(|text| ReadersQuestion { text, sentence }));
            }
        }
    }

    /// In the order of their ids.
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
        let at = |of: u32| self.questions.partition_point(|one| self.place(one.sentence).0.0 < of);
        self.questions.get(at(unit.0)..at(unit.0 + 1)).unwrap_or_default()
    }

    /// The passages of a speech that readers' questions lead to.
    pub fn asked_passages(&self, speech: &Speech) -> &[AskedPassage] {
        let at = self.speeches.iter().position(|known| known.id() == speech.id());
        at.map_or(&[], |at| &self.companions[at].questions.passages)
    }

    /// All questions that the speeches leave open.
    pub fn not_covered(&self) -> impl Iterator<Item = &str> {
        let files = self.companions.iter().map(|companions| &companions.questions);
        files.flat_map(|file| file.not_covered.iter().map(String::as_str))
    }

    /// All quiz items that were written by hand.
    pub fn written_items(&self) -> impl Iterator<Item = &WrittenItem> {
        self.companions.iter().flat_map(|companions| &companions.written_items)
    }

    /// In reading order.
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
        self.sentences[id.0 as usize]
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

    /// The speech a quote was cut from.
    pub fn speech_of(&self, quote: &Quote) -> Option<&Speech> {
        self.speeches.iter().find(|speech| speech.id() == quote.speech())
    }
}

/// A count or position as the corpus stores it. Four thousand million sentences are more than any
/// memory holds.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
