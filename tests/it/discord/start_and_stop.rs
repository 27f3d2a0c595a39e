//! Starting and stopping: commands registered only when they differ, clear ends, nothing left
//! half-answered.

use std::time::Duration;

use super::{DATE, settings, start, study_channel};
use crate::fake_discord::{ALICE, BOB, FakeDiscord, Fault, GENERAL, World};
use crate::store::Database;

const CALLBACK: &str = "/interactions/*/*/callback";

#[tokio::test]
async fn commands_are_registered_once() {
    let (discord, bot) = study_channel().await;
    assert!(discord.commands().contains(&"ask".to_owned()), "{:?}", discord.commands());
    assert_eq!(discord.command_requests().1, 1);
    bot.stop().await;
    let bot = start(settings(&discord));
    discord.identified(2).await;
    discord.slash(ALICE, GENERAL, "help", []).await;
    assert_eq!(discord.command_requests(), (2, 1), "read again, written once");
    bot.finish(discord).await;
}

#[tokio::test]
async fn unreachable_discord_is_reported_and_no_other_host_is_contacted() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.fault(Fault::on("GET", "/gateway/bot").status(503));
    let error = start(settings(&discord)).ended().await.unwrap_err().to_string();
    assert!(error.contains("Discord answers at") && error.contains("status 503"), "{error}");
    let mut settings = settings(&discord);
    settings.discord.api_base = "http://127.0.0.1:9".to_owned();
    let error = start(settings).ended().await.unwrap_err().to_string();
    assert!(error.contains("cannot be reached at http://127.0.0.1:9: no connection"), "{error}");
    discord.finish().await;
}

#[tokio::test]
async fn shutdown_finishes_pending_replies_first() {
    let (discord, bot) = study_channel().await;
    discord.fault(Fault::on("POST", CALLBACK).delay(Duration::from_millis(400)));
    let asked = discord.start_ask(ALICE, GENERAL, DATE);
    tokio::time::sleep(Duration::from_millis(150)).await;
    bot.stop().await;
    discord.shown(asked).await.says("October 23, 2023");
    discord.finish().await;
}

#[tokio::test]
async fn requests_during_shutdown_are_refused_without_delaying_it() {
    let (discord, bot) = study_channel().await;
    discord.fault(Fault::on("POST", CALLBACK).delay(Duration::from_millis(900)));
    let asked = discord.start_ask(ALICE, GENERAL, DATE);
    tokio::time::sleep(Duration::from_millis(150)).await;
    let late = async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        discord.ask(BOB, GENERAL, DATE).await
    };
    let ((), late) = tokio::join!(bot.stop(), late);
    late.privately().says("I am restarting; please ask again in a minute.");
    discord.shown(asked).await.says("October 23, 2023");
    discord.finish().await;
}

/// The program itself with this store, pointed at the fake. It has no encoder: unoptimised, that
/// takes longer than these stories wait.
pub(super) fn command(discord: &FakeDiscord, store: &str) -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_verbatim"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("run")
        .env("VERBATIM__DISCORD__API_BASE", discord.api_base())
        .env("VERBATIM__DISCORD__TOKEN", discord.token())
        .env("VERBATIM__STORE__URL", store)
        .env("VERBATIM__SEARCH__ENCODER", "none");
    command
}

/// A running program that is killed at the latest when it is dropped.
pub(super) struct Process(std::process::Child);

impl Process {
    /// Starts it in silence.
    pub(super) fn start(command: &mut std::process::Command) -> Process {
        Process(command.stderr(std::process::Stdio::null()).spawn().unwrap())
    }

