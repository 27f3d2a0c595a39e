//! A process killed while it writes loses nothing that it acknowledged.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use verbatim::store::Scope;

use super::{Database, store_at};

/// The variable that tells the writing program where to write.
const PLACE: &str = "VERBATIM_TEST_WRITES_TO";

/// The variable that tells it which value comes first.
const FIRST: &str = "VERBATIM_TEST_WRITES_FROM";

/// What begins a line that acknowledges a value.
const KEPT: &str = "kept ";

/// The program that an ignored test of this binary is, to be told, listened to and killed.
pub(crate) fn program(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Writes ever larger values and says so after each. It is no test by itself: another one runs and
/// kills it.
#[test]
#[ignore = "the program that is killed"]
fn child_process_writes_settings() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let first = crate::number_in(FIRST).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = store_at(&place);
        let mut out = std::io::stdout();
        for value in first.. {
            // Two settings in turn, so that the one before has to last, too.
            store
                .set_setting(Scope::Server(value % 2), None, "value", &value.to_string())
                .await
                .unwrap();
            writeln!(out, "{KEPT}{value}").unwrap();
            out.flush().unwrap();
        }
    });
}

/// Kills the program this many times, looks after each what there is, and gives the last value.
async fn kill(database: &Database, times: u32, seed: u64) -> u64 {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut last = 0;
    for time in 0..times {
        let mut child = program("store::killed::child_process_writes_settings")
            .env(PLACE, &database.url)
            .env(FIRST, (last + 1).to_string())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let acknowledged =
            |line: String| line.split_once(KEPT).map(|(_, value)| value.parse::<u64>().unwrap());
        // Sometimes before the first value, while the database is being opened or made.
        let values = chance.random_range(0..12_usize);
        for value in lines.by_ref().filter_map(acknowledged).take(values) {
            last = value;
        }
        std::thread::sleep(Duration::from_micros(chance.random_range(0..3_000)));
        child.kill().unwrap();
        // What it said before it was killed counts as well.
        last = lines.filter_map(acknowledged).last().unwrap_or(last);
        child.wait().unwrap();

        let store = database.store();
        let found = store.settings(&[Scope::Server(0), Scope::Server(1)]).await.unwrap();
        let value = |server| -> u64 {
            let found = found.iter().find(|setting| setting.scope == Scope::Server(server));
            found.map_or(0, |setting| setting.value.parse().unwrap())
        };
        let newest = value(0).max(value(1));
        assert!(
            newest == last || newest == last + 1,
            "{:?}, kill {time}: {last} was acknowledged, {newest} is there",
            database.kind
        );
        assert_eq!(
            value(0).abs_diff(value(1)),
            1.min(newest),
            "{:?}, kill {time}: the one before is there, too",
            database.kind
        );
        last = newest;
    }
    last
}

#[tokio::test]
async fn acknowledged_writes_survive_two_hundred_kills() {
    let kept = Database::sqlite();
    assert!(kill(&kept, 160, 1).await > 300, "it was killed while it wrote");
    // And while the tables are being made.
    for seed in 0..40 {
        kill(&Database::sqlite(), 1, seed).await;
    }
    if let Some(database) = Database::postgres().await {
        assert!(kill(&database, 40, 2).await > 80);
    }
}
