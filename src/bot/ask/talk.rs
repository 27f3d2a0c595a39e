//! What is not a question: greetings, thanks, and calls for help.

use crate::text::lists::holds;
use crate::text::plain_words;

const GREETINGS: &str = "hi hii hello hey heyy yo hiya howdy hola hallo sup greetings welcome \
                         good morning afternoon evening night day bye goodbye cheers there bot \
                         verbatim all everyone thanks thank thx ty you u a lot so much very test \
                         ping ok okay yes yep no nope cool nice great wow well done bad please \
                         pls lol haha to";

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

const BEFORE: &str = "hi hello hey yo ok so please bot";

pub(in crate::bot) fn is_talk(typed: &str) -> bool {
    let lower = typed.to_lowercase();
    let said: Vec<&str> = plain_words(&lower).collect();
    let asked: Vec<&str> = said.iter().copied().skip_while(|word| holds(BEFORE, word)).collect();
    // “Are you an AI?”
    let is_asked_what_it_is =
        matches!(asked.as_slice(), ["are", "you", _] | ["are", "you", "a" | "an", _]);
    is_asked_what_it_is
        || said.iter().all(|word| holds(GREETINGS, word))
        || ABOUT_THE_BOT.contains(&asked.join(" ").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_and_calls_for_help_are_no_questions() {
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
            "so are you an AI",
            "are you real?",
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
            "are you for strikes",
            "what do you do for workers",
        ] {
            assert!(!is_talk(question), "{question:?}");
        }
    }
}
