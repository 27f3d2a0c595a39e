//! A server in which quizzes are played, with a clock that stories put forward.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use serde_json::Value;
use verbatim::bot::{Bot, Clock};
use verbatim::quiz::Deck;
use verbatim::store::Store;

use super::{Running, settings, start_bot, with_store};
use crate::corpus::shipped;
use crate::fake_discord::{BOT, FakeDiscord, GENERAL, Message, Person, World};
use crate::sessions::rights;
use crate::store::Database;

/// A clock that a test can put forward.
#[derive(Clone, Default)]
pub(super) struct Ahead(Arc<AtomicU64>);

impl Ahead {
    pub(super) fn by(&self, seconds: u64) {
        self.0.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }

    pub(super) fn clock(&self) -> Clock {
        let ahead = Arc::clone(&self.0);
        Arc::new(move || {
            jiff::Timestamp::now() + std::time::Duration::from_millis(ahead.load(Ordering::SeqCst))
        })
    }
}

/// The shipped speech's questions, made once for all tests: unoptimised that takes a while.
pub(crate) async fn questions() -> Arc<Deck> {
    static QUESTIONS: LazyLock<Arc<Deck>> = LazyLock::new(|| Arc::new(Deck::new(&shipped())));
    tokio::task::spawn_blocking(|| Arc::clone(&QUESTIONS)).await.unwrap()
}

/// A bot with sessions in a fake Discord.
pub(super) struct Hall {
    pub(super) discord: FakeDiscord,
    pub(super) database: Database,
    pub(super) ahead: Ahead,
    bot: Option<Running>,
}

impl Hall {
    pub(super) async fn open(world: World) -> Hall {
        Hall::open_with(FakeDiscord::start(world).await, Database::sqlite()).await
    }

    pub(super) async fn open_with(discord: FakeDiscord, database: Database) -> Hall {
        let mut hall = Hall { discord, database, ahead: Ahead::default(), bot: None };
        hall.start().await;
        hall.discord.ready().await;
        hall
    }

    pub(super) async fn start(&mut self) {
        let bot: Bot = with_store(Some(self.database.store()));
        let bot = bot.with_clock(self.ahead.clock()).with_deck(questions().await);
        self.bot = Some(start_bot(settings(&self.discord), bot));
    }

    pub(super) async fn stop(&mut self) {
        self.bot.take().expect("the bot is running").stop().await;
    }

    pub(super) async fn close(mut self) {
        self.stop().await;
        self.discord.finish().await;
    }

    pub(super) fn store(&self) -> Store {
        self.database.store()
    }

    /// Starts a session and gives its first question.
    pub(super) async fn begin(&self, person: Person, options: &[(&str, Value)]) -> Message {
        let said = self.discord.slash(person, GENERAL, "quiz start", options.iter().cloned()).await;
        said.publicly().says("The first question follows.");
        self.discord.next_shown().await
    }

    /// The label of the right choice of a question, in a session of choices only.
    pub(super) async fn right(&self, number: usize) -> &'static str {
        let store = self.store();
        let running = store.session_in(BOT.0, GENERAL.0).await.unwrap();
        let session = running.expect("a round is running").id;
        ["A", "B", "C", "D", "E"][rights(&store, &session).await[number]]
    }

    pub(super) async fn wrong(&self, number: usize) -> &'static str {
        if self.right(number).await == "A" { "B" } else { "A" }
    }

    /// Lets time pass and gives what is shown then.
    pub(super) async fn after(&self, seconds: u64) -> Message {
        self.ahead.by(seconds);
        self.discord.next_shown().await
    }

    pub(super) async fn vote(&self, person: Person, question: &Message, label: &str) -> String {
        let told = self.discord.click(person, question, label).await;
        assert!(told.is_private(), "{}", told.text());
        told.text()
    }
}

pub(super) fn sections(questions: u64) -> Vec<(&'static str, Value)> {
    vec![("questions", questions.into()), ("kind", "section".into())]
}