    pub(super) fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(super) fn program(discord: &FakeDiscord, token: &str) -> std::process::Child {
    program_with(discord, token, &[])
}

pub(super) fn program_with(
    discord: &FakeDiscord,
    token: &str,
    variables: &[(&str, &str)],
) -> std::process::Child {
    command(discord, "none")
        .env("VERBATIM__DISCORD__TOKEN", token)
        .env("VERBATIM__LOG__FORMAT", "json")
        .envs(variables.iter().copied())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap()
}

pub(super) fn tell(child: &std::process::Child, signal: &str) {
    let told = std::process::Command::new("kill")
        .args([format!("-{signal}"), child.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
}

pub(super) async fn ended(child: std::process::Child) -> (Option<i32>, String) {
    let output = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()).await.unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[tokio::test]
async fn termination_signal_exits_with_0() {
    for signal in ["TERM", "INT"] {
        let discord = FakeDiscord::start(World::study_channel()).await;
        let child = program(&discord, &discord.token());
        discord.ready().await;
        let shown = discord.ask(ALICE, GENERAL, DATE).await;
        shown.says("October 23, 2023");
        tell(&child, signal);
        let (status, log) = ended(child).await;
        assert_eq!(status, Some(0), "{log}");
        let lines: Vec<serde_json::Value> =
            log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.last().unwrap()["message"], "stopped", "{log}");
        assert!(!log.contains(&discord.token()) && !log.contains("When was"), "{log}");
        discord.finish().await;
    }
}

/// The file of the database's address is a pipe, so loading takes until somebody writes into it.
#[tokio::test]
async fn signals_while_loading_are_heeded_too() {
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("url");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let discord = FakeDiscord::start(World::study_channel()).await;
    for stops in [true, false] {
        let address = [("VERBATIM__STORE__URL_FILE", pipe.to_str().unwrap())];
        let child = program_with(&discord, &discord.token(), &address);
        // Opens when the program reads.
        let mut opened = std::fs::File::options().write(true).open(&pipe).unwrap();
        tell(&child, "HUP");
        if !stops {
            std::io::Write::write_all(&mut opened, b"none").unwrap();
            drop(opened);
            discord.ready().await;
        }
        tell(&child, "TERM");
        let (status, log) = ended(child).await;
        assert_eq!((status, log.contains("\"stopped\"")), (Some(0), !stops), "{log}");
    }
    discord.finish().await;
}

#[tokio::test]
async fn second_termination_signal_exits_at_once() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    let child = program(&discord, &discord.token());
    discord.ready().await;
    discord.fault(Fault::on("POST", CALLBACK).delay(Duration::from_secs(4)));
    let asked = discord.start_ask(ALICE, GENERAL, DATE);
    tokio::time::sleep(Duration::from_millis(800)).await;
    tell(&child, "INT");
    tokio::time::sleep(Duration::from_millis(200)).await;
    let told = std::time::Instant::now();
    tell(&child, "INT");
    let (status, log) = ended(child).await;
    assert!(told.elapsed() < Duration::from_secs(2), "{:?}: {log}", told.elapsed());
    let said: Vec<&str> = log.lines().filter(|line| !line.starts_with('{')).collect();
    assert_eq!(
        (status, said),
        (Some(1), vec!["verbatim: told to stop twice, so what was under way was left unfinished"]),
        "{log}"
    );
    assert!(discord.outcome(asked).await.is_none());
    discord.finish().await;
}

#[tokio::test]
async fn undocumented_callback_response_leaks_no_token_into_the_log() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    let child = program(&discord, &discord.token());
    discord.ready().await;
    discord.fault(Fault::on("POST", CALLBACK).well_with(200));
    let shown = discord.ask(ALICE, GENERAL, DATE).await;
    shown.says("October 23, 2023");
    tell(&child, "TERM");
    let (status, log) = ended(child).await;
    assert_eq!((status, discord.tokens_in(&log)), (Some(0), Vec::new()), "{log}");
    assert!(!log.contains("/callback"), "{log}");
    discord.finish().await;
}

#[tokio::test]
async fn invalid_token_exits_with_78_and_one_line() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    let (status, log) = ended(program(&discord, "wrong-token")).await;
    let said: Vec<&str> = log.lines().filter(|line| !line.starts_with('{')).collect();
    assert_eq!((status, said.len()), (Some(78), 1), "{log}");
    assert!(said[0].starts_with("verbatim: Discord refused the token."), "{log}");
    assert!(said[0].contains("Developer Portal") && !log.contains("wrong-token"), "{log}");
    discord.finish().await;
}

#[tokio::test]
async fn systemd_is_told_of_readiness_life_and_the_stop() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("notify");
    let socket = tokio::net::UnixDatagram::bind(&path).unwrap();
    let discord = FakeDiscord::start(World::study_channel()).await;
    let variables = [("NOTIFY_SOCKET", path.to_str().unwrap()), ("WATCHDOG_USEC", "400000")];
    let child = program_with(&discord, &discord.token(), &variables);
    let hear = async || {
        let mut buffer = [0; 200];
        let wait = tokio::time::timeout(Duration::from_secs(10), socket.recv(&mut buffer));
        let count = wait.await.expect("a word in time").unwrap();
        String::from_utf8_lossy(&buffer[..count]).trim().to_owned()
    };
    assert_eq!(hear().await, "READY=1");
    for _ in 0..3 {
        assert_eq!(hear().await, "WATCHDOG=1");
    }
    discord.ready().await;
    tell(&child, "TERM");
    while hear().await != "STOPPING=1" {}
    assert_eq!(ended(child).await.0, Some(0));
    discord.finish().await;
}

#[tokio::test]
async fn database_of_a_newer_program_ends_the_bot_with_78() {
    let database = Database::sqlite();
    database.store().open().await.unwrap();
    database
        .execute(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9000, 'later', TRUE, '', 0)",
        )
        .await;
    let discord = FakeDiscord::start(World::study_channel()).await;
    let variables = [("VERBATIM__STORE__URL", &*database.url)];
    let (status, log) = ended(program_with(&discord, &discord.token(), &variables)).await;
    assert!(status == Some(78) && log.contains("run the newer version"), "{status:?} {log}");
    discord.finish().await;
}
