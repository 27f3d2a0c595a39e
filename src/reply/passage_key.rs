//! A passage as buttons carry it, or one of its sentences.

use parse_display::{Display, FromStr};

use super::list::List;
use crate::corpus::Unit;

#[derive(Clone, Debug, PartialEq, Eq, Display, FromStr)]
#[display("{unit}{focus}")]
pub struct PassageKey {
    /// See [`Unit::key`].
    #[from_str(regex = "[0-9A-Za-z]+")]
    pub unit: String,
    /// Sentence numbers from 0, best first.
    #[display(with = FOCUS)]
    pub focus: Vec<u16>,
}

pub(super) const MOST_FOCUS: usize = 2;

const FOCUS: List = List { between: '.', leads: true, most: MOST_FOCUS };

impl PassageKey {
    pub fn new(unit: &Unit, focus: impl IntoIterator<Item = usize>) -> PassageKey {
        let focus = focus.into_iter().filter_map(|number| u16::try_from(number).ok());
        PassageKey { unit: unit.key.clone(), focus: focus.take(MOST_FOCUS).collect() }
    }

    pub(super) fn is_one_sentence(&self) -> bool {
        self.focus.len() == 1
    }
}
