//! The passages of the day of all channels: which there are, and when they come.

use jiff::Timestamp;
use tokio::sync::Notify;

use crate::bot::ask::Ask;
use crate::bot::cite::CiteService;
use crate::bot::messages;
use crate::bot::resources::Resources;
use crate::corpus::{UnitId, UnitKind};
use crate::reply::Reply;
use crate::schedule::{self, Due, Posted, Schedule};
use crate::store::{Daily, PostFailure, StoredDaily};

pub struct DailyService {
    pub(super) resources: Resources,
    pub(super) cite: CiteService,
    pub(super) changed: Notify,
}

impl DailyService {
    pub(crate) fn new(resources: Resources, cite: CiteService) -> Self {
        DailyService { resources, cite, changed: Notify::new() }
    }

    /// Returns once one was set here since the last call.
    pub async fn was_set(&self) {
        self.changed.notified().await;
    }

    pub(super) fn passages(&self, speech: Option<&str>) -> Vec<UnitId> {
        let corpus = self.resources.corpus();
        let fits = |unit: &UnitId| speech.is_none_or(|id| id == corpus.unit(*unit).0.id());
        corpus.units_of_kind(UnitKind::Paragraph).filter(fits).collect()
    }

    pub(super) fn passage(&self, daily: &Daily, position: u64) -> Option<Reply> {
        let passages = self.passages(daily.speech.as_deref());
        let at = match daily.shuffled {
            true => schedule::shuffled(daily.seed, position, passages.len())?,
            false => {
                usize::try_from(position.checked_rem(u64::try_from(passages.len()).ok()?)?).ok()?
            }
        };
        let unit = *passages.get(at)?;
        let reply = self.cite.reply_at(&[unit.into()], Ask::default());
        Some(Reply { heading: Some(messages::daily::HEADING.to_owned()), ..reply })
    }
}

/// None when its channel is gone or its time zone unknown.
pub(super) fn next_due(kept: &StoredDaily, now: Timestamp) -> Option<Due> {
    if kept.trouble == Some(PostFailure::Gone) {
        return None;
    }
    let (_, zone) = schedule::find_zone(&kept.daily.zone).ok()?;
    let schedule = Schedule { at: kept.daily.at, zone, since: kept.daily.set_at };
    schedule.next(now, kept.last.map(|(day, at)| Posted { day, at }))
}
