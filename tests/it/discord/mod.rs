//! Tests on Discord: the bot with its real libraries against the fake Discord.

mod buttons;
mod chaos;
mod crowd;
mod daily;
mod gateway;
mod hall;
mod leaderboard;
mod lessons;
mod outages;
mod people;
mod privacy;
mod promises;
mod recorded_buttons;
mod references;
mod registering;
mod reload;
mod sessions;
mod settings;
mod soak;
mod standby;
mod start_and_stop;
mod study;
mod trouble;

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};
use verbatim::bot::{Bot, CurrentBot};
use verbatim::config::Settings;
use verbatim::discord::{DiscordError, serve};
use verbatim::store::Store;

use crate::corpus::bot_over;
use crate::eventually;
use crate::fake_discord::{
    ALICE, FakeDiscord, GENERAL, InteractionId, Message, Person, Place, World,
};
pub(crate) use hall::questions;

/// A question whose answer holds October 23, 2023.
const DATE: &str = "When was the speech given?";

impl FakeDiscord {
    /// Runs `/ask` and gives the answer.
    pub(crate) async fn ask(&self, person: Person, place: Place, question: &str) -> Message {
        self.shown(self.start_ask(person, place, question)).await
    }

    /// Runs `/ask` with its option `private`.
    async fn ask_private(&self, person: Person, question: &str, private: bool) -> Message {
        let options = [("question", question.into()), ("private", private.into())];
        self.slash(person, GENERAL, "ask", options).await
    }

    /// Runs `/ask` without waiting.
    pub(crate) fn start_ask(&self, person: Person, place: Place, question: &str) -> InteractionId {
        self.start_slash(person, place, "ask", [("question", question.into())])
    }
}

/// A running bot, which stops at the latest when this is dropped.
pub(crate) struct Running {
    stop: DropGuard,
    serving: JoinHandle<Result<(), DiscordError>>,
}

impl Running {
    /// Tells the bot to stop and waits until it has.
    pub(crate) async fn stop(self) {
        drop(self.stop);
        self.serving.await.expect("the bot does not panic").expect("the bot stops well");
    }

    /// Stops the bot and ends the story.
    pub(crate) async fn finish(self, discord: FakeDiscord) {
        self.stop().await;
        discord.finish().await;
    }

    /// Ends it at once, as a crash does.
    pub(crate) fn kill(self) {
        self.serving.abort();
    }

    /// Waits until the bot ends by itself.
    pub(crate) async fn ended(self) -> Result<(), DiscordError> {
        self.serving.await.expect("the bot does not panic")
    }
}

/// The settings that point a bot at a fake Discord.
pub(crate) fn settings(discord: &FakeDiscord) -> Settings {
    let mut settings = Settings::built_in().unwrap();
    settings.discord.api_base = discord.api_base();
    settings.discord.token = Some(discord.token().into());
    settings
}

/// The bot over the shipped corpus.
pub(crate) fn with_store(store: Option<Store>) -> Bot {
    bot_over(crate::corpus::shipped()).with_store(store)
}

/// Starts a bot with these settings.
pub(crate) fn start(settings: Settings) -> Running {
    start_bot(settings, with_store(None))
}

/// Starts this bot with these settings.
pub(crate) fn start_bot(settings: Settings, bot: Bot) -> Running {
    start_current(
        settings,
        Arc::new(CurrentBot::new(bot, || Err("there are no other texts".into()))),
    )
}

/// Starts a bot whose texts may change.
pub(crate) fn start_current(settings: Settings, current: Arc<CurrentBot>) -> Running {
    let stop = CancellationToken::new();
    let stopping = stop.clone();
    let serving = tokio::spawn(async move { serve(&settings, current, None, stopping).await });
    Running { stop: stop.drop_guard(), serving }
}

/// A fake Discord of this world, and this bot connected to it, with other settings than usual.
async fn connected(
    world: World,
    bot: Bot,
    change: impl FnOnce(&mut Settings),
) -> (FakeDiscord, Running) {
    let discord = FakeDiscord::start(world).await;
    let mut settings = settings(&discord);
    change(&mut settings);
    let bot = start_bot(settings, bot);
    discord.ready().await;
    (discord, bot)
}

/// A fake Discord with a study channel, and a bot with this store connected to it.
pub(crate) async fn study_channel_with(store: Store) -> (FakeDiscord, Running) {
    connected(World::study_channel(), with_store(Some(store)), |_| {}).await
}

/// A fake Discord with a study channel, and the bot connected to it.
pub(crate) async fn study_channel() -> (FakeDiscord, Running) {
    connected(World::study_channel(), with_store(None), |_| {}).await
}

/// The messages that the bot tried to send: status and body.
fn sent(discord: &FakeDiscord) -> Vec<(u16, Value)> {
    let tried = discord.requests().into_iter();
    tried
        .filter(|one| one.method == "POST" && one.path.ends_with("/messages"))
        .map(|one| (one.status, one.body))
        .collect()
}

/// Another message of Alice in the place of this one.
fn by_alice(like: &Value, number: u64, text: &str) -> Value {
    let mut message = like.clone();
    let fields = message.as_object_mut().unwrap();
    for field in ["message_reference", "referenced_message", "nonce"] {
        fields.remove(field);
    }
    for field in ["embeds", "components", "mentions"] {
        fields.insert(field.to_owned(), json!([]));
    }
    message["id"] = (GENERAL.0 + 8_000 + number).to_string().into();
    message["type"] = 0.into();
    message["content"] = text.into();
    message["author"] = json!({
        "id": ALICE.0.to_string(), "username": "alice", "discriminator": "0", "avatar": null,
    });
    message
}

/// What the bot says to this event.
async fn answer_to_raw(discord: &FakeDiscord, message: Value) -> String {
    let before = sent(discord).len();
    discord.dispatch_raw("MESSAGE_CREATE", message);
    eventually(async || sent(discord).len() > before).await;
    let (_, body) = sent(discord).pop().unwrap();
    body["embeds"][0]["description"].as_str().unwrap().to_owned()
}
