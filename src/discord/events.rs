//! What arrives from Discord: events become requests, replies go back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use metrics::counter;
use serenity::all::{
    Builder, Channel, ChannelId, CommandInteraction, ComponentInteraction,
    CreateInteractionResponse, Error, Event, Guild, Http, Interaction, Message, ModalInteraction,
    Ready, UnavailableGuild,
};
use tracing::{debug, error, warn};

use super::context::Context;
use super::send::{self, DiscordChannel, Responder, Target};
use super::{daily, error, limits, receive, register, servers};
use crate::bot::{Request, RequestKind, StoreError, Visibility, messages};
use crate::reply::{Action, Reply};

pub(super) struct Handler {
    context: Arc<Context>,
    http: Arc<Http>,
    /// Events that could not be read, else lost without a trace.
    unreadable: AtomicU64,
}

impl Handler {
    pub(super) fn new(context: Arc<Context>, http: Arc<Http>) -> Handler {
        Handler { context, http, unreadable: AtomicU64::new(0) }
    }

    pub(super) fn take(self: &Arc<Self>, event: Event) {
        let handler = Arc::clone(self);
        match event {
            Event::Unknown(event) => {
                let count = self.unreadable.fetch_add(1, Ordering::Relaxed) + 1;
                warn!(kind = event.kind, count, "an event from Discord could not be read");
            }
            Event::GuildCreate(created) => {
                created.guild.threads.iter().for_each(|thread| self.context.threads.learn(thread));
                tokio::spawn(async move { handler.joined(&created.guild).await });
            }
            Event::GuildDelete(deleted) => {
                tokio::spawn(async move { handler.left(&deleted.guild).await });
            }
            Event::ThreadCreate(created) => self.context.threads.learn(&created.thread),
            Event::ThreadUpdate(updated) => self.context.threads.learn(&updated.thread),
            Event::Ready(ready) => {
                tokio::spawn(async move { handler.ready(&ready.ready).await });
            }
            Event::InteractionCreate(created) => {
                tokio::spawn(async move { handler.interaction(&created.interaction).await });
            }
            Event::MessageCreate(created) => {
                tokio::spawn(async move {
                    let handled = handler.message(&created.message);
                    let handled = handler.context.running.track_future(handled).await;
                    count("message", &handled);
                    log_failure(handled);
                });
            }
            _ => {}
        }
    }

    async fn joined(&self, server: &Guild) {
        if let (Some(store), Some(me)) = (self.context.bot().store(), self.context.me.get()) {
            log_servers(servers::joined(store, me.get(), server).await);
        }
    }

    async fn left(&self, server: &UnavailableGuild) {
        if let (Some(store), Some(me)) = (self.context.bot().store(), self.context.me.get()) {
            log_servers(servers::left(store, me.get(), server).await);
        }
    }

    async fn ready(&self, ready: &Ready) {
        let context = &self.context;
        self.http.set_application_id(ready.application.id);
        if context.me.set(ready.user.id).is_ok() {
            let quiz = Arc::clone(&context.bot().quiz);
            let channel = Arc::new(DiscordChannel::new(Arc::clone(&self.http)));
            let (me, stop) = (ready.user.id.get(), context.stopping.clone());
            context.running.spawn(async move { quiz.run(me, channel, stop).await });
            if context.bot().store().is_some() {
                let (posting, http) = (Arc::clone(context), Arc::clone(&self.http));
                let me = ready.user.id;
                context.running.spawn(async move {
                    daily::post_passages(&posting.current, &http, me, &posting.stopping).await
                });
            }
        }
        if let Some(store) = context.bot().store() {
            log_servers(servers::compare(store, ready).await);
        }
        if let Ok(mut registered) = context.registered.try_lock()
            && !*registered
        {
            let register = register::register(&self.http, context.guild, &context.stopping);
            *registered = context.running.track_future(register).await;
        }
    }

    async fn interaction(&self, interaction: &Interaction) {
        let context = &self.context;
        if !context.seen.take(interaction.id().get()) {
            return;
        }
        let responder = Responder {
            http: &self.http,
            id: interaction.id(),
            token: interaction.token(),
            defer_after: context.defer_after,
        };
        let (running, stopping) = (&context.running, context.stopping.is_cancelled());
        let (kind, handled) = match interaction {
            Interaction::Autocomplete(_) if stopping => return,
            // Not tracked as work under way, so that the stop takes no longer.
            _ if stopping => {
                let refused = refuse(responder, Reply::error(messages::RESTARTING)).await;
                return log_failure(refused);
            }
            Interaction::Command(command) => {
                ("command", running.track_future(self.command(responder, command)).await)
            }
            Interaction::Component(pressed) => {
                ("component", running.track_future(self.press(responder, pressed)).await)
            }
            Interaction::Modal(form) => {
                ("form", running.track_future(self.form(responder, form)).await)
            }
            Interaction::Autocomplete(typing) => ("completion", self.complete(typing).await),
            _ => return,
        };
        count(kind, &handled);
        log_failure(handled);
    }

    async fn command(
        &self,
        responder: Responder<'_>,
        interaction: &CommandInteraction,
    ) -> Result<(), Error> {
        if let Err(wait) = self.context.limiter.count(interaction.user.id.get()) {
            return refuse(responder, messages::too_many(wait)).await;
        }
        self.answer(responder, receive::command(interaction)).await.1
    }

