//! Which passages of the day are due, and claiming one, so that no other process posts it.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::service::{DailyService, next_due};
use crate::reply::Reply;
use crate::schedule::Due;
use crate::store::{Daily, PostFailure, StoreError};

/// Longer than an attempt to post; then any process tries again.
const LEASE: SignedDuration = SignedDuration::from_secs(90);

/// The channel's permissions may change meanwhile.
const TRY_AGAIN: SignedDuration = SignedDuration::from_mins(30);

#[derive(Debug, Default)]
pub struct DuePassages {
    /// As far as known without claiming.
    pub due: Vec<DueDaily>,
    /// When the first of the others is due.
    pub next: Option<Timestamp>,
}

#[derive(Debug)]
pub struct DueDaily {
    daily: Daily,
    due: Due,
}

#[derive(Debug)]
pub struct DailyPost {
    pub channel: u64,
    pub server: u64,
    pub role: Option<u64>,
    pub reply: Reply,
    pub earlier: Option<Timestamp>,
    pub(super) day: Date,
}

impl DailyPost {
    /// At most 25 characters, Discord's limit.
    pub fn nonce(&self) -> String {
        format!("{:x}.{}", self.channel, self.day.strftime("%Y%m%d"))
    }
}

impl DailyService {
    pub fn now(&self) -> Timestamp {
        self.resources.now()
    }

    pub async fn due_passages(&self) -> Result<DuePassages, StoreError> {
        let Some(store) = self.resources.store() else { return Ok(DuePassages::default()) };
        let all = store.dailies().await?.into_iter();
        let now = self.resources.now();
        let coming = all.filter_map(|kept| {
            let due = next_due(&kept, now)?;
            Some(DueDaily { daily: kept.daily, due })
        });
        let (due, later): (Vec<_>, Vec<_>) = coming.partition(|one| one.due.at <= now);
        Ok(DuePassages { due, next: later.iter().map(|one| one.due.at).min() })
    }

    /// `None` if it is posted, claimed elsewhere, or due only later.
    pub async fn take_on(&self, passage: DueDaily) -> Result<Option<DailyPost>, StoreError> {
        let DueDaily { daily, due } = passage;
        let now = self.resources.now();
        let (Some(store), Ok(until)) = (self.resources.store(), now.checked_add(LEASE)) else {
            return Ok(None);
        };
        if now >= due.until {
            return Ok(None);
        }
        let Some(claim) = store.claim_day(&daily, due.day, now, until).await? else {
            return Ok(None);
        };
        let Some(reply) = self.passage(&daily, claim.position) else {
            store
                .mark_post_failed(daily.channel, due.day, PostFailure::NoPassage, due.until)
                .await?;
            return Ok(None);
        };
        let Daily { channel, server, role, .. } = daily;
        Ok(Some(DailyPost { channel, server, role, reply, earlier: claim.earlier, day: due.day }))
    }

    pub async fn was_posted(&self, post: &DailyPost) -> Result<(), StoreError> {
        match self.resources.store() {
            Some(store) => store.mark_posted(post.channel, post.day, self.resources.now()).await,
            None => Ok(()),
        }
    }

    /// Tried again in a while, unless the channel is gone.
    pub async fn was_refused(&self, post: &DailyPost, why: PostFailure) -> Result<(), StoreError> {
        match (self.resources.store(), self.resources.now().checked_add(TRY_AGAIN)) {
            (Some(store), Ok(until)) => {
                store.mark_post_failed(post.channel, post.day, why, until).await
            }
            _ => Ok(()),
        }
    }
}
