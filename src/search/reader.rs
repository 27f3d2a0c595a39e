//! The reader: which words of a sentence answer a question, if any do.
//!
//! `models/reader` says what it was trained on. It marks only borders in the sentence, so that it
//! finds the text's own words.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::encoder::Encoder;
use super::network::{EncoderError, Network};
use super::tokenizer::Tokenizer;

/// In tokens; longer ones are cut, so that reading stays quick.
const LONGEST_QUESTION: usize = 64;
const LONGEST_SENTENCE: usize = 192;

/// In words.
const LONGEST_SPAN: usize = 30;

pub struct Reader {
    network: Network<2>,
    tokenizer: Arc<Tokenizer>,
}

/// How well each word of a sentence begins and ends the answer: above 0 it is likelier than that
/// the sentence does not answer.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Where each word stands, in bytes of the sentence.
    words: Vec<Range<usize>>,
    begins: Vec<f32>,
    ends: Vec<f32>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub words: Range<usize>,
    pub score: f32,
    /// From 0 to 1: that the answer begins and ends just there.
    pub chance: f32,
}

impl Reader {
    pub fn load(folder: &Path, encoder: &Encoder) -> Result<Reader, EncoderError> {
        let (network, _) = Network::load(folder)?;
        Ok(Reader { network, tokenizer: Arc::clone(&encoder.tokenizer) })
    }

    pub fn mark(&self, question: &str, sentence: &str) -> Result<Reading, EncoderError> {
        let asked = self.tokenizer.tokens(question)?;
        let read = self.tokenizer.tokens(sentence)?;
        let asked = asked.ids.get(..LONGEST_QUESTION).unwrap_or(&asked.ids);
        let of_word = read.of_word.get(..LONGEST_SENTENCE).unwrap_or(&read.of_word);
        let (beginning, end) = (self.tokenizer.beginning, self.tokenizer.end);
        let ids = [beginning].into_iter().chain(asked.iter().copied()).chain([end]);
        let ids = ids.chain(read.ids.iter().copied().take(of_word.len())).chain([end]);
        let ids: Vec<i32> = ids.collect();
        let first = asked.len() + 2;
        let types: Vec<i32> = (0..ids.len()).map(|at| i32::from(at >= first)).collect();
        let shape = [1, ids.len()];
        let scores = self
            .network
            .run([NdTensor::from_data(shape, ids), NdTensor::from_data(shape, types)])?;
        if scores.size(2) != 2 {
            return Err(EncoderError::Shape);
        }
        let words = of_word.last().map_or(0, |last| last + 1);
        let mut reading = Reading {
            words: read.ranges.into_iter().take(words).collect(),
            begins: vec![f32::NEG_INFINITY; words],
            ends: vec![f32::NEG_INFINITY; words],
        };
        for (token, word) in of_word.iter().enumerate() {
            for (scored, end) in [(&mut reading.begins, 0), (&mut reading.ends, 1)] {
                let score = scores[[0, first + token, end]] - scores[[0, 0, end]];
                scored[*word] = scored[*word].max(score);
            }
        }
        Ok(reading)
    }
}

impl Reading {
    pub fn best(&self) -> Option<Span> {
        let sum = |scores: &[f32]| 1.0 + scores.iter().map(|score| score.exp()).sum::<f32>();
        let all = sum(&self.begins) * sum(&self.ends);
        let spans = self.begins.iter().enumerate().flat_map(|(start, begin)| {
            let ends = self.ends.iter().enumerate().skip(start).take(LONGEST_SPAN);
            ends.map(move |(last, end)| (start..last + 1, begin + end))
        });
        let (words, score) = spans.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        Some(Span { words, score, chance: score.exp() / all })
    }

    /// In bytes of the sentence.
    pub fn range(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let last = words.end.checked_sub(1)?;
        Some(self.words.get(words.start)?.start..self.words.get(last)?.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_answer_are_marked_and_a_sentence_that_does_not_answer_scores_less() {
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
        let encoder = Encoder::load(&models.join("all-minilm-l6-v2")).unwrap();
        let reader = Reader::load(&models.join("reader"), &encoder).unwrap();
        let marked = |question: &str, sentence: &str| {
            let reading = reader.mark(question, sentence).unwrap();
            let best = reading.best().unwrap();
            let range = reading.range(&best.words).unwrap();
            assert!((0.0..=1.0).contains(&best.chance), "{best:?}");
            (sentence.get(range).unwrap().to_owned(), best.score)
        };
        let sentence = "Ånna Żuk baked “twelve” loaves in Łódź on May 1, 1911.";
        let (words, score) = marked("Who baked the loaves?", sentence);
        assert!(words == "Ånna Żuk" && score > 0.0, "{words}: {score}");
        assert_eq!(marked("Where were they baked?", sentence).0, "Łódź");
        let (_, other) = marked("Who baked the loaves?", "The sea was calm all day.");
        assert!(other < 0.0 && other < score, "{other}");
        for (question, sentence, whole) in [
            (
                "How many loaves were baked?",
                "They baked more than a thousand.",
                "more than a thousand",
            ),
            ("How many guests came?", "On Sunday about 200 guests came.", "about 200"),
            ("What did she sell?", "She sold bread, milk and eggs.", "bread, milk and eggs"),
        ] {
            assert_eq!(marked(question, sentence).0, whole);
        }
        let long = format!("{} Ann baked it.", "It was a long day, ".repeat(200));
        assert!(reader.mark(&"who ".repeat(200), &long).unwrap().best().is_some());
        assert_eq!(reader.mark("Who?", "").unwrap().best(), None);
    }
}
