//! What is known of language and of written text, without any corpus.

pub mod markup;
