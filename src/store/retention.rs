//! How long things are kept that would otherwise grow without bound.

use super::connection::Store;
use super::error::StoreError;

const DAY: i64 = 24 * 60 * 60;

/// For reviews.
const ENDED_SESSIONS: i64 = DAY;

/// Their sums by month stay.
const SINGLE_SCORES: i64 = 90 * DAY;

/// After a person's last one in a section.
const COUNTED_ANSWERS: i64 = 90 * DAY;

const LEFT_SERVERS: i64 = 30 * DAY;

/// Of passages of the day, besides each channel's last.
const POSTED_DAYS: i64 = 60 * DAY;

impl Store {
    /// `now` is in seconds since 1970. Each kind has a call of its own, so that a slow one does not
    /// keep the others.
    pub async fn delete_outdated(&self, bot: u64, now: i64) -> Result<(), StoreError> {
        let mut done = self.delete_sessions_before(now - ENDED_SESSIONS).await.map(drop);
        done = done.and(self.delete_left_servers(bot, now - LEFT_SERVERS).await);
        for (statement, time) in [
            ("DELETE FROM scores WHERE won_at < $1", now - SINGLE_SCORES),
            ("DELETE FROM section_answers WHERE last_at < $1", now - COUNTED_ANSWERS),
            (
                // The last day posted stays.
                "DELETE FROM daily_posts WHERE first_claimed < $1 AND (posted_at = 0 OR day <
                 (SELECT MAX(last.day) FROM daily_posts last
                  WHERE last.channel_id = daily_posts.channel_id AND last.posted_at > 0))",
                now - POSTED_DAYS,
            ),
            ("DELETE FROM gateway_leases WHERE held_until < $1", now - DAY),
        ] {
            done = done.and(self.execute(sqlx::query(statement).bind(time)).await.map(drop));
        }
        done
    }
}
