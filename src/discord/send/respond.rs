//! Sends a reply: at once where ready, after an acknowledgement where it takes long.
//!
//! A second try does no harm: another first answer is refused, an edit says the same, a message has
//! a nonce, and one person's mistake may be told twice.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::time::{Duration, Instant};

use metrics::histogram;
use serenity::all::{
    Builder, ChannelId, CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage,
    CreateThread, Error, Http, InteractionId, Message, MessageReference,
};
use tracing::{debug, warn};

use super::components::modal;
use super::render;
use crate::bot::{Visibility, messages};
use crate::discord::{error, limits};
use crate::reply::Reply;

pub(crate) const PAUSE: Duration = Duration::from_millis(700);

/// Discord waits three seconds for a first answer: a second try must begin within them, even after
/// an acknowledgement.
const FIRST_TIME: Duration = Duration::from_millis(1_200);

const FIRST_PAUSE: Duration = Duration::from_millis(300);

const TYPING_TIME: Duration = Duration::from_millis(700);

#[derive(Clone, Copy)]
pub(crate) struct Responder<'a> {
    pub(crate) http: &'a Http,
    pub(crate) id: InteractionId,
    pub(crate) token: &'a str,
    /// Never where a form may open, which can only be the first answer.
    pub(crate) defer_after: Duration,
}

impl Responder<'_> {
    /// Defers where `work` takes long. Returns the reply, and whether it was sent.
    pub(crate) async fn respond(
        self,
        visibility: Visibility,
        work: impl Future<Output = Reply>,
    ) -> (Reply, Result<(), Error>) {
        let begun = Instant::now();
        tokio::pin!(work);
        let (reply, sent) = match soon(self.defer_after, work.as_mut()).await {
            Some(reply) => {
                let sent = self.first(response(visibility, &reply), begun).await;
                (reply, sent)
            }
            None => {
                // Work ends even where nobody can be told: others may wait for what it holds.
                let (deferred, reply) = tokio::join!(self.first(deferral(visibility), begun), work);
                let sent = match deferred {
                    Ok(()) => self.send_deferred(visibility, &reply).await,
                    Err(error) => Err(error),
                };
                (reply, sent)
            }
        };
        histogram!("verbatim_answer_seconds").record(begun.elapsed());
        (reply, sent)
    }

    async fn send_deferred(self, visibility: Visibility, reply: &Reply) -> Result<(), Error> {
        let beside = match visibility {
            Visibility::Replace => !can_replace(reply),
            Visibility::Public if reply.private => self.withdraw().await,
            _ => false,
        };
        if beside {
            let follow_up = || render::follow_up(reply).execute(self.http, (None, self.token));
            return deliver(follow_up).await;
        }
        deliver(|| render::edit(reply).execute(self.http, self.token)).await
    }

    /// One that Discord already has counts as sent.
    async fn first(self, response: CreateInteractionResponse, begun: Instant) -> Result<(), Error> {
        let mut tries = 0;
        let sent = retry_once(FIRST_PAUSE, || {
            tries += 1;
            let sending = response.clone().execute(self.http, (self.id, self.token));
            with_timeout(FIRST_TIME, sending)
        })
        .await;
        histogram!("verbatim_acknowledge_seconds").record(begun.elapsed());
        match sent {
            Err(error) if tries > 1 && error::code(&error) == Some(error::ALREADY_ACKNOWLEDGED) => {
                Ok(())
            }
            sent => sent,
        }
    }

    /// Takes back a public deferral for a private reply. Otherwise the reply must fill it: nobody
    /// should see the bot think for ever.
    async fn withdraw(self) -> bool {
        match retry_once(PAUSE, || self.http.delete_original_interaction_response(self.token)).await
        {
            Ok(()) => true,
            Err(error) if error::code(&error) == Some(error::UNKNOWN_MESSAGE) => true,
            Err(error) => {
                warn!(error = error::describe(&error), "a deferral could not be taken back");
                false
            }
        }
    }
}

fn response(visibility: Visibility, reply: &Reply) -> CreateInteractionResponse {
    match &reply.form {
        Some(form) => CreateInteractionResponse::Modal(modal(form)),
        None if visibility == Visibility::Replace && can_replace(reply) => {
            CreateInteractionResponse::UpdateMessage(render::response(reply))
        }
        None => CreateInteractionResponse::Message(render::response(reply)),
    }
}

fn deferral(visibility: Visibility) -> CreateInteractionResponse {
    match visibility {
        Visibility::Replace => CreateInteractionResponse::Acknowledge,
        visibility => CreateInteractionResponse::Defer(
            CreateInteractionResponseMessage::new().ephemeral(visibility != Visibility::Public),
        ),
    }
}

/// A reply without a quote or menu never replaces what can still be read or used.
fn can_replace(reply: &Reply) -> bool {
    reply.quotes().next().is_some() || !reply.menus.is_empty()
}

