//! Injected faults reach the bot, and unused ones are reported.

use std::time::Duration;

use serde_json::json;

use super::{Stage, edit, say};
use crate::fake_discord::Fault;

#[tokio::test]
async fn injected_status_hits_one_request() {
    let stage = Stage::open().await;
    stage.discord.fault(Fault::on("PATCH", "/webhooks/*/*/messages/@original").status(500));
    let shown = stage.perform(&[json!({"type": 5}), edit("lost"), edit("arrived")]).await;
    assert_eq!(shown.text(), "arrived");
    let statuses: Vec<u16> = stage
        .discord
        .requests()
        .iter()
        .filter(|one| one.method == "PATCH")
        .map(|one| one.status)
        .collect();
    assert_eq!(statuses, [500, 200]);
    stage.close().await;
}

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
async fn injected_rate_limit_and_delay_match_discords() {
    let stage = Stage::open().await;
    let callback = "/interactions/*/*/callback";
    stage.discord.fault(Fault::on("POST", callback).rate_limited(Duration::from_millis(50)));
    stage.discord.fault(Fault::on("POST", callback).delay(Duration::from_millis(80)));
    let begun = std::time::Instant::now();
    assert_eq!(stage.perform(&[say("limited"), say("slow")]).await.text(), "slow");
    assert!(begun.elapsed() >= Duration::from_millis(80));
    stage.close().await;
}

#[tokio::test]
async fn injected_status_changes_nothing_else() {
    let stage = Stage::open().await;
    stage.discord.fault(Fault::on("PATCH", "/webhooks/*/*/messages/@original").well_with(202));
    assert_eq!(stage.perform(&[json!({"type": 5}), edit("taken")]).await.text(), "taken");
    let statuses: Vec<u16> = stage
        .discord
        .requests()
        .iter()
        .filter(|one| one.method == "PATCH")
        .map(|one| one.status)
        .collect();
    assert_eq!(statuses, [202]);
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
