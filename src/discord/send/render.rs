//! A [`Reply`] as Discord's message: one embed for a phone, buttons below, nobody pinged.

use serenity::all::{
    CreateAllowedMentions, CreateAttachment, CreateEmbed, CreateEmbedFooter,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage,
    EditInteractionResponse, Nonce,
};

use super::components::rows;
use super::description::description;
use crate::discord::limits::{self, ELLIPSIS};
use crate::discord::markdown;
use crate::reply::Reply;

const COLOUR: u32 = 0x4f_6d_8f;

/// A first answer, or in place of the pressed button's message.
pub(super) fn response(reply: &Reply) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .embed(embed(reply))
        .components(rows(reply))
        .add_files(file(reply))
        .ephemeral(reply.private)
        .allowed_mentions(CreateAllowedMentions::new())
}

pub(super) fn edit(reply: &Reply) -> EditInteractionResponse {
    let edit = EditInteractionResponse::new()
        .embed(embed(reply))
        .components(rows(reply))
        .allowed_mentions(CreateAllowedMentions::new());
    match file(reply) {
        Some(file) => edit.new_attachment(file),
        None => edit,
    }
}

/// A reply beside the deferred one.
pub(super) fn follow_up(reply: &Reply) -> CreateInteractionResponseFollowup {
    CreateInteractionResponseFollowup::new()
        .embed(embed(reply))
        .components(rows(reply))
        .add_files(file(reply))
        .ephemeral(reply.private)
        .allowed_mentions(CreateAllowedMentions::new())
}

/// Discord compares the name with recent ones: a message sent twice is seen once.
pub(crate) fn message(reply: &Reply, name: String) -> CreateMessage {
    CreateMessage::new()
        .nonce(Nonce::String(name))
        .enforce_nonce(true)
        .embed(embed(reply))
        .components(rows(reply))
        .add_files(file(reply))
        .allowed_mentions(CreateAllowedMentions::new().replied_user(false))
}

fn file(reply: &Reply) -> Option<CreateAttachment> {
    reply.file.as_ref().map(|file| CreateAttachment::bytes(file.bytes.as_slice(), file.name))
}

fn embed(reply: &Reply) -> CreateEmbed {
    let mut embed = CreateEmbed::new().colour(COLOUR).description(description(reply));
    if let Some(heading) = &reply.heading {
        embed = embed.title(heading_text(heading));
    }
    if let Some(credit) = reply.credit() {
        embed = embed.footer(CreateEmbedFooter::new(limits::cut(credit, limits::FOOTER)));
    }
    embed
}

