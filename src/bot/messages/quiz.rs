//! Quizzes, from starting one to its end, and reports of faults.

use tracing::error;

use super::count;
use super::look_ups::listed;
use crate::bot::quiz::apply_error::ApplyError;
use crate::quiz::{Ballot, CloseReason, EndReason, Grade, Millis, Outcome, Rejection, Tally};
use crate::reply::{Part, Reply, Span};
use crate::text::Pattern;

pub(crate) static QUESTION: Pattern = Pattern::new(r"^Question \d+ of \d+$");

/// Headings of what the bot posts by itself, which are no questions.
pub(crate) static OWN: Pattern = Pattern::new(
    r"^(?:Passage of the day|The round is over|Answer to question \d+|Quiz(?: for one)?: \d+ questions?, \d+ seconds each)$",
);

pub(crate) const NEEDS_STORE: &str =
    "This bot keeps nothing, so it cannot run quizzes: a round has to outlive a restart.";

pub(crate) const NEEDS_CHANNEL: &str = "A quiz needs a channel.";

/// On the page.
pub(crate) const TOO_MANY_ROOMS: &str =
    "A great many quizzes are being played here. Please try again in a few minutes.";

pub(crate) const ONLY_ROLE_STARTS: &str =
    "Only people with a certain role start quizzes here. Ask whoever manages the server.";

pub(crate) const ONLY_MANAGERS_START: &str =
    "Only people who manage the server start quizzes here.";

pub(crate) const RUNS_ALREADY: &str = "A quiz is running in this channel or one of its threads \
     already. Its host can end it with /quiz stop.";

pub(crate) fn no_such_speech(speech: &str) -> String {
    format!("I know no speech “{speech}”. Choose one from the list that opens while you type.")
}

pub(crate) const NOTHING_TO_ASK: &str = "There are no questions like that. I make them from \
     English texts only, and about sections where there are headings. Without a kind, a difficulty \
     or a speech there is most to choose from.";

pub(crate) fn how_many(most: usize) -> String {
    format!("Here, /quiz takes only how many questions you want, from 1 to {most}.")
}

pub(crate) const NO_ITEMS: &str =
    "I could not make any questions just now. Please try again in a moment.";

pub(crate) fn title(questions: usize, solo: bool, seconds: u64) -> String {
    let solo = if solo { " for one" } else { "" };
    format!("Quiz{solo}: {}, {seconds} seconds each", count(questions, "question"))
}

pub(crate) fn starts(thread: Option<u64>, solo: bool) -> Vec<Part> {
    let mut line = vec![Span::text(match solo {
        true => "Only its host plays: press a button under the question. ",
        false => "Everybody can play: press a button under the question. ",
    })];
    line.extend(match thread {
        Some(thread) => {
            vec![Span::text("It is played in "), Span::Channel(thread), Span::text(".")]
        }
        None => vec![Span::text("The first question follows.")],
    });
    vec![Part::line(line), Part::text("The host ends it with /quiz stop.")]
}

/// `number` counts from 0, as in all that follows.
pub(crate) fn question_heading(number: usize, questions: usize) -> String {
    format!("Question {} of {questions}", number + 1)
}

pub(crate) const ANSWER_BY_BUTTON: &str =
    "Please answer a quiz question with the buttons below it: a message does not count.";

pub(crate) fn level(difficulty: u8) -> &'static str {
    match difficulty {
        0 | 1 => " (easy)",
        2 => " (medium)",
        _ => " (hard)",
    }
}

/// No question has more choices.
pub(crate) const LETTERS: [&str; 5] = ["A", "B", "C", "D", "E"];

pub(crate) fn letter(choice: usize) -> &'static str {
    LETTERS.get(choice).copied().unwrap_or("?")
}

pub(crate) fn choice(choice: usize, mark: &str, text: &str) -> String {
    format!("{}{mark}{text}", letter(choice))
}

