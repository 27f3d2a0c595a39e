//! The passage of the day under a simulated clock: restarts, outages, programs that die at the
//! worst moment, two programs at once. Nobody gets two on a day, nor none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use verbatim::bot::{Actor, Bot, Clock, DailyCommand, DailyOptions};
use verbatim::corpus::Corpus;
use verbatim::schedule::{CATCH_UP, Posted, Schedule};
use verbatim::store::Store;

use crate::corpus::bot_over;
use crate::store::Database;

const ZONES: [&str; 3] = ["America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"];

/// Midnight and around it, the hours that clocks skip and repeat, noon.
const TIMES: [&str; 12] = [
    "00:00", "00:30", "01:30", "01:45", "02:00", "02:15", "02:30", "02:59", "03:00", "12:00",
    "23:30", "23:59",
];

/// How long a program alone may post, in seconds.
const LEASE: i64 = 90;

/// How long after a wake-up that was due a program may look at the latest, in seconds.
const LOOK: i64 = 30;

const DAY: i64 = 86_400;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// Spans in which nothing runs: some days, at random, of these lengths in seconds.
fn outages(
    from: i64,
    to: i64,
    lengths: std::ops::Range<i64>,
    chance: &mut ChaCha8Rng,
) -> Vec<(i64, i64)> {
    let mut outages = Vec::new();
    let mut now = from;
    while now < to {
        now += chance.random_range(DAY / 2..6 * DAY);
        let until = now + chance.random_range(lengths.clone());
        outages.push((now, until));
        // Between two outages there is time to catch up.
        now = until + 3_600;
    }
    outages
}

/// Runs a program for two years; gives the days that it posted and when.
fn two_years(
    schedule: &Schedule,
    from: i64,
    to: i64,
    down: &[(i64, i64)],
    chance: &mut ChaCha8Rng,
) -> Vec<(Date, i64)> {
    let (mut shown, mut last, mut outage, mut now) = (Vec::new(), None, 0, from);
    while now < to {
        while down.get(outage).is_some_and(|(_, until)| *until <= now) {
            outage += 1;
        }
        if let Some((_, until)) = down.get(outage).filter(|(begins, _)| *begins <= now) {
            now = until + chance.random_range(0..LOOK);
            continue;
        }
        let due = schedule.next(at(now), last).unwrap();
        let ahead = due.at.as_second() - now;
        if ahead <= 0 {
            shown.push((due.day, now));
            last = Some(Posted { day: due.day, at: at(now) });
        }
        now += match chance.random_bool(0.7) {
            _ if ahead <= 0 => chance.random_range(1..=LOOK),
            // It sleeps until then, in many short naps; now and then it is restarted meanwhile.
            true => ahead + chance.random_range(0..3),
            false => chance.random_range(1..=ahead),
        };
    }
    shown
}

/// The days of a zone that begin and end within a span, in order.
fn days(zone: &TimeZone, from: i64, to: i64) -> Vec<Date> {
    let first = zone.to_datetime(at(from)).date().tomorrow().unwrap();
    let last = zone.to_datetime(at(to)).date().yesterday().unwrap();
    first.series(1.day()).take_while(|day| *day < last).collect()
}

/// Every schedule that is tried, with what decides its accidents.
fn tried() -> impl Iterator<Item = (String, Schedule, ChaCha8Rng)> {
    let all = ZONES.iter().flat_map(|zone| TIMES.iter().map(move |time| (*zone, *time)));
    (1..).zip(all).map(|(seed, (zone, time))| {
        let schedule = Schedule {
            at: time.parse().unwrap(),
            zone: TimeZone::get(zone).unwrap(),
            since: at(0),
        };
        (format!("{zone} {time}"), schedule, ChaCha8Rng::seed_from_u64(seed))
    })
}

fn span() -> (i64, i64) {
    let from = "2025-11-01T00:00Z".parse::<Timestamp>().unwrap().as_second();
    (from, from + 730 * DAY)
}

#[test]
fn every_day_of_two_years_gets_one_post() {
    let (from, to) = span();
    for (name, schedule, mut chance) in tried() {
        let short = outages(from, to, 60..CATCH_UP.as_secs() - 600, &mut chance);
        let mut shown: BTreeMap<Date, Vec<i64>> = BTreeMap::new();
        for (day, moment) in two_years(&schedule, from, to, &short, &mut chance) {
            shown.entry(day).or_default().push(moment);
        }
        let mut late = 0;
        for day in days(&schedule.zone, from, to) {
            let moments = shown.get(&day).map_or(&[][..], Vec::as_slice);
            assert_eq!(moments.len(), 1, "{name} {day}: {moments:?}");
            let seen = schedule.zone.to_datetime(at(moments[0]));
            let waited = seen.duration_since(day.to_datetime(schedule.at));
            assert!(
                waited >= SignedDuration::ZERO && waited < CATCH_UP + SignedDuration::from_hours(1),
                "{name} {day}: {seen}"
            );
            late += usize::from(waited > SignedDuration::from_hours(1));
        }
        assert!(late > 0, "{name}: no outage was caught up, so the simulation tells nothing");
    }
}

