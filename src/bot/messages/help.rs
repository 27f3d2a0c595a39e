//! The words of the help.

use super::{count, example};
use crate::bot::excerpt;
use crate::corpus::Speech;
use crate::reply::Line;

pub(crate) const PURPOSE: &str = "Ask me about the speech, and I answer in the speech's own words: \
     the passage, quoted exactly, and where it stands.";

pub(crate) fn how_to_ask(question: &str) -> String {
    format!("Ask a question such as “{question}”, or type a few words to look for.")
}

pub(crate) const ANY_QUESTION: &str = "When was the speech given?";

pub(crate) const HELP_HEADING: &str = "How to ask";

/// The corpus answers both.
pub(crate) fn examples(question: &str, reference: &str) -> Vec<Line> {
    [
        (
            format!("/ask {question}"),
            "answers with the passage and where it stands; with private: True only you see it",
        ),
        (
            format!("/cite {reference}"),
            "shows a passage by its place; 2.1 names §2 ¶1, too, and §2 the whole section",
        ),
        (
            "/mentions workers".to_owned(),
            "shows every place where words stand, in any form, and how often",
        ),
        ("/outline".to_owned(), "shows what the speech consists of, and opens a section"),
        ("/verify …".to_owned(), "checks whether words are an exact quote, and says what differs"),
        (
            "/settings me".to_owned(),
            "sets how I answer you; with Manage Server, channel and server set it for everybody \
             there",
        ),
        ("/quiz start".to_owned(), "asks questions on the speech, each proven by a quote"),
        ("/about".to_owned(), "tells what I quote from, and what I do with what you write"),
        (
            "/privacy show".to_owned(),
            "tells what I keep; you can take what is yours away, or have it deleted",
        ),
    ]
    .map(|(typed, does)| example(&typed, does))
    .to_vec()
}

pub(crate) const WITHOUT_COMMANDS: &str = "You can also mention me with a question, write to me \
     directly, or reply to one of my answers to ask on. In a message to me, [§2 ¶1] in brackets \
     shows that passage. To look up what somebody wrote, open that message's menu and choose Apps, \
     then “Find in the speech”; to check the quotes in it, choose “Check quote”.";

pub(crate) const ABOUT_HEADING: &str = "About Verbatim";

pub(crate) const QUOTES_FROM: &str = "It quotes from:";

pub(crate) fn described(speech: &Speech) -> String {
    let front = speech.front();
    let facts = [&front.speaker, &front.delivered, &front.venue];
    let facts: Vec<&str> = facts.into_iter().flatten().map(String::as_str).collect();
    let sections = speech.sections().iter().filter(|section| section.number > 0).count();
    let mut line = format!("• {}", excerpt::cut(&front.title, 2 * excerpt::TITLE_LENGTH));
    if !facts.is_empty() {
        line = format!("{line} ({})", facts.join(", "));
    }
    format!("{line}: {}, {}", count(sections, "section"), count(speech.units().len(), "passage"))
}

pub(crate) const QUESTIONS_FORGOTTEN: &str = "Privacy: what you ask is used to answer you and then \
     forgotten. It is neither stored nor written to a log.";

pub(crate) fn privacy(stores: bool) -> [&'static str; 3] {
    let stored = match stores {
        true => {
            "I keep what is set or taught with my commands, what you do in quizzes and reports of \
             wrong questions; /privacy shows what of it is yours. Against floods I count your \
             latest questions in memory for some minutes."
        }
        false => {
            "I keep nothing about you; against floods I count your latest questions in memory for \
             some minutes."
        }
    };
    [
        QUESTIONS_FORGOTTEN,
        "I read only what is addressed to me: commands, mentions, replies to me, direct messages, \
         and messages in channels that were set for it.",
        stored,
    ]
}

pub(crate) fn version() -> String {
    format!("Version {}", env!("CARGO_PKG_VERSION"))
}

pub(crate) const TERMINAL_WELCOME: &str =
    "Ask a question, or type /help. Begin with > to ask on about the last answer. /quit ends.";

pub(crate) const TERMINAL_KEYS: &str = "Here: a number presses a button, > and a question asks on \
     about the last answer, /quiz plays, /quit ends.";

pub(crate) fn no_such_command(command: &str) -> String {
    format!("There is no command {command}. Type /help to see what there is.")
}

pub(crate) fn no_such_button(number: usize) -> String {
    format!("The last reply has no button {number}.")
}
