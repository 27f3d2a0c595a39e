//! What arrives from Discord: events become requests, replies go back.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use metrics::counter;
use serenity::all::{
    Builder, Channel, ChannelId, CommandInteraction, ComponentInteraction,
    CreateInteractionResponse, Error, Event, Interaction, Message, Ready,
};
use tracing::{debug, error, warn};

use super::context::Context;
use super::send::{self, DiscordChannel, Responder};
use super::servers::Change;
use super::{daily, error, receive, register, servers};
use crate::bot::{Request, RequestKind, Visibility, messages};
use crate::reply::{Action, MOST_CHOICES, Reply};

/// Of the three seconds that Discord waits: what opens a form cannot be put off.
const FORM_TIME: Duration = Duration::from_millis(1_500);

impl Context {
    pub(super) fn take(self: &Arc<Self>, event: Event) {
        let context = Arc::clone(self);
        match event {
            Event::Unknown(event) => {
                let count = self.unreadable.fetch_add(1, Ordering::Relaxed) + 1;
                warn!(kind = event.kind, count, "an event from Discord could not be read");
            }
            Event::GuildCreate(created) => {
                created.guild.threads.iter().for_each(|thread| self.learn(thread));
                created.guild.roles.values().for_each(|role| self.learn_role(role));
                tokio::spawn(async move { context.note(Change::Joined(&created.guild)).await });
            }
            Event::GuildDelete(deleted) => {
                tokio::spawn(async move { context.note(Change::Left(&deleted.guild)).await });
            }
            Event::ThreadCreate(created) => self.learn(&created.thread),
            Event::ThreadUpdate(updated) => self.learn(&updated.thread),
            Event::ThreadListSync(listed) => {
                listed.threads.iter().for_each(|thread| self.learn(thread));
            }
            Event::GuildRoleCreate(created) => self.learn_role(&created.role),
            Event::Ready(ready) => {
                tokio::spawn(async move { context.ready(&ready.ready).await });
            }
            Event::InteractionCreate(created) => {
                tokio::spawn(async move { context.interaction(&created.interaction).await });
            }
            Event::MessageCreate(created) => {
                tokio::spawn(async move {
                    let handled = context.message(&created.message);
                    let handled = context.running.track_future(handled).await;
                    record("message", handled);
                });
            }
            _ => {}
        }
    }

    async fn note(&self, change: Change<'_>) {
        if let (Some(store), Some(me)) = (self.bot().store(), self.me.get())
            && let Err(error) = servers::note(store, me.get(), change).await
        {
            warn!(%error, "which servers the bot is in was not noted");
        }
    }

    async fn ready(self: &Arc<Self>, ready: &Ready) {
        self.http.set_application_id(ready.application.id);
        if self.me.set(ready.user.id).is_ok() {
            let quiz = Arc::clone(&self.bot().quiz);
            let channel = Arc::new(DiscordChannel::new(Arc::clone(&self.http)));
            let (me, stop) = (ready.user.id.get(), self.stopping.clone());
            self.running.spawn(async move { quiz.run(me, channel, stop).await });
            if self.bot().store().is_some() {
                let (posting, me) = (Arc::clone(self), ready.user.id);
                self.running.spawn(async move { daily::post_passages(&posting, me).await });
            }
        }
        self.note(Change::Connected(ready)).await;
        if let Ok(mut registered) = self.registered.try_lock()
            && !*registered
        {
            let register = register::register(&self.http, self.guild, &self.stopping);
            *registered = self.running.track_future(register).await;
        }
    }

    async fn interaction(&self, interaction: &Interaction) {
        if !self.takes(interaction.id().get()) {
            return;
        }
        let responder = Responder {
            http: &self.http,
            id: interaction.id(),
            token: interaction.token(),
            defer_after: self.defer_after,
        };
        let stopping = self.stopping.is_cancelled();
        let kind = match interaction {
            Interaction::Autocomplete(_) if stopping => return,
            // Not tracked as work under way, so that the stop takes no longer.
            _ if stopping => {
                let refused = refuse(responder, Reply::error(messages::RESTARTING)).await;
                return log_failure(refused);
            }
            Interaction::Autocomplete(typing) => {
                return record("completion", self.suggest(typing).await);
            }
            Interaction::Command(_) => "command",
            Interaction::Component(_) => "component",
            Interaction::Modal(_) => "form",
            _ => return,
        };
        let Some(request) = receive::requested(interaction) else { return };
        let answering = async {
            if let Err(wait) = self.count(&request) {
                return refuse(responder, messages::too_many(wait)).await;
            }
            match interaction {
                Interaction::Component(button) if pressed(&request).is_some_and(Action::shares) => {
                    self.share(responder, request, button).await
                }
                _ => self.answer(responder, request).await.1,
            }
        };
        record(kind, self.running.track_future(answering).await);
    }

    fn count(&self, request: &Request) -> Result<(), Duration> {
        let limiter = match pressed(request) {
            Some(Action::Quiz(_)) => &self.quiz_limiter,
            // A quiz's typed answers count with the presses that open the forms.
            _ if is_typed_answer(request) => return Ok(()),
            _ => &self.limiter,
        };
        limiter.count(request.actor.person)
    }

