//! The gateway's session: refusals, resumes with replay, and events a client cannot read.

use std::time::Duration;

use serde_json::json;
use serenity::all::GatewayIntents;

use super::{INTENTS, Stage, puppet, say};
use crate::fake_discord::{ALICE, FakeDiscord, GENERAL, World, events};

#[tokio::test]
async fn a_wrong_token_and_a_forbidden_intent_are_refused() {
    for (token, intents, code) in
        [("wrong", INTENTS, 4004), ("", INTENTS | GatewayIntents::MESSAGE_CONTENT, 4014)]
    {
        let discord = FakeDiscord::start(World::study_channel()).await;
        let token = if token.is_empty() { discord.token() } else { token.to_owned() };
        let bot = puppet(&discord.api_base(), &token, intents).await;
        discord.refused(code).await;
        assert_eq!(bot.await.expect("the bot does not panic"), Some(code));
        discord.finish().await;
    }
}

#[tokio::test]
async fn missed_events_are_replayed_after_every_kind_of_disconnect() {
    let stage = Stage::open().await;
    let discord = &stage.discord;
    let breaks: [&dyn Fn(); 3] =
        [&|| discord.close_gateway(4000), &|| discord.drop_gateway(), &|| discord.ask_reconnect()];
    for (times, cut) in (1..).zip(breaks) {
        cut();
        let id = stage.start(&[say("missed nothing")]);
        discord.resumed(times).await;
        assert_eq!(discord.shown(id).await.text(), "missed nothing");
    }
    assert_eq!(discord.sessions(), (1, 3));
    stage.close().await;
}

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
async fn unknown_and_partial_events_are_ignored() {
    let stage = Stage::open().await;
    let discord = &stage.discord;
    stage.perform(&[say("before")]).await;
    discord.dispatch_raw("SOMETHING_NEW", json!({"a": 1}));
    discord.dispatch_half("INTERACTION_CREATE", "attachment_size_limit");
    discord.ask_heartbeat();
    discord.compress(false);
    assert_eq!(stage.perform(&[say("after")]).await.text(), "after");
    stage.close().await;
}

#[tokio::test]
async fn the_fake_notices_when_its_own_event_is_incomplete() {
    let stage = Stage::open().await;
    let half = json!({"id": "1", "type": 2, "token": "t"});
    assert!(events::decode("INTERACTION_CREATE", &half).is_err());
    assert!(events::decode("NO_SUCH_EVENT", &half).is_err());
    let page = stage.perform(&[say("whole")]).await;
    assert_eq!(events::decode("MESSAGE_CREATE", &page.raw), Ok(()));
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

#[tokio::test]
async fn resumable_session_is_resumed_and_lost_session_identifies_again() {
    let stage = Stage::open().await;
    stage.discord.invalidate_session(true);
    stage.discord.resumed(1).await;
    stage.discord.invalidate_session(false);
    stage.discord.identified(2).await;
    stage.bot.abort();
    stage.discord.finish().await;
}

#[tokio::test]
async fn unacknowledged_heartbeat_leads_to_a_resumed_session() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.heartbeat_every(Duration::from_millis(500));
    discord.withhold_acks(true);
    let bot = puppet(&discord.api_base(), &discord.token(), INTENTS).await;
    discord.resumed(1).await;
    assert_eq!(discord.sessions().0, 1);
    bot.abort();
    discord.finish().await;
}
