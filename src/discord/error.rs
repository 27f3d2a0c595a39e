//! Discord's errors in words that can be shown and logged.
//!
//! The library's own print whole addresses, and an interaction's holds its token: only the status,
//! Discord's code and its message pass.

use std::io;

use serenity::all::{Error, ErrorResponse, HttpError};

use crate::bot::StoreError;
use crate::config::SettingsError;
use crate::health::HealthError;

pub(super) const UNKNOWN_INTERACTION: isize = 10062;
pub(super) const UNKNOWN_MESSAGE: isize = 10008;
pub(super) const ALREADY_ACKNOWLEDGED: isize = 40060;

pub(super) const MISSING_PERMISSIONS: isize = 50013;

/// It may not read the channel's history, so it may not reply to a message.
pub(super) const MAY_NOT_REPLY: isize = 160_002;

pub(super) const HAS_A_THREAD: isize = 160_004;

/// An HTTP status.
pub(super) const REFUSED_TOKEN: u16 = 401;

/// Each message says what to do.
#[derive(Debug, thiserror::Error)]
pub enum DiscordError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(
        "Discord refused the token. Copy it again, or reset it, in the Developer Portal under \
         Bot, and set VERBATIM__DISCORD__TOKEN"
    )]
    Token,
    #[error(
        "Discord refused the bot's intents: discord.message_content = true needs \"Message \
         Content Intent\". Switch it on in the Developer Portal under Bot, Privileged Gateway \
         Intents, or set discord.message_content to false"
    )]
    Intents,
    #[error(
        "Discord cannot be reached at {at}: {why}. Check the network, and `discord.api_base` \
         where it is set"
    )]
    Unreachable { at: String, why: String },
    #[error(
        "Discord answers at {at}, but not with what was asked for: {why}. It may be busy or out of \
         order (https://discordstatus.com); try again later"
    )]
    Answered { at: String, why: String },
    #[error("the network client could not be started: {0}")]
    Client(String),
    #[error("the system did not let the bot start: {0}")]
    System(#[from] io::Error),
    #[error("told to stop twice, so what was under way was left unfinished")]
    ToldTwice,
    /// What no new connection heals.
    #[error("{0}")]
    Rejected(&'static str),
    #[error("Discord ended the connection for good (close code {0})")]
    Closed(u16),
    #[error(
        "nothing came from Discord on shard {shard}, also after connecting anew: this program ends, \
         so that what watches it starts it again"
    )]
    Deaf { shard: u32 },
    #[error(
        "another process of this bot took over the connection to Discord, because this one had not \
         been heard of; this program ends"
    )]
    Overtaken,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Health(#[from] HealthError),
    #[error("the connection to Discord broke down; please report this")]
    Broken,
}

impl DiscordError {
    /// For a close code of the gateway:
    /// <https://docs.discord.com/developers/topics/opcodes-and-status-codes>.
    pub(super) fn closed(code: u16) -> DiscordError {
        DiscordError::Rejected(match code {
            4004 => return DiscordError::Token,
            4013 | 4014 => return DiscordError::Intents,
            4010 => {
                "Discord refused the shard: set discord.shards to \"auto\", or to the same number \
                 in all processes, and discord.shard_range to shards below it"
            }
            4011 => {
                "Discord refused the connection, because the bot is in too many servers for so few \
                 shards: set discord.shards to \"auto\" or to a larger number"
            }
            4012 => {
                "Discord no longer serves this program's version of its interface: a newer version \
                 of the program is needed"
            }
            _ => return DiscordError::Closed(code),
        })
    }

    /// Whether it stays until somebody changes the settings.
    pub fn is_permanent(&self) -> bool {
        matches!(
            self,
            DiscordError::Settings(_)
                | DiscordError::Token
                | DiscordError::Intents
                | DiscordError::Rejected(_)
                | DiscordError::Store(_)
        )
    }
}

pub(super) fn describe(error: &Error) -> String {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(answer)) => {
            format!(
                "status {}, code {}: {}",
                answer.status_code.as_u16(),
                answer.error.code,
                answer.error.message
            )
        }
        Error::Http(HttpError::Request(fault)) => transport(fault).to_owned(),
        Error::Http(_) => "the request could not be made".to_owned(),
        Error::Json(_) => "Discord's answer could not be read".to_owned(),
        Error::Model(fault) => fault.to_string(),
        Error::Io(fault) if fault.kind() == io::ErrorKind::TimedOut => {
            "no answer in time".to_owned()
        }
        _ => "an unexpected failure".to_owned(),
    }
}

fn transport(fault: &reqwest::Error) -> &'static str {
    match fault {
        fault if fault.is_timeout() => "no answer in time",
        fault if fault.is_connect() => "no connection",
        fault if fault.is_decode() || fault.is_body() => "the answer broke off",
        _ => "the request did not get through",
    }
}

pub(super) fn code(error: &Error) -> Option<isize> {
    answer(error).map(|answer| answer.error.code)
}

pub(super) fn status(error: &Error) -> Option<u16> {
    answer(error).map(|answer| answer.status_code.as_u16())
}

fn answer(error: &Error) -> Option<&ErrorResponse> {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(answer)) => Some(answer),
        _ => None,
    }
}

/// What a failed request means for what it was to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The same never gets through.
    Lost,
    /// Discord failed, was too busy or never answered; or refused the token, which is no fault of
    /// the message.
    Later,
    /// Taken, but Discord's answer could not be read.
    Sent,
}

pub(super) fn failure(error: &Error) -> Failure {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(answer)) => match answer.status_code.as_u16() {
            REFUSED_TOKEN | 429 | 500.. => Failure::Later,
            _ => Failure::Lost,
        },
        Error::Http(HttpError::Request(fault)) if fault.is_decode() || fault.is_body() => {
            Failure::Sent
        }
        Error::Http(HttpError::Request(_)) => Failure::Later,
        Error::Json(_) => Failure::Sent,
        Error::Io(fault) if fault.kind() == io::ErrorKind::TimedOut => Failure::Later,
        _ => Failure::Lost,
    }
}

/// Whether to send again at once; with a refused token, that would only count against the bot.
pub(super) fn may_pass(error: &Error) -> bool {
    failure(error) == Failure::Later && status(error) != Some(REFUSED_TOKEN)
}

pub(super) fn delivered<T>(sent: Result<T, Error>) -> Result<(), Error> {
    match sent {
        Err(error) if failure(&error) == Failure::Sent => {
            tracing::warn!("Discord's answer to a message could not be read; it counts as sent");
            Ok(())
        }
        sent => sent.map(drop),
    }
}
