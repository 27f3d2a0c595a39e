//! What arrives from Discord: each event becomes a request, the bot's reply goes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serenity::all::{
    self as discord, Builder, Channel, ChannelId, CommandInteraction, ComponentInteraction,
    CreateInteractionResponse, Error, Event, EventHandler, Guild, GuildChannel, Interaction,
    Message, ModalInteraction, RawEventHandler, Ready,
};
use serenity::async_trait;
use tracing::{debug, error, info, warn};

use super::context::Context;
use super::send::{self, DiscordChannel, Responder, Target};
use super::{daily, error, limits, receive, register};
use crate::bot::{Request, Visibility, messages};
use crate::reply::{Action, Reply};

/// Takes each event in a task of its own.
pub(super) struct Handler(pub(super) Arc<Context>);

/// Counts events that the library cannot read, else lost without a trace.
#[derive(Default)]
pub(super) struct Unreadable(AtomicU64);

impl Handler {
    async fn command(
        &self,
        ctx: &discord::Context,
        interaction: &CommandInteraction,
    ) -> Result<(), Error> {
        let responder = self.0.responder(&ctx.http, interaction.id, &interaction.token);
        if let Err(wait) = self.0.limiter.count(interaction.user.id.get()) {
            return refuse(responder, messages::too_many(wait)).await;
        }
        self.answer(responder, receive::command(interaction), None).await.1
    }

    async fn press(
        &self,
        ctx: &discord::Context,
        interaction: &ComponentInteraction,
    ) -> Result<(), Error> {
        let responder = self.0.responder(&ctx.http, interaction.id, &interaction.token);
        let (action, request) = receive::press(interaction);
        let action = action.as_ref();
        let limiter = match action {
            Some(Action::Quiz(_)) => &self.0.quiz_limiter,
            _ => &self.0.limiter,
        };
        if let Err(wait) = limiter.count(interaction.user.id.get()) {
            return refuse(responder, messages::too_many(wait)).await;
        }
        if !action.is_some_and(Action::shares) {
            return self.answer(responder, request, action).await.1;
        }
        let (message, button) = (interaction.message.id.get(), &interaction.data.custom_id);
        if !self.0.seen.share(message, button) {
            return refuse(responder, Reply::error(messages::answers::SHARED_ALREADY)).await;
        }
        let (reply, sent) = self.answer(responder, request, action).await;
        if sent.is_err() || reply.quotes().next().is_none() {
            self.0.seen.not_shared(message, button);
        }
        sent
    }

    async fn form(
        &self,
        ctx: &discord::Context,
        interaction: &ModalInteraction,
    ) -> Result<(), Error> {
        let responder = self.0.responder(&ctx.http, interaction.id, &interaction.token);
        let (action, request) = receive::form(interaction);
        // A quiz's typed answers count with the presses that open their forms.
        let plays = matches!(action, Some(Action::Quiz(_)));
        if !plays && let Err(wait) = self.0.limiter.count(interaction.user.id.get()) {
            return refuse(responder, messages::too_many(wait)).await;
        }
        self.answer(responder, request, None).await.1
    }

    /// Returns the reply, and whether it was sent.
    async fn answer(
        &self,
        responder: Responder<'_>,
        request: Request,
        action: Option<&Action>,
    ) -> (Reply, Result<(), Error>) {
        let mut request = self.0.complete(request);
        self.0.bot.resolve_visibility(&mut request).await;
        let target = match request.visibility {
            _ if action.is_some_and(Action::opens_form) => Target::Form,
            Visibility::Replace => Target::Replace,
            visibility => Target::New { private: visibility != Visibility::Public },
        };
        let work = async { self.0.bot.handle(request).await.unwrap_or_default() };
        let (reply, sent) = responder.respond(target, work).await;
        if let Some(after) = &reply.follow_up {
            self.0.bot.follow_up(after).await;
        }
        (reply, sent)
    }

    /// Counts for no limit and waits for no worker.
    async fn complete(
        &self,
        ctx: &discord::Context,
        interaction: &CommandInteraction,
    ) -> Result<(), Error> {
        let typed = interaction.data.autocomplete();
        let choices = typed.map_or_else(Vec::new, |option| {
            self.0.bot.complete(option.name, option.value, limits::CHOICES)
        });
        let choices = CreateInteractionResponse::Autocomplete(send::suggestions(&choices));
        choices.execute(&ctx.http, (interaction.id, interaction.token.as_str())).await
    }

    /// Not awaited, so that the stop takes no longer.
    async fn turn_away(
        &self,
        ctx: &discord::Context,
        interaction: &Interaction,
    ) -> Result<(), Error> {
        let (id, token) = match interaction {
            Interaction::Command(command) => (command.id, command.token.as_str()),
            Interaction::Component(component) => (component.id, component.token.as_str()),
            Interaction::Modal(form) => (form.id, form.token.as_str()),
            _ => return Ok(()),
        };
        let responder = self.0.responder(&ctx.http, id, token);
        refuse(responder, Reply::error(messages::RESTARTING)).await
    }

