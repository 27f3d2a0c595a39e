//! Seasons of leaderboards: calendar months in UTC, so that all begin at once.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::session::Millis;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Season {
    first: Date,
}

impl Season {
    pub fn containing(at: Millis) -> Option<Season> {
        let at = Timestamp::from_millisecond(i64::try_from(at).ok()?).ok()?;
        Some(Season { first: at.to_zoned(TimeZone::UTC).date().first_of_month() })
    }

    pub fn new(year: i16, month: i8) -> Option<Season> {
        Date::new(year, month, 1).ok().map(|first| Season { first })
    }

    /// The month is 1 to 12.
    pub fn year_and_month(self) -> (i16, i8) {
        (self.first.year(), self.first.month())
    }

    /// Empty for months before 1970.
    pub fn range(self) -> Range<Millis> {
        let begins = |date: Date| {
            let midnight = date.to_zoned(TimeZone::UTC).ok()?;
            Millis::try_from(midnight.timestamp().as_millisecond()).ok()
        };
        let next = self.first.checked_add(1.month()).ok();
        begins(self.first).unwrap_or_default()..next.and_then(begins).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_month_begins_at_midnight_in_utc() {
        // 2024-02-29T23:59:59.999Z and the millisecond after.
        let (february, march) = (1_709_251_199_999, 1_709_251_200_000);
        assert_eq!(Season::containing(february), Season::new(2024, 2));
        assert_eq!(Season::containing(march).unwrap().year_and_month(), (2024, 3));
        assert_eq!(Season::new(2024, 13), None);
        assert_eq!(Season::containing(Millis::MAX), None);
    }

    proptest! {
        #[test]
        fn every_time_stands_in_its_season_and_no_other(at in 0..4_000_000_000_000_u64) {
            let season = Season::containing(at).unwrap();
            prop_assert!(season.range().contains(&at));
            prop_assert_eq!(Season::containing(season.range().end - 1), Some(season));
            prop_assert!(Season::containing(season.range().end).unwrap() > season);
        }
    }
}
