//! Sending a reply: at once where it is ready, after an acknowledgement where it takes long.
//!
//! A request that failed on Discord's side is sent once more, and only because a second one cannot do harm: a first answer
//! is refused the second time, an edit says the same again, and a message carries a nonce that Discord compares.

use std::future::Future;
use std::time::Duration;

use serenity::all::{
    Builder, CreateAllowedMentions, CreateInteractionResponse, CreateInteractionResponseMessage, Error, Http, InteractionId,
    Message, MessageReference, Nonce,
};
use tracing::{debug, warn};

use super::{failure, render};
use crate::reply::Reply;

/// After this time an answer that is not ready is promised first. Discord waits three seconds.
const ACKNOWLEDGE_AFTER: Duration = Duration::from_secs(1);

/// How long is waited before a request is sent once more.
const PAUSE: Duration = Duration::from_millis(700);

/// An interaction that is to be answered.
#[derive(Clone, Copy)]
pub(super) struct Reached<'a> {
    pub(super) http: &'a Http,
    pub(super) id: InteractionId,
    pub(super) token: &'a str,
}

/// Where the answer to an interaction goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A new message, for everybody or for the asker only.
    New { private: bool },
    /// The place of the message that the pressed button stands under.
    Replace,
}

impl Reached<'_> {
    /// Answers with what `work` finds, and promises it first where it takes long. `target` says where to, once the reply
    /// is known; `promised` where a promise stands.
    pub(super) async fn answer(
        self,
        promised: Target,
        work: impl Future<Output = Reply>,
        target: impl FnOnce(&Reply) -> Target,
    ) -> Result<(), Error> {
        tokio::pin!(work);
        if let Ok(reply) = tokio::time::timeout(ACKNOWLEDGE_AFTER, &mut work).await {
            let response = match target(&reply) {
                Target::New { .. } => CreateInteractionResponse::Message(render::response(&reply)),
                Target::Replace => CreateInteractionResponse::UpdateMessage(render::response(&reply)),
            };
            return self.first(response).await;
        }
        self.first(match promised {
            Target::New { private } => {
                CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(private))
            }
            Target::Replace => CreateInteractionResponse::Acknowledge,
        })
        .await?;
        let reply = work.await;
        let edit = || render::edit(&reply).execute(self.http, self.token);
        once_more(edit).await.map(drop)
    }

    /// Sends the first answer. One that Discord has already is as good as sent.
    async fn first(self, response: CreateInteractionResponse) -> Result<(), Error> {
        let mut tries = 0;
        let sent = once_more(|| {
            tries += 1;
            response.clone().execute(self.http, (self.id, self.token))
        })
        .await;
        match sent {
            Err(error) if tries > 1 && failure::code(&error) == Some(failure::ALREADY_ACKNOWLEDGED) => Ok(()),
            sent => sent,
        }
    }
}

/// Answers a message with one that replies to it, and shows that the bot is typing where it takes long.
pub(super) async fn reply_to(http: &Http, asked: &Message, work: impl Future<Output = Reply>) -> Result<(), Error> {
    tokio::pin!(work);
    let reply = match tokio::time::timeout(ACKNOWLEDGE_AFTER, &mut work).await {
        Ok(reply) => reply,
        Err(_) => {
            if let Err(error) = asked.channel_id.broadcast_typing(http).await {
                debug!(error = failure::describe(&error), "could not show typing");
            }
            work.await
        }
    };
    let reference = MessageReference::from((asked.channel_id, asked.id)).fail_if_not_exists(false);
    let message = render::message(&reply)
        .reference_message(reference)
        .nonce(Nonce::String(asked.id.to_string()))
        .enforce_nonce(true)
        .allowed_mentions(CreateAllowedMentions::new().replied_user(false));
    once_more(|| message.clone().execute(http, (asked.channel_id, asked.guild_id))).await.map(drop)
}

/// Sends a request that may be repeated without harm, and once more when Discord failed.
async fn once_more<T, Sent: Future<Output = Result<T, Error>>>(mut send: impl FnMut() -> Sent) -> Result<T, Error> {
    match send().await {
        Err(error) if failure::may_pass(&error) => {
            warn!(error = failure::describe(&error), "Discord failed; trying once more");
            tokio::time::sleep(PAUSE).await;
            send().await
        }
        sent => sent,
    }
}
