//! The sentence encoder: one vector per token, which reflects the token's context.
//!
//! all-MiniLM-L6-v2, run by rten; `models/` says where it is from and how it was packed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rten::{Model, NodeId, RunError, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use rten_text::models::{Model as _, WordPiece, WordPieceOptions};
use rten_text::normalizers::{Bert as Normalizer, BertOptions, Normalizer as _};
use rten_text::pre_tokenizers::{Bert as Splitter, PreTokenizer as _};

/// Numbers in a token's vector.
pub(super) const WIDTH: usize = 384;

/// Tokens the model reads at once, without [`BEGINNING`] and [`END`].
const WINDOW: usize = 510;

const MODEL_FILE: &str = "model.onnx";
const VOCABULARY_FILE: &str = "vocab.txt";

const BEGINNING: &str = "[CLS]";
const END: &str = "[SEP]";

#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    #[error("{path}: {source}. `search.model` must name the folder of the encoder; search.encoder \
             = \"none\" does without it", path = path.display())]
    Missing { path: PathBuf, source: std::io::Error },
    #[error("{path} is not the encoder's file, or damaged ({why}). Fetch it again from the bot's \
             repository, or set search.encoder = \"none\"", path = path.display())]
    Foreign { path: PathBuf, why: String },
    #[error("the encoder failed: {0}")]
    Run(#[from] RunError),
    #[error("the encoder gave vectors of another shape")]
    Shape,
    #[error("the kept vectors: {0}. `search.cache` names their folder")]
    Kept(#[from] std::io::Error),
    #[error("a text could not be cut into tokens: {0}")]
    Tokens(String),
}

pub struct Encoder {
    model: Model,
    input: NodeId,
    output: NodeId,
    normalizer: Normalizer,
    vocabulary: WordPiece,
    beginning: i32,
    end: i32,
    fingerprint: blake3::Hash,
    /// One single-threaded pool per core, so that questions do not wait for each other.
    threads: Vec<Arc<ThreadPool>>,
    next: AtomicUsize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    pub(super) ids: Vec<i32>,
    /// For each token, the index of its word in `words`.
    pub(super) of_word: Vec<usize>,
    /// In small letters, without accents.
    pub(super) words: Vec<String>,
}

impl Encoder {
    pub fn load(folder: &Path) -> Result<Encoder, EncoderError> {
        let missing = |name: &str| {
            let path = folder.join(name);
            move |source| EncoderError::Missing { path, source }
        };
        let foreign =
            |name: &str, why: String| EncoderError::Foreign { path: folder.join(name), why };
        // Read in pieces, here and by the library: whole, it would be in memory twice.
        let mut hasher = blake3::Hasher::new();
        let hashed = std::fs::File::open(folder.join(MODEL_FILE))
            .and_then(|mut file| std::io::copy(&mut file, &mut hasher));
        hashed.map_err(missing(MODEL_FILE))?;
        let vocabulary =
            std::fs::read(folder.join(VOCABULARY_FILE)).map_err(missing(VOCABULARY_FILE))?;
        let fingerprint = hasher.update(&vocabulary).finalize();
        let vocabulary = String::from_utf8(vocabulary)
            .map_err(|error| foreign(VOCABULARY_FILE, error.to_string()))?;
        let vocabulary = vocabulary.lines().map(str::to_owned).zip(0..).collect();
        let vocabulary = WordPiece::from_vocab(vocabulary, WordPieceOptions::default());
        let mark = |name: &str| {
            let id = vocabulary.get_token_id(name).and_then(|id| i32::try_from(id).ok());
            id.ok_or_else(|| foreign(VOCABULARY_FILE, format!("{name} is missing")))
        };
        let (beginning, end) = (mark(BEGINNING)?, mark(END)?);
        let model = Model::load_file(folder.join(MODEL_FILE))
            .map_err(|error| foreign(MODEL_FILE, error.to_string()))?;
        let (&[input], &[output]) = (model.input_ids(), model.output_ids()) else {
            return Err(foreign(MODEL_FILE, "it has other inputs or outputs".to_owned()));
        };
        let normalizer = Normalizer::new(BertOptions { lowercase: true, strip_accents: true });
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = (0..cores).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect();
        let next = AtomicUsize::new(0);
        let encoder = Encoder {
            model,
            input,
            output,
            normalizer,
            vocabulary,
            beginning,
            end,
            fingerprint,
            threads,
            next,
        };
        match encoder.encode(&[&[beginning]]) {
            Ok(_) => Ok(encoder),
            Err(error) => Err(foreign(MODEL_FILE, error.to_string())),
        }
    }

    /// Tells vectors kept for another model apart.
    pub(super) fn fingerprint(&self) -> &[u8] {
        self.fingerprint.as_bytes()
    }

    /// Whether the vocabulary has the whole word, as it does some twenty thousand common ones.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.vocabulary.get_token_id(&word.to_lowercase()).is_some()
    }

    pub(super) fn tokens(&self, text: &str) -> Result<Tokens, EncoderError> {
        let failed = |error: &dyn std::fmt::Display| EncoderError::Tokens(error.to_string());
        let (plain, _) = self.normalizer.normalize(text).map_err(|error| failed(&error))?;
        let mut tokens = Tokens::default();
        for word in Splitter::new().pre_tokenize(&plain).map_err(|error| failed(&error))? {
            let of_word = tokens.words.len();
            let mut add = |_: usize, id: u32| {
                tokens.ids.extend(i32::try_from(id));
                tokens.of_word.push(of_word);
            };
            self.vocabulary.encode_with_offsets(word, &mut add).map_err(|error| failed(&error))?;
            tokens.words.push(word.to_owned());
        }
        Ok(tokens)
    }

    /// Takes sequences of one length, at most [`WINDOW`]; gives [`WIDTH`] numbers per token, each
    /// vector of length 1.
    ///
    /// One window is computed on one core, several on all.
    pub(super) fn encode(&self, windows: &[&[i32]]) -> Result<Vec<Vec<f32>>, EncoderError> {
        let mut options = RunOptions::default();
        if windows.len() == 1 {
            let turn = self.next.fetch_add(1, Ordering::Relaxed);
            options.thread_pool = self.threads.get(turn % self.threads.len().max(1)).cloned();
        }
        let tokens = windows.first().map_or(0, |window| window.len()) + 2;
        let marked = |window: &&[i32]| {
            [self.beginning]
                .into_iter()
                .chain(window.iter().copied())
                .chain([self.end])
                .collect::<Vec<i32>>()
        };
        let ids: Vec<i32> = windows.iter().flat_map(marked).collect();
        let ids = NdTensor::from_data([windows.len(), tokens], ids);
        let [vectors] = self.model.run_n(
            [(self.input, ValueOrView::from(ids.view()))].into(),
            [self.output],
            Some(options),
        )?;
        let vectors: NdTensor<f32, 3> = vectors.try_into().map_err(|_| EncoderError::Shape)?;
        if vectors.shape() != [windows.len(), tokens, WIDTH] {
            return Err(EncoderError::Shape);
        }
        Ok((0..windows.len()).map(|at| normalised(vectors.slice(at))).collect())
    }
}

