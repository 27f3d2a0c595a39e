//! When something daily is due: a time of day in a time zone, and what was posted before.
//!
//! A day is one of the zone's calendar. A time that the clocks skip is due right after the gap, one
//! that comes twice is due the first time. A late post is caught up for [`CATCH_UP`], then the day
//! is skipped.

mod shuffle;
mod time;
mod zones;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

pub use shuffle::shuffled;
pub use time::{NoSuchTime, parse_time_of_day};
pub use zones::{NoSuchZone, complete_zone, find_zone};

pub const CATCH_UP: SignedDuration = SignedDuration::from_hours(6);

/// Days to look ahead: more than any zone ever left out, and than a window is long.
const DAYS_AHEAD: i32 = 5;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub at: Time,
    pub zone: TimeZone,
    /// Nothing is due before.
    pub since: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted {
    /// As chosen then, perhaps in another zone.
    pub day: Date,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// In the schedule's zone.
    pub day: Date,
    pub at: Timestamp,
    pub until: Timestamp,
}

impl Schedule {
    /// May be due already; `None` at the end of time.
    pub fn next(&self, now: Timestamp, last: Option<Posted>) -> Option<Due> {
        let missed = self.zone.to_datetime(now.checked_sub(CATCH_UP).ok()?).date();
        let first = missed.yesterday().ok()?;
        // A day caught up after midnight must not cost the next one. A post under another setting
        // counts for the day on which it fell, so that a change brings no second one.
        let passed = last.map(|last| match last.at < self.since {
            true => last.day.max(self.zone.to_datetime(last.at).date()),
            false => last.day,
        });
        let first = match passed {
            Some(day) => day.tomorrow().ok()?.max(first),
            None => first,
        };
        let days = (0..DAYS_AHEAD).filter_map(|ahead| first.checked_add(ahead.days()).ok());
        days.filter_map(|day| self.on(day)).find(|due| due.at >= self.since && due.until > now)
    }

    /// `None` for a day that the zone left out.
    fn on(&self, day: Date) -> Option<Due> {
        let begins = first_valid(&self.zone, day.to_datetime(Time::midnight()))?;
        if self.zone.to_datetime(begins).date() != day {
            return None;
        }
        let at = first_valid(&self.zone, day.to_datetime(self.at))?;
        Some(Due { day, at, until: at.checked_add(CATCH_UP).ok()? })
    }
}

/// The first moment at which the clocks show this or, where they skip it, more.
fn first_valid(zone: &TimeZone, shown: DateTime) -> Option<Timestamp> {
    let shown = zone.to_ambiguous_timestamp(shown);
    let is_skipped = matches!(shown.offset(), AmbiguousOffset::Gap { .. });
    let first = shown.earlier().ok()?;
    match is_skipped {
        // It lies before the gap; the change is the next one after it.
        true => zone.following(first).next().map(|change| change.timestamp()),
        false => Some(first),
    }
}

#[cfg(test)]
mod tests;
