//! A process that ends at any moment of a round: the next one goes on, nothing is asked twice, nobody loses or gains a point.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use verbatim::bot::{Bot, Start};
use verbatim::reply::{RoundAction, RoundWish};

use super::{Break, Hands, Seen, asker, bot, places, player, rights, vote, wish};
use crate::store::Database;

const QUESTIONS: usize = 3;
const CHANNEL: u64 = 5;
const HOST: u64 = 11;

/// Where a process is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kill {
    Never,
    /// While it shows something.
    Showing(Break),
    /// After what the people do with this number was kept, before anything is shown of it.
    Kept(usize),
    /// Some time into what the people do with this number.
    Amid(usize, Duration),
}

struct Story {
    database: Database,
    hands: Hands,
    seen: Arc<Seen>,
    bot: Arc<Bot>,
    running: JoinHandle<()>,
    kill: Kill,
    done: usize,
    events: u64,
    kills: u32,
}

async fn start(database: &Database, hands: &Hands, seen: &Arc<Seen>) -> (Arc<Bot>, JoinHandle<()>) {
    let bot = bot(database.store(), hands).await;
    let (running, seen) = (Arc::clone(&bot), Arc::clone(seen));
    let running = tokio::spawn(async move { running.run_rounds(7, seen, CancellationToken::new()).await });
    // It has looked after what is there once.
    tokio::time::sleep(Duration::from_millis(20)).await;
    (bot, running)
}

