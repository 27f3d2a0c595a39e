//! Reading the texts anew while the bot runs: by a signal or a request, whole or not at all, and
//! without an end to the quizzes under way.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use verbatim::bot::{Bot, CurrentBot};
use verbatim::corpus::Corpus;
use verbatim::search::Engine;
use verbatim::search::index::PassageIndex;

use super::hall::sections;
use super::start_and_stop::{ended, program_with, tell};
use super::{settings, start_current};
use crate::fake_discord::{ALICE, FakeDiscord, GENERAL, World};
use crate::store::Database;

const QUESTION: &str = "Who creates social wealth?";
const OLD: &str = "creators of social wealth";
const NEW: &str = "makers of social wealth";

/// A copy of the shipped corpus that a test may change.
fn copy() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let speech = dir.path().join("acftu-2023");
    std::fs::create_dir(&speech).unwrap();
    let shipped = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/acftu-2023"));
    std::fs::copy(shipped.join("speech.md"), speech.join("speech.md")).unwrap();
    let file = speech.join("speech.md");
    (dir, file)
}

fn change(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from));
    std::fs::write(file, text.replacen(from, to, 1)).unwrap();
}

fn read(dir: &Path) -> Result<Engine, Box<dyn std::error::Error + Send + Sync>> {
    let corpus = Corpus::load(dir)?;
    let index = PassageIndex::build(&corpus)?;
    Ok(Engine::new(Arc::new(corpus), index))
}

#[tokio::test]
async fn quiz_under_way_keeps_its_questions() {
    let (dir, file) = copy();
    let path = dir.path().to_owned();
    let database = Database::sqlite();
    let bot = Bot::new(read(&path).unwrap(), 3).with_store(Some(database.store()));
    let current = Arc::new(CurrentBot::new(bot, move || read(&path)));
    let discord =
        FakeDiscord::start(World::study_channel()).await.patience(Duration::from_secs(60));
    let running = start_current(settings(&discord), Arc::clone(&current));
    discord.ready().await;
    let mut options = sections(2);
    options.push(("seconds", 10.into()));
    discord.slash(ALICE, GENERAL, "quiz start", options).await;
    let question = discord.next_shown().await;
    // Every question changes with the text that proves it.
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace(" the ", " thy ")).unwrap();
    current.reload().await.unwrap();
    let told = discord.click(ALICE, &question, "A").await;
    told.begins_with("Your answer: A");
    let answer = discord.next_shown().await;
    answer.says("The answer: ");
    let next = discord.next_shown().await;
    next.begins_with("Question 2 of 2");
    running.stop().await;
    discord.leave();
}

/// A free port of this host; somebody else may take it before it is used.
fn free_port() -> std::net::SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

async fn answers_from_the_new_texts(discord: &FakeDiscord) {
    let begun = std::time::Instant::now();
    loop {
        let told = discord.ask(ALICE, GENERAL, QUESTION).await;
        if told.text().contains(NEW) {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(20));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn hangup_signal_or_a_watched_change_reads_the_texts_anew() {
    for watch in ["false", "true"] {
        let (dir, file) = copy();
        let discord = FakeDiscord::start(World::study_channel()).await;
        let folder = dir.path().to_str().unwrap();
        let variables = [("VERBATIM__CORPUS__DIR", folder), ("VERBATIM__CORPUS__WATCH", watch)];
        let child = program_with(&discord, &discord.token(), &variables);
        discord.ready().await;
        change(&file, OLD, NEW);
        if watch == "false" {
            tell(&child, "HUP");
        }
        answers_from_the_new_texts(&discord).await;
        tell(&child, "TERM");
        let (status, log) = ended(child).await;
        assert!(status == Some(0) && log.contains("answers come from the new texts"), "{log}");
        discord.finish().await;
    }
}

#[tokio::test]
async fn reload_command_says_whether_the_running_bot_took_the_texts() {
    let (dir, file) = copy();
    let discord = FakeDiscord::start(World::study_channel()).await;
    let folder = dir.path().to_str().unwrap().to_owned();
    let listen = free_port().to_string();
    let variables = [("VERBATIM__CORPUS__DIR", &*folder), ("VERBATIM__HEALTH__LISTEN", &*listen)];
    let child = program_with(&discord, &discord.token(), &variables);
    discord.ready().await;
    let command = async || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_verbatim"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("reload").envs(variables);
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
    };
    change(&file, OLD, NEW);
    let page = reqwest::Client::new().post(format!("http://{listen}/reload"));
    let answer = page.header("x-other", "yes").send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 403, "no page in a browser can do it");
    let told = discord.ask(ALICE, GENERAL, QUESTION).await;
    assert!(told.text().contains(OLD), "nothing changes by itself");
    assert_eq!(command().await.status.code(), Some(0));
    answers_from_the_new_texts(&discord).await;
    change(&file, "+++", "+ + +");
    let refused = command().await;
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(refused.status.code() == Some(1) && said.contains("speech.md"), "{said}");
    answers_from_the_new_texts(&discord).await;
    tell(&child, "TERM");
    assert_eq!(ended(child).await.0, Some(0));
    let nobody = command().await;
    assert_eq!(nobody.status.code(), Some(1));
    discord.finish().await;
}
