//! Finding the passages that fit a question: candidates from the index, one ranking of units with
//! their sentences.

mod cleaning;
mod completion;
mod encoder;
pub mod index;
mod lessons;
mod question;
mod rank;
mod semantic;
mod spelling;
mod vector_file;
mod vectors;

use std::collections::HashSet;
use std::sync::Arc;

pub use encoder::{Encoder, EncoderError};
pub use lessons::Lesson;
pub use question::{Question, Word};
pub use semantic::{Progress, Semantic};

use crate::corpus::{Corpus, SentenceId, SharedCorpus, UnitId};
use crate::search::index::{IndexError, PassageIndex};
use cleaning::{Cleaner, is_common};
use completion::Completion;
use spelling::Spelling;

/// A search that failed.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The encoder failed.
    #[error(transparent)]
    Encoder(#[from] EncoderError),
}

/// A sentence that fits.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The sentence.
    pub sentence: SentenceId,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    /// The reader's question that fits best among those that lead to it, as a number in
    /// [`Corpus::questions`].
    pub question: Option<usize>,
}

/// A unit that fits, with its sentences.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The unit.
    pub unit: UnitId,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    /// Its sentences that fit, best first; never empty.
    pub sentences: Vec<Match>,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The units that fit, best first.
    pub hits: Vec<Hit>,
    /// What the encoder says about the question as a whole, where there is one.
    pub features: Option<Features>,
    /// How near the text comes to each of the question's words, where there is an encoder.
    pub similarities: Vec<TermSimilarity>,
    /// The number of the lesson that the question was taken for; its place is then the first hit.
    pub lesson: Option<usize>,
}

/// How near the text comes to a word of the question, as the cosine of the most similar word.
#[derive(Clone, Debug)]
pub struct TermSimilarity {
    /// The word, in small letters.
    pub word: String,
    /// Among all words that were compared.
    pub anywhere: f32,
    /// Among those of the best sentence.
    pub here: f32,
}

/// What the encoder says about a question, each about 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// How well the best sentence fits, by its own words or by a reader's question.
    pub best: f32,
    /// How alike the most similar reader's question is that the corpus answers.
    pub answered: f32,
    /// How alike the most similar reader's question is that the corpus leaves open.
    pub open: f32,
    /// The share of answered ones among the readers' questions that are most alike.
    pub vote: f32,
}

/// Searches one corpus.
pub struct Engine {
    corpus: SharedCorpus,
    index: PassageIndex,
    cleaner: Cleaner,
    spelling: Spelling,
    completion: Completion,
    semantic: Option<Semantic>,
}

impl Engine {
    /// An engine over a corpus and its index, which compares words only.
    pub fn new(corpus: SharedCorpus, index: PassageIndex) -> Engine {
        let (cleaner, spelling, completion) =
            (Cleaner::new(&corpus), Spelling::new(&corpus), Completion::new(&corpus));
        Engine { corpus, index, cleaner, spelling, completion, semantic: None }
    }

    /// The engine, comparing meanings, too.
    #[must_use]
    pub fn with_encoder(self, semantic: Semantic) -> Engine {
        Engine { semantic: Some(semantic), ..self }
    }

    /// Whether meanings are compared, which takes milliseconds.
    pub fn has_encoder(&self) -> bool {
        self.semantic.is_some()
    }

    /// The corpus that is searched.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The same, for work beside the search.
    pub fn shared_corpus(&self) -> SharedCorpus {
        SharedCorpus::clone(&self.corpus)
    }

    /// Reads a typed question.
    ///
    /// # Errors
    /// When the index fails.
    pub fn read(&self, typed: &str) -> Result<Question, SearchError> {
        let is_word =
            |word: &str| self.semantic.as_ref().is_some_and(|semantic| semantic.knows(word));
        Ok(Question::read(typed, &self.index, &self.cleaner, &self.spelling, is_word)?)
    }

    /// The units that fit a question, best first, `limit` at most.
    ///
    /// # Errors
    /// When the index or the encoder fails.
    pub fn search(&self, question: &Question, limit: usize) -> Result<Found, SearchError> {
        Ok(self.search_parts(question, &[], &[], limit)?.0)
    }

