//! What the bot stores between starts.
//!
//! One set of SQL serves SQLite and PostgreSQL: `$1` is a value, columns are BIGINT or TEXT.
//! Discord's unsigned ids are stored bit by bit in a BIGINT, times are seconds since 1970, days and
//! times of day ISO 8601 text.
//!
//! The database is opened at the first use, after a failure at the next, so that the bot answers
//! questions without it.

mod backup;
mod connection;
mod daily;
mod error;
mod lease;
mod lessons;
mod migrate;
mod personal;
mod reports;
mod retention;
mod scores;
mod section_answers;
mod servers;
mod sessions;
mod settings;
mod table;
#[cfg(test)]
mod tests;
mod values;

pub use connection::Store;
pub use daily::{Claim, Daily, PostFailure, StoredDaily};
pub use error::StoreError;
pub use lessons::{NewLesson, StoredLesson};
pub use personal::{PersonalRows, STORED, is_pseudonym, new_pseudonym};
pub use reports::{NewReport, Report};
pub use scores::GainRow;
pub use section_answers::{NewAnswers, SectionAnswers};
pub use sessions::{Addition, Lease, LogRow, NewSession, StoredSession};
pub use settings::{Scope, Setting};
pub use table::{Erase, PersonColumn, Table};
