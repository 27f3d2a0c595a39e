//! Discord as a plain value: what exists, what was said, and what each request does to it.
//!
//! No network and no tasks live here. A method takes a request's body and gives the answer Discord
//! would give; what the bot did wrong is written down in `violations`, what the gateway must tell
//! the bot waits in `outbox`.

mod answers;
mod drawing;
mod interactions;
mod messages;
mod registry;
mod summon;
mod threads;
mod typed;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

pub use interactions::{InteractionId, Trigger};
pub use typed::Typed;

use super::message::{Message, items};
use super::people::{self, Kind, Person, Place};

/// How many requests a bot may send in a second over all routes, those that answer interactions
/// aside.
const REQUESTS_A_SECOND: usize = 50;

/// The first millisecond of 2015, from which the times in ids count.
const DISCORD_EPOCH: u64 = 1_420_070_400_000;

/// Intents by the names of Discord's documentation.
pub mod intents {
    /// Guilds, channels and threads.
    pub const GUILDS: u64 = 1;
    /// Messages of guild channels.
    pub const GUILD_MESSAGES: u64 = 1 << 9;
    /// Messages of direct messages with the bot.
    pub const DIRECT_MESSAGES: u64 = 1 << 12;
    /// Content of messages that neither mention the bot nor are sent to it; privileged.
    pub const MESSAGE_CONTENT: u64 = 1 << 15;
    /// Members and presences, privileged as well.
    pub(in super::super) const OTHER_PRIVILEGED: u64 = 1 << 1 | 1 << 8;
    /// Every bit Discord knows.
    pub(in super::super) const KNOWN: u64 =
        0x1FF_FFFF & !(1 << 17 | 1 << 18 | 1 << 19 | 1 << 22 | 1 << 23);
}

/// What Discord answers to one request; a null body means no body.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON body.
    pub body: Value,
}

impl Answer {
    pub(super) fn ok(body: impl Into<Value>) -> Answer {
        Answer { status: 200, body: body.into() }
    }

    pub(super) fn done() -> Answer {
        Answer { status: 204, body: Value::Null }
    }

    pub(super) fn error(status: u16, code: u64, message: &str) -> Answer {
        Answer { status, body: json!({ "message": message, "code": code }) }
    }
}

/// Discord's answer; an error where it refuses the request.
pub(super) type Answered = Result<Answer, Answer>;

/// One file of a multipart request.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Name shown to people.
    pub filename: String,
    /// Declared type, if any.
    pub content_type: Option<String>,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// One dispatch the gateway owes the bot.
#[derive(Clone, Debug)]
pub struct Event {
    /// Name, like `MESSAGE_CREATE`.
    pub name: &'static str,
    /// Payload.
    pub data: Value,
    /// Intent that must be held to get it; 0 when none is needed.
    pub intent: u64,
}

/// Something the bot made visible that the test has not read yet.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The interaction it answers, if it answers one.
    pub interaction: Option<InteractionId>,
    /// What a person sees.
    pub shown: Message,
}

/// Everything one fake Discord knows.
#[derive(Debug)]
pub struct World {
    /// The bot's token, unlike that of any other test in the process.
    pub token: String,
    /// Intents granted in the developer portal.
    pub allowed_intents: u64,
    /// How long an interaction waits for its first answer.
    pub first_answer_within: Duration,
    /// What the bot may do in servers, as permission bits.
    pub bot_permissions: u64,
    /// Whether the gateway says which threads there are; it is silent of private ones.
    pub tells_of_threads: bool,
    /// Language of everybody's client.
    pub locale: String,
    /// Roles that somebody who manages the guild lets messages of the bot's own accord ping.
    pub pinged_roles: BTreeSet<u64>,
    /// Rules broken so far, one sentence each.
    pub violations: Vec<String>,
    /// Visible answers nobody has read.
    pub unread: VecDeque<Seen>,
    /// Places where the bot showed that it is typing.
    pub typing: Vec<Place>,
    pub(super) identified_intents: u64,
    pub(super) outbox: Vec<Event>,
    places: BTreeMap<Place, Kind>,
    /// Names of threads created during the test.
    names: BTreeMap<Place, String>,
    registry: registry::Registry,
    messages: BTreeMap<u64, Message>,
    deleted: BTreeSet<u64>,
    interactions: BTreeMap<InteractionId, interactions::Interaction>,
    next_id: u64,
    /// When the requests of the last second came that count against the limit over all routes.
    lately: VecDeque<Instant>,
    started: Instant,
    skipped: Duration,
}

impl World {
    /// The study hall with its channels, a second guild the bot is not in, and three people.
    pub fn study_channel() -> World {
        static STORIES: AtomicU64 = AtomicU64::new(0);
        let story = STORIES.fetch_add(1, Ordering::Relaxed);
        let mut places = BTreeMap::from([
            (people::GENERAL, Kind::Text(people::STUDY_HALL)),
            (people::READING, Kind::Text(people::STUDY_HALL)),
            (people::FORUM, Kind::Forum(people::STUDY_HALL)),
            (people::THREAD, Kind::Thread(people::STUDY_HALL, people::GENERAL)),
            (people::ELSEWHERE, Kind::Text(people::OTHER_HALL)),
            (people::PRIVATE_CHAT, Kind::Private(vec![people::ALICE, people::BOB])),
        ]);
        places.extend(Person::all().map(|person| (person.dm(), Kind::BotDm(person))));
        World {
            token: format!("fake-bot-token-{story:06}-{:08x}", std::process::id()),
            allowed_intents: intents::KNOWN
                & !intents::MESSAGE_CONTENT
                & !intents::OTHER_PRIVILEGED,
            first_answer_within: Duration::from_secs(3),
            bot_permissions: people::BOT_PERMISSIONS,
            tells_of_threads: true,
            locale: "en-US".to_owned(),
            pinged_roles: BTreeSet::new(),
            violations: Vec::new(),
            unread: VecDeque::new(),
            typing: Vec::new(),
            identified_intents: 0,
            outbox: Vec::new(),
            places,
            names: BTreeMap::new(),
            registry: registry::Registry::default(),
            messages: BTreeMap::new(),
            deleted: BTreeSet::new(),
            interactions: BTreeMap::new(),
            next_id: people::FIRST_FREE,
            lately: VecDeque::new(),
            started: Instant::now(),
            skipped: Duration::ZERO,
        }
    }

