//! Messages that nobody addressed to the bot: references in them, and questions in study channels.
//!
//! This runs only where `discord.message_content` is on, for each message of each server: what is
//! neither a reference nor a question is left alone before anything is looked up.

use std::sync::Arc;

use serenity::all::{Channel, ChannelId, Context, Error, GuildChannel, Message};
use tracing::debug;

use super::events::Handler;
use super::{error, limits, markdown, messages, respond};
use crate::bot::{Ask, Bot, Inline, Lessons, Preferences, is_question, own_words};
use crate::reply::Reply;

/// The longest name of a thread, in characters.
const THREAD_NAME: usize = 100;

/// What was said in a message that is not for the bot.
struct Overheard {
    references: Vec<Inline>,
    /// What stands around the references, as it was typed.
    rest: String,
    /// The writer's own words.
    said: String,
    /// The title of the forum post that the message opens.
    title: Option<String>,
}

impl Overheard {
    /// What may be a question, the likeliest first: the title of a post often is the question
    /// itself.
    fn questions(&self) -> impl Iterator<Item = &str> {
        let said =
            Some(self.said.as_str()).filter(|said| self.title.is_some() || is_question(said));
        self.title.as_deref().into_iter().chain(said)
    }

    /// What there is to say to it, if anything.
    fn reply(
        &self,
        bot: &Bot,
        preferences: &Preferences,
        taught: Option<&Lessons>,
    ) -> Option<Reply> {
        let ask =
            |question| Ask { question, taught, preferences: Some(preferences), ..Ask::default() };
        if preferences.inline && !self.references.is_empty() {
            let shown = bot.cite_inline(&self.references, ask(&self.rest));
            if !shown.private && shown.quotes().next().is_some() {
                return Some(shown);
            }
        }
        let questions = self.questions().filter(|_| preferences.study);
        questions.filter_map(|question| bot.answer_unasked(ask(question))).next()
    }
}

impl Handler {
    /// Answers a message that is not addressed to the bot, where that was switched on and there is
    /// something to say.
    pub(super) async fn overhear(&self, ctx: &Context, message: &Message) -> Result<(), Error> {
        if !self.reads_all() || message.guild_id.is_none() || !messages::is_from_a_person(message) {
            return Ok(());
        }
        let references = self.bot().inline(&message.content);
        let rest = markdown::plain(&Inline::rest(&message.content, &references));
        let said = markdown::plain(&own_words(&Inline::rest(&message.content, &references)));
        // A forum post's first message bears the id of its thread.
        let opens_post = message.id.get() == message.channel_id.get();
        let asks = is_question(&said);
        if references.is_empty() && !asks && !opens_post {
            return Ok(());
        }
        let post = if opens_post { self.thread(ctx, message.channel_id).await } else { None };
        let actor = self.actor_of(message);
        let preferences = self.preferences(actor).await;
        let shows = preferences.inline && !references.is_empty();
        let studies = preferences.study && (asks || post.is_some());
        if !(shows || studies) || !self.takes(message) {
            return Ok(());
        }
        let in_thread = studies
            && asks
            && preferences.threads
            && !opens_post
            && self.in_channel(actor) == actor;
        let overheard = Overheard {
            references,
            rest,
            said,
            title: post.map(|post| markdown::plain(&post.name)),
        };
        let name = limits::cut(&overheard.said, THREAD_NAME);
        let of_asker = Arc::clone(&preferences);
        let taught = self.bot().lessons(actor.server).await;
        let reply = move |bot: &Bot| overheard.reply(bot, &of_asker, taught.as_deref());
        let Ok(Some(reply)) = self.try_compute(reply).await else { return Ok(()) };
        // Only what is answered counts: whoever talks of something else has their questions left.
        if self.flood().count(actor.person).is_err() {
            return Ok(());
        }
        match in_thread {
            true => respond::in_thread(&ctx.http, message, &name, &reply).await,
            false => respond::send_reply(&ctx.http, message, &reply).await,
        }
    }

    /// The thread of a forum post; nothing where Discord does not give it.
    async fn thread(&self, ctx: &Context, id: ChannelId) -> Option<GuildChannel> {
        match ctx.http.get_channel(id).await {
            Ok(Channel::Guild(thread)) => {
                self.learn(&thread);
                Some(thread)
            }
            Ok(_) => None,
            Err(error) => {
                debug!(error = error::describe(&error), "a forum post could not be looked up");
                None
            }
        }
    }
}
