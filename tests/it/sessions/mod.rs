//! Sessions with the bot and its store but without Discord: a surface that remembers, a clock that
//! the test moves.

mod child;
mod killed;
mod people;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use serde_json::Value;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use verbatim::bot::{
    Actor, Bot, Channel, Clock, Filter, Kind, Origin, OutgoingMessage, QuizCommand, QuizOptions,
    Request, RequestKind, SendError, Visibility,
};
use verbatim::quiz::{RightAnswer, points};
use verbatim::reply::{Action, FollowUp, QuizAction, QuizButton};
use verbatim::store::Store;

use crate::discord::{questions, with_store};
use crate::eventually;

/// The first millisecond of every test.
const BEGINNING: u64 = 1_800_000_000_000;

/// A clock that stands until it is moved.
#[derive(Clone)]
pub(crate) struct Hands(Arc<AtomicU64>);

impl Hands {
    fn new() -> Hands {
        Hands::at(BEGINNING)
    }

    pub(crate) fn at(time: u64) -> Hands {
        Hands(Arc::new(AtomicU64::new(time)))
    }

    fn set(&self, time: u64) {
        self.0.store(time, Ordering::SeqCst);
    }

    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    pub(crate) fn forward(&self, milliseconds: u64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }

    fn clock(&self) -> Clock {
        let hands = self.clone();
        Arc::new(move || jiff::Timestamp::from_millisecond(hands.now().cast_signed()).unwrap())
    }
}

/// What everybody sees, each message once, as Discord drops repeated ones by their nonce.
#[derive(Default)]
pub(crate) struct Seen {
    posts: Mutex<Vec<OutgoingMessage>>,
    /// Whether nothing can be shown for the time being.
    away: AtomicBool,
    /// Whether it breaks down at the next message.
    breaks: AtomicBool,
    /// Whether nothing goes on behind a message that is shown.
    stuck: AtomicBool,
    shows_answers: AtomicBool,
    /// Messages that could not be shown.
    tried: AtomicUsize,
}

#[async_trait]
impl Channel for Seen {
    fn shows_answers(&self) -> bool {
        self.shows_answers.load(Ordering::SeqCst)
    }

    async fn send(&self, post: &OutgoingMessage) -> Result<(), SendError> {
        if self.away.load(Ordering::SeqCst) {
            self.tried.fetch_add(1, Ordering::SeqCst);
            return Err(SendError::Later);
        }
        assert!(!self.breaks.swap(false, Ordering::SeqCst), "a defect");
        let stuck = self.stuck.load(Ordering::SeqCst);
        {
            let mut posts = self.posts.lock().unwrap();
            if !posts.iter().any(|one| one.name == post.name) {
                posts.push(post.clone());
            }
        }
        if stuck {
            std::future::pending::<()>().await;
        }
        Ok(())
    }
}

impl Seen {
    /// What the message with this heading says; waits for it.
    pub(crate) async fn text(&self, heading: &str) -> String {
        eventually(async || self.count(heading) > 0).await;
        format!("{:?}", self.headed(heading)[0].reply.parts)
    }

    /// How many messages have this heading.
    fn count(&self, heading: &str) -> usize {
        self.headed(heading).len()
    }

    fn headed(&self, heading: &str) -> Vec<OutgoingMessage> {
        let mut posts = self.posts.lock().unwrap().clone();
        posts.retain(|post| post.reply.heading.as_deref() == Some(heading));
        posts
    }
}

/// A bot with this store.
pub(crate) async fn bot(store: Store, hands: &Hands) -> Arc<Bot> {
    Arc::new(with_store(Some(store)).with_clock(hands.clock()).with_deck(questions().await))
}

/// Runs sessions in a channel until it is stopped.
pub(crate) fn running(
    bot: &Arc<Bot>,
    on: &Arc<impl Channel>,
    stop: &CancellationToken,
) -> JoinHandle<()> {
    let (bot, on, stop) = (Arc::clone(bot), Arc::clone(on), stop.clone());
    tokio::spawn(async move { bot.quiz.run(7, on, stop).await })
}

fn actor(person: u64, channel: u64) -> Actor {
    let channel = Some(channel);
    Actor {
        person,
        name: "somebody".to_owned(),
        server: Some(1),
        channel,
        settings_channel: channel,
        ..Actor::default()
    }
}

/// A request of somebody, made at a time.
fn request(actor: Actor, event: u64, made: u64, kind: RequestKind) -> Request {
    let origin = Origin { event, made, ..Origin::default() };
    Request { actor, origin, visibility: Visibility::Private, kind }
}