    async fn message(&self, ctx: &discord::Context, message: &Message) -> Result<(), Error> {
        let Some(me) = self.0.me.get() else { return Ok(()) };
        let Some(request) = receive::addressed(message, *me) else {
            return self.overhear(ctx, message).await;
        };
        if !self.takes(message) {
            return Ok(());
        }
        let person = message.author.id.get();
        let (http, typing_after) = (&ctx.http, self.0.defer_after);
        if let Err(wait) = self.0.limiter.count(person) {
            return match self.0.limiter.tell(person) {
                true => send::send_reply(http, message, &messages::too_many(wait)).await,
                false => Ok(()),
            };
        }
        let request = self.0.complete(request);
        let work = async { self.0.bot.handle(request).await.unwrap_or_default() };
        send::reply_to(http, message, typing_after, work).await
    }

    /// Where that is on and there is something to say.
    async fn overhear(&self, ctx: &discord::Context, message: &Message) -> Result<(), Error> {
        if !self.0.reads_all_messages {
            return Ok(());
        }
        let Some(request) = receive::overheard(message, None) else { return Ok(()) };
        let request = match receive::opens_post(message) {
            true => {
                let post = self.forum_post(ctx, message.channel_id).await;
                receive::overheard(message, post.map(|post| post.name)).unwrap_or(request)
            }
            false => request,
        };
        let Some(reply) = self.0.bot.handle(self.0.complete(request)).await else {
            return Ok(());
        };
        // Only what is answered counts: other talk costs nobody questions.
        if !self.takes(message) || self.0.limiter.count(message.author.id.get()).is_err() {
            return Ok(());
        }
        send::send_reply(&ctx.http, message, &reply).await
    }

    async fn forum_post(&self, ctx: &discord::Context, id: ChannelId) -> Option<GuildChannel> {
        match ctx.http.get_channel(id).await {
            Ok(Channel::Guild(thread)) => {
                self.0.threads.learn(&thread);
                Some(thread)
            }
            Ok(_) => None,
            Err(error) => {
                debug!(error = error::describe(&error), "a forum post could not be looked up");
                None
            }
        }
    }

    /// `false` when the bot stops or took it before.
    fn takes(&self, message: &Message) -> bool {
        !self.0.stopping.is_cancelled() && self.0.seen.take(message.id.get())
    }
}

async fn refuse(responder: Responder<'_>, reply: Reply) -> Result<(), Error> {
    responder.respond(Target::New { private: true }, async { reply }).await.1
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, ctx: discord::Context, ready: Ready) {
        info!(bot = ready.user.name, servers = ready.guilds.len(), "connected to Discord");
        let context = &self.0;
        if context.me.set(ready.user.id).is_ok() {
            let quiz = Arc::clone(&context.bot.quiz);
            let channel = Arc::new(DiscordChannel::new(Arc::clone(&ctx.http)));
            let (me, stop) = (ready.user.id.get(), context.stopping.clone());
            context.running.spawn(async move { quiz.run(me, channel, stop).await });
        }
        if context.bot.store().is_some() && context.posting.set(()).is_ok() {
            let (bot, http) = (Arc::clone(&context.bot), Arc::clone(&ctx.http));
            let (me, stopping) = (ready.user.id, context.stopping.clone());
            context
                .running
                .spawn(async move { daily::post_passages(&bot, &http, me, &stopping).await });
        }
        // Locked while an earlier connection's attempt is under way.
        if let Ok(mut registered) = context.registered.try_lock()
            && !*registered
        {
            let register = register::register(&ctx.http, context.guild, &context.stopping);
            *registered = context.running.track_future(register).await;
        }
    }

    async fn interaction_create(&self, ctx: discord::Context, interaction: Interaction) {
        let context = &self.0;
        if !context.seen.take(interaction.id().get()) {
            return;
        }
        if context.stopping.is_cancelled() {
            return log_failure(self.turn_away(&ctx, &interaction).await);
        }
        let running = &context.running;
        let handled = match &interaction {
            Interaction::Command(command) => {
                running.track_future(self.command(&ctx, command)).await
            }
            Interaction::Component(pressed) => {
                running.track_future(self.press(&ctx, pressed)).await
            }
            Interaction::Modal(form) => running.track_future(self.form(&ctx, form)).await,
            Interaction::Autocomplete(typing) => self.complete(&ctx, typing).await,
            _ => Ok(()),
        };
        log_failure(handled);
    }

    async fn guild_create(&self, _: discord::Context, server: Guild, _: Option<bool>) {
        server.threads.iter().for_each(|thread| self.0.threads.learn(thread));
    }

    async fn thread_create(&self, _: discord::Context, thread: GuildChannel) {
        self.0.threads.learn(&thread);
    }

    async fn thread_update(
        &self,
        _: discord::Context,
        _: Option<GuildChannel>,
        thread: GuildChannel,
    ) {
        self.0.threads.learn(&thread);
    }

    async fn message(&self, ctx: discord::Context, message: Message) {
        let handled = Handler::message(self, &ctx, &message);
        log_failure(self.0.running.track_future(handled).await);
    }
}

#[async_trait]
impl RawEventHandler for Unreadable {
    async fn raw_event(&self, _: discord::Context, event: Event) {
        if let Event::Unknown(event) = event {
            let count = self.0.fetch_add(1, Ordering::Relaxed) + 1;
            warn!(kind = event.kind, count, "an event from Discord could not be read");
        }
    }
}

/// Once, and without any token.
fn log_failure(handled: Result<(), Error>) {
    match handled {
        Ok(()) => {}
        Err(error) if error::code(&error) == Some(error::UNKNOWN_INTERACTION) => {
            warn!("an answer came too late: Discord had given the interaction up");
        }
        Err(error) => error!(error = error::describe(&error), "an answer could not be sent"),
    }
}
