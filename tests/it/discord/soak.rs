//! A great many interactions through one process: its memory stays within bounds and its open files
//! stay as many.
//!
//! Some hundred as a rule; `VERBATIM_TEST_SOAK=1000000` makes it a million, and prints figures.

use std::io::Write;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::Value;

use super::start_and_stop::{Process, command};
use crate::fake_discord::{FakeDiscord, GENERAL, Person, World};
use crate::number_in;
use crate::store::Database;

const INTERACTIONS: &str = "VERBATIM_TEST_SOAK";

/// Whether memory grows can be told from here on: caches of a bounded size fill before.
const TELLING: u64 = 500_000;

const PATIENCE: Duration = Duration::from_secs(60);

/// How many people act at once.
const CROWD: u64 = 48;

/// A connection for each of the crowd, the database's, and what the program itself has open.
const MOST_FILES: usize = 128;

/// They change, for their settings and limits are kept for each; more than any such cache holds, and
/// few enough that all were there before the first figure is taken.
const PEOPLE: u64 = 12_000;

/// Of each visit.
const ACTIONS: u64 = 6;

/// Kibibytes that a process has in memory.
fn resident(process: &Process) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn open_files(process: &Process) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", process.id())).unwrap().count()
}

/// Somebody asks, turns a page, types, looks something up and checks a quote.
async fn visit(discord: &FakeDiscord, number: u64, words: &[&str]) {
    let person = Person::extra(number % PEOPLE);
    let word = |at: u64| words[(number * 31 + at * 7) as usize % words.len()];
    let some = |at: u64| (at..at + 6).map(&word).collect::<Vec<_>>().join(" ");
    let slash = |name, options: Vec<(&'static str, Value)>| async move {
        let id = discord.start_slash(person, GENERAL, name, options);
        discord.outcome(id).await.unwrap_or_else(|| panic!("/{name} was not answered"))
    };
    let question = format!("What does it say about {} and {}?", word(0), word(1));
    let answer = slash("ask", vec![("question", question.into())]).await;
    let button = answer.buttons().into_iter().find(|button| !button.disabled);
    if let Some(button) = button {
        let id = discord.start_click(person, &answer, &button.label);
        assert!(discord.outcome(id).await.is_some(), "{} was not answered", button.label);
    }
    discord.autocomplete(person, GENERAL, "ask", [("question", word(2).into())]).await;
    let place = format!("§{} ¶{}", number % 6 + 1, number % 4 + 1);
    slash("cite", vec![("reference", place.into())]).await;
    slash("verify", vec![("quote", some(3).into())]).await;
    slash("mentions", vec![("words", word(4).into())]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_and_open_files_stay_over_many_interactions() {
    let wanted = number_in(INTERACTIONS);
    let visits = wanted.unwrap_or(600).div_ceil(ACTIONS);
    let database = Database::sqlite();
    // However busy the host is with other things.
    let world = World::study_channel().first_answer_within(PATIENCE);
    let discord = FakeDiscord::start(world).await.patience(PATIENCE);
    let process = Process::start(&mut command(&discord, &database.url));
    discord.ready().await;
    let text = include_str!("../../../corpus/acftu-2023/speech.md");
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.len() > 4).collect();
    let (began, mut done, mut figures) = (Instant::now(), 0, Vec::new());
    while done < visits {
        join_all((done..done + CROWD).map(|number| visit(&discord, number, &words))).await;
        discord.forget();
        let tenth = done * 10 / visits;
        done += CROWD;
        if done * 10 / visits > tenth {
            let figure = (done * ACTIONS, resident(&process), open_files(&process));
            if wanted.is_some() {
                let (count, resident, files) = figure;
                let line = format!("{count} interactions: {resident} KiB, {files} open files");
                writeln!(std::io::stderr(), "{line}").unwrap();
            }
            figures.push(figure);
        }
    }
    let (first, last) = (figures[0], figures[figures.len() - 1]);
    if wanted.is_some() {
        let a_second = last.0 as f64 / began.elapsed().as_secs_f64();
        writeln!(std::io::stderr(), "{a_second:.0} a second").unwrap();
    }
    let most = figures.iter().map(|(.., files)| *files).max().unwrap();
    assert!(most < MOST_FILES, "open files: {figures:?}");
    if visits * ACTIONS >= TELLING {
        assert!(last.1 < first.1 * 1.05, "memory grows: {figures:?}");
        assert!(last.2 <= first.2 + 2, "open files grow: {figures:?}");
    }
    // Each answer was waited for; on a busy host some are given twice.
    discord.leave();
}
