//! Posts the passages of the day. Before a second try, an earlier post is looked for in the
//! channel.

use std::time::Duration;

use jiff::Timestamp;
use metrics::{counter, gauge};
use serenity::all::{
    Builder, ChannelId, CreateAllowedMentions, Error, GuildId, Http, MessageId, MessagePagination,
    RoleId, UserId,
};
use tracing::{info, warn};

use super::context::Context;
use super::error::{self, Failure};
use super::markdown;
use super::send::{self, PAUSE, retry_once, with_timeout};
use super::snowflake::first_id;
use crate::bot::{Bot, DailyPost, DuePassages, PostFailure, StoreError, millis};

/// Another program may have set something in the store.
const LOOK: Duration = Duration::from_secs(30);

/// For one passage, retries and all; less than a claim lasts.
const TRY: Duration = Duration::from_secs(60);

/// As many messages as Discord gives at once.
const LOOKED_THROUGH: u8 = 100;

const UNKNOWN_CHANNEL: isize = 10003;

/// A post under way is finished.
pub(super) async fn post_passages(context: &Context, me: UserId) {
    let mut failing = false;
    loop {
        let bot = &*context.bot();
        let wait = match post_due(bot, context, me).await {
            Ok(next) => {
                if std::mem::take(&mut failing) {
                    info!("passages of the day go on");
                }
                next.map_or(LOOK, |next| {
                    LOOK.min(next.duration_since(bot.daily.now()).try_into().unwrap_or_default())
                })
            }
            Err(error) => {
                if !std::mem::replace(&mut failing, true) {
                    warn!(%error, "passages of the day wait, because what is kept cannot be used");
                }
                LOOK
            }
        };
        tokio::select! {
            () = context.stopping.cancelled() => return,
            () = bot.daily.was_set() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

async fn post_due(
    bot: &Bot,
    context: &Context,
    me: UserId,
) -> Result<Option<Timestamp>, StoreError> {
    let DuePassages { due, next } = bot.daily.due_passages().await?;
    gauge!("verbatim_daily_posts_due").set(due.len() as f64);
    for passage in due {
        if context.stopping.is_cancelled() {
            break;
        }
        let Some(post) = bot.daily.take_on(passage).await? else { continue };
        match with_timeout(TRY, send_post(&context.http, me, &post)).await {
            Ok(()) => {
                count("posted");
                bot.daily.was_posted(&post).await?;
            }
            Err(error) => {
                count("failed");
                let trouble = trouble(&error);
                warn!(
                    channel = post.channel,
                    error = error::describe(&error),
                    "a passage of the day was not posted"
                );
                // Otherwise Discord failed: after the claim's end, it is tried again.
                if let Some(trouble) = trouble {
                    bot.daily.was_refused(&post, trouble).await?;
                }
            }
        }
    }
    Ok(next)
}

fn count(outcome: &'static str) {
    counter!("verbatim_daily_posts_total", "outcome" => outcome).increment(1);
}

/// Unless an earlier try did it.
async fn send_post(http: &Http, me: UserId, post: &DailyPost) -> Result<(), Error> {
    let channel = ChannelId::new(post.channel);
    if let Some(earlier) = post.earlier
        && went_out(http, me, post, earlier).await?
    {
        return Ok(());
    }
    let mut message = send::message(&post.reply, post.nonce());
    if let Some(role) = post.role {
        // The bot's only mention; somebody who manages the server chose it.
        let only = CreateAllowedMentions::new().roles([RoleId::new(role)]);
        message = message.content(format!("<@&{role}>")).allowed_mentions(only);
    }
    let server = Some(GuildId::new(post.server));
    send::deliver(|| message.clone().execute(http, (channel, server))).await
}

/// Assumed not where the bot may not look.
async fn went_out(
    http: &Http,
    me: UserId,
    post: &DailyPost,
    earlier: Timestamp,
) -> Result<bool, Error> {
    let since = first_id(millis(earlier));
    let after = Some(MessagePagination::After(MessageId::new(since)));
    let found = retry_once(PAUSE, || {
        http.get_messages(ChannelId::new(post.channel), after, Some(LOOKED_THROUGH))
    })
    .await;
    let written = send::description(&post.reply);
    match found {
        Err(error) if error::failure(&error) == Failure::Later => Err(error),
        Err(_) => Ok(false),
        Ok(messages) => {
            Ok(messages.iter().filter(|message| message.author.id == me).any(|message| {
                // An answer to “Passage of the day” has the same heading, but another passage.
                message.embeds.first().is_some_and(|embed| {
                    let passage = embed.description.as_deref().unwrap_or_default().trim();
                    embed.title.as_deref().map(markdown::unescape) == post.reply.heading
                        && passage == written.trim()
                })
            }))
        }
    }
}

/// Only where trying again at once is of no use.
fn trouble(error: &Error) -> Option<PostFailure> {
    match error::status(error)? {
        _ if error::failure(error) == Failure::Later => None,
        404 if error::code(error) == Some(UNKNOWN_CHANNEL) => Some(PostFailure::Gone),
        403 => Some(PostFailure::Forbidden),
        _ => Some(PostFailure::Rejected),
    }
}
