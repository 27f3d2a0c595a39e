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

const BEFORE: &str = "hi hello hey yo ok so please bot";

pub(in crate::bot) fn is_talk(typed: &str) -> bool {
    let lower = typed.to_lowercase();
    let said: Vec<&str> = plain_words(&lower).collect();
    let asked: Vec<&str> = said.iter().copied().skip_while(|word| holds(BEFORE, word)).collect();
    said.iter().all(|word| holds(GREETINGS, word))
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
