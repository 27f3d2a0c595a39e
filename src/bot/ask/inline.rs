//! References inside a message: `[§2 ¶3]`.
//!
//! A reference needs a `§` or `¶`, the word *section*, a speech's name or a whole permalink, and
//! counts neither in code, links or block quotes nor after a backslash.

use std::collections::HashSet;
use std::ops::Range;

use super::answers::AskService;
use super::question::Ask;
use crate::answer::Verdict;
use crate::bot::request::Message;
use crate::bot::{excerpt, messages};
use crate::corpus::{Corpus, Location, Permalink, Reference};
use crate::reply::{Part, Reply};
use crate::text::{Pattern, Slice, markup};

/// In bytes.
const LONGEST: usize = 80;

const MOST: usize = 8;

/// In bytes.
const ROOM: usize = 3_000;
const BESIDE_AN_ANSWER: usize = 1_200;

/// For the text around references to be a question.
const FEWEST_WORDS: usize = 2;

const BLOCK_TICKS: usize = 3;

impl AskService {
    /// The references in a message, and the text around them, both as typed.
    pub fn inline(&self, message: &str) -> (Vec<String>, String) {
        static BRACKETS: Pattern = Pattern::new(r"\[[^\[\]\n]*\]");
        let plain = without_code_and_quotes(message);
        let (mut references, mut rest, mut end) = (Vec::new(), String::new(), 0);
        for found in BRACKETS.find_iter(&plain) {
            let (start, last) = (found.start(), found.end() - 1);
            let inside = plain.slice(start + 1..last);
            let is_link = plain.slice(last..).trim_start_matches(']').starts_with('(');
            let is_escaped = escaped(&plain, start) || escaped(&plain, last);
            let is_free = !is_link && !is_escaped && !in_address(&plain, start);
            if is_free && is_meant(inside, self.corpus()) {
                references.push(inside.trim().to_owned());
                rest.push_str(message.slice(end..start));
                rest.push(' ');
                end = found.end();
            }
        }
        rest.push_str(message.slice(end..));
        (references, rest)
    }

    pub fn reply_to_message(&self, message: &Message, ask: Ask<'_>) -> Reply {
        let (references, rest) = self.inline(&message.content);
        let question = if message.has_markup { markup::plain(&rest) } else { rest };
        let earlier = message.earlier.as_deref();
        if earlier.is_some_and(|heading| messages::quiz::QUESTION.is_match(heading)) {
            return Reply::ephemeral(messages::quiz::ANSWER_BY_BUTTON);
        }
        let ask = Ask { question: &question, earlier, ..ask };
        match references.is_empty() {
            true => self.reply(ask),
            false => self.cite_inline(&references, ask),
        }
    }

    /// Shows each passage once, then the answer if `rest`, the other words, asks something. Private
    /// when no reference leads anywhere.
    pub fn cite_inline(&self, references: &[String], rest: Ask<'_>) -> Reply {
        let answer = self.asks(rest).then(|| self.reply(rest));
        if let ([only], None) = (references, &answer) {
            return self.cite.reply_as(only, rest);
        }
        let room = if answer.is_some() { BESIDE_AN_ANSWER } else { ROOM };
        let mut seen = HashSet::new();
        let (mut shown, mut parts): (Vec<Location>, Vec<Part>) = (Vec::new(), Vec::new());
        for reference in references.iter().take(MOST) {
            match self.cite.look_up(reference, rest.speeches()) {
                Ok(places) => {
                    shown.extend(places.into_iter().filter(|place| seen.insert(place.unit)))
                }
                Err(error) => {
                    let said = Part::Text(error.to_string());
                    parts.extend((!parts.contains(&said)).then_some(said));
                }
            }
        }
        if references.len() > MOST {
            parts.push(Part::Text(messages::quotes::more_references(references.len() - MOST)));
        }
        let each = room / shown.len().max(1);
        let passages =
            shown.iter().map(|place| Part::Passage(excerpt::at_place(self.corpus(), *place, each)));
        let answer = answer.unwrap_or(Reply { private: shown.is_empty(), ..Reply::default() });
        Reply { parts: passages.chain(parts).chain(answer.parts).collect(), ..answer }
    }

    fn asks(&self, rest: Ask<'_>) -> bool {
        let read = || self.engine.parse(rest.question);
        rest.question.contains('?')
            && read().is_ok_and(|read| read.content().count() >= FEWEST_WORDS)
            && self.answer_as(rest).is_ok_and(|answer| answer.verdict == Verdict::Quoted)
    }
}

