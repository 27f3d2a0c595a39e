//! References inside a message: `[§2 ¶3]`.
//!
//! People write much in brackets: a reference needs a `§` or `¶`, the word *section*, a speech's
//! name or a whole permalink, and counts neither in code, links or block quotes nor after a
//! backslash.

use std::collections::HashSet;
use std::ops::Range;

use super::answers::AskService;
use super::question::Ask;
use crate::answer::Verdict;
use crate::bot::request::Message;
use crate::bot::{excerpt, messages};
use crate::corpus::{Corpus, Location, Locator, Permalink, Reference};
use crate::reply::{Part, Reply};
use crate::text::markup;

/// In bytes.
const LONGEST: usize = 80;

const MOST: usize = 8;

/// In bytes.
const ROOM: usize = 3_000;
const BESIDE_AN_ANSWER: usize = 1_200;

/// For the text around references to be a question.
const FEWEST_WORDS: usize = 2;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// In bytes of the message, brackets included.
    pub range: Range<usize>,
    pub reference: String,
}

impl Inline {
    fn find(message: &str, corpus: &Corpus) -> Vec<Inline> {
        let plain = without_code_and_quotes(message);
        let mut found = Vec::new();
        let mut open = None;
        for (at, c) in plain.char_indices() {
            match c {
                '[' if !escaped(&plain, at) => open = Some(at),
                '[' => open = None,
                ']' => {
                    let Some(start) = open.take() else { continue };
                    let inside = plain.get(start + 1..at).unwrap_or_default();
                    let after = plain.get(at + 1..).unwrap_or_default().trim_start_matches(']');
                    let is_link = after.starts_with('(') || escaped(&plain, at);
                    if !is_link && !in_address(&plain, start) && is_meant(inside, corpus) {
                        found.push(Inline {
                            range: start..at + 1,
                            reference: inside.trim().to_owned(),
                        });
                    }
                }
                '\n' => open = None,
                _ => {}
            }
        }
        found
    }

    pub fn rest(message: &str, found: &[Inline]) -> String {
        let mut rest = String::with_capacity(message.len());
        let mut at = 0;
        for inline in found {
            rest.push_str(message.get(at..inline.range.start).unwrap_or_default());
            rest.push(' ');
            at = inline.range.end;
        }
        rest.push_str(message.get(at..).unwrap_or_default());
        rest
    }
}

impl AskService {
    /// As typed, with markup.
    pub fn inline(&self, message: &str) -> Vec<Inline> {
        Inline::find(message, self.corpus())
    }

    pub fn reply_to_message(&self, message: &Message, ask: Ask<'_>) -> Reply {
        let references = self.inline(&message.content);
        let rest = Inline::rest(&message.content, &references);
        let question = if message.has_markup { markup::plain(&rest) } else { rest };
        let ask = Ask { question: &question, earlier: message.earlier.as_deref(), ..ask };
        match references.is_empty() {
            true => self.reply(ask),
            false => self.cite_inline(&references, ask),
        }
    }

