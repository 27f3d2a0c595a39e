//! Privacy: what is stored of a person, and what becomes of it.

use super::example;
use crate::reply::Line;
use crate::store::{Erase, StoreError};

pub(crate) const HEADING: &str = "Privacy";

pub(crate) const NEEDS_STORE: &str = "This bot keeps nothing about anybody.";

pub(crate) const NOTHING: &str = "I keep nothing about you.";

pub(crate) const TABLES: &str = "What I keep:";

/// `erase` is none where the table names nobody.
pub(crate) fn table(holds: &str, erase: Option<Erase>) -> String {
    let fate = match erase {
        Some(Erase::Row) => "; deleted when you ask",
        Some(Erase::Id | Erase::Pseudonymize) => "; your id in it is deleted when you ask",
        None => "; no person's id",
    };
    format!("• {holds}{fate}")
}

pub(crate) fn entries(rows: usize, opted_out: bool) -> String {
    let entries = if rows == 1 { "entry" } else { "entries" };
    let opted_out = if opted_out { " You opted out, so nothing is added." } else { "" };
    format!("Your id is in {rows} {entries}.{opted_out}")
}

pub(crate) fn unknown(failure: &StoreError) -> String {
    format!(
        "{} So I cannot tell whether anything is of you. {}",
        super::store_trouble(failure),
        super::TRY_LATER
    )
}

pub(crate) fn examples() -> Vec<Line> {
    [
        ("/privacy export", "gives you all of it as a file"),
        ("/privacy delete", "deletes it, after asking once more"),
        ("/privacy optout on", "from then on nothing is kept of you; off takes that back"),
    ]
    .map(|(typed, does)| example(typed, does))
    .to_vec()
}

pub(crate) const EXPORTED: &str =
    "Everything that I keep with your id is in this file. Times are seconds since 1970.";

pub(crate) const EXPORTED_PACKED: &str = "Everything that I keep with your id is in this file. It \
     is packed with gzip, because there is much of it. Times are seconds since 1970.";

pub(crate) fn confirm_deletion(rows: usize) -> String {
    let entries = if rows == 1 { "one entry".to_owned() } else { format!("{rows} entries") };
    format!(
        "Delete what I keep of you? Your id is in {entries}. This cannot be undone. What you \
         taught or reported stays for the others, without your id. If you had opted out, that \
         wish is deleted as well, because keeping it takes your id."
    )
}

pub(crate) const DELETE: &str = "Delete it";

pub(crate) const NOT_YOURS: &str =
    "This button is somebody else's. Use /privacy delete for what is kept of you.";

pub(crate) const DELETED: &str = "Done: nothing that I keep holds your id any more.";

pub(crate) const OPTED_IN: &str =
    "You are no longer opted out: what you set with my commands is kept again.";

pub(crate) const OPTED_OUT: &str = "You opted out: from now on I keep nothing of you but this \
     wish. What was kept before stays until you use /privacy delete, which also deletes this wish; \
     opt out again after it.";