#[test]
fn long_outage_skips_days_and_repeats_none() {
    let (from, to) = span();
    for (name, schedule, mut chance) in tried() {
        let long = outages(from, to, CATCH_UP.as_secs()..60 * 3_600, &mut chance);
        let posts = two_years(&schedule, from, to, &long, &mut chance);
        let shown: BTreeSet<Date> = posts.iter().map(|(day, _)| *day).collect();
        assert_eq!(shown.len(), posts.len(), "{name}");
        let mut skipped = 0;
        for day in days(&schedule.zone, from, to) {
            // A day's window, by the calendar alone; at a gap it begins a little later.
            let opens = day
                .to_datetime(schedule.at)
                .to_zoned(schedule.zone.clone())
                .unwrap()
                .timestamp()
                .as_second();
            let closes = opens + CATCH_UP.as_secs();
            let down = |from: i64, to: i64| {
                long.iter().any(|(begins, ends)| *begins <= from && *ends >= to)
            };
            let some_time =
                long.iter().all(|(begins, ends)| *begins >= opens + 600 || *ends <= closes - 4_200);
            if down(opens - 3_600, closes) {
                assert!(!shown.contains(&day), "{name} {day} came too late");
                skipped += 1;
            } else if some_time {
                assert!(shown.contains(&day), "{name} {day} is missing");
            }
        }
        assert!(skipped > 5, "{name}: {skipped} skipped");
    }
}

/// A speech of some paragraphs.
fn bot(store: Store, clock: &Arc<AtomicI64>) -> Bot {
    let paragraphs: String =
        (1..=5).map(|number| format!("Paragraph number {number} says this.\n\n")).collect();
    let corpus =
        Corpus::from_source("test", &format!("+++\ntitle = \"T\"\n+++\n\n# T\n\n{paragraphs}"))
            .unwrap();
    let clock = Arc::clone(clock);
    let clock: Clock = Arc::new(move || at(clock.load(Ordering::Relaxed)));
    bot_over(corpus).with_store(Some(store)).with_clock(clock)
}

/// What Discord shows: each post's nonce with its words.
type Shown = BTreeMap<String, Vec<String>>;

/// One look of a real program.
async fn look(bot: &Bot, shown: &std::sync::Mutex<(Shown, ChaCha8Rng)>) {
    for due in bot.daily.due_passages().await.unwrap().due {
        let Some(post) = bot.daily.take_on(due).await.unwrap() else { continue };
        let (dies_before, dies_after, out) = {
            let mut shown = shown.lock().unwrap();
            let out = post.earlier.is_some() && shown.0.contains_key(&post.nonce());
            (shown.1.random_bool(0.1), shown.1.random_bool(0.1), out)
        };
        if dies_before {
            continue;
        }
        if !out {
            let words = post.reply.quotes().map(|quote| quote.text()).collect::<Vec<_>>().join(" ");
            shown.lock().unwrap().0.entry(post.nonce()).or_default().push(words);
            if dies_after {
                continue;
            }
        }
        bot.daily.was_posted(&post).await.unwrap();
    }
}

#[tokio::test]
async fn two_processes_on_one_store_post_each_day_once() {
    for database in Database::each().await {
        // The days around each change of clocks.
        let changes = [date(2026, 3, 4), date(2026, 4, 1), date(2026, 9, 30), date(2026, 10, 28)];
        for (seed, first) in (1..).zip(changes) {
            let from = first.to_zoned(TimeZone::UTC).unwrap().timestamp().as_second();
            let clock = Arc::new(AtomicI64::new(from));
            let mut programs = [bot(database.store(), &clock), bot(database.store(), &clock)];
            let mut channels = BTreeMap::new();
            let times = ["02:10", if seed % 2 == 0 { "00:00" } else { "23:59" }];
            for (zone, time) in ZONES.iter().flat_map(|zone| times.map(|time| (*zone, time))) {
                let channel = 1_000 * seed + channels.len() as u64;
                let choice = DailyOptions {
                    time: time.to_owned(),
                    zone: zone.to_owned(),
                    shuffled: channel.is_multiple_of(2),
                    channel: Some(channel),
                    ..DailyOptions::default()
                };
                let actor = Actor {
                    person: 1,
                    server: Some(2),
                    can_manage_server: true,
                    ..Actor::default()
                };
                let reply = programs[0].daily.command(DailyCommand::Set(choice), &actor).await;
                assert!(format!("{reply:?}").contains("Moment"), "{reply:?}");
                channels.insert(channel, TimeZone::get(zone).unwrap());
            }
            let shown = std::sync::Mutex::new((Shown::new(), ChaCha8Rng::seed_from_u64(seed)));
            let to = from + 9 * DAY;
            let mut now = from;
            while now < to {
                clock.store(now, Ordering::Relaxed);
                tokio::join!(look(&programs[0], &shown), look(&programs[1], &shown));
                let left = programs[0].daily.due_passages().await.unwrap();
                let next = left.next.map_or(now + DAY, Timestamp::as_second);
                let chance = &mut shown.lock().unwrap().1;
                now = match chance.random_range(0..10) {
                    _ if !left.due.is_empty() => now + LEASE + 1,
                    // Nobody is there for a while.
                    0 => now + chance.random_range(60..CATCH_UP.as_secs() - 1_800),
                    1 => now + LEASE + 1,
                    _ => next.max(now + LEASE + 1),
                };
                if chance.random_bool(0.04) {
                    programs[usize::from(chance.random_bool(0.5))] = bot(database.store(), &clock);
                }
            }
            let (shown, _) = shown.into_inner().unwrap();
            let twice: Vec<_> = shown.iter().filter(|(_, words)| words.len() > 1).collect();
            assert!(twice.is_empty(), "{:?}: {twice:?}", database.kind);
            for (channel, zone) in &channels {
                assert!(programs[0].store().unwrap().clear_daily(*channel).await.unwrap());
                let days = days(zone, from, to - DAY);
                let words: Vec<&String> = days
                    .iter()
                    .map(|day| &shown[&format!("{channel:x}.{}", day.strftime("%Y%m%d"))][0])
                    .collect();
                // The first of these days begins no round; in sequence any five days hold all.
                let round: BTreeSet<&&String> = words.iter().take(5).collect();
                assert!(
                    channel.is_multiple_of(2) || round.len() == 5,
                    "{:?} {channel}: {round:?}",
                    database.kind
                );
            }
        }
    }
}
