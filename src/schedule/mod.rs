//! When something that comes once a day is due: a time of day in a time zone, and what was posted
//! before.
//!
//! A day is one of the zone's own calendar. A time that the clocks skip on it is due at the first
//! moment after the gap; one that comes twice is due the first time. What could not be posted then
//! is caught up for [`CATCH_UP`]; after that the day is skipped. No day comes twice, and another
//! time or zone never brings a second one on the same day.

mod shuffle;
mod time;
mod zones;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

pub use shuffle::shuffled;
pub use time::{NoSuchTime, parse_time_of_day};
pub use zones::{NoSuchZone, complete_zone, find_zone};

/// For how long something that could not be posted in time is caught up.
pub const CATCH_UP: SignedDuration = SignedDuration::from_hours(6);

/// How many days are looked at for the next one: more than any zone ever left out, and than a
/// window is long.
const DAYS_AHEAD: i32 = 5;

/// Something that comes once a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// When, by the zone's clocks.
    pub at: Time,
    /// The zone.
    pub zone: TimeZone,
    /// Since when this holds; nothing is due before.
    pub since: Timestamp,
}

/// The last day that was posted, and when that was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The day, as it was when the day was chosen; the zone may have been another.
    pub day: Date,
    /// The moment.
    pub at: Timestamp,
}

/// A day on which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day in the schedule's zone.
    pub day: Date,
    /// From when on.
    pub at: Timestamp,
    /// Until when it is caught up.
    pub until: Timestamp,
}

impl Schedule {
    /// The next day that is due, from now on or already; none at the end of time.
    pub fn next(&self, now: Timestamp, last: Option<Posted>) -> Option<Due> {
        let first = self
            .zone
            .to_datetime(now.checked_sub(CATCH_UP).ok()?)
            .date()
            .checked_sub(1.day())
            .ok()?;
        // A day that was caught up after midnight is no reason to leave the next one out; but what
        // was posted under another setting counts for the day that it fell on, so that a change
        // never brings a second one on that day.
        let passed = last.map(|last| match last.at < self.since {
            true => last.day.max(self.zone.to_datetime(last.at).date()),
            false => last.day,
        });
        let first = passed.map_or(Some(first), |day| Some(day.tomorrow().ok()?.max(first)))?;
        let days = (0..DAYS_AHEAD).filter_map(|ahead| first.checked_add(ahead.days()).ok());
        days.filter_map(|day| self.on(day)).find(|due| due.at >= self.since && due.until > now)
    }

    /// When it is due on a day; never on one that the zone left out.
    fn on(&self, day: Date) -> Option<Due> {
        let begins = first_valid(&self.zone, day.to_datetime(Time::midnight()))?;
        if self.zone.to_datetime(begins).date() != day {
            return None;
        }
        let at = first_valid(&self.zone, day.to_datetime(self.at))?;
        Some(Due { day, at, until: at.checked_add(CATCH_UP).ok()? })
    }
}

/// The first moment at which a zone's clocks show this or, where they skip it, more.
fn first_valid(zone: &TimeZone, shown: DateTime) -> Option<Timestamp> {
    match zone.to_ambiguous_timestamp(shown).offset() {
        AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
            offset.to_timestamp(shown).ok()
        }
        // Read by the later offset, the time lies before the gap; the change is the next one after
        // it.
        AmbiguousOffset::Gap { after, .. } => {
            let before = after.to_timestamp(shown).ok()?;
            zone.following(before).next().map(|change| change.timestamp())
        }
    }
}

#[cfg(test)]
mod tests;
