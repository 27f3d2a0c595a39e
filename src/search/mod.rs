//! Finding the passages that fit a question.
//!
//! `engine` is the entrance. `cleaning` and `spelling` prepare a `question`; `lexical` compares
//! words in the `index`, `semantic` meanings by the `encoder`; `rank` combines both; `lessons` come
//! first.

mod cleaning;
mod completion;
mod encoder;
mod engine;
mod error;
mod found;
pub mod index;
mod lessons;
mod lexical;
mod question;
mod rank;
mod semantic;
mod spelling;
mod vector_file;
mod vectors;

pub use encoder::{Encoder, EncoderError};
pub use engine::Engine;
pub use error::SearchError;
pub use found::{Features, Found, Hit, Match, TermSimilarity};
pub use lessons::Lesson;
pub use question::{Question, QuestionWord};
pub use semantic::{Progress, Semantic};