pub(crate) fn how_to_answer(is_typed: bool, closes: Millis, difficulty: u8) -> Vec<Span> {
    let how = match is_typed {
        true => "Press Answer and type; the answer comes ",
        false => "Choose; the answer comes ",
    };
    let difficulty = format!(". Difficulty {difficulty} of 3.");
    vec![Span::text(how), Span::Until(closes / 1_000), Span::Text(difficulty)]
}

pub(crate) const ANSWER: &str = "Answer";
pub(crate) const HINT: &str = "Hint";
pub(crate) const SKIP: &str = "Skip";

/// `choices` is 0 where the answer is typed.
pub(crate) fn how_to_type(choices: usize, has_hints: bool) -> String {
    let answer = match choices {
        0 => "the answer".to_owned(),
        _ => listed(&(0..choices).map(letter).collect::<Vec<_>>(), "or"),
    };
    let hint = if has_hints { " ? gives a hint," } else { "" };
    format!("Type {answer}.{hint} s skips the question, q ends the round.")
}

pub(crate) fn time_limit(seconds: u64) -> String {
    format!("Each question is open for {seconds} seconds.")
}

pub(crate) fn try_again(is_unclear: bool, tries_left: u32) -> String {
    let why = match is_unclear {
        true => "That could be the answer, or another one: please spell it out.",
        false => "That is not it.",
    };
    let tries = if tries_left == 1 { "try" } else { "tries" };
    format!("{why} {tries_left} {tries} left.")
}

pub(crate) fn questions_are_from(credits: &[&str]) -> String {
    format!("The questions are from:\n{}", credits.join("\n"))
}

pub(crate) const TIME_WAS_OVER: &str = "The time for this question was over.";

pub(crate) fn hint_letters(letters: &str) -> String {
    format!("Hint: {letters}")
}

pub(crate) fn hint_wrong(wrong: &[usize]) -> String {
    let letters: Vec<&str> = wrong.iter().map(|choice| letter(*choice)).collect();
    format!("Hint: not {}.", letters.join(", not "))
}

pub(crate) fn wanted(wanted: Ballot, have: usize, need: usize) -> String {
    let what = match wanted {
        Ballot::Hint => "a hint",
        Ballot::Skip => "the next question",
    };
    format!("{have} of {need} players want {what}.")
}

pub(crate) fn answer_heading(number: usize) -> String {
    format!("Answer to question {}", number + 1)
}

pub(crate) fn the_answer(answer: &str) -> String {
    format!("The answer: {answer}")
}

pub(crate) const RIGHT: &str = "Right: ";

pub(crate) fn how_many_answered(outcome: &Outcome) -> String {
    let people = match (outcome.reason, outcome.answers.len()) {
        (CloseReason::Skipped, _) => {
            return "The question was skipped, so it gives nobody points.".to_owned();
        }
        (_, 0) => return "Nobody answered.".to_owned(),
        (_, 1) => "person",
        _ => "people",
    };
    let nobody = if outcome.gains.is_empty() { " Nobody had it right." } else { "" };
    format!("{} {people} answered.{nobody}", outcome.answers.len())
}

pub(crate) fn own_result(outcome: &Outcome, answer: &str) -> String {
    match (outcome.gains.first(), outcome.reason, outcome.answers.len()) {
        (Some(gain), ..) => {
            format!("{RIGHT}{answer} ({})", count(gain.points.total() as usize, "point"))
        }
        (None, CloseReason::Skipped, _) => format!("Skipped. {}", the_answer(answer)),
        (None, CloseReason::Answered, 0) => the_answer(answer),
        (None, CloseReason::Answered, _) => format!("Not right. {}", the_answer(answer)),
    }
}

pub(crate) const REPORT: &str = "Something wrong with this question";

pub(crate) const SOMEBODY: &str = "somebody";

pub(crate) fn points_and_right(points: u64, right: u32) -> String {
    format!(": {points} points, {right} right")
}

