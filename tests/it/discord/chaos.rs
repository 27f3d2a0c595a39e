//! A quiz goes on while the gateway breaks, Discord fails, the database is started anew and
//! processes are killed: nothing that was acknowledged is lost, and nothing is done or shown twice.
//!
//! Two minutes as a rule; `VERBATIM_TEST_CHAOS_SECONDS=3600` makes it an hour, and prints counts.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::hall::sections;
use super::start_and_stop::{Process, command};
use crate::fake_discord::{ALICE, BOT, FakeDiscord, Fault, GENERAL, Message, Person, World};
use crate::number_in;
use crate::store::{Database, Server};

const SECONDS: &str = "VERBATIM_TEST_CHAOS_SECONDS";

const PLAYERS: u64 = 12;

/// Between two kills; a takeover takes up to ten seconds.
const KILL_EVERY: Duration = Duration::from_secs(16);

const TROUBLE_EVERY: Duration = Duration::from_millis(900);

/// Between two starts of the database.
const RESTART_EVERY: Duration = Duration::from_secs(11);

#[derive(Debug, Default)]
struct Counts {
    acknowledged: usize,
    unanswered: usize,
    troubles: usize,
    kills: usize,
    restarts: usize,
    rounds: usize,
    questions: usize,
}

fn trouble(discord: &FakeDiscord, chance: &mut ChaCha8Rng) {
    let messages = || Fault::on("POST", "/channels/*/messages");
    match chance.next_u32() % 6 {
        0 => discord.drop_gateway(),
        1 => discord.close_gateway(4000),
        2 => discord.ask_reconnect(),
        3 => discord.fault(messages().status(503)),
        4 => discord.fault(messages().rate_limited(Duration::from_millis(300))),
        _ => discord.fault(messages().lose_answer()),
    }
}

/// Sorts what was shown to all: the question that is open, and that none came twice.
fn take(shown: Message, seen: &mut BTreeSet<String>, open: &mut Option<Message>, round: usize) {
    let heading = shown.text().lines().next().unwrap_or_default().to_owned();
    if heading.starts_with("Question ") || heading.starts_with("Answer to question") {
        assert!(seen.insert(format!("{round}: {heading}")), "{heading} was shown twice");
    }
    match () {
        () if heading.starts_with("Question ") => *open = Some(shown),
        () if heading.starts_with("The round is over") => *open = None,
        () => {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quiz_survives_breaks_failures_and_kills() {
    let wanted = number_in(SECONDS);
    let end = Instant::now() + Duration::from_secs(wanted.unwrap_or(120));
    let mut server = tokio::task::spawn_blocking(Server::own).await.unwrap();
    let database = server.as_ref().map_or_else(Database::sqlite, Server::database);
    let store = database.store();
    store.open().await.unwrap();
    let discord = FakeDiscord::start(World::study_channel()).await;
    let mut command = command(&discord, &database.url);
    let first = Process::start(&mut command);
    discord.ready().await;
    // The first is the one that is connected, or will be next.
    let mut processes = VecDeque::from([first, Process::start(&mut command)]);
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    let (mut counts, mut seen, mut open) = (Counts::default(), BTreeSet::new(), None::<Message>);
    let mut votes: BTreeMap<u64, Person> = BTreeMap::new();
    let mut sessions = BTreeSet::new();
    let (mut killed, mut troubled, mut restarted) =
        (Instant::now(), Instant::now(), Instant::now());
    let mut asked: Option<Instant> = None;
    while Instant::now() < end {
        for shown in discord.announced() {
            take(shown, &mut seen, &mut open, counts.rounds);
        }
        let running = store.session_in(BOT.0, GENERAL.0).await;
        sessions.extend(running.iter().flatten().map(|session| session.id.clone()));
        if matches!(running, Ok(None))
            && asked.is_none_or(|at| at.elapsed() > Duration::from_secs(4))
        {
            asked = Some(Instant::now());
            counts.rounds += 1;
            let mut options = sections(5);
            options.push(("seconds", 10.into()));
            let start = discord.start_slash(ALICE, GENERAL, "quiz start", options);
            drop(discord.outcome(start).await);
        }
        if let Some(question) = &open {
            let pressed: Vec<_> = (0..PLAYERS)
                .map(|at| {
                    let label = ["A", "B", "C", "D"][(chance.next_u32() % 4) as usize];
                    let person = Person::extra(at);
                    (person, discord.start_click(person, question, label))
                })
                .collect();
            for (person, id) in pressed {
                match discord.outcome(id).await {
                    Some(told) if told.text().starts_with("Your answer: ") => {
                        counts.acknowledged += 1;
                        votes.insert(id.0, person);
                    }
                    Some(_) => {}
                    None => counts.unanswered += 1,
                }
            }
        }
        if troubled.elapsed() > TROUBLE_EVERY {
            troubled = Instant::now();
            counts.troubles += 1;
            trouble(&discord, &mut chance);
        }
        if restarted.elapsed() > RESTART_EVERY
            && let Some(server) = &mut server
        {
            restarted = Instant::now();
            counts.restarts += 1;
            server.restart();
        }
        if killed.elapsed() > KILL_EVERY {
            killed = Instant::now();
            counts.kills += 1;
            drop(processes.pop_front());
            processes.push_back(Process::start(&mut command));
        }
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    counts.questions = seen.len();
    let mut logged: BTreeMap<u64, usize> = BTreeMap::new();
    for session in &sessions {
        let mut log = store.session_log(session).await;
        while log.is_err() {
            tokio::time::sleep(Duration::from_millis(200)).await;
            log = store.session_log(session).await;
        }
        for row in log.unwrap() {
            *logged.entry(row.event.unwrap_or_default()).or_default() += 1;
        }
    }
    drop(processes);
    let lost: Vec<_> = votes.keys().filter(|id| logged.get(id) != Some(&1)).collect();
    assert!(lost.is_empty(), "acknowledged but not kept once: {lost:?} of {counts:?}");
    assert!(counts.acknowledged > 0 && counts.kills > 0 && counts.questions > 0, "{counts:?}");
    if wanted.is_some() {
        writeln!(std::io::stderr(), "{counts:?}").unwrap();
    }
    discord.leave();
}