    /// Shows each passage once, then the answer if `rest`, the other words, asks something. Private
    /// when no reference leads anywhere.
    pub fn cite_inline(&self, references: &[Inline], rest: Ask<'_>) -> Reply {
        let answer = Some(rest).filter(|rest| self.asks(rest)).map(|rest| self.reply(rest));
        if let ([only], None) = (references, &answer) {
            return self.cite.reply_as(&only.reference, rest);
        }
        let room = if answer.is_some() { BESIDE_AN_ANSWER } else { ROOM };
        let mut seen = HashSet::new();
        let (mut shown, mut parts): (Vec<Location>, Vec<Part>) = (Vec::new(), Vec::new());
        for inline in references.iter().take(MOST) {
            match self.cite.look_up(&inline.reference, rest.speeches()) {
                Ok(places) => {
                    shown.extend(places.into_iter().filter(|place| seen.insert(place.unit)))
                }
                Err(error) => parts.extend(
                    Some(Part::Text(error.to_string())).filter(|message| !parts.contains(message)),
                ),
            }
        }
        if references.len() > MOST {
            parts.push(Part::Text(messages::quotes::more_references(references.len() - MOST)));
        }
        let each = room / shown.len().max(1);
        let passages = shown.iter().map(|place| {
            let focus: Vec<usize> = place.sentence.into_iter().collect();
            Part::Passage(match focus.is_empty() {
                true => excerpt::beginning(self.corpus(), place.unit, each),
                false => excerpt::from_focus(self.corpus(), place.unit, &focus, each),
            })
        });
        let parts: Vec<Part> = passages.chain(parts).collect();
        match answer {
            Some(answer) => {
                Reply { parts: parts.into_iter().chain(answer.parts).collect(), ..answer }
            }
            None => Reply { private: rest.private || shown.is_empty(), parts, ..Reply::default() },
        }
    }

    fn asks(&self, rest: &Ask<'_>) -> bool {
        let content = |rest: &str| {
            self.engine.parse(rest).is_ok_and(|read| read.content().count() >= FEWEST_WORDS)
        };
        let answered =
            || self.answer_as(*rest).is_ok_and(|answer| answer.verdict == Verdict::Quoted);
        rest.question.contains('?') && content(rest.question) && answered()
    }
}

fn is_meant(inside: &str, corpus: &Corpus) -> bool {
    let loaded = |id: &String| corpus.speeches().iter().any(|speech| speech.id() == id);
    let lower = inside.to_lowercase();
    // “[see section 2]” is a note to people.
    let is_note = ["see", "cf", "cf.", "please"]
        .iter()
        .any(|lead| lower.split_whitespace().next() == Some(lead));
    let marked = lower.contains(['§', '¶'])
        || !is_note && lower.split(|c: char| !c.is_alphabetic()).any(|word| word == "section");
    // Part of a permalink looks like an old Discord tag, `bob#1234`.
    let permalink = || {
        inside
            .parse::<Permalink>()
            .is_ok_and(|link| link.speech.as_ref().is_some_and(loaded) && link.is_whole())
    };
    // An id that could be any word needs more.
    let is_word = |id: &String| id.chars().all(char::is_alphabetic);
    let reference = || {
        let read = inside.parse::<Reference>().ok();
        read.is_some_and(|read| {
            // “¶3” is one only where paragraphs are numbered throughout.
            let numbered =
                !matches!(read.locator, Locator::Plain { .. }) || corpus.look_up(inside).is_ok();
            numbered
                && read.speech.as_ref().map_or(marked, |id| loaded(id) && (marked || !is_word(id)))
        })
    };
    let several =
        || marked && inside.parse::<Reference>().is_err() && corpus.look_up(inside).is_ok();
    inside.len() <= LONGEST && (reference() || several() || inside.contains('#') && permalink())
}

fn escaped(text: &str, at: usize) -> bool {
    text.get(..at).unwrap_or_default().bytes().rev().take_while(|byte| *byte == b'\\').count() % 2
        == 1
}

fn in_address(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains("://") || word.starts_with("www.")
}

