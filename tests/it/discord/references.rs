//! Looking passages up: completion, sections, pages, the outline, references in messages,
//! citations.

use std::time::Duration;

use verbatim::corpus::Corpus;

use super::{connected, study_channel};
use crate::corpus::bot_over;
use crate::fake_discord::{ALICE, BOB, GENERAL, World};

#[tokio::test]
async fn cite_accepts_a_completed_reference_by_value_or_by_label() {
    let (discord, bot) = study_channel().await;
    let choices = discord
        .autocomplete(ALICE, GENERAL, "cite", [("reference", "among the many".into())])
        .await;
    assert_eq!(choices.len(), 1);
    assert!(
        choices[0].name.starts_with("§2 ¶1 · Among the many tasks") && choices[0].value == "§2 ¶1",
        "{choices:?}"
    );
    let by_value =
        discord.slash(ALICE, GENERAL, "cite", [("reference", choices[0].value.clone())]).await;
    let by_name = discord
        .slash(ALICE, GENERAL, "cite", [("reference", choices[0].name.as_str().into())])
        .await;
    by_value.says("> Among the many tasks of trade unions");
    assert_eq!(by_value.text(), by_name.text());
    assert_eq!(
        discord.autocomplete(BOB, GENERAL, "outline", [("speech", "acftu".into())]).await[0].value,
        "acftu-2023"
    );
    bot.finish(discord).await;
}

#[tokio::test]
async fn private_section_pages_in_place_and_public_section_stays() {
    let (discord, bot) = study_channel().await;
    let section = discord
        .slash(ALICE, GENERAL, "cite", [("reference", "§2".into()), ("private", true.into())])
        .await;
    section.begins_with("§2\n> 2\\. It is imperative").says("— §2 ¶1");
    assert_eq!(section.labels(), ["Before", "More", "Copy citation"]);
    let more = discord.click(ALICE, &section, "More").await;
    assert_eq!(more.id, section.id);
    more.begins_with("§3 – §3 ¶2\n");
    let back = discord.click(ALICE, &more, "Before").await;
    assert!(back.id == section.id && back.text().contains("— §2 ¶3"), "{}", back.text());
    let public = discord.slash(ALICE, GENERAL, "cite", [("reference", "2.1-2".into())]).await;
    public.publicly().says("— §2 ¶1").says("— §2 ¶2");
    let more = discord.click(BOB, &public, "More").await;
    assert!(more.is_private() && more.id != public.id && more.text().contains("— §2 ¶3"));
    let forged = discord.rewrite_components(&public, |json| json.replace("\"m1:", "\"m9:"));
    let refused = discord.click(BOB, &forged, "More").await;
    refused.privately().says("I do not know this button.");
    bot.finish(discord).await;
}

#[tokio::test]
async fn outline_opens_sections_and_places_of_words_are_turned_like_pages() {
    let (discord, bot) = study_channel().await;
    let outline = discord.slash(ALICE, GENERAL, "outline", []).await;
    outline.says("**§1** 1\\. It is imperative").says("3 paragraphs, 2 photos");
    let opened = discord.select(BOB, &outline, "Open a section", &["§1"]).await;
    opened.privately().begins_with("§1\n> 1\\. It is imperative");
    let notes = discord.select(BOB, &outline, "Open a section", &["Note 1–2"]).await;
    notes.says("— Note 1").says("— Note 2");

    let places = discord.slash(ALICE, GENERAL, "mentions", [("words", "workers".into())]).await;
    places.publicly().says("“workers” occurs");
    let next = discord.click(BOB, &places, "Next places").await;
    next.privately().says("Page 2 of");
    let back = discord.click(BOB, &next, "Previous places").await;
    assert!(back.id == next.id && back.text().contains("Page 1 of"), "{}", back.text());
    bot.finish(discord).await;
}