/// Such that [`markdown::unescape`] gives it back.
fn heading_text(heading: &str) -> String {
    let room = limits::TITLE - limits::length(ELLIPSIS);
    let (mut out, taken) = markdown::escaped(heading, true, room);
    if taken < heading.len() {
        out.push_str(ELLIPSIS);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::bot::tests::{BOT, ask_bot, bot_over, button, press};
    use crate::bot::{Actor, Ask, Bot, Origin, Request, RequestKind, Visibility};
    use crate::reply::Part;

    const UNIONS: &str = "What should trade unions hold?";

    fn sent(reply: &Reply) -> Value {
        serde_json::to_value(response(reply)).unwrap()
    }

    fn ask(question: &str) -> Reply {
        ask_bot(&BOT, question)
    }

    fn under(question: &str) -> Ask<'_> {
        Ask { question, ..Ask::default() }
    }

    #[test]
    fn a_quoted_answer() {
        insta::assert_json_snapshot!(sent(&ask("Who creates the wealth?")));
    }

    #[test]
    fn an_answer_that_is_not_in_the_speech() {
        insta::assert_json_snapshot!(sent(&ask("Which planet has the most moons?")));
    }

    fn handled(kind: RequestKind) -> Reply {
        let (actor, origin) = (Actor::default(), Origin::default());
        let request = Request { actor, origin, visibility: Visibility::Private, kind };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(BOT.handle(request)).unwrap()
    }

    #[test]
    fn about_and_help() {
        let replies = [RequestKind::About, RequestKind::Help].map(|kind| sent(&handled(kind)));
        insta::assert_json_snapshot!(replies);
    }

    #[test]
    fn the_paragraphs_around() {
        let around = button(&ask("Who creates the wealth?"), "Around it");
        insta::assert_json_snapshot!(sent(&press(&BOT, &around, under("Who?"))));
    }

    #[test]
    fn an_outline_with_its_menu() {
        insta::assert_json_snapshot!(sent(&BOT.cite.outline("")));
    }

    #[test]
    fn a_citation_to_copy() {
        let copy = button(&ask("Who creates the wealth?"), "Copy citation");
        insta::assert_json_snapshot!(sent(&press(&BOT, &copy, under(""))));
    }

    #[test]
    fn several_references_in_a_message() {
        let message = "[§2 ¶3] and [acftu-2023 Note 1], [§9 ¶1]";
        insta::assert_json_snapshot!(sent(
            &BOT.ask.cite_inline(&BOT.ask.inline(message).0, Ask::default())
        ));
    }

    #[test]
    fn many_sections_stand_in_menus_of_twenty_five() {
        let sections: String = (1..=130)
            .map(|number| format!("## Section {number} {}\n\nWords.\n\n", "word ".repeat(50)))
            .collect();
        let source = format!("+++\ntitle = \"Many\"\n+++\n\n{sections}");
        let bot = bot_over(&[("many", &source)]);
        let outline = bot.cite.outline("");
        assert_within_limits(&outline);
        let rows = sent(&outline)["components"].as_array().unwrap().clone();
        let options = |row: &Value| row["components"][0]["options"].as_array().unwrap().len();
        assert_eq!(rows.iter().map(options).collect::<Vec<_>>(), [25, 25, 25, 25, 25]);
        assert_eq!(rows[1]["components"][0]["placeholder"], "Open a section from §26 on");
    }

    #[test]
    fn many_parts_stay_within_the_limit_and_what_is_left_out_is_marked() {
        let words: String =
            (1..=200).map(|number| format!("Words of paragraph {number}.\n\n")).collect();
        let bot = bot_over(&[("many", &format!("+++\ntitle = \"x\"\n+++\n{words}"))]);
        let typed = bot.ask.inline("[¶1–199] [¶200]").0;
        let cited = bot.ask.cite_inline(&typed, Ask::default());
        assert_within_limits(&cited);
        // 4,084 characters leave just enough for both others and the mark.
        for length in 4_070..4_100 {
            let parts = ["x".repeat(length), "more".to_owned(), "y".to_owned()].map(Part::Text);
            let reply = Reply { parts: parts.into(), ..Reply::default() };
            assert_within_limits(&reply);
            assert_eq!(description(&reply).contains("\n\n…"), length > 4_084, "{length}");
        }
    }

    #[test]
    fn six_buttons_stand_in_two_even_rows() {
        let next = button(&ask(UNIONS), "Next passage");
        let reply = press(&BOT, &next, under(""));
        let rows = sent(&reply)["components"].as_array().unwrap().clone();
        assert_eq!(
            rows.iter().map(|row| row["components"].as_array().unwrap().len()).collect::<Vec<_>>(),
            [3, 3]
        );
    }

    #[test]
    fn a_text_that_holds_the_end_of_a_block_is_shown_without_one() {
        let source = "+++\ntitle = \"C\"\n+++\n\nWrite x``` and *y*.\n";
        let bot = bot_over(&[("code", source)]);
        let key = bot.corpus().unit(bot.corpus().unit_ids().next().unwrap()).1.key.clone();
        let sent = sent(&press(&bot, &format!("c1:{key}"), under("")));
        let description = sent["embeds"][0]["description"].as_str().unwrap();
        assert!(
            description.contains("Write x\\`\\`\\` and \\*y\\*.") && !description.contains("```"),
            "{description}"
        );
    }

    /// Discord's limits, counted as Discord counts.
    fn assert_within_limits(reply: &Reply) {
        let sent = sent(reply);
        let embed = &sent["embeds"][0];
        let length = |value: &Value| value.as_str().unwrap_or_default().chars().count();
        assert!(length(&embed["description"]) > 0);
        assert_eq!(
            sent["allowed_mentions"],
            serde_json::json!({"parse": [], "users": [], "roles": []})
        );
        for row in sent["components"].as_array().unwrap() {
            let buttons = row["components"].as_array().unwrap();
            assert!(
                buttons.len() <= 5
                    && buttons
                        .iter()
                        .all(|button| (1..=100).contains(&length(&button["custom_id"]))
                            && length(&button["label"]) <= 80)
            );
        }
        // The same embed as another library reads it, for its opinion.
        let mut embed = embed.clone();
        embed["type"] = "rich".into();
        twilight_validate::embed::embed(&serde_json::from_value(embed).unwrap()).unwrap();
    }

    static ODD: LazyLock<Vec<Bot>> = LazyLock::new(|| {
        let stars = "*_~`|<[".repeat(9_000);
        let words = "word and ".repeat(7_000);
        let sources = [
            format!(
                "+++\ntitle = \"{0}\"\nspeaker = \"{0}\"\n+++\n# {0}\n\n{words}\n",
                "T".repeat(3_000)
            ),
            format!("+++\ntitle = \"x\"\n+++\na{stars}\n\n{}\n", "a*. ".repeat(9_000)),
            "+++\ntitle = \"عنوان\"\nlanguage = \"ar\"\n+++\n# عنوان\n\nهذه جملة. وهذه أخرى 🎉🎉. \
             @everyone <@1>\n\n🎉👩‍👩‍👧‍👧 word\n"
                .to_owned(),
            "+++\ntitle = \"x\"\n+++\n## word\n\n## word\n\n## word\n\nword\n".to_owned(),
        ];
        sources.iter().map(|source| bot_over(&[("odd", source)])).collect()
    });

    #[test]
    fn long_quotes_are_cut_at_a_sentence_and_stay_verbatim() {
        for bot in ODD.iter() {
            let passages =
                bot.corpus().unit_ids().map(|unit| bot.corpus().unit(unit).1.key.clone());
            for key in passages.collect::<Vec<_>>() {
                assert_within_limits(&press(bot, &format!("c1:{key}"), Ask::default()));
                let pages = [
                    format!("m1:{key}.0"),
                    format!("a1:{key}.0"),
                    format!("n1:0:{key}.0.1"),
                    format!("n1:0:{key}"),
                ];
                for action in pages {
                    let reply = press(bot, &action, Ask::default());
                    assert!(reply.quotes().next().is_some());
                    assert_within_limits(&reply);
                    let description =
                        sent(&reply)["embeds"][0]["description"].as_str().unwrap().to_owned();
                    for line in description.lines().filter_map(|line| line.strip_prefix("> ")) {
                        let shown = super::markdown::unescape(&line.replace("**", ""));
                        for part in shown
                            .split(" … ")
                            .map(|part| part.trim_start_matches("… ").trim_end_matches(" …"))
                        {
                            assert!(bot.corpus().speeches()[0].text().contains(part), "{part:?}");
                        }
                    }
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn no_reply_is_more_than_discord_allows(
            typed in r"(?s).{0,300}|(word|a|هذه|🎉|T| ){0,40}|[*_~`|<\[\\]{0,400}",
            long in 0..3_usize,
            which in 0..4_usize,
        ) {
            let typed = if long == 0 { typed.repeat(4_000 / typed.len().max(1)) } else { typed };
            let bot = &ODD[which];
            let reply = ask_bot(bot, &typed);
            assert_within_limits(&reply);
            for button in &reply.buttons {
                let question = reply.heading.as_deref().unwrap_or_default();
                let pressed = bot.ask.press(&button.action, &typed, under(question));
                pressed.iter().for_each(assert_within_limits);
            }
            assert_within_limits(&bot.cite.reply(&typed));
            let message = format!("[§1 ¶1] [Intro ¶1–2] [§9] {typed} [Intro ¶1]?");
            assert_within_limits(&bot.ask.cite_inline(&bot.ask.inline(&message).0, Ask { question: &typed, ..Ask::default() }));
            assert_within_limits(&bot.cite.outline(""));
        }
    }
}
