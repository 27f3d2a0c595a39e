//! What the bot says in its own words, in one place.

use crate::answer::Reason;
use crate::corpus::Speech;
use crate::store::PostFailure;
use crate::verify::{Checked, Verdict};

/// What the bot is for.
pub(super) const PURPOSE: &str = "Ask me about the speech, and I answer in the speech's own \
                                  words: the passage, quoted exactly, and where it stands.";

/// What to do when there was nothing to look for.
pub(super) fn how_to_ask(question: &str) -> String {
    format!("Ask a question such as “{question}”, or type a few words to look for.")
}

/// What can be asked of any speech.
pub(super) const ANY_QUESTION: &str = "When was the speech given?";

/// What to type, with a question and a reference that the corpus answers.
pub(super) fn examples(question: &str, reference: &str) -> Vec<(String, String)> {
    [
        (
            format!("/ask {question}"),
            "answers with the passage and where it stands; with private: \
                                      True only you see it",
        ),
        (
            format!("/cite {reference}"),
            "shows a passage by its place; 2.1 names §2 ¶1, too, and \
                                        §2 the whole section",
        ),
        ("/outline".to_owned(), "shows what the speech consists of, and opens a section"),
        ("/verify …".to_owned(), "checks whether words are an exact quote, and says what differs"),
        (
            "/settings me".to_owned(),
            "sets how I answer you; with Manage Server, channel and \
                                     server set it for everybody there",
        ),
        ("/quiz start".to_owned(), "asks questions on the speech, each proven by a quote"),
        ("/about".to_owned(), "tells what I quote from, and what I do with what you write"),
        (
            "/privacy show".to_owned(),
            "tells what I keep; you can take what is yours away, or have \
                                      it deleted",
        ),
    ]
    .map(|(typed, does)| (typed, does.to_owned()))
    .to_vec()
}

/// How to ask without typing a command.
pub(super) const WITHOUT_COMMANDS: &str = "You can also mention me with a question, write to me \
                                           directly, or reply to one of my answers to ask on. In \
                                           a message to me, [§2 ¶1] in brackets shows that \
                                           passage. To look up what somebody wrote, open that \
                                           message's menu and choose Apps, then “Find in the \
                                           speech”; to check the quotes in it, choose “Check \
                                           quote”.";

/// What happens to questions.
pub(super) const QUESTIONS: &str = "Privacy: what you ask is used to answer you and then \
                                    forgotten. It is neither stored nor written to a log.";

/// What happens to what people write, for a bot with or without a memory.
pub(super) fn privacy(keeps: bool) -> [&'static str; 3] {
    let kept = match keeps {
        true => {
            "I keep what is set or taught with my commands, points from quizzes and reports of \
             wrong questions, and nothing else; /privacy shows what of it is yours. Against \
             floods I count your latest questions in memory for some minutes."
        }
        false => {
            "I keep nothing about you; against floods I count your latest questions in memory for \
             some minutes."
        }
    };
    [
        QUESTIONS,
        "I read only what is addressed to me: commands, mentions, replies to me, direct messages.",
        kept,
    ]
}

/// What to do when something does not work for the time being.
pub(super) const TRY_LATER: &str = "Please try again in a few minutes.";

/// The button that gives a citation.
pub(super) const COPY: &str = "Copy citation";

/// When a message holds more references than are shown.
pub(super) fn more_references(count: usize) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!(
        "{count} more reference{s} in that message: write fewer at a time to see what they name."
    )
}

/// What stands above a passage of the day.
pub(super) const DAILY: &str = "Passage of the day";

/// Why the last passage of the day was not posted, and what to do.
pub(super) fn daily_trouble(trouble: PostFailure) -> &'static str {
    match trouble {
        PostFailure::Gone => {
            "The channel is gone, so nothing is posted. Use /daily stop, or /daily set in another \
             channel."
        }
        PostFailure::Forbidden => {
            "The last one could not be posted: I may not write there. Please allow me View \
             Channel, Send Messages and Embed Links."
        }
        PostFailure::Refused => {
            "The last one could not be posted: Discord refused it. I try again."
        }
        PostFailure::NoPassage => {
            "The last one could not be posted: the speech is no longer there. Please set it again."
        }
    }
}

/// Before a passage that does not answer directly.
pub(super) const CLOSEST: &str = "The speech does not answer this directly; the nearest passage:";

/// When the search itself fails.
pub(super) const SEARCH_FAILED: &str =
    "I could not search the speech just now. Please try again in a moment.";

/// When there is nothing to check.
pub(super) const NO_WORDS: &str =
    "There are no words to check. Please give the words that are said to stand in the speech.";

/// What was found for a quote, by its verdict.
pub(super) fn verdict(checked: &Checked) -> String {
    match checked.verdict {
        Verdict::Exact => "Exact: these words stand in the speech.".to_owned(),
        Verdict::Typographic => {
            "The same words: only capitals, punctuation, spacing or the form of letters differ \
             from the speech."
                .to_owned()
        }
        Verdict::Near => match checked.changes.len() {
            1 => "Not exact: the speech has these words but for one difference.".to_owned(),
            many => format!("Not exact: the speech has these words but for {many} differences."),
        },
        Verdict::Stitched => format!(
            "Put together: these words are in the speech, but not in one piece. In the order of \
             the quote, they stand in {} places:",
            checked.quotes.len()
        ),
        Verdict::Partial => "In part: only some of these words are in the speech.".to_owned(),
        Verdict::Absent => "Not in the speech: no passage has these words.".to_owned(),
    }
}