#[tokio::test]
async fn bracketed_references_are_shown_in_mentions_and_direct_messages_only() {
    let (discord, bot) = study_channel().await;
    let shown = discord
        .mention(ALICE, GENERAL, "compare [§2 ¶3] with [3.1], please: [§3 ¶1] [§2 ¶3]")
        .await;
    let text = shown.text();
    assert!(text.matches("— §2 ¶3").count() == 1 && text.matches("— §3 ¶1").count() == 1, "{text}");
    let shown = discord.dm(BOB, "[§9 ¶1]").await;
    shown.says("There is no §9 ¶1. The speech has 3 sections.");
    let shown = discord.dm(BOB, "see `[§2 ¶3]` and\n> [§2 ¶2]\nbut [§1 ¶2]").await;
    assert!(
        shown.text().starts_with("§1 ¶2\n") && !shown.text().contains("— §2"),
        "{}",
        shown.text()
    );
    let shown = discord.mention(ALICE, GENERAL, "[§2 ¶1] Who creates the wealth?").await;
    shown.says("— §2 ¶1").says("— §3 ¶1");
    let on = discord.reply_to(BOB, &shown, "[§1]").await;
    on.begins_with("§1\n");
    discord.say(BOB, GENERAL, "I like [§2 ¶3]");
    discord.stays_silent(Duration::from_millis(200)).await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn places_named_in_a_mention_are_shown() {
    let (discord, bot) = study_channel().await;
    let shown = discord.mention(ALICE, GENERAL, "show me §3 ¶2").await;
    let text = shown.text();
    assert!(text.starts_with("§3 ¶2\n") && text.matches("— §").count() == 1, "{text}");
    let shown = discord.mention(BOB, GENERAL, "[§2 ¶1, 3]").await;
    let text = shown.text();
    assert!(
        text.matches("— §").count() == 2 && text.contains("— §2 ¶1") && text.contains("— §2 ¶3"),
        "{text}"
    );
    bot.finish(discord).await;
}

#[tokio::test]
async fn copied_citation_is_private_and_its_permalink_resolves() {
    let (discord, bot) = study_channel().await;
    let answer = discord.ask(ALICE, GENERAL, "Who creates the wealth?").await;
    let copied = discord.click(BOB, &answer, "Copy citation").await;
    copied.privately().begins_with("Citation of §3 ¶1\n**Plain**\n```\n“The working class");
    for form in
        ["**Markdown**", "**APA**", "**MLA**", "Xi, J. (2024, July 4).", "Xi Jinping. “Mobilizing"]
    {
        copied.says(form);
    }
    let name =
        copied.text().split("acftu-2023#").nth(1).unwrap().chars().take(10).collect::<String>();
    let cited = discord
        .slash(BOB, GENERAL, "cite", [("reference", format!("acftu-2023#{name}").into())])
        .await;
    cited.says("**The working class and workers are the main creators of social wealth.**");
    let gone = discord.slash(BOB, GENERAL, "cite", [("reference", "acftu-2023#zzzz".into())]).await;
    gone.privately().says("No words have the permalink acftu-2023#zzzz now");
    bot.finish(discord).await;
}

#[tokio::test]
async fn an_address_in_a_text_can_be_followed() {
    let address = "https://en.example.org/2024/c_962_120.htm";
    let source = format!(
        "+++\ntitle = \"On mills\"\nspeaker = \"A Miller\"\nsource = \"{address}\"\n+++\n# On mills\n\n\
         The mill stands by the river. It turns at dawn and it grinds the corn.\n\n\
         ---\n\nThe whole report stands at {address} for all readers.\n"
    );
    let bot = bot_over(Corpus::from_source("mills", &source).unwrap());
    let (discord, bot) = connected(World::study_channel(), bot, |_| {}).await;
    let note = discord.slash(ALICE, GENERAL, "cite", [("reference", "note 1".into())]).await;
    note.says(address);
    let asked = discord.ask(ALICE, GENERAL, "What is the source of the speech?").await;
    asked.says(address);
    bot.finish(discord).await;
}