pub(crate) async fn reply_to(
    http: &Http,
    asked: &Message,
    typing_after: Duration,
    work: impl Future<Output = Reply>,
) -> Result<(), Error> {
    tokio::pin!(work);
    let reply = match soon(typing_after, work.as_mut()).await {
        Some(reply) => reply,
        None => {
            let typing = with_timeout(TYPING_TIME, asked.channel_id.broadcast_typing(http));
            let (reply, typed) = tokio::join!(work, typing);
            if let Err(error) = typed {
                debug!(error = error::describe(&error), "could not show typing");
            }
            reply
        }
    };
    send_reply(http, asked, &reply).await
}

/// In a thread begun there, if the reply names one that can be made and takes it.
pub(crate) async fn send_reply(http: &Http, asked: &Message, reply: &Reply) -> Result<(), Error> {
    let message = render::message(reply, asked.id.to_string());
    let mut thread = None;
    if let Some(name) = &reply.thread {
        let named = CreateThread::new(limits::cut(name, limits::CHOICE));
        let create = || asked.channel_id.create_thread_from_message(http, asked.id, named.clone());
        match retry_once(PAUSE, create).await {
            Ok(made) => thread = Some(made.id),
            // A message's thread has the message's id.
            Err(error) if error::code(&error) == Some(error::HAS_A_THREAD) => {
                thread = Some(ChannelId::new(asked.id.get()));
            }
            Err(error) => debug!(error = error::describe(&error), "no thread could be made"),
        }
    }
    if let Some(thread) = thread {
        match deliver(|| message.clone().execute(http, (thread, asked.guild_id))).await {
            // It may make threads but not write in them.
            Err(error) if matches!(error::status(&error), Some(403 | 404)) => {
                debug!(error = error::describe(&error), "a thread did not take the answer");
            }
            sent => return sent,
        }
    }
    let reference = MessageReference::from((asked.channel_id, asked.id)).fail_if_not_exists(false);
    let bare = CreateMessage::new().content(messages::MAY_NOT_POST);
    let place = (asked.channel_id, asked.guild_id);
    let mut sent = Ok(());
    for form in [message.clone().reference_message(reference), message, bare] {
        sent = deliver(|| form.clone().execute(http, place)).await;
        let code = sent.as_ref().err().and_then(error::code);
        if !matches!(code, Some(error::MAY_NOT_REPLY | error::MISSING_PERMISSIONS)) {
            break;
        }
    }
    sent
}

/// `None` when there is no time at all, however quick `work` is.
async fn soon(time: Duration, work: Pin<&mut impl Future<Output = Reply>>) -> Option<Reply> {
    if time.is_zero() {
        return None;
    }
    tokio::time::timeout(time, work).await.ok()
}

pub(crate) async fn with_timeout<T>(
    time: Duration,
    sent: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    match tokio::time::timeout(time, sent).await {
        Ok(sent) => sent,
        Err(_) => Err(Error::Io(io::ErrorKind::TimedOut.into())),
    }
}

/// Tried twice, and sent also where Discord's answer could not be read.
pub(crate) async fn deliver<T, Sent: Future<Output = Result<T, Error>>>(
    send: impl FnMut() -> Sent,
) -> Result<(), Error> {
    error::delivered(retry_once(PAUSE, send).await)
}

/// For requests that may be repeated without harm.
pub(crate) async fn retry_once<T, Sent: Future<Output = Result<T, Error>>>(
    pause: Duration,
    mut send: impl FnMut() -> Sent,
) -> Result<T, Error> {
    match send().await {
        Err(error) if error::may_pass(&error) => {
            warn!(error = error::describe(&error), "Discord failed; trying once more");
            tokio::time::sleep(pause).await;
            send().await
        }
        sent => sent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Work that is ready after this many milliseconds, looked at for a second, and then to its
    /// end.
    async fn looked_at(milliseconds: u64) -> (Option<Reply>, Duration) {
        let begun = tokio::time::Instant::now();
        let work = async {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            Reply::text("done")
        };
        tokio::pin!(work);
        let reply = soon(Duration::from_secs(1), work.as_mut()).await;
        if reply.is_none() {
            assert_eq!(work.await, Reply::text("done"), "what was not ready goes on");
        }
        (reply, begun.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn work_is_waited_for_a_while_and_goes_on_after_that() {
        assert_eq!(looked_at(900).await, (Some(Reply::text("done")), Duration::from_millis(900)));
        assert_eq!(looked_at(1_500).await, (None, Duration::from_millis(1_500)));
        let mut ready = std::pin::pin!(async { Reply::text("done") });
        assert_eq!(
            soon(Duration::ZERO, ready.as_mut()).await,
            None,
            "without any time everything is promised"
        );
    }

    #[test]
    fn a_second_try_of_a_first_answer_begins_before_discord_gives_up() {
        let usual = crate::config::Settings::built_in().unwrap().discord.acknowledge_after_ms;
        assert!(Duration::from_millis(usual) + FIRST_TIME + FIRST_PAUSE < Duration::from_secs(3));
    }
}
