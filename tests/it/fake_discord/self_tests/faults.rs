//! Broken connections are told apart, and unused faults, unknown routes and tokens are reported.

use serde_json::json;

use super::{Stage, edit};
use crate::fake_discord::Fault;

#[tokio::test]
async fn connection_breaks_before_or_after_the_request_takes_effect() {
    let stage = Stage::open().await;
    stage.discord.fault(Fault::on("PATCH", "/webhooks/*/*/messages/@original").drop_connection());
    stage.discord.fault(Fault::on("PATCH", "/webhooks/*/*/messages/@original").lose_answer());
    let id = stage.start(&[
        json!({"type": 5}),
        edit("never seen"),
        edit("acted on"),
        edit("told as well"),
    ]);
    assert_eq!(stage.discord.shown(id).await.text(), "acted on");
    assert_eq!(stage.discord.shown(id).await.text(), "told as well");
    stage.close().await;
}

#[tokio::test]
async fn unused_fault_is_reported() {
    let stage = Stage::open().await;
    stage.discord.fault(Fault::on("GET", "/users/@me").status(502).times(2));
    let told = stage.discord.wrong().join("\n");
    assert!(told.contains("0 of 2 times"), "{told}");
    stage.leave();
}

#[tokio::test]
async fn unknown_route_and_wrong_token_are_reported() {
    let stage = Stage::open().await;
    let client = reqwest::Client::new();
    let url = |path: &str| format!("{}/api/v10{path}", stage.discord.api_base());
    let answer = client
        .get(url("/users/@me"))
        .header("authorization", "Bot wrong")
        .send()
        .await
        .expect("it answers");
    assert_eq!(answer.status(), 401);
    let token = format!("Bot {}", stage.discord.token());
    let answer = client
        .get(url("/guilds/1/audit-logs"))
        .header("authorization", token)
        .send()
        .await
        .expect("it answers");
    assert_eq!(answer.status(), 404);
    stage.discord.forgive("the fake has no route");
    stage.close().await;
}
