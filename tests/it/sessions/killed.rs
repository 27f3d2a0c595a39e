//! A process killed at any moment of a session: the next one continues, no question is asked
//! twice, nobody loses or gains a point.
//!
//! The program is a process of its own, which this test starts, tells what people do, listens to
//! and kills as `kill -9` does.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::child::{AFTER, BEFORE, CHANNEL, CLOCK, PLACE, QUESTIONS, SEEN, TEXTS, TOLD, WAITS};
use super::{Hands, rights};
use crate::corpus::write;
use crate::store::Database;
use crate::store::killed::program;

/// The variable with which every moment is tried; otherwise every third is.
const ALL: &str = "VERBATIM_TEST_ALL_KILLS";

/// So many plays at a time: they mostly wait.
const AT_ONCE: usize = 8;

/// Where a program is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kill {
    Never,
    /// Before or after the message with this number is seen.
    Before(usize),
    After(usize),
    /// As soon as the action with this number is acknowledged.
    Kept(usize),
    /// Some time into what somebody does.
    Amid(usize, Duration),
}

/// A program that plays.
struct Program {
    child: Child,
    input: ChildStdin,
    output: Receiver<String>,
}

impl Program {
    fn start(place: &str, texts: &Path, hands: &Hands, kill: Kill) -> Program {
        let mut command = program("sessions::child::child_process_plays_sessions");
        command.env(PLACE, place).env(TEXTS, texts).env(CLOCK, hands.now().to_string());
        match kill {
            Kill::Before(at) => command.env(BEFORE, at.to_string()),
            Kill::After(at) => command.env(AFTER, at.to_string()),
            _ => &mut command,
        };
        let mut child = command.spawn().unwrap();
        let (input, lines) =
            (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()).lines());
        let (sender, output) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Program { child, input, output }
    }
}

struct Story {
    database: Database,
    texts: tempfile::TempDir,
    hands: Hands,
    program: Program,
    kill: Kill,
    waits: bool,
    /// Heading and text of each message, once: Discord drops repeated ones by their nonce.
    seen: Vec<(String, String)>,
    names: HashSet<String>,
    sent: usize,
    done: usize,
    events: u64,
    kills: u32,
}

impl Story {
    /// Reads a line of the program and returns the reply in it.
    fn reads(&mut self, line: &str) -> Option<String> {
        if let Some(seen) = line.strip_prefix(SEEN) {
            let [name, heading, text] = seen.splitn(3, '\t').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            self.sent += 1;
            if self.names.insert(name.to_owned()) {
                // Names of players are in memory only.
                self.seen.push((heading.to_owned(), text.replace("Some(\"somebody\")", "None")));
            }
        }
        self.waits |= line == WAITS;
        line.strip_prefix(TOLD).map(str::to_owned)
    }

    fn killed(&mut self) {
        self.program.child.kill().unwrap();
        self.program.child.wait().unwrap();
        // Lines that it printed before count.
        while let Ok(line) = self.program.output.recv_timeout(Duration::from_secs(10)) {
            self.reads(&line);
        }
        (self.kills, self.waits) = (self.kills + 1, false);
        // Its claims have run out.
        self.forward(11_000);
        self.program =
            Program::start(&self.database.url, self.texts.path(), &self.hands, Kill::Never);
    }

    fn forward(&mut self, milliseconds: u64) {
        self.hands.forward(milliseconds);
        let _ = writeln!(self.program.input, "clock {}", self.hands.now());
    }

    fn does(&mut self, line: &str) {
        writeln!(self.program.input, "{line}").unwrap();
    }

    fn told(&mut self) -> String {
        loop {
            let line = self.program.output.recv_timeout(Duration::from_secs(60)).unwrap();
            if let Some(told) = self.reads(&line) {
                return told;
            }
        }
    }

    /// Runs a person's action and returns the reply, unless the program was killed then.
    fn people(&mut self, line: impl Fn(u64) -> String) -> Option<String> {
        let number = self.done;
        self.done += 1;
        self.events += 1;
        self.does(&line(self.events));
        match self.kill {
            Kill::Kept(at) if at == number => {
                self.told();
            }
            Kill::Amid(at, time) if at == number => std::thread::sleep(time),
            _ => return Some(self.told()),
        }
        self.killed();
        None
    }

