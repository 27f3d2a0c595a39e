//! Slow answers: deferred first, then edited in, or sent to one person where
//! they are a rejection.

use std::time::{Duration, Instant};

use serde_json::Value;
use verbatim::config::Settings;

use super::{Running, connected, with_store};
use crate::fake_discord::{ALICE, BOB, FakeDiscord, Fault, GENERAL, World};

const QUESTION: &str = "What should trade unions do?";

/// A study channel whose bot promises everything before it answers, as it does when answers take
/// long.
async fn slow_channel() -> (FakeDiscord, Running) {
    let at_once = |settings: &mut Settings| settings.discord.acknowledge_after_ms = 0;
    connected(World::study_channel(), with_store(None), at_once).await
}

/// The requests about interactions since `before`: method, last part of the path, and body.
fn since(discord: &FakeDiscord, before: usize) -> Vec<(String, String, Value)> {
    let about = |path: &str| path.starts_with("/interactions/") || path.starts_with("/webhooks/");
    let requests =
        discord.requests().into_iter().skip(before).filter(|request| about(&request.path));
    requests
        .map(|request| {
            (request.method, request.path.rsplit('/').next().unwrap().to_owned(), request.body)
        })
        .collect()
}

/// The same in one line: kinds of callbacks with their flags, and what followed.
fn told(discord: &FakeDiscord, before: usize) -> String {
    let one = |(method, last, body): (String, String, Value)| match last.as_str() {
        "callback" => format!("{}/{}", body["type"], body["data"]["flags"].as_u64().unwrap_or(0)),
        _ => format!("{method} {last}").replace(":token", "follow-up"),
    };
    since(discord, before).into_iter().map(one).collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn slow_answer_is_deferred_with_its_final_visibility() {
    let (discord, bot) = slow_channel().await;
    for (private, told_as) in [(false, "5/0, PATCH @original"), (true, "5/64, PATCH @original")] {
        let before = discord.requests().len();
        let shown = discord.ask_private(ALICE, QUESTION, private).await;
        assert!(
            shown.is_private() == private && shown.text().starts_with(QUESTION),
            "{}",
            shown.text()
        );
        assert_eq!(told(&discord, before), told_as);
    }
    bot.finish(discord).await;
}

#[tokio::test]
async fn slow_page_updates_in_place_and_slow_share_is_public() {
    let (discord, bot) = slow_channel().await;
    let first = discord.ask_private(ALICE, QUESTION, true).await;
    let before = discord.requests().len();
    let second = discord.click(ALICE, &first, "Next passage").await;
    assert!(
        second.is_private() && second.id == first.id && second.text().contains("Passage 2 of 3")
    );
    assert_eq!(told(&discord, before), "6/0, PATCH @original");

    let before = discord.requests().len();
    let shared = discord.click(ALICE, &second, "Share").await;
    shared.publicly().says("Shared by ");
    assert_eq!(told(&discord, before), "5/0, PATCH @original");
    let again = discord.click(ALICE, &second, "Share").await;
    again.privately().says("shared a moment ago");

    let direct = discord.dm(ALICE, QUESTION).await;
    let around = discord.click(ALICE, &direct, "Around it").await;
    assert!(!around.is_private(), "in a direct message nothing needs to vanish");
    bot.finish(discord).await;
}

#[tokio::test]
async fn slow_rejection_keeps_the_message_it_came_from() {
    let (discord, bot) = slow_channel().await;
    let first = discord.ask_private(ALICE, QUESTION, true).await;
    let custom_id = first.buttons()[0].custom_id.clone();
    let key = custom_id.split(':').nth(2).and_then(|keys| keys.split('.').next()).unwrap();
    let other = discord
        .rewrite_components(&first, |json| json.replace(key, "0000000000").replace(":1:", ":0:"));
    // What could not be shared is not shared already.
    for label in ["Share", "Next passage", "Share"] {
        let before = discord.requests().len();
        let gone = discord.click(ALICE, &other, label).await;
        assert!(
            gone.is_private() && gone.id != first.id && gone.text().contains("Please ask again."),
            "{}",
            gone.text()
        );
        assert_eq!(discord.now(&first).map(|shown| shown.text()), Some(first.text()));
        let way = if label == "Share" {
            "5/0, DELETE @original, POST follow-up"
        } else {
            "6/0, POST follow-up"
        };
        assert_eq!(told(&discord, before), way);
    }
    bot.finish(discord).await;
}

#[tokio::test]
async fn slow_rejection_is_ephemeral() {
    let (discord, bot) = slow_channel().await;
    let before = discord.requests().len();
    let refused = discord.slash(BOB, GENERAL, "cite", [("reference", "§9 ¶1".into())]).await;
    refused.privately().says("There is no §9 ¶1. The speech has 3 sections.");
    assert_eq!(told(&discord, before), "5/0, DELETE @original, POST follow-up");
    // Where the promise cannot be taken back, the refusal fills it: nobody sees the bot think for
    // ever.
    discord.fault(Fault::on("DELETE", "/webhooks/*/*/messages/@original").status(403));
    let refused = discord.slash(BOB, GENERAL, "cite", [("reference", "§9 ¶1".into())]).await;
    refused.publicly().says("There is no §9 ¶1.");
    bot.finish(discord).await;
}

#[tokio::test]
async fn slow_mention_answer_shows_typing_without_waiting_for_it() {
    let (discord, bot) = slow_channel().await;
    let shown = discord.mention(ALICE, GENERAL, QUESTION).await;
    assert!(shown.text().starts_with(QUESTION) && discord.typing() == [GENERAL]);
    discord.fault(Fault::on("POST", "/channels/*/typing").delay(Duration::from_secs(4)));
    let asked = Instant::now();
    discord.mention(ALICE, GENERAL, QUESTION).await;
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    assert_eq!(discord.typing(), [GENERAL]);
    bot.finish(discord).await;
}
