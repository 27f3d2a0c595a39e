//! Pressing buttons: pages, surroundings, sharing, and buttons older than the process.

use super::{settings, start, study_channel};
use crate::fake_discord::{ALICE, BOB};

const QUESTION: &str = "What should trade unions do?";

#[tokio::test]
async fn button_under_a_public_answer_replies_privately() {
    let (discord, bot) = study_channel().await;
    let public = discord.ask_private(ALICE, QUESTION, false).await;
    let next = discord.click(BOB, &public, "Next passage").await;
    assert!(next.is_private() && next.id != public.id);
    next.begins_with("What should trade unions do?\nPassage 2 of 3");
    assert_eq!(
        discord.now(&public).map(|shown| shown.text()),
        Some(public.text()),
        "what others read stays as it is"
    );
    bot.finish(discord).await;
}

#[tokio::test]
async fn private_answer_pages_in_place_and_is_shared_with_a_name() {
    let (discord, bot) = study_channel().await;
    let first = discord.ask_private(ALICE, QUESTION, true).await;
    assert!(first.is_private());
    assert_eq!(
        first.labels(),
        ["Next passage", "Around it", "Why this?", "Copy citation", "Share"]
    );
    let second = discord.click(ALICE, &first, "Next passage").await;
    assert!(
        second.is_private() && second.id == first.id && second.text().contains("Passage 2 of 3")
    );
    let back = discord.click(ALICE, &second, "Previous passage").await;
    back.says("Passage 1 of 3");
    let around = discord.click(ALICE, &back, "Around it").await;
    assert!(
        around.is_private() && around.id != first.id && around.text().matches("— §").count() >= 2,
        "{}",
        around.text()
    );
    let shared = discord.click(ALICE, &back, "Share").await;
    shared.publicly().says("Shared by ");
    assert_eq!(shared.labels(), ["Next passage", "Around it", "Why this?", "Copy citation"]);
    let shared = discord.click(ALICE, &around, "Share").await;
    assert!(!shared.is_private() && shared.labels().is_empty());
    let places = [&around, &shared].map(|message| message.text().matches("— §").count());
    assert_eq!(places[0], places[1], "what is shared is what was shown");
    for (message, page) in [(&back, "the passage"), (&around, "what is around it")] {
        let again = discord.click(ALICE, message, "Share").await;
        assert!(
            again.is_private() && again.text().contains("shared a moment ago"),
            "{page}: {}",
            again.text()
        );
    }
    let next = discord.click(ALICE, &back, "Next passage").await;
    assert!(
        !discord.click(ALICE, &next, "Share").await.is_private(),
        "another passage has not been shared yet"
    );
    bot.finish(discord).await;
}

#[tokio::test]
async fn direct_message_answer_pages_in_place() {
    let (discord, bot) = study_channel().await;
    let first = discord.dm(ALICE, QUESTION).await;
    let second = discord.click(ALICE, &first, "Next passage").await;
    assert!(second.id == first.id && !second.labels().contains(&"Share".to_owned()));
    bot.finish(discord).await;
}

#[tokio::test]
async fn button_works_after_a_restart() {
    let (discord, bot) = study_channel().await;
    let public = discord.ask_private(ALICE, QUESTION, false).await;
    bot.stop().await;
    let bot = start(settings(&discord));
    discord.identified(2).await;
    let next = discord.click(BOB, &public, "Next passage").await;
    next.says("Passage 2 of 3");
    bot.finish(discord).await;
}
