//! Each rule about the order and the manner of answers, broken once over the wire.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Stage, edit, say};
use crate::fake_discord::World;

async fn wrong(steps: &[Value]) -> String {
    Stage::open().await.wrong(steps).await
}

#[tokio::test]
async fn a_second_first_answer_is_refused() {
    let told = wrong(&[say("one"), say("two")]).await;
    assert!(told.contains("40060"), "{told}");
}

#[tokio::test]
async fn a_late_first_answer_is_refused() {
    let stage =
        Stage::with(World::study_channel().first_answer_within(Duration::from_millis(20))).await;
    let told = stage.wrong(&[json!({"wait": 60}), say("late")]).await;
    assert!(told.contains("10062") && told.contains("is left Waiting"), "{told}");
}

#[tokio::test]
async fn an_edit_needs_a_first_answer() {
    let told = wrong(&[edit("early"), say("first")]).await;
    assert!(told.contains("10015"), "{told}");
}

#[tokio::test]
async fn an_old_token_is_refused() {
    let stage = Stage::open().await;
    let id = stage.start(&[say("now"), json!({"wait": 100}), edit("too late")]);
    stage.discord.shown(id).await;
    stage.discord.skip(Duration::from_secs(16 * 60));
    stage.discord.acted(id).await;
    tokio::time::sleep(Duration::from_millis(150)).await;
    let told = stage.discord.wrong().join("\n");
    assert!(told.contains("50027"), "{told}");
    stage.leave();
}

#[tokio::test]
async fn unfinished_defer_is_reported() {
    let told = wrong(&[json!({"type": 5})]).await;
    assert!(told.contains("is left Deferred"), "{told}");
}

#[tokio::test]
async fn ephemeral_is_decided_at_the_defer() {
    let told = wrong(&[
        json!({"type": 5}),
        json!({"edit": {"content": "x", "flags": 64, "allowed_mentions": {"parse": []}}}),
    ])
    .await;
    assert!(told.contains("decided by the first answer"), "{told}");
}

#[tokio::test]
async fn pings_are_refused_in_every_form() {
    for mentions in [
        Value::Null,
        json!({"parse": ["users"]}),
        json!({"parse": [], "users": ["1"]}),
        json!({"parse": [], "replied_user": true}),
    ] {
        let mut answer = say("@everyone");
        answer["data"]["allowed_mentions"] = mentions.clone();
        let told = wrong(&[answer]).await;
        assert!(
            told.contains("allowed_mentions") || told.contains("the reply pings"),
            "{mentions}: {told}"
        );
    }
    let told = wrong(&[say("ok"), json!({"edit": {"content": "@everyone"}})]).await;
    assert!(told.contains("allowed_mentions is missing"), "{told}");
}

#[tokio::test]
async fn unread_answer_wrong_form_and_broken_limit_are_reported() {
    let told = wrong(&[
        say("hello"),
        json!({"follow_up": {"content": "more", "allowed_mentions": {"parse": []}}}),
    ])
    .await;
    assert!(
        told.contains("nobody read \"hello\"") && told.contains("nobody read \"more\""),
        "{told}"
    );
    let told = wrong(&[json!({"type": 7, "data": {}})]).await;
    assert!(told.contains("callback type 7 does not answer Command"), "{told}");
    let told = wrong(&[say(&"ж".repeat(2_001))]).await;
    assert!(told.contains("50035"), "{told}");
    let told = wrong(&[say("")]).await;
    assert!(told.contains("50006"), "{told}");
}

#[tokio::test]
#[should_panic(expected = "a story must end with finish()")]
async fn unfinished_test_fails() {
    let _ = crate::fake_discord::FakeDiscord::start(World::study_channel()).await;
}