/// Presses a button of a session; returns what the person is told.
async fn press(bot: &Bot, action: QuizAction, actor: Actor, event: u64, made: u64) -> String {
    let kind = RequestKind::Press { action: Action::Quiz(action), values: Vec::new() };
    format!("{:?}", bot.handle(request(actor, event, made, kind)).await.unwrap())
}

/// Starts a session and asks its first question; returns its name.
async fn start(bot: &Bot, actor: Actor, options: QuizOptions) -> String {
    let kind = RequestKind::Quiz(QuizCommand::Start(options));
    let reply = bot.handle(request(actor, 0, 0, kind)).await.unwrap();
    let after = reply.follow_up.unwrap_or_else(|| panic!("{:?}", reply.parts));
    bot.follow_up(&after).await;
    let FollowUp::BeginQuiz { session, .. } = after;
    session
}

fn vote(session: &str, number: usize, choice: usize) -> QuizAction {
    QuizAction {
        session: session.to_owned(),
        button: QuizButton::Vote { number: number as u16, choice: choice as u8 },
    }
}

/// Sessions of choices that are all as hard.
fn options(questions: u16) -> QuizOptions {
    QuizOptions {
        questions: Some(questions),
        filter: Filter { kind: Some(Kind::Section), difficulty: Some(3), speech: None },
        ..QuizOptions::default()
    }
}

/// A session's stored setup.
async fn setup(store: &Store, session: &str) -> Value {
    let stored = store.session(session).await.unwrap().unwrap();
    serde_json::from_str::<Value>(&stored.setup).unwrap()["setup"].take()
}

/// The right choices of a session.
pub(crate) async fn rights(store: &Store, session: &str) -> Vec<usize> {
    let setup = setup(store, session).await;
    let questions = setup["questions"].as_array().unwrap();
    questions
        .iter()
        .map(|asked| asked["solution"]["choice"]["right"].as_u64().unwrap() as usize)
        .collect()
}

/// Each person's points, recomputed from a session's stored log: choices only, and no hints.
/// Returns the number of choices, too.
pub(crate) async fn recount(store: &Store, session: &str) -> (BTreeMap<u64, u64>, usize) {
    let time = setup(store, session).await["rules"]["time"].as_u64().unwrap();
    let rights = rights(store, session).await;
    // Question, player: the last choice, when, and how many there were.
    let mut last: BTreeMap<(u64, u64), (u64, u64, u32)> = BTreeMap::new();
    let mut opened: BTreeMap<u64, u64> = BTreeMap::new();
    let (mut asked, mut between, mut votes) = (0, false, 0);
    for row in store.session_log(session).await.unwrap() {
        let entry: Value = serde_json::from_str(&row.entry).unwrap();
        let now = entry["now"].as_u64().unwrap();
        match &entry["event"] {
            Value::String(event) if event == "started" => {
                opened.insert(0, now);
            }
            Value::String(_) => {
                between = !between;
                if !between {
                    asked += 1;
                    opened.insert(asked, now);
                }
            }
            event => {
                let vote = &event["voted"];
                assert_eq!(vote["counts"], true, "{event}");
                let number = vote["number"].as_u64().unwrap();
                assert!(number == asked && !between, "an answer to a question that is not open");
                let made = entry["made"].as_u64().unwrap().min(now).max(opened[&number]);
                let tries =
                    last.get(&(number, row.player.unwrap())).map_or(0, |(_, _, tries)| *tries) + 1;
                last.insert(
                    (number, row.player.unwrap()),
                    (vote["choice"].as_u64().unwrap(), made, tries),
                );
                votes += 1;
            }
        }
    }
    let players: std::collections::BTreeSet<u64> = last.keys().map(|(_, player)| *player).collect();
    let mut sums = BTreeMap::new();
    for player in players {
        let (mut sum, mut streak) = (0, 0);
        for (number, right) in rights.iter().enumerate() {
            let number = number as u64;
            match last.get(&(number, player)) {
                Some((choice, made, tries)) if *choice as usize == *right => {
                    streak += 1;
                    let left = (opened[&number] + time).saturating_sub(*made);
                    let answer = RightAnswer {
                        difficulty: 3,
                        left,
                        time,
                        hints: 0,
                        first_try: *tries == 1,
                        streak,
                    };
                    sum += u64::from(points(answer).total());
                }
                _ => streak = 0,
            }
        }
        sums.insert(player, sum);
    }
    (sums, votes)
}
