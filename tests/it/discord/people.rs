//! What people do: ask by command, mention, direct message, reply and message menu.

use std::time::Duration;

use serde_json::json;

use super::hall::Hall;
use super::{DATE, answer_to_raw, by_alice, sent, study_channel};
use crate::fake_discord::{
    ALICE, BOB, BOT, ELSEWHERE, GENERAL, PRIVATE_CHAT, STUDY_HALL, THREAD, World,
};

const WEALTH: &str = "**The working class and workers are the main creators of social wealth.**";

#[tokio::test]
async fn ask_command_replies_with_a_quote_and_its_reference() {
    let (discord, bot) = study_channel().await;
    let shown = discord.ask(ALICE, GENERAL, "Who creates the wealth?").await;
    assert!(!shown.is_private());
    let text = shown.text();
    assert!(
        text.starts_with("Who creates the wealth?\n> … ")
            && text.contains(WEALTH)
            && text.contains("— §3 ¶1"),
        "{text}"
    );
    assert!(text.ends_with(
        "Xi Jinping, October 23, 2023 · Mobilizing Hundreds of Millions of Workers to Build a \
         Great Country and Advance …"
    ));
    assert_eq!(shown.labels(), ["Next passage", "Around it", "Why this?", "Copy citation"]);
    for place in [THREAD, ALICE.dm(), PRIVATE_CHAT, ELSEWHERE] {
        let shown = discord.ask(ALICE, place, "Who creates the wealth?").await;
        assert!(shown.text().contains(WEALTH), "{place:?}");
    }
    bot.finish(discord).await;
}

#[tokio::test]
async fn about_and_help_commands_reply() {
    let (discord, bot) = study_channel().await;
    let about = discord.slash(ALICE, GENERAL, "about", []).await;
    about.privately().says("Privacy:").says("Mobilizing Hundreds");
    let help = discord.slash(ALICE, GENERAL, "help", []).await;
    help.privately().says("`/ask ").says("`/cite §1 ¶1`");
    bot.finish(discord).await;
}