    async fn share(
        &self,
        responder: Responder<'_>,
        request: Request,
        button: &ComponentInteraction,
    ) -> Result<(), Error> {
        let pressed = (button.message.id.get(), button.data.custom_id.clone());
        if !self.shared.entry_by_ref(&pressed).or_insert(()).is_fresh() {
            return refuse(responder, Reply::error(messages::answers::SHARED_ALREADY)).await;
        }
        let (reply, sent) = self.answer(responder, request).await;
        if sent.is_err() || reply.quotes().next().is_none() {
            self.shared.invalidate(&pressed);
        }
        sent
    }

    async fn answer(
        &self,
        responder: Responder<'_>,
        request: Request,
    ) -> (Reply, Result<(), Error>) {
        let mut request = self.complete(request);
        self.bot().resolve_visibility(&mut request).await;
        let (defer_after, limit) = match pressed(&request) {
            Some(action) if action.opens_form() => (Duration::MAX, FORM_TIME),
            _ => (responder.defer_after, Duration::MAX),
        };
        let visibility = request.visibility;
        let work = async {
            let reply = tokio::time::timeout(limit, self.reply(request)).await;
            reply.unwrap_or_else(|_| {
                warn!("a form was not there in time");
                Reply::error(messages::TOO_SLOW)
            })
        };
        let (reply, sent) = Responder { defer_after, ..responder }.respond(visibility, work).await;
        if let Some(after) = &reply.follow_up {
            self.bot().follow_up(after).await;
        }
        (reply, sent)
    }

    async fn reply(&self, request: Request) -> Reply {
        self.bot().handle(request).await.unwrap_or_default()
    }

    /// Counts for no limit and waits for no worker.
    async fn suggest(&self, interaction: &CommandInteraction) -> Result<(), Error> {
        let typed = interaction.data.autocomplete();
        let choices = typed.map_or_else(Vec::new, |option| {
            self.bot().complete(option.name, option.value, MOST_CHOICES)
        });
        let choices = CreateInteractionResponse::Autocomplete(send::suggestions(&choices));
        choices.execute(&self.http, (interaction.id, interaction.token.as_str())).await
    }

    async fn message(&self, message: &Message) -> Result<(), Error> {
        let Some(me) = self.me.get() else { return Ok(()) };
        let by_role =
            message.mention_roles.iter().any(|role| self.bot_roles.get(role) == Some(*me));
        let Some(request) = receive::addressed(message, *me, by_role) else {
            return self.overhear(message).await;
        };
        if !self.takes_message(message) {
            return Ok(());
        }
        let person = message.author.id.get();
        let (http, typing_after) = (&self.http, self.defer_after);
        if let Err(wait) = self.limiter.count(person) {
            return match self.warnings.count(person) {
                Ok(()) => send::send_reply(http, message, &messages::too_many(wait)).await,
                Err(_) => Ok(()),
            };
        }
        let request = self.complete(request);
        let work = self.reply(request);
        send::reply_to(http, message, typing_after, work).await
    }

    async fn overhear(&self, message: &Message) -> Result<(), Error> {
        if !self.reads_all_messages {
            return Ok(());
        }
        let Some(mut request) = receive::overheard(message) else { return Ok(()) };
        if let RequestKind::Overheard(words) = &mut request.kind
            && words.opens_post
        {
            words.title = self.post_title(message.channel_id).await;
        }
        let Some(reply) = self.bot().handle(self.complete(request)).await else {
            return Ok(());
        };
        // Only what is answered counts.
        if !self.takes_message(message) || self.limiter.count(message.author.id.get()).is_err() {
            return Ok(());
        }
        send::send_reply(&self.http, message, &reply).await
    }

    async fn post_title(&self, id: ChannelId) -> Option<String> {
        match self.http.get_channel(id).await {
            Ok(Channel::Guild(thread)) => {
                self.learn(&thread);
                Some(thread.name)
            }
            Ok(_) => None,
            Err(error) => {
                debug!(error = error::describe(&error), "a forum post could not be looked up");
                None
            }
        }
    }

    fn takes_message(&self, message: &Message) -> bool {
        !self.stopping.is_cancelled() && self.takes(message.id.get())
    }
}

fn pressed(request: &Request) -> Option<&Action> {
    if let RequestKind::Press { action, .. } = &request.kind { Some(action) } else { None }
}

fn is_typed_answer(request: &Request) -> bool {
    matches!(request.kind, RequestKind::Submit { action: Action::Quiz(_), .. })
}

async fn refuse(responder: Responder<'_>, reply: Reply) -> Result<(), Error> {
    responder.respond(Visibility::Private, async { reply }).await.1
}

fn record(kind: &'static str, handled: Result<(), Error>) {
    let outcome = if handled.is_ok() { "answered" } else { "failed" };
    counter!("verbatim_interactions_total", "kind" => kind, "outcome" => outcome).increment(1);
    log_failure(handled);
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
