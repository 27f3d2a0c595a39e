//! Where the messages of quiz sessions go: channels and threads.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use serenity::all::{AutoArchiveDuration, Builder, ChannelId, ChannelType, CreateThread, Http};
use tracing::warn;

use super::render;
use super::respond::with_timeout;
use crate::bot::{Channel, OutgoingMessage, SendError};
use crate::discord::error::{self, Failure};
use crate::discord::limits;

const SEND_TIME: Duration = Duration::from_secs(10);

/// Whoever started the session waits for it.
const THREAD_TIME: Duration = Duration::from_millis(1_500);

/// Discord takes fifty requests a second over all routes and locks out who often exceeds that
/// (<https://docs.discord.com/developers/topics/rate-limits#global-rate-limit>); some are for
/// answers to messages.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(40).unwrap();
const BURST: NonZeroU32 = NonZeroU32::new(5).unwrap();

pub(crate) struct DiscordChannel {
    http: Arc<Http>,
    pace: DefaultDirectRateLimiter,
}

impl DiscordChannel {
    pub(crate) fn new(http: Arc<Http>) -> DiscordChannel {
        let quota = Quota::per_second(PER_SECOND).allow_burst(BURST);
        DiscordChannel { http, pace: RateLimiter::direct(quota) }
    }
}

#[async_trait]
impl Channel for DiscordChannel {
    async fn send(&self, message: &OutgoingMessage) -> Result<(), SendError> {
        self.pace.until_ready().await;
        let sent = render::message(&message.reply, message.name.clone())
            .execute(&self.http, (ChannelId::new(message.place), None));
        error::delivered(with_timeout(SEND_TIME, sent).await).map_err(|error| {
            warn!(error = error::describe(&error), "a message of a quiz session could not be sent");
            match error::failure(&error) {
                Failure::Lost => SendError::Never,
                Failure::Later | Failure::Sent => SendError::Later,
            }
        })
    }

    async fn create_thread(&self, channel: u64, title: &str) -> Option<u64> {
        let thread = CreateThread::new(limits::cut(title, limits::CHOICE))
            .kind(ChannelType::PublicThread)
            .auto_archive_duration(AutoArchiveDuration::OneHour);
        let made = thread.execute(&self.http, (ChannelId::new(channel), None));
        match with_timeout(THREAD_TIME, made).await {
            Ok(thread) => Some(thread.id.get()),
            Err(error) => {
                let error = error::describe(&error);
                warn!(error, "no thread could be made for a quiz, so it is played in the channel");
                None
            }
        }
    }
}
