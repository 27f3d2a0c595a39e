//! Which passages of the day are due, and taking one on so that no other program posts it, too.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::service::{DailyService, posted, schedule_of};
use crate::reply::Reply;
use crate::schedule::Due;
use crate::store::{Daily, PostFailure, StoreError};

/// For how long a passage that was taken on is nobody else's: longer than one try to post it takes.
/// After that it is tried again, by any program.
const LEASE: SignedDuration = SignedDuration::from_secs(90);

/// How long after a refusal it is tried again: somebody may change the channel's permissions
/// meanwhile.
const TRY_AGAIN: SignedDuration = SignedDuration::from_mins(30);

/// The passages that are due, and when the next one will be.
#[derive(Debug, Default)]
pub struct DuePassages {
    /// Those that are due now, as far as is known without taking them on.
    pub due: Vec<DueDaily>,
    /// When the next one is, of the others.
    pub next: Option<Timestamp>,
}

#[derive(Debug)]
pub struct DueDaily {
    daily: Daily,
    due: Due,
}

/// A passage that is to be posted, by nobody else for a while.
#[derive(Debug)]
pub struct DailyPost {
    pub channel: u64,
    pub server: u64,
    pub role: Option<u64>,
    pub reply: Reply,
    /// Since when it was tried before; it may have been posted then, though nobody could say so.
    pub earlier: Option<Timestamp>,
    pub(super) day: Date,
}

impl DailyPost {
    /// What tells the same post from another one: at most 25 characters, as Discord keeps them.
    pub fn nonce(&self) -> String {
        format!("{:x}.{}", self.channel, self.day.strftime("%Y%m%d"))
    }
}

impl DailyService {
    pub fn now(&self) -> Timestamp {
        self.resources.now()
    }

    /// What is due now, and next.
    pub async fn due_passages(&self) -> Result<DuePassages, StoreError> {
        let mut passages = DuePassages::default();
        let Some(store) = self.resources.store() else { return Ok(passages) };
        let all = store.dailies().await?;
        let now = self.resources.now();
        for kept in all.into_iter().filter(|kept| kept.trouble != Some(PostFailure::Gone)) {
            match schedule_of(&kept.daily).and_then(|schedule| schedule.next(now, posted(&kept))) {
                Some(due) if due.at <= now => {
                    passages.due.push(DueDaily { daily: kept.daily, due })
                }
                Some(due) => {
                    passages.next = Some(passages.next.map_or(due.at, |next| next.min(due.at)))
                }
                None => {}
            }
        }
        Ok(passages)
    }

    /// Takes a passage on; `None` when it is posted already, another program is about to, or it is
    /// to be tried later.
    pub async fn take_on(&self, passage: DueDaily) -> Result<Option<DailyPost>, StoreError> {
        let (Some(store), now) = (self.resources.store(), self.resources.now()) else {
            return Ok(None);
        };
        let (Ok(until), DueDaily { daily, due }) = (now.checked_add(LEASE), passage) else {
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

    /// A passage was posted.
    pub async fn was_posted(&self, post: &DailyPost) -> Result<(), StoreError> {
        match self.resources.store() {
            Some(store) => store.mark_posted(post.channel, post.day, self.resources.now()).await,
            None => Ok(()),
        }
    }

    /// A passage was refused; it is tried again in a while, except where the channel is gone.
    pub async fn was_refused(&self, post: &DailyPost, why: PostFailure) -> Result<(), StoreError> {
        match (self.resources.store(), self.resources.now().checked_add(TRY_AGAIN)) {
            (Some(store), Ok(until)) => {
                store.mark_post_failed(post.channel, post.day, why, until).await
            }
            _ => Ok(()),
        }
    }
}
