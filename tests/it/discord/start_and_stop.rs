//! Starting and stopping: commands registered only when they differ, clear ends, nothing left half-answered.

use std::time::Duration;

use super::{settings, start, study_channel};
use crate::fake_discord::{ALICE, FakeDiscord, Fault, GENERAL, World};

#[tokio::test]
async fn the_commands_are_registered_once() {
    let (discord, bot) = study_channel().await;
    assert_eq!(discord.commands(), ["ask", "cite", "about", "help", "Find in the speech"]);
    assert_eq!(discord.command_requests().1, 1);
    bot.stop().await;
    let bot = start(settings(&discord));
    discord.identified(2).await;
    discord.slash(ALICE, GENERAL, "help", []).await;
    assert_eq!(discord.command_requests(), (2, 1), "read again, written once");
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_wrong_token_ends_the_bot_with_what_to_do() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    let mut settings = settings(&discord);
    settings.discord.token = Some("wrong".into());
    let error = start(settings).ended().await.unwrap_err().to_string();
    assert!(
        error.contains("Discord refused the token") && error.contains("Developer Portal") && !error.contains("wrong"),
        "{error}"
    );
    discord.refused(4004).await;
    discord.finish().await;
}

#[tokio::test]
async fn refused_intents_end_the_bot_with_what_to_do() {
    let mut world = World::study_channel();
    world.allowed_intents = 0;
    let discord = FakeDiscord::start(world).await;
    let error = start(settings(&discord)).ended().await.unwrap_err().to_string();
    assert!(error.contains("Privileged Gateway Intents"), "{error}");
    discord.finish().await;
}

#[tokio::test]
async fn without_discord_the_bot_says_so_and_dials_nothing_else() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.fault(Fault::on("GET", "/gateway").status(503).times(1));
    let error = start(settings(&discord)).ended().await.unwrap_err().to_string();
    assert!(error.contains("cannot be reached") && error.contains("status 503"), "{error}");
    let mut settings = settings(&discord);
    settings.discord.api_base = "http://127.0.0.1:9".to_owned();
    let error = start(settings).ended().await.unwrap_err().to_string();
    assert!(error.contains("http://127.0.0.1:9: no connection"), "{error}");
    discord.finish().await;
}

#[tokio::test]
async fn a_second_failing_look_up_of_the_gateway_does_not_lead_elsewhere() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    // The first look-up is the bot's own, the second the library's.
    discord.fault(Fault::on("GET", "/gateway").status(503).after(1).times(1));
    let bot = start(settings(&discord));
    discord.ready().await;
    // The library says that it falls back to its own address; the bot has set another one before anything is dialled.
    discord.forgive("fell back to wss://gateway.discord.gg");
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn what_is_under_way_is_finished_before_the_goodbye() {
    let (discord, bot) = study_channel().await;
    discord.fault(Fault::on("POST", "/interactions/*/*/callback").delay(Duration::from_millis(400)).times(1));
    let asked = discord.start_slash(ALICE, GENERAL, "ask", [("question", "When was the speech given?".into())]);
    tokio::time::sleep(Duration::from_millis(150)).await;
    bot.stop().await;
    assert!(discord.shown(asked).await.text().contains("October 23, 2023"));
    discord.finish().await;
}

/// The program itself, pointed at the fake.
fn program(discord: &FakeDiscord, token: &str) -> std::process::Child {
    std::process::Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("run")
        .env("VERBATIM__DISCORD__API_BASE", discord.api_base())
        .env("VERBATIM__DISCORD__TOKEN", token)
        .env("VERBATIM__LOG__FORMAT", "json")
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap()
}

async fn ended(child: std::process::Child) -> (Option<i32>, String) {
    let output = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()).await.unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[cfg(unix)]
#[tokio::test]
async fn the_program_ends_with_0_when_it_is_told_to_stop() {
    for signal in ["TERM", "INT"] {
        let discord = FakeDiscord::start(World::study_channel()).await;
        let child = program(&discord, &discord.token());
        discord.ready().await;
        let shown = discord.slash(ALICE, GENERAL, "ask", [("question", "When was the speech given?".into())]).await;
        assert!(shown.text().contains("October 23, 2023"));
        let killed = std::process::Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        let (status, log) = ended(child).await;
        assert_eq!(status, Some(0), "{log}");
        let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.last().unwrap()["message"], "stopped", "{log}");
        assert!(!log.contains(&discord.token()) && !log.contains("When was"), "{log}");
        discord.finish().await;
    }
}

#[tokio::test]
async fn the_program_ends_with_1_and_one_line_when_the_token_is_wrong() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    let (status, log) = ended(program(&discord, "wrong-token")).await;
    let said: Vec<&str> = log.lines().filter(|line| !line.starts_with('{')).collect();
    assert_eq!((status, said.len()), (Some(1), 1), "{log}");
    assert!(said[0].starts_with("verbatim: Discord refused the token.") && !log.contains("wrong-token"), "{log}");
    discord.refused(4004).await;
    discord.finish().await;
}
