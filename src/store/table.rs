//! A table: what it holds, and which of its columns is a person's id.

#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    pub holds: &'static str,
    pub person: Option<PersonColumn>,
}

#[derive(Clone, Copy, Debug)]
pub struct PersonColumn {
    pub column: &'static str,
    /// SQL for the rows that hold such an id; `None` for all.
    pub only_when: Option<&'static str>,
    pub erase: Erase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erase {
    Row,
    /// The rest of the row is of use to others.
    Id,
    /// One pseudonym in all rows: they still belong to one person, but nobody can tell whom.
    Pseudonymize,
}

impl PersonColumn {
    pub(super) const fn new(column: &'static str, erase: Erase) -> PersonColumn {
        PersonColumn { column, only_when: None, erase }
    }

    pub(super) fn rows(&self) -> String {
        let also = self.only_when.map(|when| format!(" AND {when}")).unwrap_or_default();
        format!("{} = $1{also}", self.column)
    }
}