fn is_meant(inside: &str, corpus: &Corpus) -> bool {
    if inside.len() > LONGEST {
        return false;
    }
    let loaded = |id: &String| corpus.speeches().iter().any(|speech| speech.id() == id);
    let lower = inside.to_lowercase();
    let is_note = matches!(lower.split_whitespace().next(), Some("see" | "cf" | "cf." | "please"));
    let marked = lower.contains(['§', '¶'])
        || !is_note && lower.split(|c: char| !c.is_alphabetic()).any(|word| word == "section");
    // An id that could be any word needs more.
    let is_word = |id: &String| id.chars().all(char::is_alphabetic);
    let leads = || corpus.look_up(inside).is_ok();
    let is_reference = match inside.parse::<Reference>() {
        // “¶3” is one only where paragraphs are numbered throughout.
        Ok(Reference { locator, .. }) if locator.is_plain() && !leads() => false,
        Ok(Reference { speech: Some(id), .. }) => loaded(&id) && (marked || !is_word(&id)),
        Ok(_) => marked,
        Err(_) => marked && leads(),
    };
    // Part of a permalink looks like an old Discord tag, `bob#1234`.
    let is_permalink =
        |link: Permalink| link.is_whole() && link.speech.as_ref().is_some_and(loaded);
    is_reference || Permalink::parse(inside).is_some_and(is_permalink)
}

