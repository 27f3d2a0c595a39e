//! What arrives from Discord, and who takes care of it.

use std::num::{NonZeroU32, NonZeroU64};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serenity::all::{
    Builder, CommandInteraction, Context, CreateInteractionResponse, Error, Event, EventHandler,
    Guild, GuildChannel, GuildId, Interaction, InteractionId, Message, RawEventHandler, Ready,
    UserId,
};
use serenity::async_trait;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, info, warn};

use super::commands::{self, Wanted};
use super::rate_limit::Flood;
use super::respond::{self, Responder, Target};
use super::sessions::Channels;
use super::threads::Threads;
use super::workers::{NotDone, Workers};
use super::{daily, error, messages, register, render};
use crate::bot::{Actor, Ask, Bot, Preferences};
use crate::config::{LimitSettings, Settings};
use crate::reply::Reply;

/// Said when more questions wait than can be answered in time.
const BUSY: &str = "A great many questions came in at once. Please ask again in a minute.";

/// Said when the bot itself failed.
const BROKEN: &str =
    "Something went wrong here, and it was not your question's fault. Please try again.";

/// Said while the bot finishes what is under way.
const RESTARTING: &str = "I am restarting; please ask again in a minute.";

/// Said when a command is no longer there.
const NO_SUCH_COMMAND: &str = "I do not know this command any more. Please choose one from the \
                               list that opens when you type /.";

/// How often one person may press the buttons of quiz sessions: nobody who plays comes near.
const PLAYS: LimitSettings = LimitSettings { burst: nonzero(20), per_minute: nonzero(120) };

/// Takes what arrives and keeps what is needed for it.
pub(super) struct Handler {
    bot: Arc<Bot>,
    workers: Workers,
    flood: Flood,
    plays: Flood,
    defer_after: Duration,
    guild: Option<NonZeroU64>,
    me: OnceLock<UserId>,
    threads: Threads,
    /// Whether the words of all messages reach the bot.
    reads_all: bool,
    /// Whether the commands are registered; locked while that is being done.
    registered: Mutex<bool>,
    /// Set once passages of the day are posted.
    posting: OnceLock<()>,
    stopping: CancellationToken,
    running: TaskTracker,
}

/// Counts events that the library cannot read; without this they would be lost without a trace.
#[derive(Default)]
pub(super) struct Unreadable(AtomicU64);

impl Handler {
    pub(super) fn new(bot: Arc<Bot>, settings: &Settings, guild: Option<NonZeroU64>) -> Handler {
        Handler {
            workers: Workers::new(bot.is_quick()),
            bot,
            flood: Flood::new(settings.limits),
            plays: Flood::new(PLAYS),
            defer_after: Duration::from_millis(settings.discord.acknowledge_after_ms),
            guild,
            me: OnceLock::new(),
            threads: Threads::default(),
            reads_all: settings.discord.message_content,
            registered: Mutex::new(false),
            posting: OnceLock::new(),
            stopping: CancellationToken::new(),
            running: TaskTracker::new(),
        }
    }

    /// Takes nothing more and waits for what is under way; `false` when that takes longer than
    /// `grace`.
    pub(super) async fn finish(&self, grace: Duration) -> bool {
        self.stopping.cancel();
        self.running.close();
        tokio::time::timeout(grace, self.running.wait()).await.is_ok()
    }

    /// The bot's reply, computed where that is quickest.
    pub(super) async fn compute(&self, work: impl FnOnce(&Bot) -> Reply + Send + 'static) -> Reply {
        match self.try_compute(work).await {
            Ok(reply) => reply,
            Err(NotDone::Busy) => Reply::ephemeral(BUSY),
            Err(NotDone::Broken) => Reply::ephemeral(BROKEN),
        }
    }

