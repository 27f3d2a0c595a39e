//! The entrance to the search, by words and, with an encoder, by meaning.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::cleaning::is_common;
use super::completion::Completion;
use super::concordance::Occurrences;
use super::error::SearchError;
use super::found::{Found, Hit, Match};
use super::index::{PassageIndex, kind_words};
use super::lessons::Lesson;
use super::lexical::{Lexical, share};
use super::network::EncoderError;
use super::question::Question;
use super::rank;
use super::reader::Span;
use super::semantic::{EncodedQuestion, Semantic};
use crate::corpus::{Corpus, Location, SharedCorpus};

pub struct Engine {
    lexical: Lexical,
    completion: Completion,
    semantic: Option<Semantic>,
}

impl Engine {
    pub fn new(corpus: SharedCorpus, index: PassageIndex) -> Engine {
        let completion = Completion::new(&corpus);
        Engine { lexical: Lexical::new(corpus, index), completion, semantic: None }
    }

    #[must_use]
    pub fn with_encoder(self, semantic: Semantic) -> Engine {
        Engine { semantic: Some(semantic), ..self }
    }

    /// None without a reader; takes about as long as a search.
    pub fn mark(&self, question: &Question, sentence: &str) -> Result<Option<Span>, SearchError> {
        match &self.semantic {
            Some(semantic) => Ok(semantic.mark(question, sentence)?),
            None => Ok(None),
        }
    }

    pub fn has_encoder(&self) -> bool {
        self.semantic.is_some()
    }

    pub fn corpus(&self) -> &Corpus {
        &self.lexical.corpus
    }

    pub fn shared_corpus(&self) -> SharedCorpus {
        SharedCorpus::clone(&self.lexical.corpus)
    }

    pub fn parse(&self, typed: &str) -> Result<Question, SearchError> {
        Ok(Question::parse(typed, &self.lexical, |word| self.is_word(word))?)
    }

    /// By the encoder's vocabulary and a list of English; no word without an encoder.
    pub fn is_word(&self, word: &str) -> bool {
        self.semantic.as_ref().is_some_and(|semantic| semantic.knows(word))
    }

