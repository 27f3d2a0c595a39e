//! Numbers for units and sentences of the whole corpus, and where a reference leads.

/// A unit, numbered in loading order from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(pub u32);

/// A sentence, numbered in loading order from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SentenceId(pub u32);

/// A unit, or one sentence of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    pub unit: UnitId,
    /// The sentence's number in the unit, from 0; `None` for the whole unit.
    pub sentence: Option<usize>,
}

impl From<UnitId> for Location {
    fn from(unit: UnitId) -> Location {
        Location { unit, sentence: None }
    }
}
