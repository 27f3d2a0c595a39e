//! A fake Discord for tests: the bot with its unpatched libraries talks to it over loopback.
//!
//! A test starts it, points the bot at `api_base()`, then speaks and presses buttons as people do
//! and reads what they would see. The fake enforces Discord's rules; `finish` fails on every rule
//! broken, on answers nobody read, on interactions left hanging, on tokens in the log and on
//! connections to the outside.
//!
//! The parts: `world` is Discord as a value and `rules` its limits; `rest`, `connection` and
//! `gateway` carry it over the wire; `chat`, `press` and `trouble` are what a test can do; `watch`
//! guards the process.

#![allow(
    unreachable_pub,
    reason = "`pub` marks what stories may use, `pub(super)` what they may not"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failing expectation is how a test harness speaks"
)]

mod chat;
mod connection;
mod events;
mod fault;
mod gateway;
mod message;
mod people;
mod press;
mod rest;
mod rules;
mod self_tests;
mod shared;
mod trouble;
mod watch;
mod world;

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use fault::Fault;
pub use message::Message;
pub use people::{
    ALICE, BOB, BOT, CAROL, CREATE_PUBLIC_THREADS, CURATORS, ELSEWHERE, FORUM, GENERAL, OTHER_HALL,
    PRIVATE_CHAT, Person, Place, READERS, READING, STUDY_HALL, THREAD,
};
pub use rest::Recorded;
pub use world::{InteractionId, World, intents};

use shared::{Inside, Shared};

/// Far more than anything takes, however busy the host is with other things.
const PATIENCE: Duration = Duration::from_secs(30);

/// One running fake Discord; every test has its own.
pub struct FakeDiscord {
    shared: Arc<Shared>,
    patience: Duration,
    server: JoinHandle<()>,
    finished: bool,
}

