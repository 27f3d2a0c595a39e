//! All speeches as one sequence of numbered units and sentences, with their questions and quiz
//! items.

use std::collections::BTreeMap;

use super::location::{Location, SentenceId, UnitId};
use super::questions::{AskedPassage, QuestionFile};
use super::quiz::WrittenItem;
use super::quote::Quote;
use super::speech::{Speech, Unit};
use super::unit_kind::UnitKind;
use crate::text::{self, Slice, number};

#[derive(Debug, Default)]
pub struct Corpus {
    pub(super) speeches: Vec<Speech>,
    companions: Vec<Companions>,
    pub(super) units: Vec<(usize, usize)>,
    /// Each with its unit, and its number in the unit.
    sentences: Vec<(UnitId, usize)>,
    pub(super) names: BTreeMap<String, Location>,
    questions: Vec<ReadersQuestion>,
}

#[derive(Debug, Default)]
pub(super) struct Companions {
    pub(super) questions: QuestionFile,
    pub(super) written_items: Vec<WrittenItem>,
}

#[derive(Debug)]
pub struct ReadersQuestion {
    pub text: String,
    pub sentence: SentenceId,
}

impl Corpus {
    pub(super) fn new(loaded: Vec<(Speech, Companions)>) -> Corpus {
        let mut corpus = Corpus::default();
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

    fn add(&mut self, unit: &Unit, file: &QuestionFile) {
        let id = UnitId(number(self.units.len() - 1));
        let first = number(self.sentences.len());
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

    /// Ordered by id.
    pub fn speeches(&self) -> &[Speech] {
        &self.speeches
    }

    pub fn sentence_count(&self) -> usize {
        self.sentences.len()
    }

    pub fn questions(&self) -> &[ReadersQuestion] {
        &self.questions
    }

    pub fn questions_of(&self, unit: UnitId) -> &[ReadersQuestion] {
        let at = |of: u32| self.questions.partition_point(|one| self.place(one.sentence).0.0 < of);
        self.questions.slice(at(unit.0)..at(unit.0 + 1))
    }

    pub fn asked_passages(&self, speech: &Speech) -> &[AskedPassage] {
        let at = self.speeches.iter().position(|known| known.id() == speech.id());
        at.map_or(&[], |at| &self.companions[at].questions.passages)
    }

    pub fn not_covered(&self) -> impl Iterator<Item = (&Speech, &str)> {
        self.speeches.iter().zip(&self.companions).flat_map(|(speech, companions)| {
            companions.questions.not_covered.iter().map(move |open| (speech, open.as_str()))
        })
    }

    pub fn has_questions(&self, speech: &Speech) -> bool {
        !self.asked_passages(speech).is_empty()
    }

    pub fn written_items(&self) -> impl Iterator<Item = &WrittenItem> {
        self.companions.iter().flat_map(|companions| &companions.written_items)
    }

    pub fn unit_ids(&self) -> impl Iterator<Item = UnitId> + '_ {
        (0..number(self.units.len())).map(UnitId)
    }

    pub fn units_of_kind(&self, kind: UnitKind) -> impl Iterator<Item = UnitId> + '_ {
        self.unit_ids().filter(move |id| self.unit(*id).1.kind == kind)
    }

    pub fn unit(&self, id: UnitId) -> (&Speech, &Unit) {
        let (speech, unit) = self.units[id.0 as usize];
        let speech = &self.speeches[speech];
        (speech, &speech.units()[unit])
    }

    pub fn speech_number(&self, id: UnitId) -> u32 {
        number(self.units[id.0 as usize].0)
    }

    /// With the sentence's number in the unit, from 0.
    pub fn place(&self, id: SentenceId) -> (UnitId, usize) {
        self.sentences[id.0 as usize]
    }

    /// `number` counts from 0 in the unit.
    pub fn sentence(&self, unit: UnitId, number: usize) -> SentenceId {
        let first = self.sentences.partition_point(|(of, _)| *of < unit);
        SentenceId(text::number(first + number))
    }

    pub fn quote_unit(&self, id: UnitId) -> Quote {
        self.quote_place(id.into())
    }

    pub fn quote_sentence(&self, id: SentenceId) -> Quote {
        let (unit, number) = self.place(id);
        self.quote_place(Location { unit, sentence: Some(number) })
    }

    pub fn quote_place(&self, place: Location) -> Quote {
        let (speech, unit) = self.unit(place.unit);
        let range = place.sentence.map_or(&unit.range, |number| &unit.sentences[number]);
        speech.quote_in(unit, range.clone())
    }

    pub fn unit_with_key(&self, key: &str) -> Option<UnitId> {
        self.names.get(key).filter(|place| place.sentence.is_none()).map(|place| place.unit)
    }

    /// The unit before (`-1`) or after (`1`) in the speech.
    pub fn neighbour(&self, id: UnitId, step: i32) -> Option<UnitId> {
        let index = usize::try_from(i64::from(id.0) + i64::from(step)).ok()?;
        let (speech, _) = self.units.get(index)?;
        (*speech == self.units[id.0 as usize].0).then(|| UnitId(number(index)))
    }

    /// All units before (`-1`) or after (`1`) in the speech, the nearest first.
    pub(crate) fn beyond(&self, id: UnitId, step: i32) -> impl Iterator<Item = UnitId> {
        let next = move |id: &UnitId| self.neighbour(*id, step);
        std::iter::successors(next(&id), next)
    }

    pub fn speech_of(&self, quote: &Quote) -> Option<&Speech> {
        self.speeches.iter().find(|speech| speech.id() == quote.speech())
    }

    pub(crate) fn unit_of(&self, quote: &Quote) -> Option<(&Speech, &Unit)> {
        let speech = self.speech_of(quote)?;
        Some((speech, speech.unit_at(quote.range().start)?))
    }
}
