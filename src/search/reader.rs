//! The reader: which words of a sentence answer a question, if any do.
//!
//! `models/reader` says what it was trained on. It marks only borders in the sentence, so that it
//! finds the text's own words.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rten_tensor::NdTensor;

use super::encoder::Encoder;
use super::network::{EncoderError, Network};
use super::tokenizer::Tokenizer;

/// In tokens; longer ones are cut, so that reading stays quick.
const LONGEST_QUESTION: usize = 64;
const LONGEST_SENTENCE: usize = 192;

/// In words.
const LONGEST_SPAN: usize = 30;

pub struct Reader {
    /// How well each token begins and ends the answer.
    network: Network<2, 2>,
    tokenizer: Arc<Tokenizer>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// In bytes of the sentence.
    pub range: Range<usize>,
    /// Above 0 it is likelier than that the sentence does not answer.
    pub score: f32,
    /// From 0 to 1: that the answer begins and ends just there.
    pub chance: f32,
}

impl Reader {
    pub fn load(folder: &Path, encoder: &Encoder) -> Result<Reader, EncoderError> {
        let (network, _) = Network::load(folder)?;
        Ok(Reader { network, tokenizer: Arc::clone(&encoder.tokenizer) })
    }

    /// None of no words.
    pub fn mark(&self, question: &str, sentence: &str) -> Result<Option<Span>, EncoderError> {
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
        let words = of_word.last().map_or(0, |last| last + 1);
        let mut begins = vec![f32::NEG_INFINITY; words];
        let mut ends = begins.clone();
        for (token, word) in of_word.iter().enumerate() {
            for (scored, end) in [(&mut begins, 0), (&mut ends, 1)] {
                let score = scores[[0, first + token, end]] - scores[[0, 0, end]];
                scored[*word] = scored[*word].max(score);
            }
        }
        let sum = |scores: &[f32]| 1.0 + scores.iter().map(|score| score.exp()).sum::<f32>();
        let all = sum(&begins) * sum(&ends);
        let spans = begins.iter().enumerate().flat_map(|(start, begin)| {
            let ends = ends.iter().enumerate().skip(start).take(LONGEST_SPAN);
            ends.map(move |(last, end)| (start, last, begin + end))
        });
        let best = spans.max_by(|(.., a), (.., b)| a.total_cmp(b));
        Ok(best.map(|(start, last, score)| {
            let range = read.ranges[start].start..read.ranges[last].end;
            Span { range, score, chance: score.exp() / all }
        }))
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
            let best = reader.mark(question, sentence).unwrap().unwrap();
            assert!((0.0..=1.0).contains(&best.chance), "{best:?}");
            (sentence.get(best.range).unwrap().to_owned(), best.score)
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
        assert!(reader.mark(&"who ".repeat(200), &long).unwrap().is_some());
        assert_eq!(reader.mark("Who?", "").unwrap(), None);
    }
}
