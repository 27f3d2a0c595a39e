//! The gateway's events: redelivered ones, ones a client cannot read, and ones it did not ask for.

use std::time::Duration;

use serde_json::json;
use serenity::all::GatewayIntents;

use super::{Stage, puppet, say};
use crate::fake_discord::{ALICE, FakeDiscord, GENERAL, World, events};

#[tokio::test]
async fn a_redelivered_event_is_answered_twice_by_a_careless_bot() {
    let stage = Stage::open().await;
    let id = stage.start(&[say("once")]);
    stage.discord.shown(id).await;
    stage.discord.redeliver(id.0);
    let question = stage.discord.say(ALICE, ALICE.dm(), "hello");
    stage.discord.answer_to(question).await;
    stage.discord.redeliver(question);
    stage.discord.answer_to(question).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    stage.discord.forgive("40060");
    stage.close().await;
}

#[tokio::test]
async fn the_fake_notices_when_its_own_event_is_incomplete() {
    let stage = Stage::open().await;
    let half = json!({"id": "1", "type": 2, "token": "t"});
    assert!(events::decode("INTERACTION_CREATE", &half).is_err());
    assert!(events::decode("NO_SUCH_EVENT", &half).is_err());
    stage.perform(&[say("whole")]).await;
    let whole = stage.discord.last_event("MESSAGE_CREATE").expect("it was sent");
    assert_eq!(events::decode("MESSAGE_CREATE", &whole), Ok(()));
    stage.close().await;
}

#[tokio::test]
async fn messages_are_not_sent_without_the_intent() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    let bot = puppet(&discord.api_base(), &discord.token(), GatewayIntents::GUILDS).await;
    discord.ready().await;
    discord.say(ALICE, GENERAL, &format!("{} hello", crate::fake_discord::BOT.mention()));
    discord.stays_silent(Duration::from_millis(100)).await;
    bot.abort();
    discord.finish().await;
}
