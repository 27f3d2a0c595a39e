//! Numbers for units and sentences of the whole corpus, and where a reference leads.

/// In loading order from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(pub u32);

/// In loading order from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SentenceId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    pub unit: UnitId,
    /// From 0 in the unit; `None` for the whole unit.
    pub sentence: Option<usize>,
}

impl From<UnitId> for Location {
    fn from(unit: UnitId) -> Location {
        Location { unit, sentence: None }
    }
}
