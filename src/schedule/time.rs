//! A time of day as people type it, such as `7:30 pm`.

use jiff::civil::Time;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("There is no time “{0}”. Write it as 07:30 or 7:30 pm.")]
pub struct NoSuchTime(String);

/// The error is a sentence for the person who typed it.
pub fn parse_time_of_day(typed: &str) -> Result<Time, NoSuchTime> {
    parse(typed).ok_or_else(|| NoSuchTime(typed.trim().chars().take(20).collect()))
}

fn parse(typed: &str) -> Option<Time> {
    let lower = typed.trim().to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    match lower.as_str() {
        "noon" => return Some(Time::constant(12, 0, 0, 0)),
        "midnight" => return Some(Time::midnight()),
        _ => {}
    }
    let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim_end(), Some(0)),
        (_, Some(clock)) => (clock.trim_end(), Some(12)),
        _ => (lower.as_str(), None),
    };
    let (hour, minute) = match clock.split_once([':', '.', 'h', '：']) {
        Some((hour, minute)) if minute.len() == 2 => (number::<i8>(hour)?, number::<i8>(minute)?),
        Some(_) => return None,
        // A number alone is an hour only with am or pm.
        None => (number(clock).filter(|_| half.is_some())?, 0),
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// Of one or two digits.
pub(super) fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, hour, minute) in [
            ("07:30", 7, 30),
            ("7:30", 7, 30),
            (" 7.05 ", 7, 5),
            ("19h30", 19, 30),
            ("00:00", 0, 0),
            ("23:59", 23, 59),
            ("7:30 pm", 19, 30),
            ("7 AM", 7, 0),
            ("12 am", 0, 0),
            ("12:15 p.m.", 12, 15),
            ("noon", 12, 0),
            ("Midnight", 0, 0),
        ] {
            assert_eq!(parse_time_of_day(typed), Ok(time(hour, minute, 0, 0)), "{typed}");
        }
        for typed in [
            "", "7", "24:00", "25:00", "7:60", "7:3", "-1:30", "+1:30", "13 pm", "0 am", "7:30:10",
            "１:30", "morning",
        ] {
            assert!(parse_time_of_day(typed).is_err(), "{typed}");
        }
        assert!(parse_time_of_day("25:00").unwrap_err().to_string().contains("“25:00”"));
    }

    proptest! {
        #[test]
        fn nothing_typed_breaks_it(typed in "(?s).{0,30}") {
            let _ = parse_time_of_day(&typed);
        }
    }
}
