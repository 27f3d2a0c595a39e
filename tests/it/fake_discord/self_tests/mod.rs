//! Tests of the harness itself: that it serves unpatched libraries, and that each rule can
//! fail.
//!
//! The bot here is a puppet. `/do` takes a script of steps, so a test writes down exactly what a
//! bot sends.

mod chat;
mod faults;
mod gateway;
mod limits;
mod openapi;
mod rules;
mod watch;

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use serde_json::{Value, json};
use serenity::all::{Event, GatewayEvent, GatewayIntents, Http, HttpBuilder, Interaction};
use tokio::task::JoinHandle;
use twilight_gateway::{ConfigBuilder, Intents, Message as Payload, Shard, ShardId};

use super::{ALICE, FakeDiscord, GENERAL, InteractionId, Message, World};

struct Puppet(Arc<Http>);

impl Puppet {
    async fn take(&self, event: Event) {
        match event {
            Event::Ready(ready) => {
                self.0.set_application_id(ready.ready.application.id);
                let _ = self.0.create_global_commands(&commands()).await;
            }
            Event::MessageCreate(created) => self.message(created.message).await,
            Event::InteractionCreate(created) => self.interaction(created.interaction).await,
            _ => {}
        }
    }

    async fn message(&self, message: serenity::all::Message) {
        if message.author.bot || message.content.is_empty() {
            return;
        }
        let said = json!({"content": format!("heard: {}", message.content), "allowed_mentions": {"parse": []}});
        let _ = self.0.send_message(message.channel_id, vec![], &said).await;
    }

    async fn interaction(&self, interaction: Interaction) {
        let Interaction::Command(command) = &interaction else { return };
        let script = command.data.options.first().and_then(|option| option.value.as_str());
        let steps: Vec<Value> =
            serde_json::from_str(script.expect("only /do is run")).expect("a script is JSON");
        for step in steps {
            perform(&self.0, &interaction, &step).await;
        }
    }
}

/// A step is a callback with a `type`, or an object naming what else to do.
async fn perform(http: &Http, interaction: &Interaction, step: &Value) {
    let token = interaction.token();
    if let Some(millis) = step["wait"].as_u64() {
        tokio::time::sleep(Duration::from_millis(millis)).await;
    } else if step["edit"].is_object() {
        let _ = http.edit_original_interaction_response(token, &step["edit"], vec![]).await;
    } else if step["follow_up"].is_object() {
        let _ = http.create_followup_message(token, &step["follow_up"], vec![]).await;
    } else if step["log"] == "token" {
        tracing::info!("the token is {token}");
    } else {
        let _ = http.create_interaction_response(interaction.id(), token, step, vec![]).await;
    }
}

fn commands() -> Value {
    json!([
        {"name": "do", "description": "Follow a script", "integration_types": [0, 1], "contexts": [0, 1, 2],
            "options": [{"type": 3, "name": "script", "description": "Steps", "required": true, "autocomplete": true}]},
        {"name": "manage", "description": "For managers", "default_member_permissions": "32", "contexts": [0]},
    ])
}

fn say(content: &str) -> Value {
    json!({"type": 4, "data": {"content": content, "allowed_mentions": {"parse": []}}})
}

fn private(content: &str) -> Value {
    json!({"type": 4, "data": {"content": content, "flags": 64, "allowed_mentions": {"parse": []}}})
}

fn edit(content: &str) -> Value {
    json!({"edit": {"content": content, "allowed_mentions": {"parse": []}}})
}

fn modal() -> Value {
    let input = json!({"type": 4, "custom_id": "words", "label": "Words", "style": 1});
    json!({"type": 9, "data": {"title": "Ask", "custom_id": "asked", "components": [{"type": 1, "components": [input]}]}})
}

fn with_buttons(ids: &[&str]) -> Value {
    let button =
        |id: &&str| json!({"type": 2, "style": 2, "label": format!("Go {id}"), "custom_id": id});
    let row = json!({"type": 1, "components": ids.iter().map(button).collect::<Vec<_>>()});
    let mut answer = say("page 1");
    answer["data"]["components"] = json!([row]);
    answer
}

struct Stage {
    discord: FakeDiscord,
    bot: JoinHandle<()>,
}

const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

impl Stage {
    async fn open() -> Stage {
        Stage::with(World::study_channel()).await
    }

    async fn with(world: World) -> Stage {
        let discord = FakeDiscord::start(world).await;
        let bot = puppet(&discord.api_base(), &discord.token(), INTENTS).await;
        discord.ready().await;
        Stage { discord, bot }
    }

    /// Alice runs a script in the general channel.
    fn start(&self, steps: &[Value]) -> InteractionId {
        self.discord.start_slash(
            ALICE,
            GENERAL,
            "do",
            [("script", Value::from(steps).to_string().into())],
        )
    }

    async fn perform(&self, steps: &[Value]) -> Message {
        self.discord.shown(self.start(steps)).await
    }

    /// Runs a script that breaks rules, reads all it showed, and gives what `finish` would say.
    async fn wrong(self, steps: &[Value]) -> String {
        let id = self.start(steps);
        self.discord.acted(id).await;
        let wrong = self.discord.wrong().join("\n");
        self.leave();
        wrong
    }

    /// Ends without judging, for tests that judged themselves.
    fn leave(mut self) {
        self.discord.finished = true;
        self.bot.abort();
    }

    async fn close(self) {
        self.bot.abort();
        self.discord.finish().await;
    }
}

async fn puppet(api_base: &str, token: &str, intents: GatewayIntents) -> JoinHandle<()> {
    let http = HttpBuilder::new(token).proxy(api_base).ratelimiter_disabled(true).build();
    let gateway = http.get_gateway().await.expect("the fake tells where its gateway is").url;
    let config = ConfigBuilder::new(token.to_owned(), Intents::from_bits_retain(intents.bits()))
        .proxy_url(gateway)
        .build();
    let puppet = Arc::new(Puppet(Arc::new(http)));
    tokio::spawn(async move {
        let mut shard = Shard::with_config(ShardId::ONE, config);
        while let Some(message) = shard.next().await {
            if let Ok(Payload::Text(payload)) = message
                && let Ok(GatewayEvent::Dispatch(_, event)) = serde_json::from_str(&payload)
            {
                let puppet = Arc::clone(&puppet);
                tokio::spawn(async move { puppet.take(event).await });
            }
        }
    })
}
