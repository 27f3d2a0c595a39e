//! The items that were written by hand.

use super::build::{choice, item};
use crate::corpus::{Corpus, WrittenItem};
use crate::quiz::item::{AnswerKey, Item, Kind};

pub(super) fn items(corpus: &Corpus) -> Vec<Item> {
    corpus.written_items().map(made).collect()
}

fn made(written: &WrittenItem) -> Item {
    let answer = match (written.wrong.as_slice(), written.answers.first()) {
        ([_, ..], Some(right)) => choice(right, written.wrong.clone(), &written.prompt),
        _ => AnswerKey::Text { accepted: written.answers.clone() },
    };
    item(Kind::Written, written.prompt.clone(), answer, written.quote.clone(), written.difficulty)
}
