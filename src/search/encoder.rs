//! The sentence encoder, all-MiniLM-L6-v2 run by rten: one vector per token, which reflects the
//! token's context; and how much each of a question's tokens counts. `models/` says where both are
//! from.

use std::path::Path;
use std::sync::Arc;

use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use serde::Deserialize;

use super::network::{EncoderError, Network};
use super::tokenizer::{Tokenizer, Tokens};

pub(super) const WIDTH: usize = 384;

const EMPHASIS_FILE: &str = "emphasis.toml";

/// Either way; a logarithm.
const MOST_EMPHASIS: f32 = 1.5;

/// In tokens, without the marks at both ends.
const WINDOW: usize = 510;

pub struct Encoder {
    network: Network<1, WIDTH>,
    pub(super) tokenizer: Arc<Tokenizer>,
    emphasis: Emphasis,
    /// Tells vectors kept for another model apart.
    pub(super) fingerprint: blake3::Hash,
}

#[derive(Deserialize)]
struct Emphasis {
    bias: f32,
    weights: Vec<f32>,
}

impl Encoder {
    pub fn load(folder: &Path) -> Result<Encoder, EncoderError> {
        let (network, hash) = Network::load(folder)?;
        let (tokenizer, file) = Tokenizer::load(folder)?;
        let emphasis = Emphasis::load(&folder.join(EMPHASIS_FILE))?;
        let mut hasher = blake3::Hasher::new();
        let fingerprint = hasher.update(hash.as_bytes()).update(&file).finalize();
        Ok(Encoder { network, tokenizer: Arc::new(tokenizer), emphasis, fingerprint })
    }

    /// Takes sequences of one length, at most [`WINDOW`]; gives [`WIDTH`] numbers per token, each
    /// vector of length 1.
    pub(super) fn encode(&self, windows: &[&[i32]]) -> Result<Vec<Vec<f32>>, EncoderError> {
        let tokens = windows.first().map_or(0, |window| window.len()) + 2;
        let marked = |window: &&[i32]| {
            [self.tokenizer.beginning]
                .into_iter()
                .chain(window.iter().copied())
                .chain([self.tokenizer.end])
                .collect::<Vec<i32>>()
        };
        let ids: Vec<i32> = windows.iter().flat_map(marked).collect();
        let ids = NdTensor::from_data([windows.len(), tokens], ids);
        let vectors = self.network.run([ids])?;
        Ok((0..windows.len()).map(|at| normalised(vectors.slice(at))).collect())
    }

    /// How much each vector counts where a question is compared with sentences, from .2 to 4.5.
    pub(super) fn emphasis(&self, vectors: &[f32]) -> impl Iterator<Item = f32> {
        vectors.chunks_exact(WIDTH).map(|vector| self.emphasis.factor(vector))
    }
}

impl Emphasis {
    fn load(path: &Path) -> Result<Emphasis, EncoderError> {
        let text =
            std::fs::read_to_string(path).map_err(|source| EncoderError::missing(path, source))?;
        let emphasis: Emphasis =
            toml::from_str(&text).map_err(|error| EncoderError::foreign(path, error))?;
        let is_whole = emphasis.weights.len() == WIDTH
            && emphasis.weights.iter().chain([&emphasis.bias]).all(|number| number.is_finite());
        is_whole.then_some(emphasis).ok_or_else(|| {
            EncoderError::foreign(path, format!("it must have a bias and {WIDTH} numbers"))
        })
    }

    /// As `models/train_emphasis.py` fitted it.
    fn factor(&self, vector: &[f32]) -> f32 {
        let products = vector.iter().zip(&self.weights).map(|(number, weight)| number * weight);
        (MOST_EMPHASIS * (self.bias + products.sum::<f32>()).tanh()).exp()
    }
}

impl Tokens {
    pub(super) fn windows(&self) -> impl Iterator<Item = &[i32]> {
        self.ids.chunks(WINDOW)
    }
}

/// Without the marks' rows, the first and the last.
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

    fn shipped() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("models/all-minilm-l6-v2")
    }

    fn mean(encoder: &Encoder, text: &str) -> Vec<f32> {
        let tokens = encoder.tokenizer.tokens(text).unwrap();
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
            assert!((found - published).abs() < 0.05, "{other}: {found}");
        }
    }

    #[test]
    fn words_that_say_what_kind_of_thing_is_asked_for_count_more() {
        let encoder = Encoder::load(&shipped()).unwrap();
        let tokens = encoder.tokenizer.tokens("When was the bridge built?").unwrap();
        let vectors = encoder.encode(&[&tokens.ids]).unwrap().remove(0);
        let of_each: Vec<f32> = encoder.emphasis(&vectors).collect();
        assert_eq!(of_each.len(), tokens.ids.len());
        assert!(of_each[0] > 1.0 && of_each[3] < 1.0, "{of_each:?}");
    }

    #[test]
    fn rare_words_are_known_and_typing_errors_are_not() {
        let encoder = Encoder::load(&shipped()).unwrap();
        for word in ["union", "Harmonium", "harmoniums", "marmalade"] {
            assert!(encoder.tokenizer.knows(word), "{word}");
        }
        for slip in ["wrokers", "harmonim", "abuot", "doess", "mobilised", "skilful"] {
            assert!(!encoder.tokenizer.knows(slip), "{slip}");
        }
    }

    #[test]
    fn a_long_text_is_read_in_windows_and_loses_nothing() {
        let encoder = Encoder::load(&shipped()).unwrap();
        let tokens = encoder.tokenizer.tokens(&"word ".repeat(1_300)).unwrap();
        let windows: Vec<usize> = tokens.windows().map(<[i32]>::len).collect();
        assert_eq!(windows, [510, 510, 280]);
        assert!(encoder.tokenizer.tokens("").unwrap().ids.is_empty());
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
        let whole = std::fs::read(shipped().join("model.onnx")).unwrap();
        std::fs::copy(shipped().join("vocab.txt"), dir.path().join("vocab.txt")).unwrap();
        for bytes in [&whole[..whole.len() / 2], b"something else", b""] {
            std::fs::write(dir.path().join("model.onnx"), bytes).unwrap();
            assert!(failure().contains("is not a file of the bot, or damaged"), "{}", failure());
        }
        std::fs::write(dir.path().join("model.onnx"), &whole).unwrap();
        for text in ["bias = 0.0\nweights = [1.0]\n", "bias"] {
            std::fs::write(dir.path().join(EMPHASIS_FILE), text).unwrap();
            assert!(failure().contains("emphasis.toml is not a file of the bot"), "{}", failure());
        }
        std::fs::write(dir.path().join("vocab.txt"), "a\nb\n").unwrap();
        assert!(failure().contains("vocab.txt is not a file of the bot"), "{}", failure());
    }
}
