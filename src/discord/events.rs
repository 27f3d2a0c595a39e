//! What arrives from Discord, and who takes care of it.

use std::num::NonZeroU64;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serenity::all::{
    CommandInteraction, ComponentInteraction, Context, Error, Event, EventHandler, Interaction, InteractionContext, Message,
    MessageFlags, RawEventHandler, Ready, UserId,
};
use serenity::async_trait;
use tokio_util::task::TaskTracker;
use tracing::{error, info, warn};

use super::commands::{self, Wanted};
use super::flood::Flood;
use super::respond::{self, Reached, Target};
use super::workers::Workers;
use super::{failure, markdown, messages, register};
use crate::bot::{Ask, Bot, Press};
use crate::config::Settings;
use crate::reply::{Action, Reply};

/// Said when more questions wait than can be answered in time.
const BUSY: &str = "A great many questions came in at once. Please ask again in a minute.";

/// Said when a command is no longer there.
const NO_SUCH_COMMAND: &str = "I do not know this command any more. Please choose one from the list that opens when you type /.";

/// Takes what arrives and keeps what is needed for it.
pub(super) struct Handler {
    bot: Arc<Bot>,
    workers: Workers,
    flood: Flood,
    guild: Option<NonZeroU64>,
    me: OnceLock<UserId>,
    stopping: AtomicBool,
    running: TaskTracker,
}

/// Counts events that the library cannot read; without this they would be lost without a trace.
#[derive(Default)]
pub(super) struct Unreadable(AtomicU64);

impl Handler {
    pub(super) fn new(bot: Arc<Bot>, settings: &Settings, guild: Option<NonZeroU64>) -> Handler {
        Handler {
            bot,
            workers: Workers::new(),
            flood: Flood::new(settings.limits),
            guild,
            me: OnceLock::new(),
            stopping: AtomicBool::new(false),
            running: TaskTracker::new(),
        }
    }

    /// Takes nothing more and waits for what is under way; `false` when that takes longer than `grace`.
    pub(super) async fn finish(&self, grace: Duration) -> bool {
        self.stopping.store(true, Ordering::SeqCst);
        self.running.close();
        tokio::time::timeout(grace, self.running.wait()).await.is_ok()
    }

    fn takes(&self, event: u64) -> bool {
        !self.stopping.load(Ordering::SeqCst) && self.flood.take(event)
    }

    /// The bot's reply, computed beside the network's threads.
    async fn compute(&self, work: impl FnOnce(&Bot) -> Reply + Send + 'static) -> Reply {
        let bot = Arc::clone(&self.bot);
        self.workers.compute(move || work(&bot)).await.unwrap_or_else(|| Reply::refusal(BUSY))
    }

    async fn command(&self, ctx: &Context, interaction: &CommandInteraction) -> Result<(), Error> {
        let reached = Reached { http: &ctx.http, id: interaction.id, token: &interaction.token };
        let refusal = match (self.flood.count(interaction.user.id.get()), commands::wanted(interaction)) {
            (Err(wait), _) => too_many(wait),
            (Ok(()), None) => Reply::refusal(NO_SUCH_COMMAND),
            (Ok(()), Some(wanted)) => {
                let promised = Target::New { private: wanted.is_private() };
                let work = self.compute(move |bot: &Bot| Wanted::reply(&wanted, bot));
                return reached.answer(promised, work, |_| promised).await;
            }
        };
        let private = Target::New { private: true };
        reached.answer(private, async { refusal }, |_| private).await
    }

