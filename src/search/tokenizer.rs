//! Cutting a text into the tokens that the networks know.

use std::ops::Range;
use std::path::Path;

use rten_text::models::{Model as _, WordPiece, WordPieceOptions};
use rten_text::normalizers::{Bert as Normalizer, BertOptions, Normalizer as _};
use rten_text::pre_tokenizers::{Bert as Splitter, PreTokenizer as _};

use super::network::EncoderError;
use crate::text::spelling::one_form;
use crate::text::vocabulary::is_english;

const FILE: &str = "vocab.txt";

const BEGINNING: &str = "[CLS]";
const END: &str = "[SEP]";

pub(super) struct Tokenizer {
    normalizer: Normalizer,
    vocabulary: WordPiece,
    pub(super) beginning: i32,
    pub(super) end: i32,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    pub(super) ids: Vec<i32>,
    /// For each token, an index into `words`.
    pub(super) of_word: Vec<usize>,
    /// In small letters, without accents.
    pub(super) words: Vec<String>,
    /// In bytes of the text.
    pub(super) ranges: Vec<Range<usize>>,
}

impl Tokenizer {
    pub(super) fn load(folder: &Path) -> Result<(Tokenizer, Vec<u8>), EncoderError> {
        let path = folder.join(FILE);
        let file = std::fs::read(&path).map_err(|source| EncoderError::missing(&path, source))?;
        let text =
            std::str::from_utf8(&file).map_err(|error| EncoderError::foreign(&path, error))?;
        let vocabulary = text.lines().map(str::to_owned).zip(0..).collect();
        let vocabulary = WordPiece::from_vocab(vocabulary, WordPieceOptions::default());
        let mark = |name: &str| {
            let id = vocabulary.get_token_id(name).and_then(|id| i32::try_from(id).ok());
            id.ok_or_else(|| EncoderError::foreign(&path, format!("{name} is missing")))
        };
        let (beginning, end) = (mark(BEGINNING)?, mark(END)?);
        let normalizer = Normalizer::new(BertOptions { lowercase: true, strip_accents: true });
        Ok((Tokenizer { normalizer, vocabulary, beginning, end }, file))
    }

    /// The vocabulary has some twenty thousand common words whole, a list of English rarer ones.
    /// Those in another spelling (“mobilised”) are as if misspelt: a text is searched in its own.
    pub(super) fn knows(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let form = one_form(&lower);
        self.vocabulary.get_token_id(&lower).is_some()
            || lower.starts_with(&form) && is_english(&form)
    }

    pub(super) fn tokens(&self, text: &str) -> Result<Tokens, EncoderError> {
        let (plain, origins) = self.normalizer.normalize(text).map_err(EncoderError::tokens)?;
        let mut tokens = Tokens::default();
        for word in Splitter::new().pre_tokenize(&plain).map_err(EncoderError::tokens)? {
            let of_word = tokens.words.len();
            let mut add = |_: usize, id: u32| {
                tokens.ids.extend(i32::try_from(id));
                tokens.of_word.push(of_word);
            };
            self.vocabulary.encode_with_offsets(word, &mut add).map_err(EncoderError::tokens)?;
            let start = word.as_ptr().addr() - plain.as_ptr().addr();
            let origin = |at: usize| origins.get(at).copied().unwrap_or(text.len());
            tokens.ranges.push(origin(start)..origin(start + word.len()));
            tokens.words.push(word.to_owned());
        }
        Ok(tokens)
    }
}
