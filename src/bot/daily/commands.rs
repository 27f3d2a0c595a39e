//! The passage of the day as people set it: where, when, in which order, from what, for whom.

use jiff::Timestamp;
use rand::RngExt;
use serde::Deserialize;

use super::service::{DailyService, next_due};
use crate::bot::actor::Actor;
use crate::bot::messages::{and_more, daily as messages};
use crate::reply::{Part, Reply, Span};
use crate::schedule;
use crate::store::{Daily, PostFailure, Store, StoreError, StoredDaily};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DailyCommand {
    Set(DailyOptions),
    Show,
    /// The channel defaults to the current one.
    Stop {
        channel: Option<u64>,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct DailyOptions {
    pub time: String,
    pub zone: String,
    pub shuffled: bool,
    pub role: Option<ChosenRole>,
    /// Empty for all speeches.
    pub speech: String,
    /// Defaults to the current one.
    pub channel: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct ChosenRole {
    pub id: u64,
    pub mentionable: bool,
}

const MOST_SHOWN: usize = 15;

impl DailyService {
    pub async fn command(&self, command: DailyCommand, actor: &Actor) -> Result<Reply, Reply> {
        let no_server = || Reply::error(messages::NO_SERVER);
        let server = actor.server.ok_or_else(no_server)?;
        if !actor.can_manage_server {
            return Err(Reply::error(messages::NOT_ALLOWED));
        }
        let store = self.resources.store_or(messages::NEEDS_STORE)?;
        let here = |channel: Option<u64>| channel.or(actor.channel).ok_or_else(no_server);
        Ok(match command {
            DailyCommand::Set(choice) => {
                let chosen = self.chosen(&choice, server, here(choice.channel)?);
                self.set_daily(store, chosen.map_err(Reply::error)?, choice.role, actor).await?
            }
            DailyCommand::Show => self.show_dailies(store, server).await?,
            DailyCommand::Stop { channel } => {
                self.stop_daily(store, server, here(channel)?).await?
            }
        })
    }

    /// Fails with what is wrong.
    pub(super) fn chosen(
        &self,
        choice: &DailyOptions,
        server: u64,
        channel: u64,
    ) -> Result<Daily, String> {
        let at = schedule::parse_time_of_day(&choice.time).map_err(|error| error.to_string())?;
        let (zone, _) = schedule::find_zone(&choice.zone).map_err(|error| error.to_string())?;
        if choice.role.is_some_and(|role| role.id == server) {
            return Err(messages::NOT_EVERYONE.to_owned());
        }
        let speech = match choice.speech.trim() {
            "" => None,
            typed => Some(self.cite.speech(typed)?.id().to_owned()),
        };
        if self.passages(speech.as_deref()).is_empty() {
            return Err(messages::NO_PASSAGES.to_owned());
        }
        let set_at = Timestamp::from_second(self.resources.now().as_second())
            .unwrap_or(Timestamp::UNIX_EPOCH);
        let (shuffled, seed, position) = (choice.shuffled, rand::rng().random(), 0);
        let role = choice.role.map(|role| role.id);
        Ok(Daily { channel, server, at, zone, shuffled, role, speech, seed, position, set_at })
    }

    async fn set_daily(
        &self,
        store: &Store,
        mut daily: Daily,
        role: Option<ChosenRole>,
        actor: &Actor,
    ) -> Result<Reply, StoreError> {
        if let Some(StoredDaily { daily: before, .. }) = store.daily(daily.channel).await?
            && (before.shuffled, &before.speech) == (daily.shuffled, &daily.speech)
        {
            (daily.seed, daily.position) = (before.seed, before.position);
        }
        store.set_daily(&daily).await?;
        self.changed.notify_one();
        let last = store.daily(daily.channel).await?.and_then(|kept| kept.last);
        let refused = !actor.access.can_post && actor.channel == Some(daily.channel);
        let trouble = refused.then_some(PostFailure::Forbidden);
        let mut line = messages::set(daily.channel);
        line.extend(self.described(&StoredDaily { daily, last, trouble }));
        let mut parts = vec![Part::line(line), Part::text(messages::CATCHES_UP)];
        if role.is_some_and(|role| !role.mentionable) {
            parts.push(Part::text(messages::NOT_MENTIONABLE));
        }
        Ok(Reply { private: true, parts, ..Reply::default() })
    }

    async fn show_dailies(&self, store: &Store, server: u64) -> Result<Reply, StoreError> {
        let mut all = store.dailies().await?;
        all.retain(|kept| kept.daily.server == server);
        if all.is_empty() {
            return Ok(Reply::ephemeral(messages::NONE_SET));
        }
        let line = |kept: &StoredDaily| {
            let mut line = vec![Span::Channel(kept.daily.channel)];
            line.extend(self.described(kept));
            Part::line(line)
        };
        let mut parts: Vec<Part> = all.iter().take(MOST_SHOWN).map(line).collect();
        if all.len() > MOST_SHOWN {
            parts.push(Part::Text(and_more(all.len() - MOST_SHOWN)));
        }
        Ok(Reply { private: true, ..Reply::titled(messages::HEADING, parts) })
    }

    async fn stop_daily(
        &self,
        store: &Store,
        server: u64,
        channel: u64,
    ) -> Result<Reply, StoreError> {
        let here = store.daily(channel).await?.is_some_and(|kept| kept.daily.server == server);
        let line = match here && store.clear_daily(channel).await? {
            true => messages::stopped(channel),
            false => messages::none_in(channel),
        };
        Ok(Reply { private: true, parts: vec![Part::line(line)], ..Reply::default() })
    }

    fn described(&self, kept: &StoredDaily) -> Vec<Span> {
        let due = next_due(kept, self.resources.now());
        messages::described(&kept.daily, due.map(|due| due.at), kept.trouble)
    }
}
