//! A place named within a question: “what does §2 ¶1 say?”, “the first paragraph of section 3 please”.

use std::sync::LazyLock;

use regex::Regex;

use super::answers::AskService;
use crate::corpus::{LookupError, ReferenceError, names_places};
use crate::text::tokenize::pattern;

/// In words; longer texts are about more than a place.
const LONGEST: usize = 24;

/// Content words beside a place that is named in words only; with more it is another question.
const MOST_BESIDE: usize = 1;

impl AskService {
    /// Also what looks like a reference and can't be read: it is no question for words.
    pub(super) fn place_in(&self, typed: &str) -> Option<String> {
        static SIGNED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[§¶]\s*\w"));
        static WORDED: LazyLock<Regex> = LazyLock::new(|| {
            let number = r"(?:\d+(?:st|nd|rd|th)?|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)";
            let part = r"(?:sections?|sec\.|paragraphs?|paras?\.?|par\.)";
            pattern(&format!(r"(?i)\b{part}\s*{number}\b|\b{number}\s+{part}(?:\s|$|[?.,!])"))
        });
        let is_signed = SIGNED.is_match(typed);
        if !is_signed && !WORDED.is_match(typed) {
            return None;
        }
        let words: Vec<&str> = typed.split_whitespace().take(LONGEST).collect();
        let windows = (1..=words.len()).rev().flat_map(|length| words.windows(length));
        let named: Vec<String> = windows
            .map(|words| words.join(" "))
            .filter(|text| SIGNED.is_match(text) || WORDED.is_match(text))
            .filter(|text| names_places(text))
            .collect();
        // Any word before a place may be taken for a speech's name.
        let is_own = |text: &&String| {
            use ReferenceError::{NoSpeech, Unreadable};
            let found = self.corpus().look_up(text);
            !matches!(found, Err(LookupError::Reference(NoSpeech { .. } | Unreadable(_))))
        };
        match named.iter().find(is_own).or(named.last()) {
            Some(place) => {
                let rest = words.join(" ").replacen(place.as_str(), " ", 1);
                let beside = || {
                    let read = self.engine.parse(&rest);
                    read.map_or(0, |read| read.content().count())
                };
                (is_signed || beside() <= MOST_BESIDE).then(|| place.clone())
            }
            None => is_signed.then(|| typed.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::bot::Ask;
    use crate::bot::tests::{BOT, references};

    #[test]
    fn a_place_within_a_question_is_shown() {
        for (question, expected) in [
            ("what does §2 ¶1 say?", "§2 ¶1"),
            ("show me §3 ¶2", "§3 ¶2"),
            ("2.1?", "§2 ¶1"),
            ("the first paragraph of section 3 please", "§3 ¶1"),
            ("could you read section 2, paragraph 1 to us", "§2 ¶1"),
            ("<§2 ¶1>", "§2 ¶1"),
            ("see §2 ¶1", "§2 ¶1"),
        ] {
            let reply = BOT.ask.reply(Ask { question, ..Ask::default() });
            assert_eq!(references(&reply), [expected], "{question:?}");
        }
        for question in ["what does §2 ¶99 say?", "show me §§ab¶x now"] {
            let reply = BOT.ask.reply(Ask { question, ..Ask::default() });
            assert!(reply.private && references(&reply).is_empty(), "{question:?}: {reply:?}");
        }
        for question in ["which section is about trade unions?", "who are the workers of 2 unions?"]
        {
            assert_eq!(BOT.ask.place_in(question), None, "{question:?}");
        }
    }
}
