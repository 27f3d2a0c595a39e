//! What Discord is sent: the look as snapshots, and never more than Discord allows, whatever a corpus holds.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::bot::{Ask, Bot, Press};
use crate::corpus::Corpus;
use crate::index::PassageIndex;
use crate::search::Engine;

static BOT: LazyLock<Bot> =
    LazyLock::new(|| bot(Corpus::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).unwrap()));

fn bot(corpus: Corpus) -> Bot {
    let index = PassageIndex::build(&corpus).unwrap();
    Bot::new(Engine::new(Arc::new(corpus), index), 3)
}

fn sent(reply: &Reply) -> Value {
    serde_json::to_value(response(reply)).unwrap()
}

fn ask(question: &str) -> Reply {
    BOT.ask(Ask { question, ..Ask::default() })
}

#[test]
fn a_quoted_answer() {
    insta::assert_json_snapshot!(sent(&ask("Who creates the wealth?")));
}

#[test]
fn a_private_answer_can_be_shared() {
    insta::assert_json_snapshot!(sent(&BOT.ask(Ask {
        question: "What should trade unions hold?",
        private: true,
        ..Ask::default()
    })));
}

#[test]
fn an_answer_that_is_not_in_the_speech() {
    insta::assert_json_snapshot!(sent(&ask("Which planet has the most moons?")));
}

#[test]
fn the_nearest_passage_with_what_the_text_does_not_mention() {
    insta::assert_json_snapshot!(sent(&ask("In which year was the All-China Federation of Trade Unions founded?")));
}

#[test]
fn about_and_help() {
    insta::assert_json_snapshot!([sent(&BOT.about()), sent(&BOT.help())]);
}

#[test]
fn the_paragraphs_around() {
    let around =
        ask("Who creates the wealth?").buttons.iter().find(|button| button.label == "Around it").unwrap().action.to_string();
    insta::assert_json_snapshot!(sent(
        &BOT.press(&around, Press { heading: Some("Who?"), by: "Ann", private: true, ..Press::default() })
    ));
}

#[test]
fn a_section_with_its_buttons() {
    insta::assert_json_snapshot!(sent(&BOT.cite("§2", true)));
}

#[test]
fn an_outline_with_its_menu() {
    insta::assert_json_snapshot!(sent(&BOT.outline("", false)));
}

#[test]
fn a_citation_to_copy() {
    let copy =
        ask("Who creates the wealth?").buttons.iter().find(|button| button.label == "Copy citation").unwrap().action.to_string();
    insta::assert_json_snapshot!(sent(&BOT.press(&copy, Press { private: true, ..Press::default() })));
}

#[test]
fn several_references_in_a_message() {
    let message = "[§2 ¶3] and [acftu-2023 Note 1], [§9 ¶1]";
    insta::assert_json_snapshot!(sent(&BOT.cite_inline(&BOT.inline(message), Ask::default())));
}

#[test]
fn many_sections_stand_in_menus_of_twenty_five() {
    let sections: String = (1..=130).map(|number| format!("## Section {number} {}\n\nWords.\n\n", "word ".repeat(50))).collect();
    let bot = bot(Corpus::from_source("many", &format!("+++\ntitle = \"Many\"\n+++\n\n{sections}")).unwrap());
    let outline = bot.outline("", false);
    assert_within_limits(&outline);
    let rows = sent(&outline)["components"].as_array().unwrap().clone();
    let options = |row: &Value| row["components"][0]["options"].as_array().unwrap().len();
    assert_eq!(rows.iter().map(options).collect::<Vec<_>>(), [25, 25, 25, 25, 25]);
    assert_eq!(rows[1]["components"][0]["placeholder"], "Open a section from §26 on");
}

#[test]
fn six_buttons_stand_in_two_even_rows() {
    let first = BOT.ask(Ask { question: "What should trade unions hold?", private: true, ..Ask::default() });
    let next = first.buttons.iter().find(|button| button.label == "Next passage").unwrap().action.to_string();
    let reply = BOT.press(&next, Press { private: true, ..Press::default() });
    let rows = sent(&reply)["components"].as_array().unwrap().clone();
    assert_eq!(rows.iter().map(|row| row["components"].as_array().unwrap().len()).collect::<Vec<_>>(), [3, 3]);
}

#[test]
fn a_text_that_holds_the_end_of_a_block_is_shown_without_one() {
    let bot = bot(Corpus::from_source("code", "+++\ntitle = \"C\"\n+++\n\nWrite x``` and *y*.\n").unwrap());
    let key = bot.corpus().unit(bot.corpus().unit_ids().next().unwrap()).1.key.clone();
    let sent = sent(&bot.press(&format!("c1:{key}"), Press { private: true, ..Press::default() }));
    let description = sent["embeds"][0]["description"].as_str().unwrap();
    assert!(description.contains("Write x\\`\\`\\` and \\*y\\*.") && !description.contains("```"), "{description}");
}

