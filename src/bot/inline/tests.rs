//! References in messages: what is meant as one, and two hundred and more lines of chat that are not.

use proptest::prelude::*;

use super::*;
use crate::bot::tests::{BOT, assert_verbatim, bot, references};
use crate::corpus::{Corpus, Speech};

fn found(message: &str) -> Vec<String> {
    BOT.inline(message).into_iter().map(|inline| inline.reference).collect()
}

fn reply(message: &str) -> Reply {
    let references = BOT.inline(message);
    let rest = Inline::rest(message, &references);
    BOT.cite_inline(&references, Ask { question: &rest, ..Ask::default() })
}

fn told(reply: &Reply) -> Vec<&str> {
    reply.parts.iter().filter_map(|part| if let Part::Text(text) = part { Some(text.as_str()) } else { None }).collect()
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
    assert!(CHAT.len() >= 200, "{}", CHAT.len());
    for line in CHAT {
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
    assert!(!both.private && told(&both).is_empty());
    let range = reply("[§2 ¶1–2] [§2 ¶2]");
    assert_eq!(references(&range), ["§2 ¶1", "§2 ¶2"]);
    let one = reply("please [§2 ¶3]");
    assert_eq!((one.heading.as_deref(), one.buttons.len()), (Some("§2 ¶3"), 3));
    let many = reply(&"[§1 ¶1] ".repeat(11));
    assert_eq!((references(&many), told(&many).len()), (vec!["§1 ¶1".to_owned()], 1), "{many:?}");
}

#[test]
fn one_that_does_not_exist_is_told_beside_the_others() {
    let mixed = reply("[§9 ¶1] [§2 ¶3]");
    assert_eq!(
        (references(&mixed), told(&mixed)),
        (vec!["§2 ¶3".to_owned()], vec!["There is no §9 ¶1. The speech has 3 sections."])
    );
    assert!(!mixed.private);
    let none = reply("[§9 ¶1] [§2 ¶9]");
    assert!(none.private && told(&none).len() == 2);
    assert!(reply("[§9 ¶1]").private);
}

#[test]
fn a_question_beside_a_reference_is_answered_below_it() {
    let reply = reply("[§2 ¶1] Who creates the wealth?");
    assert_eq!(references(&reply), ["§2 ¶1", "§3 ¶1"]);
    assert!(reply.buttons.iter().any(|button| button.label == "Next passage"));
    for message in ["what does [§2 ¶1] say?", "[§2 ¶1]?", "can you show [§2 ¶1] please?", "workers, wealth and so on: [§2 ¶1]"]
    {
        assert_eq!(references(&super::tests::reply(message)), ["§2 ¶1"], "{message}");
    }
}

#[test]
fn with_several_speeches_the_reference_says_which() {
    let speech = |id: &str| {
        let source = format!("+++\ntitle = \"T\"\n+++\n# T\n\n## H\n\nWords of {id}.\n");
        Speech::parse(id, std::path::Path::new(id), &source).unwrap()
    };
    let bot = bot(Corpus::new(vec![speech("first-talk"), speech("second-talk")]));
    let message = "[first-talk §1 ¶1] [second-talk §1 ¶1] [§1 ¶1]";
    let reply = bot.cite_inline(&bot.inline(message), Ask::default());
    assert_eq!(references(&reply), ["first-talk §1 ¶1", "second-talk §1 ¶1"]);
    assert!(told(&reply)[0].starts_with("Several speeches are loaded."));
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
    fn one_among_plain_words_is_always_found(before in "([a-zA-Z0-9.,!?()*_| ]|ż|🎉){0,40}", after in "( [a-zA-Z0-9.,!?)*_| ]|ż|🎉){0,40}", section in 1..99_u32, paragraph in 1..99_u32) {
        prop_assume!(!before.contains("www."));
        let typed = format!("§{section} ¶{paragraph}");
        prop_assert_eq!(found(&format!("{before}[{typed}]{after}")), vec![typed]);
    }

    #[test]
    fn none_is_found_in_code_or_quotes(inside in "([a-z ]|\\[§2 ¶3\\]){1,20}") {
        for message in [format!("`{inside}`"), format!("```\n{inside}\n```"), format!("> {inside}"), format!(">>> a\n{inside}\n{inside}")] {
            prop_assert_eq!(found(&message), Vec::<String>::new(), "{}", message);
        }
    }

    #[test]
    fn any_message_is_taken_apart_and_answered(message in r"(?s)(.|\[|\]|§|¶|`|>|[0-9]|\\|\[§[0-9] ¶[0-9]\]){0,80}") {
        let found = BOT.inline(&message);
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
