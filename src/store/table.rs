//! How a table is described: what its columns hold, and which of them are people's ids.

#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    pub holds: &'static str,
    pub columns: &'static [Column],
    /// The columns that hold people's ids.
    pub people: &'static [PersonColumn],
}

#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub name: &'static str,
    pub holds: &'static str,
}

/// A column that holds a person's id.
#[derive(Clone, Copy, Debug)]
pub struct PersonColumn {
    pub column: &'static str,
    /// The rows in which it does, as SQL; all of them when empty.
    pub only_when: Option<&'static str>,
    /// What happens when the person has it deleted.
    pub erase: Erase,
}

/// What is deleted with a person's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erase {
    /// The whole row.
    Row,
    /// The id only: what the row says is of use to others.
    Id,
    /// The id only, in whose place comes a number that stands for nobody, the same in all rows:
    /// they go on saying what one person did, and nothing leads to whom.
    Pseudonymize,
}

impl PersonColumn {
    /// The rows that hold the id `$1`.
    pub(super) fn rows(&self) -> String {
        let also = self.only_when.map(|when| format!(" AND {when}")).unwrap_or_default();
        format!("{} = $1{also}", self.column)
    }
}
