//! Late interaction: each token of a question looks for the most similar token of a text. The
//! texts' vectors are computed once and kept.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::cleaning::{Cleaner, is_common};
use super::encoder::Encoder;
use super::index::kind_words;
use super::network::EncoderError;
use super::question::Question;
use super::reader::{Reader, Span};
use super::vector_file::{MAGIC, VectorFile, VectorWriter};
use super::vector_folder;
use super::vectors::TokenVectors;
use crate::corpus::{Corpus, SentenceId};

/// Other words weigh 1.
const COMMON_WEIGHT: f32 = 0.3;

/// Of an earlier question's words in a sentence, which shall answer the new one; in the whole unit
/// they weigh as much as others.
const EARLIER_SHARE: f32 = 0.1;

/// Of the whole unit, and of the sentence with the one before; the sentence alone has the rest of
/// 1.
const UNIT_CONTEXT: f32 = 0.5;
const PAIR_CONTEXT: f32 = 0.3;

/// Texts of one length encoded together, and texts read ahead to find them.
const BATCH: usize = 16;
const AT_ONCE: usize = 512;

/// Called with the numbers of texts done and of all.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

pub struct Semantic {
    encoder: Encoder,
    reader: Option<Reader>,
    sentences: usize,
    vectors: VectorFile,
}

#[derive(Default)]
pub(super) struct EncodedQuestion {
    vectors: TokenVectors,
    weights: Vec<f32>,
    /// The weights in a sentence, alone and with the one before.
    in_sentence: Vec<f32>,
    /// Those that choose one of a unit's sentences: what kind of thing is asked for (“when”) tells
    /// them apart better than what all of them speak of.
    among_sentences: Vec<f32>,
    /// Each token's word, an index into `words`.
    of_word: Vec<usize>,
    words: Vec<String>,
}

impl Semantic {
    /// Reads the vectors kept in `folder`, or computes and keeps them; at each start, if it cannot
    /// be written.
    pub fn prepare(
        encoder: Encoder,
        corpus: &Corpus,
        folder: Option<&Path>,
        progress: Progress<'_>,
    ) -> Result<Semantic, EncoderError> {
        let count =
            corpus.sentence_count() + corpus.questions().len() + corpus.not_covered().count();
        let kept = folder.map(|folder| folder.join(file_name(&encoder, corpus)));
        let vectors = match kept.as_deref().and_then(|path| VectorFile::open(path, count)) {
            Some(vectors) => vectors,
            None => {
                let mut writer = VectorWriter::new(kept.as_deref())?;
                encode_all(&encoder, texts(corpus), count, &mut writer, progress)?;
                writer.finish()?
            }
        };
        Ok(Semantic { encoder, reader: None, sentences: corpus.sentence_count(), vectors })
    }

    #[must_use]
    pub fn with_reader(self, reader: Reader) -> Semantic {
        Semantic { reader: Some(reader), ..self }
    }

    pub(super) fn mark(
        &self,
        question: &Question,
        sentence: &str,
    ) -> Result<Option<Span>, EncoderError> {
        match &self.reader {
            Some(reader) => reader.mark(&question.own, sentence),
            None => Ok(None),
        }
    }

    pub(super) fn knows(&self, word: &str) -> bool {
        self.encoder.tokenizer.knows(word)
    }

    pub(super) fn encode(&self, question: &Question) -> Result<EncodedQuestion, EncoderError> {
        let tokens = self.encoder.tokenizer.tokens(&question.meant)?;
        let own = self.encoder.tokenizer.tokens(&question.own)?.words;
        let mut vectors = TokenVectors::default();
        let mut emphasis = Vec::new();
        for window in tokens.windows() {
            for encoded in self.encoder.encode(&[window])? {
                vectors.append(&TokenVectors::rounded(&encoded));
                emphasis.extend(self.encoder.emphasis(&encoded));
            }
        }
        let weigh = |word: &String| {
            if is_common(word) || !word.chars().any(char::is_alphanumeric) {
                COMMON_WEIGHT
            } else {
                1.0
            }
        };
        let (words, of_word) = (tokens.words, tokens.of_word);
        let weights: Vec<f32> = of_word.iter().map(|word| weigh(&words[*word])).collect();
        let is_own = |word: &usize| own.contains(&words[*word]);
        let shares = of_word.iter().map(|word| if is_own(word) { 1.0 } else { EARLIER_SHARE });
        let in_sentence: Vec<f32> =
            weights.iter().zip(shares).map(|(one, share)| one * share).collect();
        let among_sentences =
            in_sentence.iter().zip(emphasis).map(|(one, emphasis)| one * emphasis).collect();
        Ok(EncodedQuestion { vectors, weights, in_sentence, among_sentences, of_word, words })
    }