pub(crate) fn and_more(more: usize) -> String {
    format!("and {more} more")
}

pub(crate) const ROUND_OVER: &str = "The round is over";

pub(crate) fn why_over(why: EndReason) -> &'static str {
    match why {
        EndReason::Complete => "All questions were asked.",
        EndReason::Idle => "Nobody answered for a while, so the round ends here.",
        EndReason::Stopped => "The round was stopped.",
    }
}

pub(crate) const NOBODY_HAS_POINTS: &str = "Nobody has points.";

pub(crate) fn played_along(others: usize) -> String {
    format!("{others} more played along.")
}

pub(crate) const SHOW_MISSED: &str = "What I missed";
pub(crate) const PLAY_AGAIN: &str = "Play again";

pub(crate) const OWN_ROUND_OVER: &str = "The end of the round";

pub(crate) fn own_score(tally: &Tally, missed: usize) -> String {
    match tally.right as usize + missed {
        0 => "No question was finished.".to_owned(),
        played => {
            let points = count(tally.points as usize, "point");
            format!("{} of {played} right, {points}.", tally.right)
        }
    }
}

pub(crate) fn own_streak(streak: u32) -> Option<String> {
    (streak > 2).then(|| format!("The longest streak: {streak} right in a row."))
}

pub(crate) const OVER_BY_TIME: &str = "The round ended because nobody answered in time.";

pub(crate) const LOOK_AGAIN: &str = "To look at again:";

const NO_POINTS: &str = "It brings no points, because you opted out, or answered this question in \
     another round a short while ago.";

/// `counts`: whether the answer may bring points.
pub(crate) fn grade(grade: Grade, counts: bool) -> String {
    match grade {
        Grade::Right if counts => "Right.".to_owned(),
        Grade::Right => format!("Right. {NO_POINTS}"),
        Grade::Unclear => "Not quite: spelled like this, it could be something else. Type it out \
                            exactly if you have a try left."
            .to_owned(),
        Grade::Wrong | Grade::Blank => {
            "Not right. Press Answer to try again if you have a try left.".to_owned()
        }
    }
}

pub(crate) fn vote(choice: usize, closes: Option<Millis>, counts: bool) -> Vec<Span> {
    let mut line = vec![Span::Text(format!("Your answer: {}.", letter(choice)))];
    if let Some(closes) = closes {
        line.push(Span::text(" You can change it until the answer comes, "));
        line.extend([Span::Until(closes / 1_000), Span::text(".")]);
    }
    line.extend((!counts).then(|| Span::Text(format!(" {NO_POINTS}"))));
    line
}

pub(crate) fn question_title(number: usize) -> String {
    format!("Question {}", number + 1)
}

pub(crate) const ANSWER_FIELD: &str = "Your answer";

pub(crate) fn balloted(ballot: Ballot, is_decided: bool) -> &'static str {
    match (ballot, is_decided) {
        (Ballot::Hint, true) => {
            "The hint is there, for everybody. Right answers bring less from now on."
        }
        (Ballot::Hint, false) => {
            "Noted: you want a hint. It comes when more than half of the players do."
        }
        (Ballot::Skip, true) => "The question is skipped.",
        (Ballot::Skip, false) => {
            "Noted: you want the next question. It comes when more than half of the players do."
        }
    }
}

pub(crate) const STOPPED: &str = "The round is stopped. What was won stays won.";

pub(crate) const SCORE: &str = "Score";

pub(crate) const NO_SCORE_YET: &str =
    "Nobody has a score yet: answers count when their question is over.";

pub(crate) const MISSED: &str = "What you missed";

pub(crate) const MISSED_NOTHING: &str = "You missed nothing: all your answers were right.";

pub(crate) const NOTHING_TO_REVIEW: &str = "I have nothing of you from this round: you did not \
     answer, or did not want it kept.";

