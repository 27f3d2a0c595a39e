//! The guards of the process: outside connections and tokens in the log, each tripped once.

use serde_json::json;

use super::{INTENTS, Stage, puppet, say};
use crate::fake_discord::{FakeDiscord, Fault, World};

#[tokio::test]
async fn request_to_the_real_discord_is_reported() {
    let mut discord = FakeDiscord::start(World::study_channel()).await;
    let http = serenity::http::HttpBuilder::new("made-up").ratelimiter_disabled(true).build();
    let _ = http.get_current_user().await;
    let told = discord.wrong().join("\n");
    assert!(told.contains("the bot dialled discord.com"), "{told}");
    discord.finished = true;
}

#[tokio::test]
async fn token_in_the_log_is_reported_and_log_lines_are_readable() {
    let stage = Stage::open().await;
    stage.perform(&[json!({"log": "token"}), say("logged")]).await;
    assert!(stage.discord.logs().iter().any(|line| line.contains("the token is")));
    let told = stage.discord.wrong().join("\n");
    assert!(told.contains("a token stands in the log"), "{told}");
    stage.leave();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn breaches_of_another_test_are_not_reported() {
    let stage = Stage::open().await;
    assert_eq!(stage.perform(&[say("alone")]).await.text(), "alone");
    assert!(!stage.discord.logs().iter().any(|line| line.contains("the token is")));
    stage.close().await;
}

#[tokio::test]
async fn gateway_at_another_host_is_reported() {
    let mut discord = FakeDiscord::start(World::study_channel()).await;
    // This address leads back here, but its name is not one of loopback.
    let elsewhere = discord.api_base().replace("127.0.0.1", "0.0.0.0");
    let url = elsewhere.replace("http", "ws");
    discord.fault(Fault::on("GET", "/gateway").status(200).body(json!({"url": url})));
    let bot = puppet(&discord.api_base(), &discord.token(), INTENTS).await;
    discord.connected().await;
    let told = discord.wrong().join("\n");
    assert!(told.contains("the bot dialled 0.0.0.0"), "{told}");
    bot.abort();
    discord.finished = true;
}

#[tokio::test]
async fn forgiving_an_absent_breach_is_reported() {
    let stage = Stage::open().await;
    stage.discord.forgive("40060");
    let told = stage.discord.wrong().join("\n");
    assert!(told.contains("nothing went wrong that speaks of"), "{told}");
    stage.leave();
}
