//! The items that were written by hand.

use super::{AnswerKey, Item, Kind, choice, item};
use crate::corpus::{Corpus, WrittenItem};

/// All items of all `quiz.toml`.
pub(super) fn items(corpus: &Corpus) -> Vec<Item> {
    corpus.speeches().iter().flat_map(|speech| speech.written_items()).map(made).collect()
}

fn made(written: &WrittenItem) -> Item {
    let answer = match (written.wrong.as_slice(), written.answers.first()) {
        ([_, ..], Some(right)) => choice(right, written.wrong.clone(), &written.prompt),
        _ => AnswerKey::Text { accepted: written.answers.clone() },
    };
    item(Kind::Written, written.prompt.clone(), answer, written.quote.clone(), written.difficulty)
}
