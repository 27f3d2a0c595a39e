//! Watches the process: log lines as production would print them, and connections to the outside.
//!
//! One subscriber serves all tests of a test binary. A line or a dial belongs to the Tokio
//! runtime it came from, and each test has its own runtime; what comes from no runtime is charged
//! to every test.

use std::fmt;
use std::io;
use std::sync::{LazyLock, Mutex, Once};

use tokio::runtime::{Handle, Id};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// Targets whose lines are kept at every level: the bot's crate and this test binary.
const OWN: [&str; 2] = ["verbatim", "it"];

/// What was told, and by which runtime.
type Told = Mutex<Vec<(Option<Id>, String)>>;

static LINES: LazyLock<Told> = LazyLock::new(Mutex::default);
static DIALS: LazyLock<Told> = LazyLock::new(Mutex::default);

/// Starts watching; once for the whole process.
pub(super) fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let own = OWN.map(|target| (target, LevelFilter::TRACE));
        let printed = Targets::new().with_default(LevelFilter::INFO).with_targets(own);
        let lines = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_writer(Lines)
            .with_filter(printed);
        let dialling = Targets::new()
            .with_target("reqwest::connect", LevelFilter::DEBUG)
            .with_target("twilight_gateway", LevelFilter::DEBUG);
        let subscriber =
            tracing_subscriber::registry().with(lines).with(Dials.with_filter(dialling));
        // Also bridges the `log` crate, through which reqwest speaks.
        subscriber
            .try_init()
            .expect("only the fake sets the global subscriber and logger of this test binary");
    });
}

/// Lines printed by the current test's runtime, and by threads that belong to none.
pub(super) fn lines() -> Vec<String> {
    of_here(&LINES)
}

/// All lines of the process; for secrets, which no other test shares.
pub(super) fn all_lines() -> Vec<String> {
    let lines = LINES.lock().expect("no thread died writing a line");
    lines.iter().map(|(_, line)| line.clone()).collect()
}

/// Connections the current test's runtime tried to make to anything but this machine.
pub(super) fn dials() -> Vec<String> {
    of_here(&DIALS)
}

fn of_here(all: &Told) -> Vec<String> {
    let here = runtime();
    let all = all.lock().expect("no thread died writing a line");
    all.iter().filter(|(id, _)| id.is_none() || *id == here).map(|(_, line)| line.clone()).collect()
}

fn runtime() -> Option<Id> {
    Handle::try_current().ok().map(|handle| handle.id())
}

struct Lines;

impl MakeWriter<'_> for Lines {
    type Writer = Lines;

    fn make_writer(&self) -> Lines {
        Lines
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes).trim_end().to_owned();
        LINES.lock().expect("no thread died writing a line").push((runtime(), line));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Dials;

impl<S: Subscriber> Layer<S> for Dials {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut said = Said::default();
        event.record(&mut said);
        if let Some(dial) = outside(&said.0) {
            DIALS.lock().expect("no thread died writing a line").push((runtime(), dial));
        }
    }
}

#[derive(Default)]
struct Said(String);

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if ["message", "url"].contains(&field.name()) && !self.0.contains("://") {
            self.0 = format!("{value:?}");
        }
    }
}

/// The outside host a record tells of: reqwest and twilight name what they connect to.
pub(super) fn outside(said: &str) -> Option<String> {
    let url = said.strip_prefix("starting new connection: ").unwrap_or(said);
    let host = url.split("://").nth(1)?.split('/').next()?;
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let loopback = name == "localhost" || name == "[::1]" || name.starts_with("127.");
    (!loopback).then(|| host.to_owned())
}
