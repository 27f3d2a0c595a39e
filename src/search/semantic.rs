//! Late interaction: a question's tokens each look for the most similar token of a text (facts about the method are in the
//! README's design notes). The texts' vectors are computed once and kept.

use std::path::{Path, PathBuf};

use super::cleaning::{Cleaner, is_common};
use super::encoder::{Encoder, EncoderError};
use super::vectors::{BYTES, TokenVectors};
use crate::corpus::{Corpus, SentenceId};
use crate::index::kind_words;

/// What a word counts that every text has, beside 1 for others.
const COMMON_WEIGHT: f32 = 0.3;

/// What the whole unit's words count beside the sentence's own, of 1.
const UNIT_CONTEXT: f32 = 0.5;

/// How many texts of one length are encoded together.
const BATCH: usize = 16;

/// Begins every file of kept vectors; the number is raised when the file's form changes.
const MAGIC: &[u8; 16] = b"verbatim vec 001";

/// Told how many of how many texts are encoded.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// The encoder, and the vectors of all sentences and questions of a corpus.
pub struct Semantic {
    encoder: Encoder,
    sentences: usize,
    questions: usize,
    vectors: Vec<TokenVectors>,
}

/// A question's tokens, each with what it counts.
pub(super) struct Asked {
    vectors: TokenVectors,
    weights: Vec<f32>,
    /// For each token the number of its word in `words`.
    of_word: Vec<usize>,
    words: Vec<String>,
}

impl Semantic {
    /// Reads the vectors that are kept in `folder` for this corpus and model, or computes and keeps them.
    ///
    /// A folder that cannot be written is no error: then the vectors are computed at each start.
    ///
    /// # Errors
    /// When the encoder fails.
    pub fn prepare(
        encoder: Encoder,
        corpus: &Corpus,
        folder: Option<&Path>,
        progress: Progress<'_>,
    ) -> Result<Semantic, EncoderError> {
        let texts = texts(corpus);
        let kept = folder.map(|folder| folder.join(file_name(&encoder, &texts)));
        let vectors = match kept.as_deref().and_then(|path| read(path, texts.len())) {
            Some(vectors) => vectors,
            None => {
                let vectors = encode_all(&encoder, &texts, progress)?;
                if let Some(path) = kept {
                    keep(&path, &vectors);
                }
                vectors
            }
        };
        let (sentences, questions) = (corpus.sentence_count(), corpus.questions().len());
        Ok(Semantic { encoder, sentences, questions, vectors })
    }

    /// Whether a word is one of the language's common ones.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.encoder.knows(word)
    }

    /// Reads a question.
    pub(super) fn ask(&self, meant: &str) -> Result<Asked, EncoderError> {
        let tokens = self.encoder.tokens(meant)?;
        let mut vectors = TokenVectors::default();
        for window in tokens.windows() {
            for encoded in self.encoder.encode(&[window])? {
                vectors.append(TokenVectors::rounded(&encoded));
            }
        }
        let weigh = |word: &String| if is_common(word) || !word.chars().any(char::is_alphanumeric) { COMMON_WEIGHT } else { 1.0 };
        let of_words: Vec<f32> = tokens.words.iter().map(weigh).collect();
        let weights = tokens.of_word.iter().map(|word| of_words[*word]).collect();
        Ok(Asked { vectors, weights, of_word: tokens.of_word, words: tokens.words })
    }

    /// How well each sentence of a unit fits, about 0 to 1: `sentences` from the first on, `count` of them.
    ///
    /// A sentence counts with its own words, and with those of its whole unit, because what a sentence speaks of is often
    /// named by its neighbours.
    /// `anywhere` keeps each token's best cosine over all that is compared.
    pub(super) fn sentences(&self, asked: &Asked, first: SentenceId, count: usize, anywhere: &mut [f32]) -> Vec<f32> {
        let start = first.0 as usize;
        let of_each: Vec<Vec<f32>> =
            self.vectors.iter().skip(start).take(count).map(|sentence| asked.vectors.best_cosines(sentence)).collect();
        let mut of_unit = vec![-1.0_f32; asked.weights.len()];
        for cosines in &of_each {
            for (best, cosine) in of_unit.iter_mut().zip(cosines) {
                *best = best.max(*cosine);
            }
        }
        for (best, cosine) in anywhere.iter_mut().zip(&of_unit) {
            *best = best.max(*cosine);
        }
        let context = UNIT_CONTEXT * asked.mean(&of_unit);
        of_each.iter().map(|cosines| context + (1.0 - UNIT_CONTEXT) * asked.mean(cosines)).collect()
    }

    /// How alike a reader's question is, about 0 to 1. `number` is its place in [`Corpus::questions`].
    pub(super) fn question(&self, asked: &Asked, number: usize) -> f32 {
        asked.score(self.vectors.get(self.sentences + number))
    }

    /// How alike a question is that the corpus leaves open. `number` is its place in [`Corpus::not_covered`].
    pub(super) fn not_covered(&self, asked: &Asked, number: usize) -> f32 {
        asked.score(self.vectors.get(self.sentences + self.questions + number))
    }
}