#[tokio::test]
async fn mentions_and_direct_messages_are_answered_and_other_chat_is_not() {
    let (discord, bot) = study_channel().await;
    let shown = discord.mention(ALICE, GENERAL, "Who creates the wealth?").await;
    assert!(shown.text().contains(WEALTH) && shown.replies_to.is_some());
    let shown = discord.dm(BOB, "who creates the **wealth**?").await;
    shown.says(WEALTH);
    let shown = discord.mention(ALICE, GENERAL, "who creates *wealth*?").await;
    shown.begins_with("who creates wealth?\n");
    let shown = discord.mention(ALICE, GENERAL, "").await;
    assert!(
        shown.text().starts_with("Ask me about the speech"),
        "a bare mention gets a friendly line"
    );
    discord.say(BOB, GENERAL, "Who creates the wealth?");
    discord.stays_silent(Duration::from_millis(200)).await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn reply_to_an_answer_is_a_follow_up_question() {
    let (discord, bot) = study_channel().await;
    let first =
        discord.mention(ALICE, GENERAL, "Who are the *main* creators of social wealth?").await;
    let second = discord.reply_to(BOB, &first, "and why?").await;
    second.begins_with("and why?").says(WEALTH);
    let third =
        discord.reply_to(ALICE, &second, "What are vocational and skill competitions for?").await;
    third.says("§2 ¶2");
    bot.finish(discord).await;
}

#[tokio::test]
async fn context_menu_finds_a_message_in_the_speech() {
    let (discord, bot) = study_channel().await;
    let said = discord.say(BOB, GENERAL, "I heard that workers create social wealth");
    let shown = discord.message_command_on(ALICE, GENERAL, "Find in the speech", said).await;
    shown.privately().says(WEALTH);
    assert!(shown.labels().contains(&"Share".to_owned()));
    let said = discord.say(BOB, GENERAL, "<:party:123> 🎉 https://example.org/picture.png");
    let shown = discord.message_command_on(ALICE, GENERAL, "Find in the speech", said).await;
    shown.privately().says("holds no text");
    bot.finish(discord).await;
}

#[tokio::test]
async fn concurrent_askers_get_their_own_answers() {
    let (discord, bot) = study_channel().await;
    let wealth = discord.start_ask(ALICE, GENERAL, "Who creates the wealth?");
    let date = discord.start_ask(BOB, GENERAL, DATE);
    let (wealth, date) = tokio::join!(discord.shown(wealth), discord.shown(date));
    assert!(wealth.text().contains(WEALTH) && date.text().contains("October 23, 2023"));
    bot.finish(discord).await;
}

#[tokio::test]
async fn no_input_pings_anyone_or_breaks_a_reply() {
    let (discord, bot) = study_channel().await;
    let long = "@everyone ".repeat(400);
    for question in [
        long.as_str(),
        "<@1> [click](https://example.org) **x",
        "```\ncode",
        "\" AND ( : * ^",
        "\u{0}\u{200b}\u{202e}",
        "# a\n> b",
        "🎉",
    ] {
        let question: String = question.chars().take(4_000).collect();
        let shown = discord.ask(ALICE, GENERAL, &question).await;
        assert!(!shown.text().is_empty());
    }
    bot.finish(discord).await;
}

#[tokio::test]
async fn ask_command_autocompletes_questions() {
    let (discord, bot) = study_channel().await;
    let choices =
        discord.autocomplete(ALICE, GENERAL, "ask", [("question", "who took the".into())]).await;
    assert!((1..=25).contains(&choices.len()), "{choices:?}");
    assert!(
        choices.iter().all(|choice| choice.name.to_lowercase().contains("took")),
        "{choices:?}"
    );
    assert!(
        discord
            .autocomplete(ALICE, GENERAL, "ask", [("question", "xyzzy".into())])
            .await
            .is_empty()
    );
    bot.finish(discord).await;
}

#[tokio::test]
async fn related_question_is_answered_from_the_menu() {
    let (discord, bot) = study_channel().await;
    let shown = discord.ask(ALICE, GENERAL, "Who creates the wealth?").await;
    let question = shown.menus()[0]["options"][0]["value"].as_str().unwrap().to_owned();
    let next = discord.select(BOB, &shown, "related", &[question.as_str()]).await;
    next.privately().begins_with(&question);
    let why = discord.click(BOB, &shown, "Why this?").await;
    why.privately().says("It contains “wealth”");
    bot.finish(discord).await;
}

#[tokio::test]
async fn quote_is_verified_by_command_and_context_menu() {
    let (discord, bot) = study_channel().await;
    let check = |quote: &str| discord.slash(ALICE, GENERAL, "verify", [("quote", quote.into())]);
    let shown = check("workers are **the main creators** of social wealth").await;
    let text = shown.text();
    assert!(
        !shown.is_private() && text.contains("Exact: these words stand in the speech."),
        "{text}"
    );
    assert!(
        text.contains("**workers are the main creators of social wealth**")
            && text.contains("— §3 ¶1"),
        "{text}"
    );
    let around = discord.click(BOB, &shown, "Around it").await;
    around.privately().says("The working class and workers");
    let text = check("workers are not the main creators of social wealth").await.text();
    assert!(text.contains("This changes the meaning: the quote adds “not”."), "{text}");
    let options = [("quote", "free bicycles for all".into()), ("private", true.into())];
    let shown = discord.slash(ALICE, GENERAL, "verify", options).await;
    shown.privately().says("Not in the speech: no passage has these words in this order.");
    let refused = check("🎉").await;
    refused.privately().says("There are no words to check.");
    let message = "he really said:\n> workers are the main creators\n> of social wealth\nand \
                   “workers may create wealth for all”!";
    let said = discord.say(BOB, GENERAL, message);
    let shown = discord.message_command_on(ALICE, GENERAL, "Check quote", said).await;
    let text = shown.text();
    assert!(shown.is_private() && text.starts_with("2 quotes checked"), "{text}");
    assert!(
        text.contains("“workers are the main creators of social wealth” Exact:")
            && text.contains("Not in the speech"),
        "{text}"
    );
    let said = discord.say(BOB, GENERAL, "<:party:123> 🎉 https://example.org/picture.png");
    let shown = discord.message_command_on(ALICE, GENERAL, "Check quote", said).await;
    shown.privately().says("holds no words");
    bot.finish(discord).await;
}

#[tokio::test]
async fn any_verified_text_gets_a_reply_within_limits() {
    let (discord, bot) = study_channel().await;
    let whole = include_str!("../../../corpus/acftu-2023/speech.md")
        .lines()
        .skip(12)
        .collect::<Vec<_>>()
        .join(" ");
    let swapped: String = whole
        .split(' ')
        .enumerate()
        .map(|(at, word)| if at % 9 == 8 { "zebra " } else { word }.to_owned() + " ")
        .collect();
    let many = "“the working class” *and* ‘free bicycles’ ".repeat(100);
    for quote in [
        whole.as_str(),
        &swapped,
        &many,
        "@everyone <@1> **x",
        "\u{0}\u{200b}\u{202e}a",
        "\"\"\"",
        "> \n> a\n>>> b",
    ] {
        let quote: String = quote.chars().take(4_000).collect();
        let shown =
            discord.slash(ALICE, GENERAL, "verify", [("quote", quote.as_str().into())]).await;
        assert!(!shown.text().is_empty());
    }
    bot.finish(discord).await;
}

/// People answer a question by replying to it, as they do everywhere else.
#[tokio::test]
async fn a_reply_to_a_quiz_question_is_told_how_to_answer() {
    let hall = Hall::open(World::study_channel()).await;
    let options = [("questions", 2.into()), ("kind", "blank".into())];
    let question = hall.begin(ALICE, &options).await;
    let said = hall.discord.reply_to(BOB, &question, "the workers").await;
    let text = said.text();
    assert!(!text.contains("\n— ") && text.contains("buttons below it"), "{text}");
    hall.close().await;
}

/// A name picked from Discord's list is often the role that came with the bot.
#[tokio::test]
async fn whoever_mentions_the_bots_own_role_hears_how_to_ask() {
    let (discord, bot) = study_channel().await;
    discord.mention(ALICE, GENERAL, DATE).await.says("October 23, 2023");
    let last = discord.last_event("MESSAGE_CREATE").unwrap();
    let created = discord.last_event("GUILD_CREATE").unwrap();
    let mut role = created["roles"][0].clone();
    let id = (GENERAL.0 + 6_000).to_string();
    role["id"] = id.clone().into();
    role["name"] = "verbatim".into();
    role["managed"] = true.into();
    role["tags"] = json!({"bot_id": BOT.0.to_string()});
    discord.dispatch_raw(
        "GUILD_ROLE_CREATE",
        json!({"guild_id": STUDY_HALL.0.to_string(), "role": role}),
    );
    // Without the intent its words are left out.
    let mut message = by_alice(&last, 1, "");
    message["mention_roles"] = json!([id]);
    let before = sent(&discord).len();
    discord.dispatch_raw("MESSAGE_CREATE", message);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(sent(&discord).len() > before, "silence");
    discord.leave();
    drop(bot);
}

#[tokio::test]
async fn a_message_forwarded_to_the_bot_is_read() {
    let (discord, bot) = study_channel().await;
    discord.dm(ALICE, DATE).await.says("October 23, 2023");
    let last = discord.last_event("MESSAGE_CREATE").unwrap();
    let mut message = by_alice(&last, 9, "");
    message["message_reference"] = json!({
        "type": 1, "message_id": (GENERAL.0 + 7_000).to_string(), "channel_id": GENERAL.0.to_string(),
    });
    message["message_snapshots"] = json!([{"message": {
        "content": "Who are the main creators of social wealth?",
        "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "mentions": [],
        "attachments": [], "embeds": [], "type": 0, "flags": 0,
    }}]);
    let said = answer_to_raw(&discord, message).await;
    assert!(said.contains("working class"), "the forwarded question is not read: {said}");
    discord.leave();
    drop(bot);
}
