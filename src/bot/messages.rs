//! What the bot says in its own words, in one place.

use std::time::Duration;

use tracing::error;

use super::quiz::ApplyError;
use crate::answer::Reason;
use crate::corpus::Speech;
use crate::quiz::{Judged, Millis, Rejection};
use crate::reply::{Part, Reply, Span};
use crate::store::{StoreError, Trouble};
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
pub(super) fn daily_trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Gone => {
            "The channel is gone, so nothing is posted. Use /daily stop, or /daily set in another \
             channel."
        }
        Trouble::Forbidden => {
            "The last one could not be posted: I may not write there. Please allow me View \
             Channel, Send Messages and Embed Links."
        }
        Trouble::Refused => "The last one could not be posted: Discord refused it. I try again.",
        Trouble::NoPassage => {
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

/// Where nothing is kept.
pub(super) const QUIZ_NEEDS_STORE: &str =
    "This bot keeps nothing, so it cannot run quizzes: a round has to outlive a restart.";

/// When the questions could not be made.
pub(super) const NO_ITEMS: &str =
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

/// What a player is told when nothing came of what they did.
pub(super) fn not_applied(why: &ApplyError) -> Reply {
    Reply::error(match why {
        ApplyError::Rejection(why) => rejected(*why),
        ApplyError::Elsewhere => PAUSED,
        ApplyError::Store(failure) => {
            error!(error = %failure, "the store failed, so a round waits");
            return Reply::error(format!(
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
fn rejected(why: Rejection) -> &'static str {
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

/// What a started quiz is called.
pub(super) fn quiz_title(questions: usize, solo: bool, seconds: u64) -> String {
    let solo = if solo { " for one" } else { "" };
    format!("Quiz{solo}: {}, {seconds} seconds each", count(questions, "question"))
}

/// What everybody sees when a quiz starts.
pub(super) fn quiz_starts(thread: Option<u64>) -> Vec<Part> {
    let mut line = vec![Span::text("Everybody can play: press a button under the question. ")];
    line.extend(match thread {
        Some(thread) => {
            vec![Span::text("It is played in "), Span::Channel(thread), Span::text(".")]
        }
        None => vec![Span::text("The first question follows.")],
    });
    vec![Part::Line(line), Part::Text("The host ends it with /quiz stop.".to_owned())]
}

pub(super) const QUIZ_NEEDS_CHANNEL: &str = "A quiz needs a channel.";

pub(super) const STILL_RUNNING: &str = "This round is still running.";

pub(super) const STOPPED: &str = "The round is stopped. What was won stays won.";

pub(super) const NO_QUESTION_OPEN: &str = "No question is open; the next one comes by itself.";

pub(super) const NO_ANSWERS_YET: &str = "Nobody has answered yet.";

pub(super) const SCORE: &str = "Score";

pub(super) fn no_such_speech_for_quiz(speech: &str) -> String {
    format!("I know no speech “{speech}”. Choose one from the list that opens while you type.")
}

pub(super) const NO_QUESTIONS_LIKE_THAT: &str =
    "There are no questions like that. Please leave out the kind or the difficulty.";

pub(super) const QUIZ_RUNS_ALREADY: &str =
    "A quiz is running in this channel already. Its host can end it with /quiz stop.";

pub(super) const ONLY_ROLE_STARTS_QUIZZES: &str =
    "Only people with a certain role start quizzes here. Ask whoever manages the server.";

pub(super) const ONLY_MANAGERS_START_QUIZZES: &str =
    "Only people who manage the server start quizzes here.";

/// Said where the bot has no memory.
pub(super) const SETTINGS_NEED_STORE: &str = "This bot keeps nothing, so nothing can be set here. Whoever runs it can \
                        change that with `store.url`.";

/// When an answer cannot bring points.
const NO_POINTS: &str = "It brings no points, because you opted out, or answered this question in \
                         another round a short while ago.";

/// What a player is told of a typed answer; `counts` is whether it may bring points.
pub(super) fn grade(judged: Judged, counts: bool) -> String {
    match judged {
        Judged::Right if counts => "Right.".to_owned(),
        Judged::Right => format!("Right. {NO_POINTS}"),
        Judged::Unclear => "Not quite: spelled like this, it could be something else. Type it out \
                            exactly if you have a try left."
            .to_owned(),
        Judged::Wrong | Judged::Blank => {
            "Not right. Press Answer to try again if you have a try left.".to_owned()
        }
    }
}

/// What a player is told of a vote.
pub(super) fn vote(letter: &str, closes: Option<Millis>, counts: bool) -> Vec<Span> {
    let mut line = vec![Span::Text(format!("Your answer: {letter}."))];
    if let Some(closes) = closes {
        line.push(Span::text(" You can change it until the answer comes, "));
        line.extend([Span::Until(closes / 1_000), Span::text(".")]);
    }
    line.extend((!counts).then(|| Span::Text(format!(" {NO_POINTS}"))));
    line
}

/// `number` counts from 0.
pub(super) fn question_title(number: usize) -> String {
    format!("Question {}", number + 1)
}

pub(super) const HINT_GIVEN: &str =
    "The hint is there, for everybody. Right answers bring less from now on.";

pub(super) const HINT_NOTED: &str =
    "Noted: you want a hint. It comes when more than half of the players do.";

pub(super) const SKIPPED: &str = "The question is skipped.";

pub(super) const SKIP_NOTED: &str =
    "Noted: you want the next question. It comes when more than half of the players do.";

pub(super) const REVIEW_COMES_LATER: &str =
    "The round is still running; your review is there when it is over.";

pub(super) const NOTHING_TO_REVIEW: &str = "I have nothing of you from this round: you did not \
                                            answer, or did not want it kept.";

pub(super) const MISSED: &str = "What you missed";

pub(super) const MISSED_NOTHING: &str = "You missed nothing: all your answers were right.";

/// What is said when a conversation in the terminal begins.
pub(crate) const TERMINAL_WELCOME: &str =
    "Ask a question, or type /help. Begin with > to ask on about the last answer. /quit ends.";

/// What is added to the help in a terminal.
pub(crate) const TERMINAL_KEYS: &str = "Here: a number presses a button, > and a question asks on \
                                        about the last answer, /quiz plays, /quit ends.";

pub(crate) fn no_such_command(command: &str) -> String {
    format!("There is no command {command}. Type /help to see what there is.")
}

pub(crate) fn no_such_button(number: usize) -> String {
    format!("The last reply has no button {number}.")
}

/// When something needs the database and that cannot be used; the failure goes to the log.
pub(super) fn store_failed(failure: &StoreError) -> Reply {
    error!(error = %failure, "the store failed");
    Reply::error(format!(
        "{} Questions are answered all the same. {TRY_LATER}",
        failure.user_message()
    ))
}

/// Under a passage that somebody showed to everybody.
pub(super) fn shared_by(name: &str) -> String {
    format!("Shared by {name}")
}

/// When more questions wait than can be answered in time.
pub(super) const BUSY: &str =
    "A great many questions came in at once. Please ask again in a minute.";

/// When the bot itself failed.
pub(super) const BROKEN: &str =
    "Something went wrong here, and it was not your question's fault. Please try again.";

/// When a form was never made by the bot.
pub(super) const FORM_UNKNOWN: &str =
    "I do not know this form. Please begin again with the command.";

/// When a command is no longer there.
pub(super) const COMMAND_UNKNOWN: &str = "I do not know this command any more. Please choose one \
                                          from the list that opens when you type /.";

/// When the message that is to be looked up is a picture, or emoji.
pub(super) const NOTHING_TO_FIND: &str = "That message holds no text that I could look up in the \
                                          speech. Please choose one with words in it.";

/// When the message whose quotes are to be checked is a picture, or emoji.
pub(super) const NOTHING_TO_CHECK: &str = "That message holds no words that I could look for in \
                                           the speech. Please choose one with words in it.";

/// When the bot may not play in a channel.
pub(super) const MAY_NOT_POST: &str = "I may not write in this channel. Ask whoever manages the \
                                       server to let me see it, send messages and embed links.";

/// When something is shared a second time.
pub(crate) const SHARED_ALREADY: &str =
    "This was shared a moment ago; everybody can see it already.";

/// While the bot finishes what is under way.
pub(crate) const RESTARTING: &str = "I am restarting; please ask again in a minute.";

/// When somebody asks too much.
pub(crate) fn too_many(wait: Duration) -> Reply {
    let seconds = usize::try_from(wait.as_secs() + 1).unwrap_or(usize::MAX);
    Reply::error(format!(
        "You asked a lot in a short time. Please ask again in {}.",
        count(seconds, "second")
    ))
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