impl FakeDiscord {
    /// Serves a world on a free loopback port.
    pub async fn start(world: World) -> FakeDiscord {
        watch::start();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port is free");
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared = Shared::new(world, address);
        let router = rest::server(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("serving on loopback works");
        });
        FakeDiscord { shared, patience: PATIENCE, server, finished: false }
    }

    /// How long an action waits for the bot before the test fails.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> FakeDiscord {
        self.patience = patience;
        self
    }

    /// What the bot gets instead of `https://discord.com`.
    pub fn api_base(&self) -> String {
        self.shared.api_base()
    }

    /// The token the bot must use.
    pub fn token(&self) -> String {
        self.shared.look(|inside| inside.world.token.clone())
    }

    /// Waits until the bot is connected and its commands are registered.
    pub async fn ready(&self) {
        self.connected().await;
        self.wait("registered commands", |inside| {
            let (reads, writes) = inside.world.command_requests();
            let settled = writes > 0 || reads > 0 && !inside.world.command_names().is_empty();
            settled.then_some(())
        })
        .await;
        self.settle().await;
    }

    /// Waits until the bot has identified and is connected.
    pub async fn connected(&self) {
        self.wait("a connected bot", |inside| inside.gateway.is_connected().then_some(())).await;
    }

    /// Names of the registered commands.
    pub fn commands(&self) -> Vec<String> {
        self.shared.look(|inside| inside.world.command_names())
    }

    /// How often the bot has read and written the list of commands.
    pub fn command_requests(&self) -> (u32, u32) {
        self.shared.look(|inside| inside.world.command_requests())
    }

    /// Every request so far, tokens left out.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.look(|inside| inside.requests.clone())
    }

    /// Lines this test's runtime has logged, as production prints them.
    pub fn logs(&self) -> Vec<String> {
        watch::lines()
    }

    /// Tokens that stand in a text, such as another process's log; there should be none.
    pub fn tokens_in(&self, text: &str) -> Vec<String> {
        let secrets = self.shared.look(|inside| inside.world.secrets());
        secrets.into_iter().filter(|secret| text.contains(secret.as_str())).collect()
    }

    /// Lets the test end well in spite of what contains these words; fails at the end when nothing
    /// does.
    pub fn forgive(&self, words: &str) {
        self.shared.look(|inside| inside.forgiven.push(words.to_owned()));
    }

    /// Ends a test in which Discord itself is out of order, and which judged for itself.
    pub fn leave(mut self) {
        self.finished = true;
    }

    /// Ends the test: fails on everything that went wrong and was not forgiven.
    pub async fn finish(mut self) {
        self.settle().await;
        self.finished = true;
        let wrong = self.wrong();
        assert!(
            wrong.is_empty(),
            "the story did not end well:\n- {}\n{}",
            wrong.join("\n- "),
            self.dump()
        );
    }

    /// Everything `finish` would complain about, without what was forgiven.
    pub fn wrong(&self) -> Vec<String> {
        let (secrets, mut wrong) = self.shared.look(|inside| {
            let mut wrong = inside.world.violations.clone();
            wrong.extend(
                inside
                    .world
                    .unread
                    .iter()
                    .map(|seen| format!("nobody read {:?}", seen.shown.text())),
            );
            wrong.extend(inside.world.hanging());
            wrong.extend(inside.faults.iter().filter_map(Fault::left));
            (inside.world.secrets(), wrong)
        });
        for line in watch::all_lines() {
            if secrets.iter().any(|secret| line.contains(secret)) {
                wrong.push(format!("a token stands in the log: {line}"));
            }
        }
        wrong.extend(watch::dials().into_iter().map(|host| format!("the bot dialled {host}")));
        for words in self.shared.look(|inside| inside.forgiven.clone()) {
            let before = wrong.len();
            wrong.retain(|one| !one.contains(&words));
            if wrong.len() == before {
                wrong.push(format!("nothing went wrong that speaks of {words:?}"));
            }
        }
        wrong
    }

    /// Waits until the bot has stopped sending requests after an interaction.
    async fn acted(&self, id: InteractionId) {
        let asked = self.requests().len();
        self.wait("a request", |inside| {
            (inside.requests.len() > asked || inside.world.is_answered(id)).then_some(())
        })
        .await;
        self.settle().await;
    }

    /// Waits until no request is running and none has come for a moment.
    pub async fn settle(&self) {
        let mut changes = self.shared.changes();
        let quiet = Duration::from_millis(30);
        let end = tokio::time::Instant::now() + self.patience;
        while tokio::time::Instant::now() < end {
            changes.mark_unchanged();
            let calm = tokio::time::timeout(quiet, changes.changed()).await.is_err();
            if calm && !self.shared.is_busy() {
                return;
            }
        }
    }

    /// Waits until `look` finds something; fails with all that is known when patience ends.
    async fn wait<T>(&self, what: &str, mut look: impl FnMut(&mut Inside) -> Option<T>) -> T {
        let mut changes = self.shared.changes();
        let end = tokio::time::Instant::now() + self.patience;
        loop {
            if let Some(found) = self.shared.look(&mut look) {
                return found;
            }
            // Some conditions depend on time alone, so look again now and then.
            let next = end.min(tokio::time::Instant::now() + Duration::from_millis(100));
            let _ = tokio::time::timeout_at(next, changes.changed()).await;
            if tokio::time::Instant::now() >= end {
                panic!("waited {:?} for {what}\n{}", self.patience, self.dump());
            }
        }
    }

    /// What happened so far, for the message of a failing test.
    fn dump(&self) -> String {
        let mut told = self.shared.look(|inside| {
            let mut told = vec!["requests:".to_owned()];
            told.extend(inside.requests.iter().map(|one| {
                let body: String = one.body.to_string().chars().take(400).collect();
                format!("  {} {} -> {} {body}", one.method, one.path, one.status)
            }));
            let gateway = &inside.gateway;
            told.push(format!(
                "gateway: connected {}, identified {}, resumed {}, refused {:?}",
                gateway.is_connected(),
                gateway.identified,
                gateway.resumed,
                gateway.refused
            ));
            told.extend(
                inside.world.unread.iter().map(|seen| format!("unread: {:?}", seen.shown.text())),
            );
            told.extend(inside.world.violations.iter().map(|rule| format!("broken: {rule}")));
            told.extend(inside.world.hanging().into_iter().map(|one| format!("hanging: {one}")));
            told
        });
        told.push("log:".into());
        told.extend(
            watch::lines().into_iter().rev().take(20).rev().map(|line| format!("  {line}")),
        );
        told.join("\n")
    }
}

impl Drop for FakeDiscord {
    fn drop(&mut self) {
        self.server.abort();
        if !self.finished && !std::thread::panicking() {
            panic!("a story must end with finish()");
        }
    }
}