    async fn press(
        &self,
        responder: Responder<'_>,
        interaction: &ComponentInteraction,
    ) -> Result<(), Error> {
        let request = receive::press(interaction);
        let action = pressed(&request);
        let limiter = match action {
            Some(Action::Quiz(_)) => &self.context.quiz_limiter,
            _ => &self.context.limiter,
        };
        if let Err(wait) = limiter.count(interaction.user.id.get()) {
            return refuse(responder, messages::too_many(wait)).await;
        }
        if !action.is_some_and(Action::shares) {
            return self.answer(responder, request).await.1;
        }
        let (message, button) = (interaction.message.id.get(), &interaction.data.custom_id);
        if !self.context.seen.share(message, button) {
            return refuse(responder, Reply::error(messages::answers::SHARED_ALREADY)).await;
        }
        let (reply, sent) = self.answer(responder, request).await;
        if sent.is_err() || reply.quotes().next().is_none() {
            self.context.seen.not_shared(message, button);
        }
        sent
    }

    async fn form(
        &self,
        responder: Responder<'_>,
        interaction: &ModalInteraction,
    ) -> Result<(), Error> {
        let request = receive::form(interaction);
        // A quiz's typed answers count with the presses that open the forms.
        let plays = matches!(request.kind, RequestKind::Submit { action: Action::Quiz(_), .. });
        if !plays && let Err(wait) = self.context.limiter.count(interaction.user.id.get()) {
            return refuse(responder, messages::too_many(wait)).await;
        }
        self.answer(responder, request).await.1
    }

    async fn answer(
        &self,
        responder: Responder<'_>,
        request: Request,
    ) -> (Reply, Result<(), Error>) {
        let mut request = self.context.complete(request);
        self.context.bot().resolve_visibility(&mut request).await;
        let target = match request.visibility {
            _ if pressed(&request).is_some_and(Action::opens_form) => Target::Form,
            Visibility::Replace => Target::Replace,
            visibility => Target::New { private: visibility != Visibility::Public },
        };
        let work = async { self.context.bot().handle(request).await.unwrap_or_default() };
        let (reply, sent) = responder.respond(target, work).await;
        if let Some(after) = &reply.follow_up {
            self.context.bot().follow_up(after).await;
        }
        (reply, sent)
    }

    /// Counts for no limit and waits for no worker.
    async fn complete(&self, interaction: &CommandInteraction) -> Result<(), Error> {
        let typed = interaction.data.autocomplete();
        let choices = typed.map_or_else(Vec::new, |option| {
            self.context.bot().complete(option.name, option.value, limits::CHOICES)
        });
        let choices = CreateInteractionResponse::Autocomplete(send::suggestions(&choices));
        choices.execute(&self.http, (interaction.id, interaction.token.as_str())).await
    }

    async fn message(&self, message: &Message) -> Result<(), Error> {
        let Some(me) = self.context.me.get() else { return Ok(()) };
        let Some(request) = receive::addressed(message, *me) else {
            return self.overhear(message).await;
        };
        if !self.takes(message) {
            return Ok(());
        }
        let person = message.author.id.get();
        let (http, typing_after) = (&self.http, self.context.defer_after);
        if let Err(wait) = self.context.limiter.count(person) {
            return match self.context.seen.tell(person) {
                true => send::send_reply(http, message, &messages::too_many(wait)).await,
                false => Ok(()),
            };
        }
        let request = self.context.complete(request);
        let work = async { self.context.bot().handle(request).await.unwrap_or_default() };
        send::reply_to(http, message, typing_after, work).await
    }

    async fn overhear(&self, message: &Message) -> Result<(), Error> {
        if !self.context.reads_all_messages {
            return Ok(());
        }
        let Some(mut request) = receive::overheard(message) else { return Ok(()) };
        if let RequestKind::Overheard(words) = &mut request.kind
            && words.opens_post
        {
            words.title = self.post_title(message.channel_id).await;
        }
        let Some(reply) = self.context.bot().handle(self.context.complete(request)).await else {
            return Ok(());
        };
        // Only what is answered counts.
        if !self.takes(message) || self.context.limiter.count(message.author.id.get()).is_err() {
            return Ok(());
        }
        send::send_reply(&self.http, message, &reply).await
    }

    async fn post_title(&self, id: ChannelId) -> Option<String> {
        match self.http.get_channel(id).await {
            Ok(Channel::Guild(thread)) => {
                self.context.threads.learn(&thread);
                Some(thread.name)
            }
            Ok(_) => None,
            Err(error) => {
                debug!(error = error::describe(&error), "a forum post could not be looked up");
                None
            }
        }
    }

    fn takes(&self, message: &Message) -> bool {
        !self.context.stopping.is_cancelled() && self.context.seen.take(message.id.get())
    }
}

fn pressed(request: &Request) -> Option<&Action> {
    if let RequestKind::Press { action, .. } = &request.kind { Some(action) } else { None }
}

async fn refuse(responder: Responder<'_>, reply: Reply) -> Result<(), Error> {
    responder.respond(Target::New { private: true }, async { reply }).await.1
}

fn log_servers(noted: Result<(), StoreError>) {
    if let Err(error) = noted {
        warn!(%error, "which servers the bot is in was not noted");
    }
}

fn count(kind: &'static str, handled: &Result<(), Error>) {
    let outcome = if handled.is_ok() { "answered" } else { "failed" };
    counter!("verbatim_interactions_total", "kind" => kind, "outcome" => outcome).increment(1);
}

fn log_failure(handled: Result<(), Error>) {
    match handled {
        Ok(()) => {}
        Err(error) if error::code(&error) == Some(error::UNKNOWN_INTERACTION) => {
            warn!("an answer came too late: Discord had given the interaction up");
        }
        Err(error) => error!(error = error::describe(&error), "an answer could not be sent"),
    }
}
