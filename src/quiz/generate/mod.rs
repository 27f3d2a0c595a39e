//! Makes items from the texts. The rules know English; other languages have only items written by
//! hand.

mod altered;
mod blank;
mod build;
mod distractor;
mod finish;
mod material;
mod opposites;
mod phrases;
mod sample;
mod section;
mod sentence;
mod spans;
mod terms;

pub(super) use blank::BLANK;
pub(super) use build::order;
pub(super) use sentence::stems;

use super::item::{AnswerKey, Item, Kind};
use crate::corpus::{Corpus, WrittenItem};
use build::{choice, item};
use material::Material;

pub(super) fn items(corpus: &Corpus) -> Vec<Item> {
    let material = Material::new(corpus);
    let mut items: Vec<Item> = corpus.written_items().map(written).collect();
    items.extend(blank::items(&material));
    items.extend(section::items(&material));
    items.extend(finish::items(&material));
    items.extend(altered::items(&material));
    items
}

fn written(written: &WrittenItem) -> Item {
    let answer = match (written.wrong.as_slice(), written.answers.first()) {
        ([_, ..], Some(right)) => choice(right, written.wrong.clone(), &written.prompt),
        _ => AnswerKey::Text { accepted: written.answers.clone() },
    };
    item(Kind::Written, written.prompt.clone(), answer, written.quote.clone(), written.difficulty)
}