fn escaped(text: &str, at: usize) -> bool {
    text.slice(..at).bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

fn in_address(text: &str, at: usize) -> bool {
    let word = text.slice(..at).rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains("://") || word.starts_with("www.")
}

/// Each byte becomes a space, so that positions stay. An unclosed code block runs to the end:
/// somebody may still be typing it.
pub(super) fn without_code_and_quotes(message: &str) -> String {
    static TICKS: Pattern = Pattern::new("`+");
    let runs: Vec<Range<usize>> = TICKS.find_iter(message).map(|run| run.range()).collect();
    let mut rest = runs.as_slice();
    let mut hidden: Vec<Range<usize>> = Vec::new();
    while let [open, others @ ..] = rest {
        rest = match others.iter().position(|run| run.len() == open.len()) {
            Some(at) => {
                hidden.push(open.start..others[at].end);
                others.slice(at + 1..)
            }
            None => {
                hidden.extend((open.len() >= BLOCK_TICKS).then_some(open.start..message.len()));
                others
            }
        };
    }
    let mut line_start = 0;
    for line in message.split_inclusive('\n') {
        let bare = line.trim_start();
        let in_code = hidden.iter().any(|code| code.contains(&line_start));
        if bare.starts_with(">>>") && !in_code {
            hidden.push(line_start..message.len());
        } else if bare.starts_with('>') && !in_code {
            hidden.push(line_start..line_start + line.trim_end_matches('\n').len());
        }
        line_start += line.len();
    }
    let mut plain = message.as_bytes().to_vec();
    for at in hidden.into_iter().flatten() {
        if plain[at] != b'\n' {
            plain[at] = b' ';
        }
    }
    String::from_utf8(plain).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bot::tests::{BOT, assert_verbatim, bot_over, references, texts};

    fn found(message: &str) -> Vec<String> {
        BOT.ask.inline(message).0
    }

    fn reply(message: &str) -> Reply {
        let (references, rest) = BOT.ask.inline(message);
        BOT.ask.cite_inline(&references, Ask { question: &rest, ..Ask::default() })
    }

    #[test]
    fn ordinary_chat_names_no_reference() {
        let lines = include_str!("../../../tests/data/chat.txt").lines();
        assert_eq!(lines.clone().count(), 584);
        let others = [
            "```rust\nlet a = [§2 ¶3];\n```",
            "```\n[§2 ¶3]\n```",
            "```\n[§2 ¶3]",
            ">>> quote\n[§2 ¶3]",
            "hi\n> [§2 ¶3]\nno idea",
            "[§2\n¶3]",
            "[\u{200b}]",
        ];
        for message in lines.chain(others) {
            assert_eq!(found(message), Vec::<String>::new(), "{message:?}");
        }
    }

    #[test]
    fn a_reference_in_brackets_is_found_wherever_it_stands() {
        for (message, expected) in [
            ("[§2 ¶3]", &["§2 ¶3"][..]),
            ("look at [§2 ¶3].", &["§2 ¶3"]),
            ("([§2])", &["§2"]),
            ("**[§2 ¶3]** ||[Intro ¶1]||", &["§2 ¶3", "Intro ¶1"]),
            (
                "[section 2 paragraph 3] and [Section two, paragraph three]",
                &["section 2 paragraph 3", "Section two, paragraph three"],
            ),
            ("[ §2 ¶3–4 ]", &["§2 ¶3–4"]),
            ("[§1 photo 1][§1]x", &["§1 photo 1", "§1"]),
            ("[§1 photo 1] [§1]", &["§1 photo 1", "§1"]),
            ("[acftu-2023 §1 ¶2] [acftu-2023 note 1]", &["acftu-2023 §1 ¶2", "acftu-2023 note 1"]),
            ("[acftu-2024 §1 ¶2] [acftu-2024#k7f3q0ab2d]", &[]),
            ("[acftu-2023#k7f3q0ab2d]", &["acftu-2023#k7f3q0ab2d"]),
            ("[[§2 ¶3]]", &["§2 ¶3"]),
            ("[x [§2]", &["§2"]),
            ("`code` [§2] `code`", &["§2"]),
            ("a lone ` and [§2]", &["§2"]),
            ("https://example.org/a [§2]", &["§2"]),
            ("> quoted [§1]\n[§2]", &["§2"]),
            ("```\n[§1]\n```\n[§2]", &["§2"]),
            ("2 > 1 [§2]", &["§2"]),
            ("\\\\[§2]", &["§2"]),
            ("🎉[§2]🎉", &["§2"]),
            ("[§9 ¶1]", &["§9 ¶1"]),
        ] {
            assert_eq!(found(message), expected, "{message:?}");
        }
    }

    #[test]
    fn several_references_are_shown_together_and_each_once() {
        let range = reply("[§2 ¶1–2] [§2 ¶2]");
        assert_eq!(references(&range), ["§2 ¶1", "§2 ¶2"]);
        let one = reply("please [§2 ¶3]");
        assert_eq!((one.heading.as_deref(), one.buttons.len()), (Some("§2 ¶3"), 3));
        let many = reply(&"[§1 ¶1] ".repeat(11));
        assert_eq!(
            (references(&many), texts(&many).len()),
            (vec!["§1 ¶1".to_owned()], 1),
            "{many:?}"
        );
    }

    #[test]
    fn a_reference_to_nothing_is_explained_beside_the_others() {
        let mixed = reply("[§9 ¶1] [§2 ¶3]");
        assert_eq!(
            (references(&mixed), texts(&mixed)),
            (vec!["§2 ¶3".to_owned()], vec!["There is no §9 ¶1. The speech has 3 sections."])
        );
        assert!(!mixed.private);
        let none = reply("[§9 ¶1] [§2 ¶9]");
        assert!(none.private && texts(&none).len() == 2);
        assert!(reply("[§9 ¶1]").private);
    }

    #[test]
    fn a_question_beside_a_reference_is_answered_below_it() {
        let answered = reply("[§2 ¶1] Who creates the wealth?");
        assert!(answered.buttons.iter().any(|button| button.label == "Next passage"));
        for message in [
            "what does [§2 ¶1] say?",
            "[§2 ¶1]?",
            "can you show [§2 ¶1] please?",
            "workers, wealth and so on: [§2 ¶1]",
        ] {
            assert_eq!(references(&reply(message)), ["§2 ¶1"], "{message}");
        }
    }

    #[test]
    fn with_several_speeches_the_reference_says_which() {
        let source = "+++\ntitle = \"T\"\n+++\n# T\n\n## H\n\nSome words.\n";
        let bot = bot_over(&[("first-talk", source), ("second-talk", source)]);
        let message = "[first-talk §1 ¶1] [second-talk §1 ¶1] [§1 ¶1]";
        let reply = bot.ask.cite_inline(&bot.ask.inline(message).0, Ask::default());
        assert_eq!(references(&reply), ["first-talk §1 ¶1", "second-talk §1 ¶1"]);
        assert!(texts(&reply)[0].starts_with("Several speeches are loaded."));
    }

    proptest! {
        #[test]
        fn nothing_without_its_marks_is_found(line in r"([a-z]{1,8} |\[[a-z0-9 .,:;/#()x-]{0,12}\]|[0-9.:]{1,6}|\n|> |`){0,20}") {
            prop_assume!(!line.contains("section"));
            // A permalink has its own mark, and the speech's name before it.
            prop_assume!(!line.contains('#'));
            prop_assert_eq!(found(&line), Vec::<String>::new());
        }

        #[test]
        fn one_among_plain_words_is_always_found(before in "([a-zA-Z0-9.,!?()*_| ]|ż|🎉){0,40}", after in "( \
            [a-zA-Z0-9.,!?)*_| ]|ż|🎉){0,40}", section in 1..99_u32, paragraph in 1..99_u32) {
            prop_assume!(!before.contains("www."));
            let typed = format!("§{section} ¶{paragraph}");
            prop_assert_eq!(found(&format!("{before}[{typed}]{after}")), vec![typed]);
        }

        #[test]
        fn none_is_found_in_code_or_quotes(inside in "([a-z ]|\\[§2 ¶3\\]){1,20}") {
            for message in [format!("`{inside}`"), format!("```\n{inside}\n```"), format!("> \
                {inside}"), format!(">>> a\n{inside}\n{inside}")] {
                prop_assert_eq!(found(&message), Vec::<String>::new(), "{}", message);
            }
        }

        #[test]
        fn any_message_is_taken_apart_and_answered(message in r"(?s)(.|\[|\]|§|¶|`|>|[0-9]|\\|\[§[0-9] ¶[0-9]\]){0,80}") {
            let (found, rest) = BOT.ask.inline(&message);
            for bracket in ['[', ']'] {
                let [all, left] = [&message, &rest].map(|text| text.matches(bracket).count());
                prop_assert!(left + found.len() <= all, "{:?}", rest);
            }
            prop_assert!(rest.len() <= message.len());
            if !found.is_empty() {
                assert_verbatim(&BOT, &reply(&message));
            }
        }
    }
}