impl Story {
    /// Nothing more is driven or shown.
    async fn ended(&self) {
        self.running.abort();
        while !self.running.is_finished() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// The process is gone, and with it all that it had in memory; another one starts when its claims have run out.
    async fn killed(&mut self) {
        self.ended().await;
        self.kills += 1;
        *self.seen.breaks.lock().unwrap() = None;
        self.hands.forward(11_000);
        (self.bot, self.running) = start(&self.database, &self.hands, &self.seen).await;
    }

    /// Something that people do: done again by them where nobody confirmed it.
    async fn people<T>(&mut self, act: impl AsyncFn(&Bot, u64) -> T) -> Option<T> {
        let number = self.done;
        self.done += 1;
        self.events += 1;
        match self.kill {
            Kill::Kept(at) if at == number => {
                // Nothing is shown once the process is told nothing more.
                self.ended().await;
                act(&self.bot, self.events).await;
                self.killed().await;
                None
            }
            Kill::Amid(at, time) if at == number => {
                let _ = tokio::time::timeout(time, act(&self.bot, self.events)).await;
                self.killed().await;
                None
            }
            _ => Some(act(&self.bot, self.events).await),
        }
    }

    async fn sees(&mut self, heading: &str) {
        let end = tokio::time::Instant::now() + Duration::from_secs(60);
        while self.seen.count(heading) == 0 {
            assert!(tokio::time::Instant::now() < end, "{:?}: {heading} was never shown", self.kill);
            let broken = tokio::time::timeout(Duration::from_millis(10), self.seen.broken.notified()).await;
            if broken.is_ok() {
                self.killed().await;
            }
        }
    }

    async fn votes(&mut self, round: &str, person: u64, number: usize, choice: usize, made: u64) {
        let act = async |bot: &Bot, event: u64| {
            bot.press_round(&vote(round, number, choice), player(person, CHANNEL, event, made)).await
        };
        for _ in 0..200 {
            let told = self.people(&act).await.map(|reply| format!("{reply:?}")).unwrap_or_default();
            // The last one's answer closes the question early; pressed again after a kill, it is there, but too late to change.
            let done = ["Your answer", "I have that already", "Too late"];
            if done.iter().any(|words| told.contains(words)) {
                assert!(self.kills > 0 || !told.contains("Too late"), "{:?}", self.kill);
                return;
            }
            // The process is away, or was killed before it could confirm: people press again.
            assert!(told.is_empty() || told.contains("pauses"), "{:?}: {told}", self.kill);
            self.done -= usize::from(!told.is_empty());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{:?}: a vote was never taken", self.kill);
    }
}

/// How a round ended: each person's points, how many things people did, how many messages were shown.
type End = (BTreeMap<u64, u64>, usize, usize);

async fn play(kill: Kill) -> End {
    let (database, hands, seen) = (Database::sqlite(), Hands::new(), Arc::new(Seen::default()));
    if let Kill::Showing(at) = kill {
        *seen.breaks.lock().unwrap() = Some(at);
    }
    let (bot, running) = start(&database, &hands, &seen).await;
    let mut story = Story { database, hands, seen, bot, running, kill, done: 0, events: 0, kills: 0 };
    let store = story.database.store();
    let opened = async |bot: &Bot, _| bot.open_round(Start { asker: asker(HOST, CHANNEL), roles: &[], wish: wish(3) }).await;
    while store.round_in(CHANNEL).await.unwrap().is_none() {
        story.people(&opened).await;
    }
    let round = store.round_in(CHANNEL).await.unwrap().unwrap().id;
    let rights = rights(&store, &round).await;
    let begun = async |bot: &Bot, _| bot.begin_round(&round, None).await;
    // Where it does not begin now, the next process begins it.
    story.people(&begun).await;
    for (number, right) in rights.iter().copied().enumerate() {
        story.sees(&format!("Question {} of {QUESTIONS}", number + 1)).await;
        let wrong = (right + 1) % 4;
        // The hint comes later than what is answered.
        story.hands.forward(1_000);
        // A time that every process takes for the moment at which the question opened, as in Discord's ids of long ago.
        for (person, choices) in [(1, vec![right]), (2, vec![wrong, right]), (3, vec![wrong]), (4, vec![right])] {
            if (person, number) == (4, 2) {
                continue;
            }
            for choice in choices {
                story.votes(&round, person, number, choice, 0).await;
            }
        }
        if number == 1 {
            let action = RoundAction { round: round.clone(), wish: RoundWish::Hint { number: 1 } };
            let hint = async |bot: &Bot, event| bot.press_round(&action, player(HOST, CHANNEL, event, 0)).await;
            story.people(&hint).await;
        }
        story.hands.forward(27_000);
        story.sees(&format!("Answer to question {}", number + 1)).await;
        story.hands.forward(9_000);
    }
    story.sees("The round is over").await;
    // Whatever was killed while showing the last message shows it no second time.
    if matches!(kill, Kill::Showing(_)) && story.kills == 0 {
        story.seen.broken.notified().await;
        story.killed().await;
    }
    assert_eq!(story.kills, u32::from(kill != Kill::Never), "{kill:?}");
    tokio::time::sleep(Duration::from_millis(50)).await;
    story.running.abort();
    let posts = story.seen.posts.lock().unwrap();
    for number in 1..=QUESTIONS {
        assert_eq!(story.seen_count(&posts, &format!("Question {number} of {QUESTIONS}"), "Choose"), 1, "{kill:?}");
        assert_eq!(story.seen_count(&posts, &format!("Answer to question {number}"), ""), 1, "{kill:?}");
    }
    let last = posts.last().unwrap();
    assert_eq!(last.reply.heading.as_deref(), Some("The round is over"), "{kill:?}");
    (places(&last.reply.parts), story.done, *story.seen.sent.lock().unwrap())
}

impl Story {
    fn seen_count(&self, posts: &[verbatim::bot::Post], heading: &str, words: &str) -> usize {
        let fits = |post: &&verbatim::bot::Post| {
            post.reply.heading.as_deref() == Some(heading) && format!("{:?}", post.reply.parts).contains(words)
        };
        posts.iter().filter(fits).count()
    }
}

#[tokio::test]
async fn a_kill_at_any_moment_costs_nobody_a_point_and_asks_nothing_twice() {
    let (expected, done, shown) = play(Kill::Never).await;
    assert_eq!(expected.len(), 3, "{expected:?}");
    assert!(done >= 15 && shown >= 8, "{done} {shown}");
    let mut kills: Vec<Kill> = (0..shown).flat_map(|at| [Break::Before(at), Break::After(at)]).map(Kill::Showing).collect();
    kills.extend((0..done).map(Kill::Kept));
    // At once, while it is being written, after it was written.
    kills.extend((0..done).map(|at| Kill::Amid(at, Duration::from_micros(at as u64 * 467 % 3_000))));
    // A few at a time, for each has a database of its own.
    for kills in kills.chunks(16) {
        let here = tokio::task::LocalSet::new();
        let plays: Vec<_> = kills.iter().map(|kill| (*kill, here.spawn_local(play(*kill)))).collect();
        here.await;
        for (kill, played) in plays {
            assert_eq!(played.await.unwrap().0, expected, "{kill:?}");
        }
    }
}