impl Asked {
    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.weights.len()
    }

    /// How well its words are met by another question's, about 0 to 1.
    pub(super) fn alike(&self, other: &Asked) -> f32 {
        self.score(Some(&other.vectors))
    }

    /// Each word with the mean of its tokens' cosines.
    pub(super) fn by_word(&self, cosines: &[f32]) -> Vec<(String, f32)> {
        let mean = |word: usize| {
            let of_word: Vec<f32> =
                self.of_word.iter().zip(cosines).filter(|(of, _)| **of == word).map(|(_, cosine)| *cosine).collect();
            of_word.iter().sum::<f32>() / of_word.len().max(1) as f32
        };
        self.words.iter().enumerate().map(|(number, word)| (word.clone(), mean(number))).collect()
    }

    fn score(&self, text: Option<&TokenVectors>) -> f32 {
        text.map_or(0.0, |text| self.mean(&self.vectors.best_cosines(text)))
    }

    /// The mean of the tokens' cosines, each with its weight.
    fn mean(&self, cosines: &[f32]) -> f32 {
        let (sum, all) = cosines
            .iter()
            .zip(&self.weights)
            .fold((0.0, 0.0), |(sum, all), (cosine, weight)| (sum + cosine * weight, all + weight));
        if all > 0.0 { sum / all } else { 0.0 }
    }
}

/// All texts that are compared with questions: sentences with the words for their kind, readers' questions, open questions.
fn texts(corpus: &Corpus) -> Vec<String> {
    let mut texts = Vec::new();
    for id in corpus.unit_ids() {
        let (_, unit) = corpus.unit(id);
        let kind = kind_words(unit);
        texts.extend((0..unit.sentences.len()).map(|number| {
            let quote = corpus.quote_sentence(corpus.sentence(id, number));
            format!("{} {kind}", quote.text())
        }));
    }
    let cleaner = Cleaner::new(corpus);
    texts.extend(corpus.questions().iter().map(|question| cleaner.clean(&question.text)));
    texts.extend(corpus.not_covered().map(|question| cleaner.clean(question)));
    texts
}

/// Encodes texts, those of one length together.
fn encode_all(encoder: &Encoder, texts: &[String], progress: Progress<'_>) -> Result<Vec<TokenVectors>, EncoderError> {
    let mut windows: Vec<(usize, Vec<i32>)> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        windows.extend(encoder.tokens(text)?.windows().map(|window| (at, window.to_vec())));
    }
    let mut order: Vec<usize> = (0..windows.len()).collect();
    order.sort_by_key(|at| windows[*at].1.len());
    let mut parts: Vec<TokenVectors> = vec![TokenVectors::default(); windows.len()];
    let mut done = 0;
    for alike in order.chunk_by(|a, b| windows[*a].1.len() == windows[*b].1.len()) {
        for batch in alike.chunks(BATCH) {
            let ids: Vec<&[i32]> = batch.iter().map(|at| windows[*at].1.as_slice()).collect();
            for (at, vectors) in batch.iter().zip(encoder.encode(&ids)?) {
                parts[*at] = TokenVectors::rounded(&vectors);
            }
            done += batch.len();
            progress(done, windows.len());
        }
    }
    let mut vectors = vec![TokenVectors::default(); texts.len()];
    for ((at, _), part) in windows.iter().zip(parts) {
        vectors[*at].append(part);
    }
    Ok(vectors)
}

/// The name of the file that belongs to these texts and this model.
fn file_name(encoder: &Encoder, texts: &[String]) -> PathBuf {
    let mut hasher = blake3::Hasher::new();
    hasher.update(MAGIC).update(encoder.fingerprint());
    for text in texts {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    }
    PathBuf::from(format!("{}.vectors", hasher.finalize().to_hex().chars().take(32).collect::<String>()))
}

/// The vectors of a file that is whole and holds as many texts.
fn read(path: &Path, texts: usize) -> Option<Vec<TokenVectors>> {
    let bytes = std::fs::read(path).ok()?;
    let body = bytes.strip_prefix(MAGIC)?;
    let (body, checksum) = body.split_last_chunk::<32>()?;
    if blake3::hash(body).as_bytes() != checksum {
        return None;
    }
    let (lengths, mut tokens) = body.split_at_checked(4 * texts)?;
    let mut vectors = Vec::with_capacity(texts);
    for length in lengths.chunks_exact(4) {
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        let (text, rest) = tokens.split_at_checked(length * BYTES)?;
        vectors.push(TokenVectors::read(text));
        tokens = rest;
    }
    tokens.is_empty().then_some(vectors)
}

/// Keeps vectors in a file that appears whole or not at all.
fn keep(path: &Path, vectors: &[TokenVectors]) {
    let mut body = Vec::new();
    for text in vectors {
        body.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    }
    vectors.iter().for_each(|text| text.write(&mut body));
    let checksum = blake3::hash(&body);
    let write = || -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        for part in [&MAGIC[..], &body, checksum.as_bytes()] {
            std::io::Write::write_all(&mut file, part)?;
        }
        file.persist(path)?;
        Ok(())
    };
    if let Err(error) = write() {
        tracing::warn!(path = %path.display(), %error, "the vectors could not be kept; the next start computes them again");
    }
}
