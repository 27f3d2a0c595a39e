//! Lessons of servers.

pub(crate) const NO_SERVER: &str =
    "Teaching works only in servers that I am in: what is taught holds where it was taught.";

pub(crate) const NOT_ALLOWED: &str = "Only curators can do this: people who may manage this \
     server, and members with the curators' role where the server's settings name one.";

pub(crate) const NEEDS_STORE: &str = "This bot keeps nothing, so it cannot be taught.";

pub(crate) const ADD_ANOTHER: &str = "Teach another passage";

pub(crate) const FORM_TITLE: &str = "Teach the right passage";
pub(crate) const QUESTION_FIELD: &str = "Question, as readers ask it (it is kept)";
pub(crate) const REFERENCE_FIELD: &str = "Passage that answers it";
pub(crate) const REFERENCE_EXAMPLE: &str = "§2 ¶1, 2.1, note 1, or a permalink";

pub(crate) const SEVERAL_PASSAGES: &str =
    "That names several passages. Name the one that answers the question, such as §2 ¶1.";

pub(crate) const NO_PASSAGE: &str = "That names no passage.";

pub(crate) fn too_many(most: usize) -> String {
    format!(
        "This server was taught {most} questions, which is as many as it can be. Withdraw some \
         with /teach list first."
    )
}

pub(crate) fn too_long(most: u16) -> String {
    format!("That question is too long to be taught: {most} characters at most.")
}

pub(crate) const NO_QUESTION: &str = "That is no question that I look up in the text. Type one as \
     a reader would ask it, without a place such as §2 ¶1: that leads there, whatever is taught.";

pub(crate) fn added(question: &str, id: i64) -> String {
    format!(
        "Taught: in this server, “{question}” and questions close to it now lead to this passage. \
         I keep the question; /teach list shows it, its number is {id}."
    )
}

pub(crate) const LIST_HEADING: &str = "Taught in this server";

pub(crate) const NONE: &str =
    "This server was taught nothing so far. /teach add teaches a question.";

/// `page` counts from 1.
pub(crate) fn page(lessons: usize, page: usize, pages: usize) -> String {
    let lessons =
        if lessons == 1 { "One question".to_owned() } else { format!("{lessons} questions") };
    format!("{lessons}, page {page} of {pages}.")
}

/// The sentence counts from 0; none where the passage is gone.
pub(crate) fn line(
    at: usize,
    question: &str,
    leads_to: Option<(String, Option<usize>)>,
    id: i64,
) -> String {
    let leads = match leads_to {
        Some((reference, None)) => format!("leads to {reference}"),
        Some((reference, Some(number))) => {
            format!("leads to {reference}, sentence {}", number + 1)
        }
        None => {
            "leads nowhere: its words are no longer in the text. Withdraw it, or teach it again"
                .to_owned()
        }
    };
    format!("{at}. “{question}” {leads}. Number {id}")
}

pub(crate) const WITHDRAW: [&str; 5] =
    ["Withdraw 1", "Withdraw 2", "Withdraw 3", "Withdraw 4", "Withdraw 5"];
pub(crate) const PREVIOUS_PAGE: &str = "Previous page";
pub(crate) const NEXT_PAGE: &str = "Next page";

pub(crate) fn withdrawn(question: &str) -> String {
    format!("Withdrawn: “{question}” leads where it led before it was taught.")
}

pub(crate) const NO_SUCH_LESSON: &str =
    "This server was taught no question with that number. /teach list shows those that there are.";
