//! Quiz sessions on Discord: commands, buttons and modals go to the bot, its messages go to
//! channels and threads.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use serenity::all::{
    AutoArchiveDuration, Builder, ChannelId, ChannelType, CommandInteraction, ComponentInteraction,
    Context, CreateThread, Error, Http, InteractionId, Member, ModalInteraction, Nonce,
    PartialChannel, Permissions, User,
};
use tracing::warn;

use super::commands::{Sessions, actor_of, roles};
use super::events::{Handler, nonzero, too_many};
use super::respond::{Responder, Target, within};
use super::{error, limits, modals, render};
use crate::bot::{Actor, Channel, OutgoingMessage, Player, QuizOptions, SendError, Start};
use crate::reply::{Part, QuizAction, QuizButton, Reply, Span};

/// The first millisecond of 2015, from which the times in Discord's ids count
/// (<https://docs.discord.com/developers/reference#snowflakes>).
const DISCORD_EPOCH: u64 = 1_420_070_400_000;

/// How long a message of a session may take to be taken by Discord.
const POST_TIME: Duration = Duration::from_secs(10);

/// How long making a thread may take: whoever started the session waits for it.
const THREAD_TIME: Duration = Duration::from_millis(1_500);

/// What the bot needs where it plays.
const TO_PLAY: Permissions =
    Permissions::VIEW_CHANNEL.union(Permissions::SEND_MESSAGES).union(Permissions::EMBED_LINKS);

/// What the bot needs besides to play in a thread.
const TO_THREAD: Permissions =
    Permissions::CREATE_PUBLIC_THREADS.union(Permissions::SEND_MESSAGES_IN_THREADS);

/// How fast messages of sessions are sent where many are due at once. Discord takes fifty requests
/// in a second over all routes
/// (<https://docs.discord.com/developers/topics/rate-limits#global-rate-limit>), locks out who runs
/// into that too often, and some of them are for answers to messages.
const POSTS: Quota = Quota::per_second(nonzero(40)).allow_burst(nonzero(5));

/// The messages of sessions on Discord.
pub(super) struct Channels {
    http: Arc<Http>,
    pace: DefaultDirectRateLimiter,
}

impl Channels {
    pub(super) fn new(http: Arc<Http>) -> Channels {
        Channels { http, pace: RateLimiter::direct(POSTS) }
    }
}

impl Channel for Channels {
    /// Discord compares the message's name with those of the last minutes, so that one sent twice
    /// is seen once.
    async fn post(&self, post: &OutgoingMessage) -> Result<(), SendError> {
        self.pace.until_ready().await;
        let message = render::message(&post.reply)
            .nonce(Nonce::String(post.name.clone()))
            .enforce_nonce(true);
        let sent =
            within(POST_TIME, message.execute(&self.http, (ChannelId::new(post.place), None)))
                .await;
        sent.map(drop).map_err(|error| {
            warn!(error = error::describe(&error), "a message of a round could not be sent");
            if error::may_pass(&error) { SendError::Later } else { SendError::Never }
        })
    }
}

/// An interaction that has to do with a session.
pub(super) struct Origin<'a> {
    actor: Actor,
    name: String,
    roles: Vec<u64>,
    id: InteractionId,
    token: &'a str,
    channel: Option<&'a PartialChannel>,
    permissions: Option<Permissions>,
}

