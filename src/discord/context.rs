//! What all events share.

use std::hash::Hash;
use std::num::{NonZeroU32, NonZeroU64};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use moka::sync::Cache;
use serenity::all::{GuildChannel, Http, Role, RoleId, UserId};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::bot::{Bot, CurrentBot, RateLimiter, Request};
use crate::config::Settings;

/// Of quizzes, per person: nobody who plays comes near.
const QUIZ_BURST: NonZeroU32 = NonZeroU32::new(20).unwrap();
const QUIZ_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).unwrap();

/// As long as an interaction can be answered.
const REMEMBERED: Duration = Duration::from_secs(15 * 60);

const SHARED_AGAIN: Duration = Duration::from_secs(10 * 60);

/// In each cache: some 10 MB.
const MOST_REMEMBERED: u64 = 100_000;

pub(super) struct Context {
    current: Arc<CurrentBot>,
    pub(super) http: Arc<Http>,
    pub(super) limiter: RateLimiter<u64>,
    pub(super) quiz_limiter: RateLimiter<u64>,
    /// Whoever asks too much in messages is told so once a minute.
    pub(super) warnings: RateLimiter<u64>,
    /// What was taken: Discord delivers events again after a broken connection.
    seen: Cache<u64, ()>,
    /// The messages and buttons of what was shared: people press *Share* twice.
    pub(super) shared: Cache<(u64, String), ()>,
    pub(super) defer_after: Duration,
    pub(super) unreadable: AtomicU64,
    /// None for everywhere.
    pub(super) guild: Option<NonZeroU64>,
    pub(super) me: OnceLock<UserId>,
    /// The channel of each thread: channels' settings hold in threads, and messages do not say it.
    threads: Cache<u64, u64>,
    /// The bot of each role that came with one.
    pub(super) bot_roles: Cache<RoleId, UserId>,
    pub(super) reads_all_messages: bool,
    /// Locked while commands are being registered.
    pub(super) registered: Mutex<bool>,
    pub(super) stopping: CancellationToken,
    pub(super) running: TaskTracker,
}

impl Context {
    pub(super) fn new(
        current: Arc<CurrentBot>,
        http: Arc<Http>,
        settings: &Settings,
        guild: Option<NonZeroU64>,
        stopping: CancellationToken,
    ) -> Context {
        Context {
            current,
            http,
            limiter: RateLimiter::new(settings.limits.burst, settings.limits.per_minute),
            quiz_limiter: RateLimiter::new(QUIZ_BURST, QUIZ_PER_MINUTE),
            warnings: RateLimiter::new(NonZeroU32::MIN, NonZeroU32::MIN),
            seen: remembered_for(REMEMBERED),
            shared: remembered_for(SHARED_AGAIN),
            defer_after: Duration::from_millis(settings.discord.acknowledge_after_ms),
            unreadable: AtomicU64::new(0),
            guild,
            me: OnceLock::new(),
            threads: Cache::new(MOST_REMEMBERED),
            bot_roles: Cache::new(MOST_REMEMBERED),
            reads_all_messages: settings.discord.message_content,
            registered: Mutex::new(false),
            stopping,
            running: TaskTracker::new(),
        }
    }

    pub(super) fn bot(&self) -> Arc<Bot> {
        self.current.get()
    }

    /// `false` when taken before.
    pub(super) fn takes(&self, event: u64) -> bool {
        self.seen.entry(event).or_insert(()).is_fresh()
    }

    pub(super) fn learn(&self, thread: &GuildChannel) {
        if let (Some(_), Some(parent)) = (&thread.thread_metadata, thread.parent_id) {
            self.threads.insert(thread.id.get(), parent.get());
        }
    }

    pub(super) fn learn_role(&self, role: &Role) {
        if let Some(bot) = role.tags.bot_id {
            self.bot_roles.insert(role.id, bot);
        }
    }

    /// `false` when work under way takes longer than `grace`.
    pub(super) async fn finish(&self, grace: Duration) -> bool {
        self.stopping.cancel();
        self.running.close();
        tokio::time::timeout(grace, self.running.wait()).await.is_ok()
    }

    /// Adds a thread's channel, and what the bot may read: events lack them.
    pub(super) fn complete(&self, mut request: Request) -> Request {
        let parent = request.actor.channel.and_then(|channel| self.threads.get(&channel));
        request.actor.settings_channel = parent.or(request.actor.settings_channel);
        request.origin.reads_all_messages = self.reads_all_messages;
        request
    }
}

fn remembered_for<K: Hash + Eq + Send + Sync + 'static>(time: Duration) -> Cache<K, ()> {
    Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(time).build()
}