/// Discord's limits, counted as Discord counts.
fn assert_within_limits(reply: &Reply) {
    let sent = sent(reply);
    let embed = &sent["embeds"][0];
    let length = |value: &Value| value.as_str().unwrap_or_default().chars().count();
    let (title, description, footer) = (length(&embed["title"]), length(&embed["description"]), length(&embed["footer"]["text"]));
    assert!(title <= 256 && (1..=4_096).contains(&description) && footer <= 2_048, "{title} {description} {footer}");
    assert!(title + description + footer <= 6_000);
    assert_eq!(sent["allowed_mentions"], serde_json::json!({"parse": [], "users": [], "roles": []}));
    for row in sent["components"].as_array().unwrap() {
        let buttons = row["components"].as_array().unwrap();
        assert!(
            buttons.len() <= 5
                && buttons
                    .iter()
                    .all(|button| (1..=100).contains(&length(&button["custom_id"])) && length(&button["label"]) <= 80)
        );
    }
    let builder = twilight_embed(embed);
    twilight_validate::embed::embed(&builder).unwrap();
}

/// The same embed as another library reads it, for its opinion.
fn twilight_embed(embed: &Value) -> twilight_model::channel::message::Embed {
    let mut embed = embed.clone();
    embed["type"] = "rich".into();
    serde_json::from_value(embed).unwrap()
}

static ODD: LazyLock<Vec<Bot>> = LazyLock::new(|| {
    let stars = "*_~`|<[".repeat(9_000);
    let words = "word and ".repeat(7_000);
    let sources = [
        format!("+++\ntitle = \"{0}\"\nspeaker = \"{0}\"\n+++\n# {0}\n\n{words}\n", "T".repeat(3_000)),
        format!("+++\ntitle = \"x\"\n+++\na{stars}\n\n{}\n", "a*. ".repeat(9_000)),
        "+++\ntitle = \"عنوان\"\nlanguage = \"ar\"\n+++\n# عنوان\n\nهذه جملة. وهذه أخرى 🎉🎉. @everyone <@1>\n\n🎉👩‍👩‍👧‍👧 word\n"
            .to_owned(),
        "+++\ntitle = \"x\"\n+++\n## word\n\n## word\n\n## word\n\nword\n".to_owned(),
    ];
    sources.iter().map(|source| bot(Corpus::from_source("odd", source).unwrap())).collect()
});

#[test]
fn long_quotes_are_cut_at_a_sentence_and_stay_verbatim() {
    for bot in ODD.iter() {
        let passages = bot.corpus().unit_ids().map(|unit| bot.corpus().unit(unit).1.key.clone());
        for key in passages.collect::<Vec<_>>() {
            assert_within_limits(&bot.press(&format!("c1:{key}"), Press::default()));
            let pages = [format!("m1:{key}.0"), format!("a1:{key}.0"), format!("n1:0:{key}.0.1"), format!("n1:0:{key}")];
            for action in pages {
                let reply = bot.press(&action, Press::default());
                assert!(reply.quotes().next().is_some());
                assert_within_limits(&reply);
                let description = sent(&reply)["embeds"][0]["description"].as_str().unwrap().to_owned();
                for line in description.lines().filter_map(|line| line.strip_prefix("> ")) {
                    let shown = super::markdown::unescape(&line.replace("**", ""));
                    for part in shown.split(" … ").map(|part| part.trim_start_matches("… ").trim_end_matches(" …")) {
                        assert!(bot.corpus().speeches()[0].text().contains(part), "{part:?}");
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_reply_is_more_than_discord_allows(
        typed in r"(?s).{0,300}|(word|a|هذه|🎉|T| ){0,40}|[*_~`|<\[\\]{0,400}",
        long in 0..3_usize,
        which in 0..4_usize,
    ) {
        let typed = if long == 0 { typed.repeat(4_000 / typed.len().max(1)) } else { typed };
        let bot = &ODD[which];
        let reply = bot.ask(Ask { question: &typed, ..Ask::default() });
        assert_within_limits(&reply);
        for button in &reply.buttons {
            assert_within_limits(&bot.press(&button.action.to_string(), Press { heading: reply.heading.as_deref(), by: &typed, private: true, ..Press::default() }));
        }
        assert_within_limits(&bot.cite(&typed, false));
        let message = format!("[§1 ¶1] [Intro ¶1–2] [§9] {typed} [Intro ¶1]?");
        assert_within_limits(&bot.cite_inline(&bot.inline(&message), Ask { question: &typed, ..Ask::default() }));
        assert_within_limits(&bot.outline("", false));
    }
}
