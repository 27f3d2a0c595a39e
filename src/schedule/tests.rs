//! Which moments are due, at the edges of calendars.

use jiff::civil::{date, time};

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn daily(hour: i8, minute: i8, name: &str) -> Schedule {
    Schedule {
        at: time(hour, minute, 0, 0),
        zone: TimeZone::get(name).unwrap(),
        since: at("2000-01-01T00:00Z"),
    }
}

fn moments(schedule: &Schedule, from: Date, days: i32) -> Vec<String> {
    (0..days)
        .filter_map(|ahead| schedule.on(from.checked_add(ahead.days()).unwrap()))
        .map(|due| due.at.to_string())
        .collect()
}

#[test]
fn a_skipped_time_is_due_after_the_gap_and_a_double_one_the_first_time() {
    let new_york = daily(2, 30, "America/New_York");
    assert_eq!(
        moments(&new_york, date(2026, 3, 7), 3),
        ["2026-03-07T07:30:00Z", "2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z"]
    );
    let new_york = daily(1, 30, "America/New_York");
    assert_eq!(
        moments(&new_york, date(2026, 11, 1), 2),
        ["2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"]
    );
    // Half an hour: 02:00 to 02:30 is skipped, 01:30 to 02:00 comes twice.
    let lord_howe = daily(2, 10, "Australia/Lord_Howe");
    assert_eq!(moments(&lord_howe, date(2026, 10, 4), 1), ["2026-10-03T15:30:00Z"]);
    let lord_howe = daily(1, 45, "Australia/Lord_Howe");
    assert_eq!(moments(&lord_howe, date(2026, 4, 5), 1), ["2026-04-04T14:45:00Z"]);
}

#[test]
fn a_day_that_was_left_out_has_nothing_and_one_whose_end_was_skipped_has() {
    let apia = daily(7, 0, "Pacific/Apia");
    assert_eq!(
        moments(&apia, date(2011, 12, 29), 3),
        ["2011-12-29T17:00:00Z", "2011-12-30T17:00:00Z"]
    );
    let nuuk = daily(23, 30, "America/Nuuk");
    assert_eq!(
        moments(&nuuk, date(2026, 3, 28), 2),
        ["2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]
    );
}

#[test]
fn what_was_missed_is_caught_up_within_the_window_and_then_skipped() {
    let schedule = daily(7, 30, "Asia/Shanghai");
    let due = |now, last| schedule.next(at(now), last).map(|due| due.at.to_string()).unwrap();
    assert_eq!(due("2026-11-21T23:29:59Z", None), "2026-11-21T23:30:00Z");
    assert_eq!(due("2026-11-22T05:29:59Z", None), "2026-11-21T23:30:00Z");
    assert_eq!(due("2026-11-22T05:30:00Z", None), "2026-11-22T23:30:00Z");
    let last = Some(Posted { day: date(2026, 11, 22), at: at("2026-11-22T03:00Z") });
    assert_eq!(due("2026-11-22T03:00:01Z", last), "2026-11-22T23:30:00Z");
}

#[test]
fn a_day_that_was_caught_up_after_midnight_does_not_cost_the_next_one() {
    let schedule = daily(23, 30, "Asia/Shanghai");
    let last = Some(Posted { day: date(2026, 11, 22), at: at("2026-11-22T17:00Z") });
    assert_eq!(schedule.next(at("2026-11-22T17:00:01Z"), last).unwrap().day, date(2026, 11, 23));
    let changed = Schedule { since: at("2026-11-22T18:00Z"), ..daily(7, 30, "Asia/Shanghai") };
    assert_eq!(changed.next(at("2026-11-22T18:00Z"), last).unwrap().day, date(2026, 11, 24));
}

#[test]
fn nothing_is_due_from_before_it_was_set() {
    let schedule = Schedule { since: at("2026-11-22T00:00Z"), ..daily(7, 30, "Asia/Shanghai") };
    let due = schedule.next(at("2026-11-22T00:00:01Z"), None).unwrap();
    assert_eq!(due.day, date(2026, 11, 23));
}

#[test]
fn another_zone_or_time_never_brings_a_second_one_on_the_same_day() {
    let zones = [
        "America/New_York",
        "Asia/Shanghai",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Australia/Lord_Howe",
    ];
    let mut now = at("2026-11-22T10:00Z");
    for hour in 0..48 {
        now = now.checked_add(1.hour()).unwrap();
        for from in zones {
            let there = TimeZone::get(from).unwrap();
            let posted = now.checked_sub(1.second()).unwrap();
            let last = Posted { day: there.to_datetime(posted).date(), at: posted };
            for to in zones {
                let changed = Schedule { since: now, ..daily(hour % 24, 15, to) };
                let due = changed.next(now, Some(last)).unwrap();
                let shown = changed.zone.to_datetime(posted).date();
                assert!(due.day > shown && due.day > last.day, "{from} {to} {hour}");
                assert!(
                    due.at.duration_since(now) <= SignedDuration::from_hours(74),
                    "{from} {to} {hour}"
                );
            }
        }
    }
}

#[test]
fn the_ends_of_time_have_no_next_day() {
    let schedule = daily(7, 30, "Asia/Shanghai");
    assert_eq!(schedule.next(Timestamp::MAX, None), None);
    assert_eq!(schedule.next(Timestamp::MIN, None), None);
    let last = Posted { day: Date::MAX, at: at("2026-01-01T00:00Z") };
    assert_eq!(schedule.next(at("2026-01-01T00:00Z"), Some(last)), None);
}