    async fn press(&self, ctx: &Context, interaction: &ComponentInteraction) -> Result<(), Error> {
        let reached = Reached { http: &ctx.http, id: interaction.id, token: &interaction.token };
        let custom_id = interaction.data.custom_id.clone();
        let alone = is_private(&interaction.message) || interaction.context == Some(InteractionContext::BotDm);
        let action = custom_id.parse::<Action>().ok();
        let turns_page = alone && matches!(action, Some(Action::Show { .. }));
        let shares = matches!(action, Some(Action::Share { .. } | Action::ShareAround { .. }));
        let promised = if turns_page { Target::Replace } else { Target::New { private: !shares } };
        let heading = interaction.message.embeds.first().and_then(|embed| embed.title.as_deref()).map(markdown::unescape);
        let by = name_of(interaction);
        let in_private = interaction.context != Some(InteractionContext::BotDm);
        let limit = self.flood.count(interaction.user.id.get());
        let work = async {
            match limit {
                Err(wait) => too_many(wait),
                Ok(()) => {
                    self.compute(move |bot: &Bot| {
                        bot.press(&custom_id, Press { heading: heading.as_deref(), by: &by, private: in_private })
                    })
                    .await
                }
            }
        };
        // A refusal never takes the place of what can still be read.
        reached
            .answer(
                promised,
                work,
                |reply| if reply.quotes().next().is_some() { promised } else { Target::New { private: true } },
            )
            .await
    }

    async fn message(&self, ctx: &Context, message: &Message) -> Result<(), Error> {
        let Some(asked) = self.me.get().and_then(|me| messages::addressed(message, *me)) else { return Ok(()) };
        if !self.takes(message.id.get()) {
            return Ok(());
        }
        let person = message.author.id.get();
        if let Err(wait) = self.flood.count(person) {
            return match self.flood.tell(person) {
                true => respond::reply_to(&ctx.http, message, async { too_many(wait) }).await,
                false => Ok(()),
            };
        }
        let work = self.compute(move |bot: &Bot| {
            bot.ask(Ask { question: &asked.question, earlier: asked.earlier.as_deref(), private: false })
        });
        respond::reply_to(&ctx.http, message, work).await
    }
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, ctx: Context, ready: Ready) {
        info!(bot = ready.user.name, servers = ready.guilds.len(), "connected to Discord");
        if self.me.set(ready.user.id).is_ok() {
            self.running.track_future(register::register(&ctx.http, self.guild)).await;
        }
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        if !self.takes(interaction.id().get()) {
            return;
        }
        let handled = match &interaction {
            Interaction::Command(command) => self.running.track_future(self.command(&ctx, command)).await,
            Interaction::Component(component) => self.running.track_future(self.press(&ctx, component)).await,
            _ => Ok(()),
        };
        tell_failure(handled);
    }

    async fn message(&self, ctx: Context, message: Message) {
        tell_failure(self.running.track_future(Handler::message(self, &ctx, &message)).await);
    }
}

#[async_trait]
impl RawEventHandler for Unreadable {
    async fn raw_event(&self, _: Context, event: Event) {
        if let Event::Unknown(event) = event {
            let count = self.0.fetch_add(1, Ordering::Relaxed) + 1;
            warn!(kind = event.kind, count, "an event from Discord could not be read");
        }
    }
}

/// Says what went wrong with an answer, once and without any token.
fn tell_failure(handled: Result<(), Error>) {
    match handled {
        Ok(()) => {}
        Err(error) if failure::code(&error) == Some(failure::UNKNOWN_INTERACTION) => {
            warn!("an answer came too late: Discord had given the interaction up");
        }
        Err(error) => error!(error = failure::describe(&error), "an answer could not be sent"),
    }
}

fn too_many(wait: Duration) -> Reply {
    let seconds = wait.as_secs() + 1;
    Reply::refusal(format!(
        "You asked a lot in a short time. Please ask again in {seconds} second{}.",
        if seconds == 1 { "" } else { "s" }
    ))
}

fn is_private(message: &Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// The name that a person goes by where they pressed a button.
fn name_of(interaction: &ComponentInteraction) -> String {
    let here = interaction.member.as_ref().and_then(|member| member.nick.clone());
    here.or_else(|| interaction.user.global_name.clone()).unwrap_or_else(|| interaction.user.name.clone())
}