    /// Grants one more intent in the developer portal.
    #[must_use]
    pub fn allowing(mut self, intent: u64) -> World {
        self.allowed_intents |= intent;
        self
    }

    /// Lets messages that the bot posts of its own accord ping this role.
    #[must_use]
    pub fn pinging(mut self, role: u64) -> World {
        self.pinged_roles.insert(role);
        self
    }

    /// Shortens the time an interaction waits for its first answer.
    #[must_use]
    pub fn first_answer_within(mut self, limit: Duration) -> World {
        self.first_answer_within = limit;
        self
    }

    /// Adds so many text channels to the study hall.
    #[must_use]
    pub fn with_channels(mut self, count: u64) -> World {
        self.places.extend(
            (0..count).map(|number| (Place::extra(number), Kind::Text(people::STUDY_HALL))),
        );
        self
    }

    /// Time on this world's clock.
    pub fn now(&self) -> Duration {
        self.started.elapsed() + self.skipped
    }

    /// Lets time pass at once.
    pub fn skip(&mut self, time: Duration) {
        self.skipped += time;
    }

    /// Writes down a broken rule.
    pub fn broke(&mut self, rule: impl Into<String>) {
        self.violations.push(rule.into());
    }

    /// Writes down a broken rule and answers with Discord's error.
    pub(super) fn refuse<T>(
        &mut self,
        status: u16,
        code: u64,
        message: &str,
        rule: impl AsRef<str>,
    ) -> Result<T, Answer> {
        self.broke(format!("{code} {message}: {}", rule.as_ref()));
        Err(Answer::error(status, code, message))
    }

    /// The same for a body that breaks a rule of its form.
    pub(super) fn invalid<T>(&mut self, rule: impl AsRef<str>) -> Result<T, Answer> {
        self.refuse(400, 50035, "Invalid Form Body", rule)
    }

    /// What a log line must not hold: the bot's token and the start of every interaction's token.
    pub fn secrets(&self) -> [String; 2] {
        [self.token.clone(), self.interaction_secret()]
    }

    /// The token of an interaction.
    pub(super) fn token_of(&self, id: InteractionId) -> String {
        format!("{}{}", self.interaction_secret(), id.0)
    }

    fn interaction_secret(&self) -> String {
        format!("interaction-{}-", self.token.trim_start_matches("fake-bot-"))
    }

    pub(super) fn kind(&self, place: Place) -> Kind {
        self.places
            .get(&place)
            .unwrap_or_else(|| panic!("{place:?} is not a place of this world"))
            .clone()
    }

    /// The channel object.
    fn channel(&self, place: Place) -> Value {
        let mut channel = people::channel(place, &self.kind(place));
        if let Some(name) = self.names.get(&place) {
            channel["name"] = name.as_str().into();
        }
        channel
    }

    /// The channel object.
    pub(super) fn get_channel(&mut self, place: Place) -> Answered {
        match self.places.get(&place) {
            Some(kind) if kind.bot_is_here() => Ok(Answer::ok(self.channel(place))),
            Some(_) => {
                self.refuse(403, 50001, "Missing Access", "the bot is not a member of that place")
            }
            None => self.refuse(404, 10003, "Unknown Channel", format!("{place:?}")),
        }
    }

    pub(super) fn type_in(&mut self, place: Place) -> Answered {
        self.get_channel(place)?;
        self.typing.push(place);
        Ok(Answer::done())
    }

    /// GUILD_CREATE for every guild the bot is in.
    pub(super) fn guilds(&self) -> Vec<Value> {
        let told = |kind: &Kind| self.tells_of_threads || !matches!(kind, Kind::Thread(..));
        let inside: Vec<(Place, Kind)> = self
            .places
            .iter()
            .filter(|(_, kind)| kind.guild() == Some(people::STUDY_HALL) && told(kind))
            .map(|(place, kind)| (*place, kind.clone()))
            .collect();
        vec![people::guild(people::STUDY_HALL, &inside)]
    }

    /// Lets the ids from now on tell this time, in milliseconds since 1970; never an earlier one
    /// than before.
    pub fn date_ids(&mut self, milliseconds: u64) {
        self.next_id = self.next_id.max((milliseconds - DISCORD_EPOCH) << 22);
    }

    /// Counts a request against the limit over all routes; `false` when it is one too many. Real
    /// time counts.
    pub(super) fn counts_request(&mut self) -> bool {
        let now = Instant::now();
        self.lately.retain(|at| now - *at < Duration::from_secs(1));
        let free = self.lately.len() < REQUESTS_A_SECOND;
        if free {
            self.lately.push_back(now);
        }
        free
    }

    fn fresh_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// A timestamp in Discord's form; worlds count seconds by the ids they gave out, so tests
    /// repeat exactly.
    fn stamp(&self) -> String {
        let second = self.next_id - people::FIRST_FREE;
        let (hour, minute, second) = (second / 3600 % 24, second / 60 % 60, second % 60);
        format!("2026-11-01T{hour:02}:{minute:02}:{second:02}.000000+00:00")
    }
}