impl Tokens {
    pub(super) fn windows(&self) -> impl Iterator<Item = &[i32]> {
        self.ids.chunks(WINDOW)
    }
}

/// Normalises all rows but the first and the last.
fn normalised(rows: NdTensorView<f32, 2>) -> Vec<f32> {
    let mut out = Vec::with_capacity(rows.len());
    for at in 1..rows.size(0).saturating_sub(1) {
        let row = rows.slice(at);
        let length =
            row.iter().map(|number| number * number).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        out.extend(row.iter().map(|number| number / length));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("models/all-minilm-l6-v2")
    }

    fn mean(encoder: &Encoder, text: &str) -> Vec<f32> {
        let tokens = encoder.tokens(text).unwrap();
        let vectors = encoder.encode(&[&tokens.ids]).unwrap().remove(0);
        (0..WIDTH).map(|at| vectors.chunks_exact(WIDTH).map(|vector| vector[at]).sum()).collect()
    }

    fn cosine(a: &[f32], b: &[f32]) -> f32 {
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
    }

    #[test]
    fn like_sentences_are_near_as_the_published_model_has_them() {
        let encoder = Encoder::load(&shipped()).unwrap();
        let person = mean(&encoder, "That is a happy person");
        // The published example gives .695, .943 and .257 with the unpacked weights and all tokens.
        for (other, published) in [
            ("That is a happy dog", 0.695),
            ("That is a very happy person", 0.943),
            ("Today is a sunny day", 0.257),
        ] {
            let found = cosine(&person, &mean(&encoder, other));
            assert!((found - published).abs() < 0.06, "{other}: {found}");
        }
    }

    #[test]
    fn a_long_text_is_read_in_windows_and_loses_nothing() {
        let encoder = Encoder::load(&shipped()).unwrap();
        let tokens = encoder.tokens(&"word ".repeat(1_300)).unwrap();
        let windows: Vec<usize> = tokens.windows().map(<[i32]>::len).collect();
        assert_eq!(windows, [510, 510, 280]);
        assert!(encoder.tokens("").unwrap().ids.is_empty());
    }

    #[test]
    fn a_missing_cut_or_foreign_file_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let failure = || Encoder::load(dir.path()).err().unwrap().to_string();
        assert!(
            failure().contains("model.onnx") && failure().contains("search.encoder = \"none\""),
            "{}",
            failure()
        );
        let whole = std::fs::read(shipped().join(MODEL_FILE)).unwrap();
        std::fs::copy(shipped().join(VOCABULARY_FILE), dir.path().join(VOCABULARY_FILE)).unwrap();
        for bytes in [&whole[..whole.len() / 2], b"something else", b""] {
            std::fs::write(dir.path().join(MODEL_FILE), bytes).unwrap();
            assert!(failure().contains("is not the encoder's file, or damaged"), "{}", failure());
        }
        std::fs::write(dir.path().join(MODEL_FILE), &whole).unwrap();
        std::fs::write(dir.path().join(VOCABULARY_FILE), "a\nb\n").unwrap();
        assert!(failure().contains("vocab.txt is not the encoder's file"), "{}", failure());
    }
}
