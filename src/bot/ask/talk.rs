//! What is not a question: greetings, thanks, and calls for help.

use crate::text::lexicon::is_general;
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
    "how are u",
    "what is up",
    "whats up",
    "what s up",
    "what is this",
    "how does this work",
    "how do i ask a question",
    "commands",
    "do you agree",
];

/// More hardly say anything to the bot.
const MOST_WORDS: usize = 5;

const BEFORE: &str = "hi hello hey yo ok so please bot";

pub(super) fn is_talk(typed: &str) -> bool {
    let lower = typed.to_lowercase();
    let said: Vec<&str> = plain_words(&lower).collect();
    let asked: Vec<&str> = said.iter().copied().skip_while(|word| holds(BEFORE, word)).collect();
    said.iter().all(|word| holds(GREETINGS, word))
        || ABOUT_THE_BOT.contains(&asked.join(" ").as_str())
        || is_of_bot(&asked)
}

/// “Love you”, “are you an AI”, “what can I ask”; not whether he says “you”.
fn is_of_bot(asked: &[&str]) -> bool {
    let is_of_chat = |word: &&str| is_general(word) && !holds("he she it they", word);
    let of_chat = || asked.starts_with(&["are"]) || asked.iter().all(is_of_chat);
    let names = |ones: &[&str]| ones.iter().any(|one| asked.contains(one));
    let is_short = asked.len() <= MOST_WORDS && of_chat();
    asked.len() == 2 && names(&["you"]) || is_short && names(&["you", "i", "bot"])
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
            "Are you an AI?",
            "love you",
            "you rock!",
            "good day to you",
            "who made you?",
            "what can I ask you",
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
            "does he say “I”",
            "Elizabeth I",
            "World War I",
            "are you sure that workers create wealth",
        ] {
            assert!(!is_talk(question), "{question:?}");
        }
    }
}