    pub(super) fn part(
        &self,
        whole: &EncodedQuestion,
        part: &str,
    ) -> Result<EncodedQuestion, EncoderError> {
        let words = self.encoder.tokenizer.tokens(part)?.words;
        let mut encoded =
            EncodedQuestion { words: whole.words.clone(), ..EncodedQuestion::default() };
        for (token, word) in whole.of_word.iter().enumerate() {
            if words.contains(&whole.words[*word]) {
                encoded.vectors.append(&whole.vectors.token(token));
                encoded.weights.push(whole.weights[token]);
                encoded.in_sentence.push(whole.in_sentence[token]);
                encoded.among_sentences.push(whole.among_sentences[token]);
                encoded.of_word.push(*word);
            }
        }
        Ok(encoded)
    }

    /// About 0 to 1, for a unit's `count` sentences from `first` on. Neighbours count, too: they
    /// often name what a sentence speaks of. The best one scores as if it had been chosen by the
    /// weights in a sentence, so that units are ranked by these.
    pub(super) fn sentences(
        &self,
        encoded: &EncodedQuestion,
        first: SentenceId,
        count: usize,
    ) -> Result<Vec<f32>, EncoderError> {
        let start = first.0 as usize;
        let sentences = self.vectors.texts(start..start + count)?;
        let of_each: Vec<Vec<f32>> =
            sentences.iter().map(|sentence| encoded.vectors.best_cosines(sentence)).collect();
        let mut of_unit = vec![-1.0_f32; encoded.weights.len()];
        of_each.iter().for_each(|cosines| raise(&mut of_unit, cosines));
        let mut pairs = of_each.clone();
        pairs.iter_mut().skip(1).zip(&of_each).for_each(|(pair, before)| raise(pair, before));
        let fits = |weights: &[f32]| -> Vec<f32> {
            let fit = |(pair, own): (&Vec<f32>, &Vec<f32>)| {
                PAIR_CONTEXT * mean(pair, weights)
                    + (1.0 - UNIT_CONTEXT - PAIR_CONTEXT) * mean(own, weights)
            };
            pairs.iter().zip(&of_each).map(fit).collect()
        };
        let (ranked, chosen) = (fits(&encoded.in_sentence), fits(&encoded.among_sentences));
        let highest = |fits: &[f32]| fits.iter().copied().fold(f32::MIN, f32::max);
        let unit = UNIT_CONTEXT * mean(&of_unit, &encoded.weights) + highest(&ranked);
        let best = highest(&chosen);
        Ok(chosen.into_iter().map(|fit| unit + fit - best).collect())
    }

    /// For each token the highest cosine in the text; sentences are the first ones.
    pub(super) fn cosines(
        &self,
        encoded: &EncodedQuestion,
        number: usize,
    ) -> Result<Vec<f32>, EncoderError> {
        let text = self.vectors.texts(number..number + 1)?;
        Ok(encoded.vectors.best_cosines(text.first().unwrap_or(&TokenVectors::default())))
    }

    /// About 0 to 1. `number` counts [`Corpus::questions`], then [`Corpus::not_covered`].
    pub(super) fn question(
        &self,
        encoded: &EncodedQuestion,
        number: usize,
    ) -> Result<f32, EncoderError> {
        Ok(mean(&self.cosines(encoded, self.sentences + number)?, &encoded.weights))
    }
}

impl EncodedQuestion {
    /// How well `other` covers its words, about 0 to 1.
    pub(super) fn alike(&self, other: &EncodedQuestion) -> f32 {
        mean(&self.vectors.best_cosines(&other.vectors), &self.weights)
    }