/// Each byte becomes a space, so that positions stay. An unclosed code block runs to the end:
/// somebody may still be typing it.
pub(super) fn without_code_and_quotes(message: &str) -> String {
    let mut hidden: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(start) =
        message.get(at..).and_then(|rest| rest.find('`')).map(|found| at + found)
    {
        let ticks = message
            .get(start..)
            .unwrap_or_default()
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        let inside = start + ticks;
        let end = closing(message, inside, ticks).or_else(|| (ticks >= 3).then_some(message.len()));
        hidden.extend(end.map(|end| start..end));
        at = end.unwrap_or(inside);
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
    let cover = |(at, c): (usize, char)| match c != '\n'
        && hidden.iter().any(|range| range.contains(&at))
    {
        true => " ".repeat(c.len_utf8()),
        false => c.to_string(),
    };
    message.char_indices().map(cover).collect()
}

/// The end of the run of exactly `ticks` backticks that closes code.
fn closing(message: &str, from: usize, ticks: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let start = at + message.get(at..)?.find('`')?;
        let length = message.get(start..)?.bytes().take_while(|byte| *byte == b'`').count();
        at = start + length;
        if length == ticks {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bot::tests::{BOT, assert_verbatim, bot, references};
    use crate::corpus::Corpus;

    fn found(message: &str) -> Vec<String> {
        BOT.ask.inline(message).into_iter().map(|inline| inline.reference).collect()
    }

    fn reply(message: &str) -> Reply {
        let references = BOT.ask.inline(message);
        let rest = Inline::rest(message, &references);
        BOT.ask.cite_inline(&references, Ask { question: &rest, ..Ask::default() })
    }

    fn texts(reply: &Reply) -> Vec<&str> {
        reply
            .parts
            .iter()
            .filter_map(|part| if let Part::Text(text) = part { Some(text.as_str()) } else { None })
            .collect()
    }

    /// Lines as people write them in chats and study channels; none of them asks for a passage.
    const CHAT: &[&str] = &[
        "ok",
        "lol",
        "see you at 2.3",
        "[1]",
        "[2]",
        "[12]",
        "[1, 2]",
        "[1-3]",
        "[2.3]",
        "[2:3]",
        "[2/3]",
        "[2,3]",
        "[2 3]",
        "[ 2.3 ]",
        "[v2.3]",
        "[v1.0.0]",
        "[1.2.3]",
        "version [2.3] is out",
        "[x] buy milk",
        "[ ] buy bread",
        "- [x] done",
        "- [ ] open",
        "[X]",
        "[!]",
        "[?]",
        "[...]",
        "[…]",
        "[citation needed]",
        "[citation needed][1]",
        "[sic]",
        "he said “[the] union”",
        "[laughs]",
        "[deleted]",
        "[removed]",
        "[edit: typo]",
        "[edit 2]",
        "[update 3]",
        "[12:30]",
        "[12:30:05] joined",
        "[2026-11-22]",
        "[22.11.2026]",
        "[11/22]",
        "[Nov 22]",
        "[10am-12pm]",
        "[00:01:23] <bob> hi",
        "arr[2]",
        "arr[2:3]",
        "arr[2][3]",
        "matrix[1,2] = 4",
        "list[0]",
        "a[i]",
        "a[i][j]",
        "xs[-1]",
        "dict['section']",
        "x[1:]",
        "x[:2]",
        "[John 3:16]",
        "John 3:16",
        "[Gen 1:1-3]",
        "[1 Cor 13:4]",
        "[Ps 23]",
        "[Matthew 5, 3-12]",
        "[Quran 2:255]",
        "[Rom. 8:28]",
        "[2 Kings 2]",
        "[Note 1]",
        "[note 2]",
        "[n1]",
        "[s2p3]",
        "[s2]",
        "[p3]",
        "[p. 3]",
        "[pp. 3-5]",
        "[par. 3]",
        "[para 3]",
        "[paragraph 3]",
        "[page 3]",
        "[chapter 2]",
        "[ch. 2]",
        "[part 2]",
        "[part 2/3]",
        "[fig. 1]",
        "[photo 1]",
        "[intro]",
        "[Intro 1]",
        "[title]",
        "[source]",
        "[Source: wiki]",
        "[image 3]",
        "[picture 1]",
        "[footnote 4]",
        "[II]",
        "[III.2]",
        "[iv]",
        "[XI]",
        "[Xi]",
        "[Xi Jinping]",
        "[one]",
        "[two three]",
        "[first]",
        "[third paragraph]",
        "[#general]",
        "[#2.3]",
        "[#1234]",
        "[#k7f3]",
        "[#ff8800]",
        "[abc#1234]",
        "[bob#1234]",
        "[C# 7.3]",
        "[issue #42]",
        "[PR #42]",
        "[a](https://example.org/§2)",
        "[link](http://x.y)",
        "[§2 ¶3](https://example.org)",
        "[section 2](https://example.org)",
        "[see §2 ¶3](https://example.org/a)",
        "[[§2 ¶3]](https://example.org)",
        "\\[§2 ¶3]",
        "\\[§2 ¶3\\]",
        "[§2 ¶3\\]",
        "`[§2 ¶3]`",
        "``[§2 ¶3]``",
        "`` ` [§2 ¶3] ``",
        "```[§2 ¶3]```",
        "```rust\nlet a = [§2 ¶3];\n```",
        "```\n[§2 ¶3]\n```",
        "```\n[§2 ¶3]",
        "> [§2 ¶3]",
        "> as the bot said [§2 ¶3]",
        ">[§2 ¶3]",
        ">>> [§2 ¶3]",
        ">>> quote\n[§2 ¶3]",
        "hi\n> [§2 ¶3]\nno idea",
        "  > [§2 ¶3]",
        "https://example.org/[§2 ¶3]",
        "https://example.org/?q=[§2]",
        "https://example.org/wiki/Section_2#[§2]",
        "<https://example.org/[§2]>",
        "www.example.org/[§2]",
        "§2 ¶3",
        "2.3",
        "section 2 paragraph 3",
        "see § 2 there",
        "(§2 ¶3)",
        "{§2 ¶3}",
        "<§2 ¶3>",
        "\"§2 ¶3\"",
        "§2 ¶3]",
        "[§2 ¶3",
        "[§2\n¶3]",
        "[§]",
        "[¶]",
        "[§§]",
        "[¶3]",
        "[¶ 3]",
        "[§0]",
        "[§ ]",
        "[section]",
        "[section two three four]",
        "[in this section]",
        "[see section 2]",
        "[section 2 of the law]",
        "[section A]",
        "[Section 2a]",
        "[§ 2 BGB]",
        "[§ 823 Abs. 1 BGB]",
        "[§ 12 StVO]",
        "[Art. 5]",
        "[art 5 § 2 GG]",
        "[18 U.S.C. § 1001]",
        "[§2-¶]",
        "[§2.]]]( x",
        "[cross-section 2 view]",
        "[x-section]",
        "[subsection 2]",
        "[Section 2: the answer]",
        "[3 paragraphs]",
        "[100%]",
        "[$5]",
        "[5€]",
        "[10 kg]",
        "[1/2 cup]",
        "[5x]",
        "[3x3]",
        "[1920x1080]",
        "[192.168.0.1]",
        "[::1]",
        "[127.0.0.1:80]",
        "[a-z]",
        "[0-9]+",
        "[^abc]",
        "regex [2-3]{2}",
        "[INFO] started",
        "[ERROR 404]",
        "[WARN] section skipped",
        "[DEBUG] 2.3 ms",
        "[ 12%] Building",
        "[2/10] Compiling",
        "[main 3c2ecf3] commit",
        "[master] §",
        "[user@host ~]$ ls",
        "[RE]",
        "[OT]",
        "[NSFW]",
        "[Poll] 1 or 2?",
        "[A] yes [B] no",
        "[1] yes [2] no",
        "[1]: https://example.org",
        "[^1]",
        "[^1]: note",
        "[[wiki]]",
        "[[2.3]]",
        "[b]bold[/b]",
        "[quote]hi[/quote]",
        "[url=https://x.y]x[/url]",
        "[12]",
        ":section: [2]",
        "<t:1700000000:R> [2]",
        "<:par:123> [3]",
        "/cite §2 ¶3",
        "/roll [2d6]",
        "!cite §2",
        "what time is it [CET]?",
        "how many [approx. 3]?",
        "[2] + [3] = ?",
        "f[x] = x^2",
        "[1,2]∪[3,4]",
        "(2, 3]",
        "[2, 3)",
        "[0,1]",
        "P[X=2]",
        "E[X]",
        "O[n]",
        "H[2]O",
        "[Fe(CN)6]",
        "[H+]",
        "B[3]",
        "[3] Smith 2020",
        "Smith [2020]",
        "(see [3, p. 12])",
        "[Smith 2020, p. 3]",
        "[Smith, 2020: 3]",
        "[ibid.]",
        "[op. cit., 2.3]",
        "[trans.]",
        "[emphasis added]",
        "[sections]",
        "[par. 2.3]",
        "[s. 2]",
        "[ss. 2-3]",
        "[cl. 4]",
        "[rule 2.3]",
        "[level 2.3]",
        "[stage 2-3]",
        "[Season 2 Episode 3]",
        "[S2E3]",
        "[s02e03]",
        "[Vol. 2]",
        "[No. 9]",
        "[Q2 2023]",
        "[2023]",
        "[1949]",
        "[2012-2023]",
        "[18th]",
        "[2nd]",
        "[GMT+2]",
        "[UTC-03:00]",
        "[12h]",
        "[2.3k]",
        "[2.3M]",
        "[~2.3]",
        "[>2.3]",
        "[<2.3]",
        "[=2.3]",
        "[±2.3]",
        "[−2]",
        "[+1]",
        "[-1]",
        "[+]",
        "[]",
        "[ ]",
        "[[]]",
        "][",
        "[[[",
        "]]]",
        "[\u{200b}]",
        "[🎉]",
        "[🎉 2.3]",
        "[二]",
        "[第2节]",
        "[第2章第3段]",
        "[قسم 2]",
        "[раздел 2]",
        "[2°]",
        "[2′3″]",
    ];

    #[test]
    fn ordinary_chat_names_no_reference() {
        let more = include_str!("../../../tests/data/chat.txt");
        assert_eq!(more.lines().count(), 300);
        for line in CHAT.iter().copied().chain(more.lines()) {
            assert_eq!(found(line), Vec::<String>::new(), "{line:?}");
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
        let both = reply("compare [§2 ¶3] with [§3 ¶1], and [2.3] with [§2 ¶3] again");
        assert_eq!(references(&both), ["§2 ¶3", "§3 ¶1"]);
        assert!(!both.private && texts(&both).is_empty());
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
        let reply = reply("[§2 ¶1] Who creates the wealth?");
        assert_eq!(references(&reply), ["§2 ¶1", "§3 ¶1"]);
        assert!(reply.buttons.iter().any(|button| button.label == "Next passage"));
        for message in [
            "what does [§2 ¶1] say?",
            "[§2 ¶1]?",
            "can you show [§2 ¶1] please?",
            "workers, wealth and so on: [§2 ¶1]",
        ] {
            assert_eq!(references(&super::tests::reply(message)), ["§2 ¶1"], "{message}");
        }
    }

    #[test]
    fn with_several_speeches_the_reference_says_which() {
        let source = "+++\ntitle = \"T\"\n+++\n# T\n\n## H\n\nSome words.\n";
        let sources = [("first-talk", source), ("second-talk", source)];
        let bot = bot(Corpus::from_sources(&sources).unwrap());
        let message = "[first-talk §1 ¶1] [second-talk §1 ¶1] [§1 ¶1]";
        let reply = bot.ask.cite_inline(&bot.ask.inline(message), Ask::default());
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
            let found = BOT.ask.inline(&message);
            for inline in &found {
                let words = message.get(inline.range.clone()).unwrap();
                prop_assert!(words.starts_with('[') && words.ends_with(']'));
            }
            prop_assert!(Inline::rest(&message, &found).len() <= message.len());
            if !found.is_empty() {
                assert_verbatim(&BOT, &reply(&message));
            }
        }
    }
}