pub(crate) const NOT_ASKED_ANY_MORE: &str = "its question is no longer among the items.";

pub(crate) const REVIEW_COMES_LATER: &str =
    "The round is still running; your review is there when it is over.";

pub(crate) const NOT_RUNNING: &str = "No quiz is running in this channel. /quiz start begins one.";

pub(crate) const STILL_RUNNING: &str = "This round is still running.";

pub(crate) const OVER: &str =
    "This round is over, so nothing more counts. /quiz start begins another one.";

pub(crate) const LONG_OVER: &str =
    "This round is over, and I no longer keep it. /quiz start begins another one.";

/// While no process runs the session.
pub(crate) const PAUSED: &str = "This round pauses for some seconds while I restart; nothing that \
     I confirmed is lost. Please press again then.";

pub(crate) const NO_QUESTION_OPEN: &str = "No question is open; the next one comes by itself.";

pub(crate) const NO_ANSWER: &str =
    "This button is no answer to that question. Please use the buttons under the newest question.";

impl From<ApplyError> for Reply {
    fn from(why: ApplyError) -> Reply {
        Reply::error(match why {
            ApplyError::Rejection(why) => rejected(why),
            ApplyError::Elsewhere => PAUSED,
            ApplyError::Store(failure) => {
                error!(error = %failure, "the store failed, so a round waits");
                return Reply::error(format!(
                    "This was not kept. {} Please press again in some seconds.",
                    super::store_trouble(&failure)
                ));
            }
            unreadable @ (ApplyError::Json(_) | ApplyError::Log(_)) => {
                error!(error = %unreadable, "a round cannot go on");
                "This round cannot go on, because it was begun by another version of me."
            }
        })
    }
}

fn rejected(why: Rejection) -> &'static str {
    match why {
        Rejection::NotStarted => "The first question has not come yet.",
        Rejection::Finished => OVER,
        Rejection::Late => {
            "Too late: the time for this question is over. The next one may be yours."
        }
        Rejection::NoAnswer => NO_ANSWER,
        Rejection::Unchanged => "I have that already; nothing changes.",
        Rejection::Overtaken => "A later choice of yours came in before this one, and stands.",
        Rejection::AlreadyRight => "You have this one right already.",
        Rejection::NoTriesLeft => "You have no tries left for this question.",
        Rejection::NoMoreHints => "This question has no more hints.",
        Rejection::NotPlaying => {
            "Only players of this round can do that: answer a question first. In a solo round \
             only its host plays."
        }
        Rejection::NotAllowed => {
            "Only the host of this round and people who manage the server can stop it."
        }
    }
}

pub(crate) const REPORTS_NEED_STORE: &str =
    "This bot keeps nothing, so it cannot pass a report on.";

pub(crate) const NO_SUCH_ITEM: &str =
    "This question is no longer asked, because the text or the quiz was changed since.";

pub(crate) const WHAT_IS_WRONG: &str = "What is wrong with this question?";

pub(crate) const REPORTED: &str = "Thank you. Whoever runs this bot can now look at this question.";

pub(crate) const REPORTED_BEFORE: &str =
    "This question was reported already; it needs no second report. Thank you.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::messages::daily;

    #[test]
    fn what_the_bot_posts_by_itself_is_known_by_its_heading() {
        assert!(QUESTION.is_match(&question_heading(9, 12)));
        let (solo, all) = (title(7, true, 30), title(20, false, 5));
        let (one, answer) = (title(1, false, 25), answer_heading(11));
        for own in [daily::HEADING, ROUND_OVER, &solo, &all, &one, &answer] {
            assert!(OWN.is_match(own) && !QUESTION.is_match(own), "{own}");
        }
        for question in ["Question 1 of Kennedy", "The round is over?", "Who won 3 of 5 rounds"] {
            assert!(!OWN.is_match(question) && !QUESTION.is_match(question), "{question}");
        }
    }
}