/// Before the passage that is most like words that are not in the speech.
pub(super) const CLOSEST_TO_QUOTE: &str = "The closest passage:";

/// When a button's passage is gone.
pub(super) const BUTTON_GONE: &str =
    "This button no longer leads anywhere, because the text was changed since. Please ask again.";

/// When a button was never made by the bot.
pub(super) const BUTTON_UNKNOWN: &str = "I do not know this button. Please ask again.";

/// Why a passage is offered that is not the first of its answer.
pub(super) const NOT_THE_BEST: &str = "It fits the question, but another passage fits better.";

/// Why a passage was found, in one line.
pub(super) fn reason(reason: &Reason) -> String {
    let words = reason.words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
    let by_words = match words.is_empty() {
        true => "It shares no words with your question; its meaning is near.".to_owned(),
        false => format!("It speaks of {words}."),
    };
    let by_question = reason
        .question
        .as_ref()
        .map(|question| format!(" It answers readers who ask “{question}”"))
        .unwrap_or_default();
    match &reason.taught {
        Some(taught) => {
            format!("{by_words} In this server the question “{taught}” was taught to lead here.")
        }
        None => format!("{by_words}{by_question} (fit {:.2})", reason.score),
    }
}

/// How many speeches a list names.
pub(super) const MOST_LISTED: usize = 8;

/// The longest title in characters that is shown beside other words.
pub(super) const TITLE_LENGTH: usize = 80;

/// When the corpus does not cover a question.
pub(super) fn not_covered(speeches: usize) -> &'static str {
    match speeches {
        1 => "The speech does not speak of this.",
        _ => "None of the speeches speaks of this.",
    }
}

/// How many there are of a thing.
pub(super) fn count(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// A speech in one line.
pub(super) fn described(speech: &Speech) -> String {
    let front = speech.front();
    let facts = [&front.speaker, &front.delivered, &front.venue];
    let facts: Vec<&str> = facts.into_iter().flatten().map(String::as_str).collect();
    let sections = speech.sections().iter().filter(|section| section.number > 0).count();
    let mut line = format!("• {}", super::excerpt::cut(&front.title, 2 * TITLE_LENGTH));
    if !facts.is_empty() {
        line = format!("{line} ({})", facts.join(", "));
    }
    format!("{line}: {}, {}", count(sections, "section"), count(speech.units().len(), "passage"))
}

/// Words of a person who does not ask yet, in small letters: greetings, thanks, assent.
const GREETINGS: &str = "hi hii hello hey heyy yo hiya howdy hola hallo sup greetings welcome \
                         good morning afternoon evening night day bye goodbye cheers there bot \
                         verbatim all everyone thanks thank thx ty you u a lot so much very test \
                         ping ok okay yes yep no nope cool nice great wow well done bad please \
                         pls lol haha to";

/// Questions about the bot itself, in small letters and without marks.
const ABOUT_THE_BOT: &[&str] = &[
    "help",
    "help me",
    "help pls",
    "help please",
    "can you help",
    "can you help me",
    "who are you",
    "what are you",
    "who made you",
    "are you a bot",
    "are you human",
    "are you a human",
    "are you real",
    "are you there",
    "how are you",
    "how are u",
    "what is up",
    "whats up",
    "what s up",
    "what is this",
    "what is this bot",
    "what can you do",
    "what do you do",
    "how do you work",
    "how does this work",
    "how does this bot work",
    "what can i ask",
    "what can i ask you",
    "how do i ask",
    "how do i ask a question",
    "how do i use this",
    "commands",
    "do you agree",
];

/// Words before a question about the bot.
const BEFORE: &str = "hi hello hey yo ok so please bot";

/// Whether a text says nothing that could be looked up: no words at all, a greeting, thanks, or a
/// call for help.
pub(super) fn is_talk(typed: &str) -> bool {
    let lower = typed.to_lowercase();
    let said: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let one_of = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let asked: Vec<&str> = said.iter().copied().skip_while(|word| one_of(BEFORE, word)).collect();
    said.iter().all(|word| one_of(GREETINGS, word))
        || ABOUT_THE_BOT.contains(&asked.join(" ").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_and_calls_for_help_are_told_from_questions() {
        for talk in [
            "",
            "  ",
            "?!",
            "🎉🎉",
            "Hello!",
            "hey there",
            "Thank you :)",
            "HELP",
            "help me!",
            "What are you?",
            "ok cool",
            "thanks a lot!",
            "hi bot how does this work",
            "How are you?",
            "are you a bot?",
            "good day to you",
        ] {
            assert!(is_talk(talk), "{talk:?}");
        }
        for question in [
            "help for workers",
            "Who are the workers?",
            "hello world of work",
            "prosperity",
            "2012",
            "good governance",
            "all workers",
            "no wealth",
            "and why?",
            "what do you do for workers",
        ] {
            assert!(!is_talk(question), "{question:?}");
        }
    }
}
