//! Registering the commands: once where they are right, again where Discord fails, not over and
//! over where it refuses.

use std::time::Duration;

use super::{settings, start};
use crate::fake_discord::{FakeDiscord, Fault, World};

const COMMANDS: &str = "/applications/*/commands";

#[tokio::test]
async fn failed_command_registration_is_retried_soon() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.fault(Fault::on("PUT", COMMANDS).status(503));
    let bot = start(settings(&discord));
    discord.ready().await;
    for command in ["ask", "cite", "about", "help", "privacy", "Find in the speech"] {
        assert!(discord.commands().contains(&command.to_owned()), "{command}");
    }
    bot.finish(discord).await;
}

#[tokio::test]
async fn refused_command_registration_is_retried_in_the_next_gateway_session() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.fault(Fault::on("PUT", COMMANDS).error(400, 50035, "Invalid Form Body"));
    let bot = start(settings(&discord));
    discord.connected().await;
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    let written = || discord.requests().iter().filter(|request| request.method == "PUT").count();
    assert_eq!((written(), discord.commands()), (1, Vec::new()));
    assert!(discord.logs().iter().any(|line| line.contains("Discord refused the commands")));
    discord.invalidate_session();
    discord.identified(2).await;
    discord.ready().await;
    assert_eq!((written(), discord.commands().is_empty()), (2, false));
    bot.finish(discord).await;
}

#[tokio::test]
async fn pending_registration_retry_does_not_delay_shutdown() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.fault(Fault::on("PUT", COMMANDS).status(503));
    let bot = start(settings(&discord));
    discord.connected().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let told = std::time::Instant::now();
    bot.stop().await;
    assert!(told.elapsed() < Duration::from_millis(1_500), "{:?}", told.elapsed());
    discord.finish().await;
}
