//! Study channels: which messages are questions, and answering only those that the speech answers
//! plainly.
//!
//! Nobody asked the bot there, so it speaks only where it is sure: what may be no question, and
//! what the speech does not answer, stays unanswered.

use super::answers::{Ask, AskService};
use super::inline;
use crate::answer::Verdict;
use crate::bot::messages;
use crate::reply::Reply;

/// Words that a question begins with.
const QUESTION_WORDS: [&str; 9] =
    ["who", "whom", "whose", "what", "when", "where", "which", "why", "how"];

/// The fewest words of a question that has no question mark; “how nice” is none.
const FEWEST_WORDS: usize = 4;

/// What commands of bots begin with.
const COMMAND_MARKS: [char; 12] = ['/', '!', '.', '$', ';', '?', '-', '+', '=', '%', '&', '~'];

/// What somebody says in a message of their own words: without code, block quotes and addresses.
pub fn own_words(message: &str) -> String {
    let plain = inline::without_code_and_quotes(message);
    plain.split_whitespace().filter(|word| !word.contains("://")).collect::<Vec<_>>().join(" ")
}

/// Whether somebody's own words are a question: they end with a question mark, or begin with a
/// question word and do not end as another sentence does.
pub fn is_question(said: &str) -> bool {
    let said = said.trim();
    let is_command =
        said.starts_with(COMMAND_MARKS) && said.chars().nth(1).is_some_and(char::is_alphanumeric);
    let said_words = || said.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let Some(first) = said_words().next().filter(|_| !is_command) else { return false };
    // What stands behind the mark is a smile, or a second mark.
    let end = said.trim_end_matches(|c: char| {
        !c.is_alphanumeric() && !matches!(c, '?' | '？' | '؟' | '.' | '…' | ':' | ',')
    });
    if end.ends_with(['?', '？', '؟']) {
        return true;
    }
    let begins: String = first
        .chars()
        .skip_while(|c| !c.is_alphabetic())
        .take_while(|c| c.is_alphabetic())
        .collect();
    let ends_otherwise = said.ends_with(['.', '!', '…', ':', ',', ';']);
    QUESTION_WORDS.contains(&begins.to_lowercase().as_str())
        && said_words().count() >= FEWEST_WORDS
        && !ends_otherwise
}

impl AskService {
    /// The answer to a question that nobody asked the bot itself: only where the speech answers it
    /// plainly.
    pub fn answer_unasked(&self, ask: Ask<'_>) -> Option<Reply> {
        if messages::is_talk(ask.question) {
            return None;
        }
        let answer = self.answer_as(ask).ok()?;
        (answer.verdict == Verdict::Quoted)
            .then(|| self.reply_to(&answer, ask.length()).without_needless_share())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::tests::{BOT, assert_verbatim};

    fn asks(message: &str) -> bool {
        is_question(&own_words(message))
    }

    #[test]
    fn questions_are_told_from_other_chat() {
        for question in [
            "Who creates the wealth?",
            "who creates the wealth",
            "I wonder: is this in the speech?",
            "What's this about?!",
            "“When was it given?”",
            "so … really? 😂",
            "How many members does it have",
            "¿Cuándo fue?",
            "这是什么？",
            "see https://example.org/x what does it mean?",
        ] {
            assert!(asks(question), "{question}");
        }
        for other in [
            "",
            "???",
            "I like it.",
            "What a day!",
            "How nice",
            "When I was young, I read it.",
            "!play what is love?",
            "/ask who?",
            "?help",
            "`is this code?`",
            "```\nwho wrote this?\n```",
            "> who wrote this?\nI did.",
            "https://example.org/?q=who?",
            "whoever wants to come",
            "who knows …",
            "a ? b : c",
        ] {
            assert!(!asks(other), "{other}");
        }
    }

    #[test]
    fn only_what_the_speech_answers_plainly_is_answered() {
        let asked = |question| Ask { question, ..Ask::default() };
        let reply =
            BOT.ask.answer_unasked(asked("Who are the main creators of social wealth?")).unwrap();
        assert_verbatim(&BOT, &reply);
        assert!(!reply.private && reply.quotes().next().is_some());
        for question in ["Which planet has the most moons?", "hello?", "how are you?", "?", ""] {
            assert_eq!(BOT.ask.answer_unasked(asked(question)), None, "{question}");
        }
    }
}
