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
mod written;

pub(super) use blank::BLANK;
pub(super) use build::order;
pub(super) use sentence::stems;

use super::item::Item;
use crate::corpus::Corpus;
use material::Material;

pub(super) fn items(corpus: &Corpus) -> Vec<Item> {
    let material = Material::new(corpus);
    let mut items = written::items(corpus);
    items.extend(blank::items(&material));
    items.extend(section::items(&material));
    items.extend(finish::items(&material));
    items.extend(altered::items(&material));
    items
}