    /// The bot's reply to somebody for whom these preferences hold.
    pub(super) async fn compute_for(
        &self,
        private: bool,
        preferences: Arc<Preferences>,
        work: impl FnOnce(&Bot, Ask<'_>) -> Reply + Send + 'static,
    ) -> Reply {
        self.compute(move |bot| {
            work(bot, Ask { private, preferences: Some(&preferences), ..Ask::default() })
        })
        .await
    }

    /// What nobody waits for, computed where that is quickest.
    pub(super) async fn try_compute<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Bot) -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        let bot = Arc::clone(&self.bot);
        self.workers.compute(move || work(&bot)).await
    }

    /// The bot, for what is waited for and not computed.
    pub(super) fn bot(&self) -> &Bot {
        &self.bot
    }

    /// What holds for somebody who asks somewhere.
    pub(super) async fn preferences(&self, actor: Actor) -> Arc<Preferences> {
        self.bot.preferences(self.in_channel(actor)).await
    }

    /// Who asks, in the channel whose settings hold there: for a thread the one that it belongs to.
    pub(super) fn in_channel(&self, actor: Actor) -> Actor {
        let parent = actor.channel.and_then(|thread| self.threads.parent(thread));
        Actor { channel: parent.or(actor.channel), ..actor }
    }

    /// Who wrote a message, and where. What they may do there is not known.
    pub(super) fn actor_of(&self, message: &Message) -> Actor {
        Actor {
            person: message.author.id.get(),
            server: message.guild_id.map(GuildId::get),
            channel: Some(message.channel_id.get()),
            can_manage_server: false,
        }
    }

    /// Takes a message that is to be answered; `false` when the bot stops or took it before.
    pub(super) fn takes(&self, message: &Message) -> bool {
        !self.stopping.is_cancelled() && self.flood.take(message.id.get())
    }

    /// Remembers which channel a thread belongs to.
    pub(super) fn learn(&self, thread: &GuildChannel) {
        self.threads.learn(thread);
    }

    /// Whether the words of all messages reach the bot.
    pub(super) fn reads_all(&self) -> bool {
        self.reads_all
    }

    /// An interaction that is to be answered.
    pub(super) fn reached<'a>(
        &self,
        ctx: &'a Context,
        id: InteractionId,
        token: &'a str,
    ) -> Responder<'a> {
        Responder { http: &ctx.http, id, token, defer_after: self.defer_after }
    }

    /// What counts what people do in quiz sessions.
    pub(super) fn plays(&self) -> &Flood {
        &self.plays
    }

    /// What counts and remembers what people do.
    pub(super) fn flood(&self) -> &Flood {
        &self.flood
    }

    async fn command(&self, ctx: &Context, interaction: &CommandInteraction) -> Result<(), Error> {
        let reached = self.reached(ctx, interaction.id, &interaction.token);
        let refusal =
            match (self.flood.count(interaction.user.id.get()), commands::wanted(interaction)) {
                (Err(wait), _) => too_many(wait),
                (Ok(()), None) => Reply::ephemeral(NO_SUCH_COMMAND),
                (Ok(()), Some(Wanted::Sessions(wanted))) => {
                    return self.session_command(ctx, interaction, wanted).await;
                }
                (Ok(()), Some(wanted)) => {
                    let actor = commands::actor(interaction);
                    let preferences = self.preferences(actor).await;
                    let meant = Target::New { private: wanted.is_private(&preferences) };
                    return reached.answer(meant, wanted.reply(self, actor, preferences)).await;
                }
            };
        reached.answer(Target::New { private: true }, async { refusal }).await
    }

    /// Completes what is being typed. It counts for no limit and waits for no worker.
    async fn complete(&self, ctx: &Context, interaction: &CommandInteraction) -> Result<(), Error> {
        let choices = commands::choices(interaction, &self.bot);
        let choices = CreateInteractionResponse::Autocomplete(render::suggestions(&choices));
        choices.execute(&ctx.http, (interaction.id, interaction.token.as_str())).await
    }

    /// Tells whoever comes while the bot stops; this is not waited for, so that the stop takes no
    /// longer.
    async fn turn_away(&self, ctx: &Context, interaction: &Interaction) -> Result<(), Error> {
        let (id, token) = match interaction {
            Interaction::Command(command) => (command.id, command.token.as_str()),
            Interaction::Component(component) => (component.id, component.token.as_str()),
            Interaction::Modal(form) => (form.id, form.token.as_str()),
            _ => return Ok(()),
        };
        self.reached(ctx, id, token)
            .answer(Target::New { private: true }, async { Reply::ephemeral(RESTARTING) })
            .await
    }

    async fn message(&self, ctx: &Context, message: &Message) -> Result<(), Error> {
        let Some(me) = self.me.get() else { return Ok(()) };
        let Some(asked) = messages::addressed(message, *me) else {
            return self.overhear(ctx, message).await;
        };
        if !self.takes(message) {
            return Ok(());
        }
        let person = message.author.id.get();
        if let Err(wait) = self.flood.count(person) {
            return match self.flood.tell(person) {
                true => {
                    respond::reply_to(&ctx.http, message, self.defer_after, async {
                        too_many(wait)
                    })
                    .await
                }
                false => Ok(()),
            };
        }
        let actor = self.actor_of(message);
        let work = async {
            let preferences = self.preferences(actor).await;
            let taught = self.bot.lessons(actor.server).await;
            self.compute(move |bot: &Bot| asked.reply(bot, &preferences, taught.as_deref())).await
        };
        respond::reply_to(&ctx.http, message, self.defer_after, work).await
    }
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, ctx: Context, ready: Ready) {
        info!(bot = ready.user.name, servers = ready.guilds.len(), "connected to Discord");
        if self.me.set(ready.user.id).is_ok() {
            let (bot, surface) =
                (Arc::clone(&self.bot), Arc::new(Channels::new(Arc::clone(&ctx.http))));
            let (me, stop) = (ready.user.id.get(), self.stopping.clone());
            self.running.spawn(async move { bot.run_sessions(me, surface, stop).await });
        }
        if self.bot.store().is_some() && self.posting.set(()).is_ok() {
            let (bot, http, stopping) =
                (Arc::clone(&self.bot), Arc::clone(&ctx.http), self.stopping.clone());
            self.running.spawn(async move {
                daily::post_passages(&bot, &http, ready.user.id, &stopping).await
            });
        }
        // Where it is locked, an earlier connection's attempt is still being made.
        if let Ok(mut registered) = self.registered.try_lock()
            && !*registered
        {
            *registered = self
                .running
                .track_future(register::register(&ctx.http, self.guild, &self.stopping))
                .await;
        }
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        if !self.flood.take(interaction.id().get()) {
            return;
        }
        if self.stopping.is_cancelled() {
            return tell_failure(self.turn_away(&ctx, &interaction).await);
        }
        let handled = match &interaction {
            Interaction::Command(command) => {
                self.running.track_future(self.command(&ctx, command)).await
            }
            Interaction::Component(component) => {
                self.running.track_future(self.press(&ctx, component)).await
            }
            Interaction::Modal(form) => self.running.track_future(self.submit(&ctx, form)).await,
            Interaction::Autocomplete(typing) => self.complete(&ctx, typing).await,
            _ => Ok(()),
        };
        tell_failure(handled);
    }

    async fn guild_create(&self, _: Context, server: Guild, _: Option<bool>) {
        server.threads.iter().for_each(|thread| self.threads.learn(thread));
    }

    async fn thread_create(&self, _: Context, thread: GuildChannel) {
        self.threads.learn(&thread);
    }

    async fn thread_update(&self, _: Context, _: Option<GuildChannel>, thread: GuildChannel) {
        self.threads.learn(&thread);
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
        Err(error) if error::code(&error) == Some(error::UNKNOWN_INTERACTION) => {
            warn!("an answer came too late: Discord had given the interaction up");
        }
        Err(error) => error!(error = error::describe(&error), "an answer could not be sent"),
    }
}

/// Said to whoever asks too much.
pub(super) fn too_many(wait: Duration) -> Reply {
    let seconds = wait.as_secs() + 1;
    Reply::ephemeral(format!(
        "You asked a lot in a short time. Please ask again in {seconds} second{}.",
        if seconds == 1 { "" } else { "s" }
    ))
}

pub(super) const fn nonzero(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}
