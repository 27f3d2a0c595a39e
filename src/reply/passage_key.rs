//! A passage as buttons carry it, or one of its sentences.

use std::fmt;
use std::str::FromStr;

use super::parse::{NotAnAction, number};
use crate::corpus::Unit;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageKey {
    /// See [`Unit::key`].
    pub unit: String,
    /// Sentence numbers from 0, best first.
    pub focus: Vec<u16>,
}

pub(super) const MOST_FOCUS: usize = 2;

impl PassageKey {
    pub fn new(unit: &Unit, focus: impl IntoIterator<Item = usize>) -> PassageKey {
        let focus = focus.into_iter().filter_map(|number| u16::try_from(number).ok()).collect();
        PassageKey { unit: unit.key.clone(), focus }
    }

    pub(super) fn of_one_sentence(typed: &str) -> Result<PassageKey, NotAnAction> {
        let key: PassageKey = typed.parse()?;
        if key.focus.len() == 1 { Ok(key) } else { Err(NotAnAction) }
    }
}

impl fmt::Display for PassageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.unit)?;
        self.focus.iter().take(MOST_FOCUS).try_for_each(|number| write!(f, ".{number}"))
    }
}

impl FromStr for PassageKey {
    type Err = NotAnAction;

    fn from_str(typed: &str) -> Result<PassageKey, NotAnAction> {
        let mut fields = typed.split('.');
        let unit = fields
            .next()
            .filter(|key| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let focus = fields.map(number).collect::<Result<Vec<u16>, _>>()?;
        match unit {
            Some(unit) if focus.len() <= MOST_FOCUS => {
                Ok(PassageKey { unit: unit.to_owned(), focus })
            }
            _ => Err(NotAnAction),
        }
    }
}