    /// Of the question's content words, the lowest mean of a word's tokens' cosines; 1 of none.
    pub(super) fn weakest(&self, question: &Question, cosines: &[f32]) -> f32 {
        let of_tokens = |word: usize| {
            let of_word: Vec<f32> = self
                .of_word
                .iter()
                .zip(cosines)
                .filter(|(of, _)| **of == word)
                .map(|(_, cosine)| *cosine)
                .collect();
            (!of_word.is_empty()).then(|| of_word.iter().sum::<f32>() / of_word.len() as f32)
        };
        let near = |typed: &str| {
            let lower = typed.to_lowercase();
            let mut same = self.words.iter().enumerate().filter(|(_, word)| **word == lower);
            same.find_map(|(number, _)| of_tokens(number))
        };
        question.content().filter_map(|word| near(&word.typed)).fold(1.0, f32::min)
    }
}

fn mean(cosines: &[f32], weights: &[f32]) -> f32 {
    let (sum, all) = cosines
        .iter()
        .zip(weights)
        .fold((0.0, 0.0), |(sum, all), (cosine, weight)| (sum + cosine * weight, all + weight));
    if all > 0.0 { sum / all } else { 0.0 }
}

fn raise(best: &mut [f32], cosines: &[f32]) {
    for (best, cosine) in best.iter_mut().zip(cosines) {
        *best = best.max(*cosine);
    }
}

/// In the order of the file.
fn texts(corpus: &Corpus) -> impl Iterator<Item = String> + '_ {
    let sentences = corpus.unit_ids().flat_map(move |id| {
        let (_, unit) = corpus.unit(id);
        let kind = kind_words(unit);
        (0..unit.sentences.len()).map(move |number| {
            let quote = corpus.quote_sentence(corpus.sentence(id, number));
            format!("{} {kind}", quote.text())
        })
    });
    let cleaner = Cleaner::new(corpus);
    let questions = corpus
        .questions()
        .iter()
        .map(|question| question.text.as_str())
        .chain(corpus.not_covered().map(|(_, open)| open));
    sentences.chain(questions.map(move |question| cleaner.clean(question)))
}

/// A text repeated within [`AT_ONCE`] is encoded once.
fn encode_all(
    encoder: &Encoder,
    mut texts: impl Iterator<Item = String>,
    count: usize,
    writer: &mut VectorWriter,
    progress: Progress<'_>,
) -> Result<(), EncoderError> {
    let mut done = 0;
    loop {
        let mut windows: Vec<(usize, Vec<i32>)> = Vec::new();
        let mut vectors: Vec<TokenVectors> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut order: Vec<usize> = Vec::new();
        for text in texts.by_ref().take(AT_ONCE) {
            let tokens = encoder.tokenizer.tokens(&text)?;
            let number = *known.entry(text).or_insert(vectors.len());
            order.push(number);
            if number == vectors.len() {
                windows.extend(tokens.windows().map(|window| (number, window.to_vec())));
                vectors.push(TokenVectors::default());
            }
        }
        if order.is_empty() {
            return Ok(());
        }
        let mut by_length: Vec<usize> = (0..windows.len()).collect();
        by_length.sort_by_key(|at| windows[*at].1.len());
        let mut parts: Vec<TokenVectors> = vec![TokenVectors::default(); windows.len()];
        for alike in by_length.chunk_by(|a, b| windows[*a].1.len() == windows[*b].1.len()) {
            for batch in alike.chunks(BATCH) {
                let ids: Vec<&[i32]> = batch.iter().map(|at| windows[*at].1.as_slice()).collect();
                for (at, vectors) in batch.iter().zip(encoder.encode(&ids)?) {
                    parts[*at] = TokenVectors::rounded(&vectors);
                }
            }
        }
        for ((text, _), part) in windows.iter().zip(parts) {
            vectors[*text].append(&part);
        }
        for number in &order {
            writer.add(&vectors[*number])?;
        }
        done += order.len();
        progress(done, count);
    }
}

fn file_name(encoder: &Encoder, corpus: &Corpus) -> PathBuf {
    let mut hasher = blake3::Hasher::new();
    hasher.update(MAGIC).update(encoder.fingerprint.as_bytes());
    for text in texts(corpus) {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    }
    vector_folder::file_name(&hasher.finalize())
}