impl<'a> Origin<'a> {
    fn of_command(interaction: &'a CommandInteraction) -> Origin<'a> {
        let member = interaction.member.as_deref();
        Origin {
            actor: actor_of(
                &interaction.user,
                interaction.guild_id,
                interaction.channel_id,
                member,
            ),
            name: name_of(&interaction.user, member),
            roles: roles(member),
            id: interaction.id,
            token: &interaction.token,
            channel: interaction.channel.as_ref(),
            permissions: interaction.app_permissions,
        }
    }

    fn of_press(interaction: &'a ComponentInteraction) -> Origin<'a> {
        let member = interaction.member.as_ref();
        Origin {
            actor: actor_of(
                &interaction.user,
                interaction.guild_id,
                interaction.channel_id,
                member,
            ),
            name: name_of(&interaction.user, member),
            roles: roles(member),
            id: interaction.id,
            token: &interaction.token,
            channel: interaction.channel.as_ref(),
            permissions: interaction.app_permissions,
        }
    }

    fn of_modal(interaction: &'a ModalInteraction) -> Origin<'a> {
        let member = interaction.member.as_ref();
        Origin {
            actor: actor_of(
                &interaction.user,
                interaction.guild_id,
                interaction.channel_id,
                member,
            ),
            name: name_of(&interaction.user, member),
            roles: roles(member),
            id: interaction.id,
            token: &interaction.token,
            channel: interaction.channel.as_ref(),
            permissions: interaction.app_permissions,
        }
    }

    /// Who does it, and when: the time in Discord's id for it.
    fn player(&self) -> Player<'_> {
        let id = self.id.get();
        Player { actor: self.actor, name: &self.name, event: id, made: (id >> 22) + DISCORD_EPOCH }
    }

    fn may(&self, permissions: Permissions) -> bool {
        self.permissions.is_none_or(|has| has.contains(permissions))
    }
}

/// The name that a person goes by where they are.
pub(super) fn name_of(user: &User, member: Option<&Member>) -> String {
    let here = member.and_then(|member| member.nick.clone());
    here.or_else(|| user.global_name.clone()).unwrap_or_else(|| user.name.clone())
}

impl Handler {
    /// Answers a command about sessions.
    pub(super) async fn session_command(
        &self,
        ctx: &Context,
        interaction: &CommandInteraction,
        wanted: Sessions,
    ) -> Result<(), Error> {
        let origin = Origin::of_command(interaction);
        let reached = self.reached(ctx, origin.id, origin.token);
        let player = origin.player();
        let private = Target::New { private: true };
        match wanted {
            Sessions::Start(options) => self.start_session(ctx, reached, &origin, options).await,
            Sessions::Stop => reached.answer(private, self.bot().stop_session(player)).await,
            Sessions::Skip => reached.answer(private, self.bot().skip_question(player)).await,
            Sessions::Score => {
                reached.answer(private, self.bot().session_score(origin.actor)).await
            }
        }
    }

    /// Answers a session's pressed button.
    pub(super) async fn press_session(
        &self,
        ctx: &Context,
        interaction: &ComponentInteraction,
        action: &QuizAction,
    ) -> Result<(), Error> {
        let origin = Origin::of_press(interaction);
        let reached = self.reached(ctx, origin.id, origin.token);
        let private = Target::New { private: true };
        if let Err(wait) = self.plays().count(origin.actor.person) {
            return reached.answer(private, async { too_many(wait) }).await;
        }
        match action.options {
            QuizButton::Type { .. } => match self.bot().answer_form(action).await {
                Ok(form) => modals::open(reached, &form).await,
                Err(refusal) => reached.answer(private, async { refusal }).await,
            },
            QuizButton::Again => match self.bot().options_of_session(&action.session).await {
                Ok(options) => self.start_session(ctx, reached, &origin, options).await,
                Err(refusal) => reached.answer(private, async { refusal }).await,
            },
            _ => reached.answer(private, self.bot().press_session(action, origin.player())).await,
        }
    }

    /// Answers a typed answer.
    pub(super) async fn answer_typed(
        &self,
        ctx: &Context,
        sent: &ModalInteraction,
        action: &QuizAction,
        typed: &str,
    ) -> Result<(), Error> {
        let origin = Origin::of_modal(sent);
        let judged = self.bot().type_answer(action, typed, origin.player());
        self.reached(ctx, origin.id, origin.token)
            .answer(Target::New { private: true }, judged)
            .await
    }

    /// Makes a session, says so, and asks its first question.
    async fn start_session(
        &self,
        ctx: &Context,
        reached: Responder<'_>,
        origin: &Origin<'_>,
        options: QuizOptions,
    ) -> Result<(), Error> {
        let private = Target::New { private: true };
        if !origin.may(TO_PLAY) {
            let refusal = "I may not write in this channel. Ask whoever manages the server to let \
                           me see it, send messages and embed links.";
            return reached.answer(private, async { Reply::ephemeral(refusal) }).await;
        }
        let begun: OnceLock<(String, Option<u64>)> = OnceLock::new();
        let work = async {
            let start = Start { actor: origin.actor, roles: &origin.roles, options };
            match self.bot().open_session(start).await {
                Err(refusal) => refusal,
                Ok(opened) => {
                    let thread = thread(&ctx.http, origin, &opened.title).await;
                    let reply = announcement(opened.title, thread);
                    begun.get_or_init(|| (opened.session, thread));
                    reply
                }
            }
        };
        let answered = reached.answer(Target::New { private: false }, work).await;
        if let Some((session, place)) = begun.into_inner() {
            // Where this fails, the session begins by itself after a while.
            if self.bot().begin_session(&session, place).await.is_err() {
                warn!(session, "a round could not begin at once");
            }
        }
        answered
    }
}

fn announcement(title: String, thread: Option<u64>) -> Reply {
    let mut line =
        vec![Span::Text("Everybody can play: press a button under the question. ".to_owned())];
    match thread {
        Some(thread) => line.extend([
            Span::Text("It is played in ".to_owned()),
            Span::Channel(thread),
            Span::Text(".".to_owned()),
        ]),
        None => line.push(Span::Text("The first question follows.".to_owned())),
    }
    let end = "The host ends it with /quiz stop.".to_owned();
    Reply {
        heading: Some(title),
        parts: vec![Part::Line(line), Part::Text(end)],
        ..Reply::default()
    }
}

/// A thread of its own for a session, where the bot may make one.
async fn thread(http: &Http, origin: &Origin<'_>, title: &str) -> Option<u64> {
    let channel = origin.channel.filter(|channel| channel.kind == ChannelType::Text)?;
    // Without Discord's word that it may, it does not try.
    origin.permissions.filter(|has| has.contains(TO_THREAD))?;
    let thread = CreateThread::new(limits::cut(title, limits::CHOICE))
        .kind(ChannelType::PublicThread)
        .auto_archive_duration(AutoArchiveDuration::OneHour);
    match within(THREAD_TIME, thread.execute(http, (channel.id, None))).await {
        Ok(thread) => Some(thread.id.get()),
        Err(error) => {
            warn!(
                error = error::describe(&error),
                "no thread could be made for a round, so it is played in the channel"
            );
            None
        }
    }
}
