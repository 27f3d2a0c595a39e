//! What players are told privately, in one place.

use tracing::error;

use super::active::ApplyError;
use crate::quiz::Rejection;
use crate::reply::Reply;

/// Where nothing is kept.
const NO_STORE: &str =
    "This bot keeps nothing, so it cannot run quizzes: a round has to outlive a restart.";

/// When the questions could not be made.
pub(super) const NO_DECK: &str =
    "I could not make any questions just now. Please try again in a moment.";

/// When there is no session where somebody wants to do something with one.
pub(super) const NO_ROUND: &str = "No quiz is running in this channel. /quiz start begins one.";

/// When a session is over.
pub(super) const OVER: &str =
    "This round is over, so nothing more counts. /quiz start begins another one.";

/// When nothing is left of a session.
pub(super) const LONG_OVER: &str =
    "This round is over, and I no longer keep it. /quiz start begins another one.";

/// When no process runs a session for the moment.
pub(super) const PAUSED: &str = "This round pauses for some seconds while I restart; nothing that \
                                 I confirmed is lost. Please press again then.";

/// When a question does not want to be typed or chosen.
pub(super) const NO_ANSWER: &str =
    "This button is no answer to that question. Please use the buttons under the newest question.";

/// What somebody is told where nothing is kept.
pub(super) fn no_store() -> Reply {
    Reply::ephemeral(NO_STORE)
}

/// What a player is told when nothing came of what they did.
pub(super) fn not_taken(why: &ApplyError) -> Reply {
    Reply::ephemeral(match why {
        ApplyError::Rejection(why) => refused(*why),
        ApplyError::Elsewhere => PAUSED,
        ApplyError::Store(failure) => {
            error!(error = %failure, "the store failed, so a round waits");
            return Reply::ephemeral(format!(
                "This was not kept. {} Please press again in some seconds.",
                failure.user_message()
            ));
        }
        ApplyError::Unreadable(failure) => {
            error!(error = %failure, "a round cannot go on");
            "This round cannot go on, because it was begun by another version of me."
        }
    })
}

/// Why something does not count, and what to do.
fn refused(why: Rejection) -> &'static str {
    match why {
        Rejection::NotStarted => "The first question has not come yet.",
        Rejection::Started => "The round is running already.",
        Rejection::Finished => OVER,
        Rejection::Late => {
            "Too late: the time for this question is over. The next one may be yours."
        }
        Rejection::OtherQuestion | Rejection::NoAnswer => NO_ANSWER,
        Rejection::Duplicate | Rejection::Unchanged => "I have that already; nothing changes.",
        Rejection::Overtaken => "A later choice of yours came in before this one, and stands.",
        Rejection::AlreadyRight => "You have this one right already.",
        Rejection::NoTriesLeft => "You have no tries left for this question.",
        Rejection::NoMoreHints => "There is no further hint for this question.",
        Rejection::NotPlaying => {
            "Only players of this round can do that: answer a question first. In a solo round \
             only its host plays."
        }
        Rejection::NotAllowed => {
            "Only the host of this round and people who manage the server can stop it."
        }
        Rejection::NotDue => "That comes by itself in a moment.",
    }
}
