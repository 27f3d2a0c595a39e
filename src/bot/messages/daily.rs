//! The passage of the day.

use jiff::Timestamp;

use super::MAY_NOT_POST;
use crate::reply::Span;
use crate::store::{Daily, PostFailure};

pub(crate) const HEADING: &str = "Passage of the day";

pub(crate) const NO_SERVER: &str =
    "A passage of the day comes in a server's channel. Please use /daily there.";

pub(crate) const NOT_ALLOWED: &str = "Only people with the permission Manage Server can set the \
     passage of the day. Please ask one of them.";

pub(crate) const NEEDS_STORE: &str =
    "This bot keeps nothing between its starts, so it cannot have a passage of the day.";

pub(crate) const NOT_EVERYONE: &str = "The passage of the day mentions nobody or one role, never \
     everyone. Please choose another role.";

pub(crate) const NO_PASSAGES: &str =
    "There are no paragraphs that could be a passage of the day. Please choose another speech.";

pub(crate) fn set(channel: u64) -> Vec<Span> {
    vec![Span::text("A passage of the day now comes in "), Span::Channel(channel)]
}

pub(crate) const CATCHES_UP: &str = "When I cannot post in time, I catch up within six hours; \
     after that the day is skipped.";

pub(crate) const NOT_MENTIONABLE: &str = "Nobody is notified so far: in the server's settings, \
     under Roles, allow anyone to @mention this role.";

pub(crate) const NONE_SET: &str =
    "No passage of the day is set in this server. Use /daily set to have one.";

/// Stands after the channel's name.
pub(crate) fn described(
    daily: &Daily,
    next: Option<Timestamp>,
    trouble: Option<PostFailure>,
) -> Vec<Span> {
    let order = if daily.shuffled { "shuffled" } else { "in sequence" };
    let from = daily.speech.as_ref().map(|speech| format!(", from {speech}")).unwrap_or_default();
    let time = daily.at.strftime("%H:%M");
    let mut line = vec![Span::Text(format!(" at {time} ({}), {order}{from}", daily.zone))];
    if let Some(role) = daily.role {
        line.extend([Span::text(", for "), Span::Role(role)]);
    }
    line.push(Span::text("."));
    if let Some(next) = next {
        line.extend([Span::text(" The next one comes "), Span::Moment(next), Span::text(".")]);
    }
    line.extend(trouble.map(|trouble| Span::Text(format!(" {}", post_failure(trouble)))));
    line
}

fn post_failure(trouble: PostFailure) -> &'static str {
    match trouble {
        PostFailure::Gone => {
            "The channel is gone, so nothing is posted. Use /daily stop, or /daily set in another \
             channel."
        }
        PostFailure::Forbidden => MAY_NOT_POST,
        PostFailure::Rejected => {
            "The last one could not be posted: Discord refused it. I try again."
        }
        PostFailure::NoPassage => {
            "The last one could not be posted: the speech is no longer there. Please set it again."
        }
    }
}

pub(crate) fn stopped(channel: u64) -> Vec<Span> {
    let before = Span::text("No passage of the day comes any more in ");
    vec![before, Span::Channel(channel), Span::text(".")]
}

pub(crate) fn none_in(channel: u64) -> Vec<Span> {
    let after = Span::text(". Use /daily show to see where one is.");
    vec![Span::text("No passage of the day is set in "), Span::Channel(channel), after]
}