    fn sees(&mut self, heading: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        while !self.seen.iter().any(|(seen, _)| seen == heading) {
            assert!(Instant::now() < end, "{:?}: {heading} was never shown", self.kill);
            match self.program.output.recv_timeout(Duration::from_millis(100)) {
                Ok(line) => drop(self.reads(&line)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => panic!("{:?}: the program ended", self.kill),
            }
            if self.waits {
                self.killed();
            }
        }
    }

    fn votes(&mut self, session: &str, question: usize, choice: usize, person: u64) {
        for _ in 0..200 {
            let told = self
                .people(|event| format!("vote {session} {question} {choice} {person} {event}"))
                .unwrap_or_default();
            // The last one's answer closes the question early; pressed again after a kill, it is
            // there, but too late to change.
            if ["Your answer", "I have that already", "Too late"]
                .iter()
                .any(|words| told.contains(words))
            {
                assert!(self.kills > 0 || !told.contains("Too late"), "{:?}", self.kill);
                return;
            }
            // The program is away, or was killed before it could confirm: people press again.
            assert!(told.is_empty() || told.contains("pauses"), "{:?}: {told}", self.kill);
            self.done -= usize::from(!told.is_empty());
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("{:?}: a vote was never taken", self.kill);
    }

    fn count(&self, heading: &str) -> usize {
        self.seen.iter().filter(|(seen, text)| seen == heading && !text.contains("Hint: ")).count()
    }
}

/// A speech with as many items as a session asks.
fn texts() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let sown = ["rice", "rye", "oats"];
    let sentences: Vec<String> =
        (1..).zip(sown).map(|(year, sown)| format!("In year {year} we sowed {sown}.")).collect();
    let speech = format!("+++\ntitle = \"Fields\"\n+++\n\n{}\n", sentences.join(" "));
    write(&dir, "fields/speech.md", speech);
    let item = |(year, sown)| {
        format!(
            "[[item]]\nprompt = \"What was sown in year {year}?\"\nanswers = [\"{sown}\"]\nwrong \
             = [\"hemp\", \"flax\", \"hops\"]\nquote = \"In year {year} we sowed \
             {sown}.\"\ndifficulty = 2\n"
        )
    };
    let items: Vec<String> = (1..).zip(sown).map(item).collect();
    write(&dir, "fields/quiz.toml", items.join("\n"));
    dir
}

/// How a session ended: what the last message says, each person's points as they are stored, how
/// many things people did, and how many messages were sent.
type End = (String, Vec<(u64, u64)>, usize, usize);

fn play(kill: Kill, database: Database) -> End {
    let (texts, hands) = (texts(), Hands::new());
    let runtime = runtime();
    let store = database.store();
    let program = Program::start(&database.url, texts.path(), &hands, kill);
    let (seen, names) = (Vec::new(), HashSet::new());
    let mut story = Story {
        database,
        texts,
        hands,
        program,
        kill,
        waits: false,
        seen,
        names,
        sent: 0,
        done: 0,
        events: 0,
        kills: 0,
    };
    let session = loop {
        story.people(|_| "open".to_owned());
        if let Some(session) = runtime.block_on(store.session_in(7, CHANNEL)).unwrap() {
            break session.id;
        }
    };
    let rights = runtime.block_on(rights(&store, &session));
    // Where it does not begin now, the next program begins it.
    story.people(|_| format!("begin {session}"));
    for (number, right) in rights.iter().copied().enumerate() {
        story.sees(&format!("Question {} of {QUESTIONS}", number + 1));
        let wrong = (right + 1) % 4;
        // The hint comes later than what is answered.
        story.forward(1_000);
        for (person, choices) in
            [(1, vec![right]), (2, vec![wrong, right]), (3, vec![wrong]), (4, vec![right])]
        {
            if (person, number) == (4, 2) {
                continue;
            }
            for choice in choices {
                story.votes(&session, number, choice, person);
            }
        }
        if number == 1 {
            story.people(|event| format!("hint {session} 1 {event}"));
        }
        story.forward(27_000);
        story.sees(&format!("Answer to question {}", number + 1));
        story.forward(9_000);
    }
    story.sees("The round is over");
    // A program that was killed while it showed the last message is followed by one that shows
    // nothing twice.
    if story.kills == 0 && matches!(kill, Kill::After(_)) {
        story.killed();
        std::thread::sleep(Duration::from_secs(1));
    }
    story.program.child.kill().unwrap();
    story.program.child.wait().unwrap();
    assert_eq!(story.kills, u32::from(kill != Kill::Never), "{kill:?}");
    for number in 1..=QUESTIONS {
        let question = format!("Question {number} of {QUESTIONS}");
        for heading in [question, format!("Answer to question {number}")] {
            assert_eq!(story.count(&heading), 1, "{kill:?}: {heading}: {:#?}", story.seen);
        }
    }
    assert_eq!(story.count("The round is over"), 1, "{kill:?}");
    let (heading, end) = story.seen.last().unwrap();
    assert_eq!(heading, "The round is over", "{kill:?}");
    let mut totals = runtime.block_on(store.point_totals(None, 0..i64::MAX, 1_000)).unwrap();
    totals.sort_unstable();
    (end.clone(), totals, story.done, story.sent)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn kill_at_any_moment_loses_no_points_and_repeats_no_question() {
    let (end, points, done, shown) = play(Kill::Never, Database::sqlite());
    assert_eq!(points.len(), 3, "{points:?}");
    assert!(done >= 15 && shown >= 8, "{done} {shown}");
    let mut kills: Vec<Kill> =
        (0..shown).flat_map(|at| [Kill::Before(at), Kill::After(at)]).collect();
    kills.extend((0..done).map(Kill::Kept));
    // At once, while it is being written, after it was written.
    kills
        .extend((0..done).map(|at| Kill::Amid(at, Duration::from_micros(at as u64 * 467 % 3_000))));
    let every = if std::env::var_os(ALL).is_some() { 1 } else { 3 };
    let kills: Vec<Kill> = kills.into_iter().step_by(every).collect();
    // A quarter of them on PostgreSQL, too.
    let again = kills.clone().into_iter().step_by(4).map(|kill| (kill, true));
    let kills = Mutex::new(kills.into_iter().map(|kill| (kill, false)).chain(again));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((kill, postgres)) = { kills.lock().unwrap().next() } {
                    let database = match postgres {
                        true => runtime().block_on(Database::postgres()),
                        false => Some(Database::sqlite()),
                    };
                    let Some(database) = database else { continue };
                    let (last, kept, ..) = play(kill, database);
                    assert_eq!((&last, &kept), (&end, &points), "{kill:?}");
                }
            });
        }
    });
}
