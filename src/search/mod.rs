//! Finding the passages that fit a question: `engine` is the entrance.

mod cleaning;
mod close_calls;
mod completion;
mod concordance;
mod encoder;
mod engine;
mod error;
mod found;
pub mod index;
mod lessons;
mod lexical;
mod network;
mod question;
mod rank;
mod reader;
mod routing;
mod semantic;
mod spelling;
mod tokenizer;
mod vector_file;
mod vector_folder;
mod vectors;
mod window;

pub use concordance::{Occurrence, Occurrences};
pub use encoder::Encoder;
pub use engine::Engine;
pub use error::SearchError;
pub use found::{Features, Found, Hit, Match};
pub use lessons::Lesson;
pub use network::EncoderError;
pub use question::{Question, QuestionWord, is_among};
pub use reader::{Reader, Span};
pub use routing::{is_called, is_of_asking};
pub use semantic::{Progress, Semantic};
