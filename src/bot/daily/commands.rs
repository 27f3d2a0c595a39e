//! The passage of the day as people set it: where, when, in which order, from what, for whom.

use jiff::Timestamp;
use rand::RngExt;

use super::service::{DailyService, posted, schedule_of};
use crate::bot::actor::Actor;
use crate::bot::help::MOST_LISTED;
use crate::bot::messages;
use crate::reply::{Part, Reply, Span};
use crate::schedule;
use crate::store::{Daily, Order, PostFailure, Store, StoreError, StoredDaily};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DailyCommand {
    Set(DailyOptions),
    Show,
    /// The channel defaults to the current one.
    Stop {
        channel: Option<u64>,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DailyOptions {
    /// As typed.
    pub time: String,
    /// As typed.
    pub zone: String,
    pub shuffled: bool,
    pub role: Option<ChosenRole>,
    /// As typed; empty for all speeches.
    pub speech: String,
    /// Defaults to the current channel.
    pub channel: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenRole {
    pub id: u64,
    /// By everybody.
    pub mentionable: bool,
}

const MOST_SHOWN: usize = 15;

impl DailyService {
    /// The reply is private.
    pub async fn command(&self, command: DailyCommand, actor: &Actor) -> Reply {
        let Some(server) = actor.server else { return Reply::error(messages::daily::NO_SERVER) };
        if !actor.can_manage_server {
            return Reply::error(messages::daily::NOT_ALLOWED);
        }
        let Some(store) = self.resources.store() else {
            return Reply::error(messages::daily::NEEDS_STORE);
        };
        let done = match command {
            DailyCommand::Set(choice) => {
                match (self.chosen(&choice, server), choice.channel.or(actor.channel)) {
                    (Ok(daily), Some(channel)) => {
                        self.set_daily(store, Daily { channel, ..daily }, choice.role).await
                    }
                    (Err(error), _) => Ok(Reply::error(error)),
                    (_, None) => Ok(Reply::error(messages::daily::NO_SERVER)),
                }
            }
            DailyCommand::Show => self.show_dailies(store, server).await,
            DailyCommand::Stop { channel } => {
                self.stop_daily(store, server, channel.or(actor.channel)).await
            }
        };
        done.unwrap_or_else(|error| messages::store_failed(&error))
    }

    /// Without the channel; fails with what is wrong.
    pub(super) fn chosen(&self, choice: &DailyOptions, server: u64) -> Result<Daily, String> {
        let at = schedule::parse_time_of_day(&choice.time).map_err(|error| error.to_string())?;
        let (zone, _) = schedule::find_zone(&choice.zone).map_err(|error| error.to_string())?;
        if choice.role.is_some_and(|role| role.id == server) {
            return Err(messages::daily::NOT_EVERYONE.to_owned());
        }
        let speech = Some(choice.speech.trim()).filter(|speech| !speech.is_empty());
        let known: Vec<&str> =
            self.resources.corpus().speeches().iter().map(|speech| speech.id()).collect();
        let found = speech.map(|typed| known.iter().find(|id| id.eq_ignore_ascii_case(typed)));
        if found == Some(None) {
            let ids = known.iter().take(MOST_LISTED).copied().collect::<Vec<_>>().join(", ");
            return Err(messages::daily::no_such_speech(&ids));
        }
        let speech = found.flatten().map(|id| (*id).to_owned());
        if self.passages(speech.as_deref()).is_empty() {
            return Err(messages::daily::NO_PASSAGES.to_owned());
        }
        let order = if choice.shuffled { Order::Shuffled } else { Order::Sequence };
        let set_at = Timestamp::from_second(self.resources.now().as_second())
            .unwrap_or(Timestamp::UNIX_EPOCH);
        let (role, seed) = (choice.role.map(|role| role.id), rand::rng().random());
        Ok(Daily { channel: 0, server, at, zone, order, role, speech, seed, position: 0, set_at })
    }

    async fn set_daily(
        &self,
        store: &Store,
        daily: Daily,
        role: Option<ChosenRole>,
    ) -> Result<Reply, StoreError> {
        let before = store.daily(daily.channel).await?.map(|kept| kept.daily);
        let daily = match before
            .filter(|before| before.order == daily.order && before.speech == daily.speech)
        {
            // A new time or role does not restart the passages.
            Some(before) => Daily { seed: before.seed, position: before.position, ..daily },
            None => daily,
        };
        store.set_daily(&daily).await?;
        self.changed.notify_one();
        let last = store.daily(daily.channel).await?.and_then(|kept| kept.last);
        let mut line = messages::daily::set(daily.channel);
        line.extend(self.described(&StoredDaily { daily, last, trouble: None }));
        let late = messages::daily::CATCHES_UP.to_owned();
        let mut parts = vec![Part::Line(line), Part::Text(late)];
        if role.is_some_and(|role| !role.mentionable) {
            parts.push(Part::Text(messages::daily::NOT_MENTIONABLE.to_owned()));
        }
        Ok(Reply { private: true, parts, ..Reply::default() })
    }

    async fn show_dailies(&self, store: &Store, server: u64) -> Result<Reply, StoreError> {
        let mut all = store.dailies().await?;
        all.retain(|kept| kept.daily.server == server);
        if all.is_empty() {
            return Ok(Reply::ephemeral(messages::daily::NONE_SET));
        }
        let line = |kept: &StoredDaily| {
            let mut line = vec![Span::Channel(kept.daily.channel)];
            line.extend(self.described(kept));
            Part::Line(line)
        };
        let mut parts: Vec<Part> = all.iter().take(MOST_SHOWN).map(line).collect();
        if all.len() > MOST_SHOWN {
            parts.push(Part::Text(messages::daily::more_channels(all.len() - MOST_SHOWN)));
        }
        Ok(Reply {
            private: true,
            heading: Some(messages::daily::HEADING.to_owned()),
            parts,
            ..Reply::default()
        })
    }

    async fn stop_daily(
        &self,
        store: &Store,
        server: u64,
        channel: Option<u64>,
    ) -> Result<Reply, StoreError> {
        let Some(channel) = channel else { return Ok(Reply::error(messages::daily::NO_SERVER)) };
        let here = store.daily(channel).await?.is_some_and(|kept| kept.daily.server == server);
        let line = match here && store.clear_daily(channel).await? {
            true => messages::daily::stopped(channel),
            false => messages::daily::none_in(channel),
        };
        Ok(Reply { private: true, parts: vec![Part::Line(line)], ..Reply::default() })
    }

    /// Follows the channel's name.
    fn described(&self, kept: &StoredDaily) -> Vec<Span> {
        let schedule = schedule_of(&kept.daily).filter(|_| kept.trouble != Some(PostFailure::Gone));
        let due = schedule.and_then(|schedule| schedule.next(self.resources.now(), posted(kept)));
        messages::daily::described(&kept.daily, due.map(|due| due.at), kept.trouble)
    }
}