    /// Searches a question as [`Engine::search`] does, with lessons, and then the parts of it, each
    /// for its best unit.
    ///
    /// The encoder, which takes most of the time, reads the question once: a part's words mean what
    /// they mean in the whole.
    ///
    /// # Errors
    /// As [`Engine::search`].
    pub fn search_parts(
        &self,
        question: &Question,
        parts: &[&str],
        lessons: &[Arc<Lesson>],
        limit: usize,
    ) -> Result<(Found, Vec<Hit>), SearchError> {
        let asked = self
            .semantic
            .as_ref()
            .map(|semantic| Ok::<_, EncoderError>((semantic, semantic.ask(&question.meant)?)));
        let asked = asked.transpose()?;
        let mut found = match &asked {
            Some((semantic, asked)) => rank::by_meaning(self, semantic, question, asked, lessons)?,
            None => rank::by_words(self, question, lessons)?,
        };
        // A lesson that leads to a speech which is not searched counts for nothing.
        found.lesson = found.lesson.filter(|number| {
            lessons
                .get(*number)
                .is_some_and(|lesson| rank::is_searched(self, question, lesson.place().unit))
        });
        if let Some(lesson) = found.lesson.and_then(|number| lessons.get(number)) {
            lessons::lift(self, &mut found, lesson);
        }
        found.hits.truncate(limit);
        let mut of_parts = Vec::new();
        for part in parts {
            let part = Question { within: question.within.clone(), ..self.read(part)? };
            let found = match &asked {
                Some((semantic, asked)) => rank::by_meaning(
                    self,
                    semantic,
                    &part,
                    &semantic.part(asked, &part.meant)?,
                    &[],
                )?,
                None => rank::by_words(self, &part, &[])?,
            };
            of_parts.extend(found.hits.into_iter().next());
        }
        Ok((found, of_parts))
    }

    /// How much of what a question asks for stands in a sentence, from 0 to 1: the share of its
    /// content words, each weighing as much as it is rare in the corpus (a word that the corpus
    /// lacks weighs most).
    pub fn own_words(&self, question: &Question, found: Match) -> f32 {
        self.share_within(question, &self.index.stems(&self.corpus, found.sentence))
    }

    /// The question's words of content that stand in a sentence or say its kind, as typed.
    pub fn shared_words(&self, question: &Question, found: Match) -> Vec<String> {
        let stems = self.index.stems(&self.corpus, found.sentence);
        question
            .content()
            .filter(|word| stems.contains(&word.stem))
            .map(|word| word.typed.clone())
            .collect()
    }

    /// As [`Engine::own_words`] for the reader's question that led to the sentence, halfway between
    /// what stands of one in the other and what stands of the other in the one; 0 without such a
    /// question.
    pub fn readers_words(&self, question: &Question, found: Match) -> Result<f32, SearchError> {
        let Some(number) = found.question else { return Ok(0.0) };
        let other = self.index.words(&self.corpus.questions()[number].text);
        let other: HashSet<String> = other
            .into_iter()
            .filter(|word| !is_common(&word.typed))
            .map(|word| word.stem)
            .collect();
        let (mut shared, mut all) = (0.0, 0.0);
        for stem in &other {
            let rarity = self.rarity(self.index.frequency(stem)?);
            all += rarity;
            if question.content().any(|word| word.stem == *stem) {
                shared += rarity;
            }
        }
        let of_other = if all > 0.0 { shared / all } else { 0.0 };
        Ok((self.share_within(question, &other) + of_other) / 2.0)
    }

    /// Whether the corpus has readers' questions to compare with.
    pub fn has_questions(&self) -> bool {
        !self.corpus.questions().is_empty()
    }

    /// Readers' questions for completing what is being typed: each typed word begins a word of
    /// theirs. Those that begin with all that was typed come first, then the shorter ones.
    pub fn completions(&self, typed: &str) -> impl Iterator<Item = &str> {
        self.completion.of(typed).map(|number| self.corpus.questions()[number].text.as_str())
    }

    /// Whether the corpus has a word that begins as this one does, such as “leadership” for
    /// “leaders”.
    pub fn has_kin(&self, word: &str) -> bool {
        self.spelling.has_kin(word)
    }

    fn share_within(&self, question: &Question, stems: &HashSet<String>) -> f32 {
        let (mut covered, mut all) = (0.0, 0.0);
        for word in question.content() {
            let rarity = self.rarity(word.sentences);
            all += rarity;
            if stems.contains(&word.stem) {
                covered += rarity;
            }
        }
        if all > 0.0 { covered / all } else { 0.0 }
    }

    /// BM25's inverse document frequency of a word that stands in so many sentences.
    fn rarity(&self, sentences: u64) -> f32 {
        let (all, with) = (self.index.sentence_count() as f32, sentences as f32);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }
}
