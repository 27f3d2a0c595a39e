//! Values as both databases store them.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::connection::Query;
use super::error::StoreError;

pub(super) trait Bind {
    /// Or another unsigned number.
    fn id(self, id: impl Into<Option<u64>>) -> Self;

    /// Without zero characters, which PostgreSQL cannot store.
    fn text(self, text: &str) -> Self;
}

impl Bind for Query<'_> {
    fn id(self, id: impl Into<Option<u64>>) -> Self {
        self.bind(id.into().map(u64::cast_signed))
    }

    fn text(self, text: &str) -> Self {
        self.bind(text.replace('\0', "\u{fffd}"))
    }
}

pub(super) fn id(row: &AnyRow, column: &str) -> Result<u64, StoreError> {
    Ok(row.try_get::<i64, _>(column)?.cast_unsigned())
}

pub(super) fn optional_id(row: &AnyRow, column: &str) -> Result<Option<u64>, StoreError> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(i64::cast_unsigned))
}

pub(super) fn timestamp(row: &AnyRow, column: &str) -> Result<Timestamp, StoreError> {
    let seconds = row.try_get(column)?;
    Timestamp::from_second(seconds).map_err(|_| StoreError::unreadable("a time"))
}
