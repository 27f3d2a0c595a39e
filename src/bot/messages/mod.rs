//! Every sentence that the bot says to people in its own words. A test lists the exceptions.

pub(crate) mod answers;
pub(crate) mod daily;
pub(crate) mod help;
pub(crate) mod leaderboard;
pub(crate) mod lessons;
pub(crate) mod look_ups;
pub(crate) mod quiz;
pub(crate) mod quotes;
pub(crate) mod settings;
pub(crate) mod stored_data;

use std::time::Duration;

use tracing::error;

use crate::reply::{Line, Reply, Span};
use crate::store::StoreError;

pub(crate) fn count(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

pub(crate) fn and_more(more: usize) -> String {
    format!("and {more} more.")
}

fn example(typed: &str, does: &str) -> Line {
    vec![Span::Code(typed.to_owned()), Span::Text(format!("\n{does}"))]
}

/// Also logs the failure.
impl From<StoreError> for Reply {
    fn from(failure: StoreError) -> Reply {
        error!(error = %failure, "the store failed");
        Reply::error(format!(
            "{} Questions are answered all the same. {TRY_LATER}",
            store_trouble(&failure)
        ))
    }
}

pub(crate) fn store_trouble(failure: &StoreError) -> &'static str {
    match failure {
        StoreError::Locked | StoreError::Timeout => "What I keep is busy right now.",
        StoreError::Full => "There is no room left to keep anything.",
        StoreError::Unavailable(_) => "What I keep cannot be reached right now.",
        StoreError::InvalidUrl
        | StoreError::Version(_)
        | StoreError::Newer { .. }
        | StoreError::BackupFailed(_)
        | StoreError::Other(_) => "What I keep cannot be used right now.",
    }
}

pub(crate) const TRY_LATER: &str = "Please try again in a few minutes.";

pub(crate) const TOO_SLOW: &str = "That took too long. Please try again in a few minutes.";

pub(crate) const BUSY: &str =
    "A great many questions came in at once. Please ask again in a minute.";

pub(crate) const BROKEN: &str =
    "Something went wrong here, and it was not your question's fault. Please try again.";

pub(crate) const RESTARTING: &str = "I am restarting; please ask again in a minute.";

pub(crate) fn too_many(wait: Duration) -> Reply {
    let seconds = usize::try_from(wait.as_secs() + 1).unwrap_or(usize::MAX);
    Reply::error(format!(
        "You asked a lot in a short time. Please ask again in {}.",
        count(seconds, "second")
    ))
}

pub(crate) const MAY_NOT_POST: &str = "I lack permissions in the channel. Ask whoever manages the \
     server to let me see it, send messages (in threads, if it is one) and embed links.";

pub(crate) const BUTTON_GONE: &str =
    "This button no longer leads anywhere, because the text was changed since. Please ask again.";

pub(crate) const BUTTON_UNKNOWN: &str = "I do not know this button. Please ask again.";

pub(crate) const FORM_UNKNOWN: &str =
    "I do not know this form. Please begin again with the command.";

pub(crate) const COMMAND_UNKNOWN: &str = "I do not know this command any more. Please choose one \
     from the list that opens when you type /.";
