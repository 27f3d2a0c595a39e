//! Seasons of leaderboards: calendar months in UTC, so that all begin at once.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    first: Date,
}

impl Season {
    pub fn containing(at: Timestamp) -> Season {
        Season { first: at.to_zoned(TimeZone::UTC).date().first_of_month() }
    }

    #[must_use]
    pub fn previous(self) -> Season {
        Season { first: self.first.saturating_sub(1.month()) }
    }

    /// The month is 1 to 12.
    pub fn year_and_month(self) -> (i16, i8) {
        (self.first.year(), self.first.month())
    }

    /// In seconds since 1970.
    pub fn range(self) -> Range<i64> {
        let begins = |date: Date| {
            let midnight = date.to_zoned(TimeZone::UTC);
            midnight.map_or(i64::MAX, |midnight| midnight.timestamp().as_second())
        };
        begins(self.first)..begins(self.first.saturating_add(1.month()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_month_begins_at_midnight_in_utc() {
        let season = |at: &str| Season::containing(at.parse().unwrap()).year_and_month();
        assert_eq!(season("2024-02-29T23:59:59.999Z"), (2024, 2));
        assert_eq!(season("2024-03-01T00:00:00Z"), (2024, 3));
    }

    proptest! {
        #[test]
        fn every_time_stands_in_its_season_and_no_other(at in 0..4_000_000_000_i64) {
            let containing = |at| Season::containing(Timestamp::from_second(at).unwrap());
            let season = containing(at);
            prop_assert!(season.range().contains(&at));
            prop_assert_eq!(containing(season.range().end - 1), season);
            prop_assert_eq!(containing(season.range().end).previous(), season);
        }
    }
}
