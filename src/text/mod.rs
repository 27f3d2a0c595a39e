//! What is known of language without any corpus. It uses no other module.

pub(crate) mod apparatus;
mod cut;
pub(crate) mod dates;
pub(crate) mod figures;
pub(crate) mod inflection;
pub(crate) mod lexicon;
pub(crate) mod lists;
pub(crate) mod markup;
pub(crate) mod names;
pub(crate) mod normalize;
pub(crate) mod number_words;
pub(crate) mod numbers;
mod pattern;
pub(crate) mod pieces;
mod prefixes;
mod ranges;
pub(crate) mod reading;
pub(crate) mod roles;
pub(crate) mod spelling;
pub(crate) mod stem;
pub(crate) mod terms;
pub(crate) mod titles;
pub(crate) mod tokenize;
pub(crate) mod typography;
pub(crate) mod vocabulary;

pub(crate) use cut::cut;
pub(crate) use names::{EntityKind, Name, find_names};
pub(crate) use pattern::{Pattern, pattern_of_parts};
pub(crate) use prefixes::Prefixes;
pub(crate) use ranges::{Slice, moved, number, overlap};
pub(crate) use roles::Role;
pub(crate) use stem::stem;
pub(crate) use tokenize::{Word, before, lower_words, near, plain_words, tokenize};