    /// Ids of the speeches whose speaker, or which themselves, have this word in their name.
    pub fn speeches_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        self.lexical.routing.speeches_of(word)
    }

    /// With “the speech” in place of an id, a title or a year that names one.
    pub fn without_titles(&self, typed: &str) -> String {
        self.lexical.routing.named(typed).rest
    }

    pub fn occurrences(&self, words: &str, within: &[String]) -> Result<Occurrences, SearchError> {
        Ok(Occurrences::find(&self.lexical, words, within)?)
    }

    /// With the encoder this takes as long as a search.
    pub fn lesson(&self, question: &str, place: Location) -> Result<Lesson, SearchError> {
        let question = self.parse(question)?;
        let encoded = self.encode(&question)?;
        Ok(Lesson { question, place, encoded })
    }

    /// Also finds the best unit for each part.
    ///
    /// The encoder takes most of the time, so it reads only the whole question: words mean the same
    /// in the parts.
    pub fn search(
        &self,
        question: &Question,
        parts: &[&str],
        lessons: &[Arc<Lesson>],
        limit: usize,
    ) -> Result<(Found, Vec<Hit>), SearchError> {
        let corpus = self.corpus();
        let encoded = self.encode(question)?;
        let is_searched =
            |lesson: &&Arc<Lesson>| question.searches(corpus.unit(lesson.place.unit).0);
        // Before the closest is chosen: another speech's must not hide one of these.
        let lessons: Vec<Arc<Lesson>> = lessons.iter().filter(is_searched).cloned().collect();
        let mut found = self.rank(question, encoded.as_ref(), &lessons)?;
        found.lift_lesson(corpus);
        found.hits.truncate(limit);
        let mut of_parts = Vec::new();
        for part in parts {
            let part = Question { within: question.within.clone(), ..self.parse(part)? };
            let read = self.semantic.as_ref().zip(encoded.as_ref());
            let read = read.map(|(semantic, whole)| semantic.part(whole, &part.meant));
            let found = self.rank(&part, read.transpose()?.as_ref(), &[])?;
            of_parts.extend(found.hits.into_iter().next());
        }
        Ok((found, of_parts))
    }

    fn encode(&self, question: &Question) -> Result<Option<EncodedQuestion>, EncoderError> {
        self.semantic.as_ref().map(|semantic| semantic.encode(question)).transpose()
    }

    fn rank(
        &self,
        question: &Question,
        encoded: Option<&EncodedQuestion>,
        lessons: &[Arc<Lesson>],
    ) -> Result<Found, SearchError> {
        match self.semantic.as_ref().zip(encoded) {
            Some((semantic, encoded)) => {
                rank::by_meaning(&self.lexical, semantic, question, encoded, lessons)
            }
            None => rank::by_words(&self.lexical, question, lessons),
        }
    }

    /// From 0 to 1, weighted by rarity; with the words for the sentence's kind.
    pub fn own_words(&self, question: &Question, found: Match) -> f32 {
        let (corpus, index) = (self.corpus(), &self.lexical.index);
        let kind = kind_words(corpus.unit(corpus.place(found.sentence).0).1);
        let stems = index.stems(corpus.quote_sentence(found.sentence).text());
        self.share_within(question, &stems.chain(index.stems(&kind)).collect())
    }

    /// As the sentence writes them.
    pub fn shared_words(&self, question: &Question, found: Match) -> Vec<String> {
        let sentence = self.corpus().quote_sentence(found.sentence);
        let mut stems: HashSet<&str> = question.content().map(|word| word.stem.as_str()).collect();
        let words = self.lexical.index.words(sentence.text()).into_iter();
        words.filter(|word| stems.remove(word.stem.as_str())).map(|word| word.typed).collect()
    }

    /// Like [`Engine::own_words`] for the reader's question behind the match: the mean of both
    /// directions.
    pub fn readers_words(&self, question: &Question, found: Match) -> Result<f32, SearchError> {
        let Some(number) = found.question else { return Ok(0.0) };
        let index = &self.lexical.index;
        let words = index.words(&self.corpus().questions()[number].text).into_iter();
        let other: BTreeSet<String> =
            words.filter(|word| !is_common(&word.typed)).map(|word| word.stem).collect();
        let weighed = other.iter().map(|stem| {
            let shared = question.content().any(|word| word.stem == *stem);
            Ok((self.lexical.rarity(index.sentences.frequency(stem)?), shared))
        });
        let of_other = share(weighed.collect::<Result<Vec<_>, SearchError>>()?.into_iter());
        Ok((self.share_within(question, &other) + of_other) / 2.0)
    }

    pub fn completions(&self, typed: &str) -> impl Iterator<Item = &str> {
        let questions = self.corpus().questions();
        self.completion.complete(typed).map(|number| questions[number].text.as_str())
    }

    fn share_within(&self, question: &Question, stems: &BTreeSet<String>) -> f32 {
        let weighed = question
            .content()
            .map(|word| (self.lexical.rarity(word.sentences), stems.contains(&word.stem)));
        share(weighed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_question_shares_with_a_readers_question_is_the_same_each_time() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("tiny");
        std::fs::create_dir(&folder).unwrap();
        let text = "Bread is good. Bread, salt and water. Salt, milk, flour. Milk, bread, eggs.";
        let speech = format!("+++\ntitle = \"T\"\n+++\n{text}\n");
        std::fs::write(folder.join("speech.md"), speech).unwrap();
        let asked = "Is bread good, with salt, water, milk, flour, eggs, yeast or butter?";
        let questions = format!("[[passage]]\nquote = \"Bread\"\nquestions = [\"{asked}\"]\n");
        std::fs::write(folder.join("questions.toml"), questions).unwrap();
        let corpus = Arc::new(Corpus::load(dir.path()).unwrap());
        let index = PassageIndex::build(&corpus).unwrap();
        let engine = Engine::new(corpus, index);
        let question = engine.parse("bread with milk, water, eggs").unwrap();
        let (found, _) = engine.search(&question, &[], &[], 1).unwrap();
        let led_to = |found: &&Match| found.question.is_some();
        let found = found.hits[0].sentences.iter().find(led_to).unwrap();
        let shared = || engine.readers_words(&question, *found).unwrap().to_bits();
        let first = shared();
        assert!((0..50).all(|_| shared() == first));
    }
}
