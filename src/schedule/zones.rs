//! Time zones by IANA name from the built-in database: found, completed, and guessed.

use std::collections::HashSet;

use jiff::tz::{self, Offset, TimeZone};

use super::time;
use crate::text::normalize::fold;

const GUESSES: usize = 3;

/// From 0 to 1; below it, names share mostly vowels.
const ALIKE: f64 = 0.75;

/// In characters; shorter names resemble too many others.
const SHORTEST: usize = 4;

/// In characters, of a typed name in an error.
const REPEATED: usize = 40;

const CITIES: &str = include_str!("cities.txt");

/// In hours from UTC.
const FARTHEST: i32 = 14;

/// Zones differ by these minutes.
const ZONES_APART: [i32; 4] = [0, 15, 30, 45];

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("There is no time zone “{typed}”. {}", advice(.near))]
pub struct NoSuchZone {
    typed: String,
    near: Vec<String>,
}

fn advice(near: &[String]) -> String {
    match near {
        [] => "Type the name of a large city there, such as Shanghai, and choose from the list."
            .to_owned(),
        near => format!("Did you mean {}?", near.join(" or ")),
    }
}

/// With the name as the database writes it; a city alone will do where it is unique. The error is a
/// sentence for the person who typed it, with the most similar names.
pub fn find_zone(typed: &str) -> Result<(String, TimeZone), NoSuchZone> {
    if is_known(typed)
        && let Ok(exact) = tz::db().get(typed)
        && let Some(name) = exact.iana_name()
    {
        return Ok((name.to_owned(), exact));
    }
    if let Some((name, offset)) = by_offset(typed) {
        return Ok((name, TimeZone::fixed(offset)));
    }
    let wanted = folded(typed);
    let found = named(&wanted).or_else(|| named(place(&wanted)));
    let zone = found.and_then(|name| tz::db().get(&name).ok().map(|zone| (name, zone)));
    zone.ok_or_else(|| NoSuchZone {
        typed: typed.trim().chars().take(REPEATED).collect(),
        near: near(&wanted),
    })
}

fn named(wanted: &str) -> Option<String> {
    let of_city = || {
        let mut of_city = names().filter(|name| city(name) == wanted);
        of_city.next().filter(|_| of_city.next().is_none())
    };
    let listed = || cities().find(|(city, _)| *city == wanted).map(|(_, zone)| zone.to_owned());
    names().find(|name| folded(name) == wanted).or_else(of_city).or_else(listed)
}

fn place(wanted: &str) -> &str {
    wanted.split(',').next().unwrap_or(wanted).trim()
}

/// An offset; or names that begin with it, whose city does, or that hold it; else similar ones.
pub fn complete_zone(typed: &str, limit: usize) -> Vec<String> {
    if let Some((name, _)) = by_offset(typed) {
        return vec![name];
    }
    let whole = folded(typed);
    let wanted = place(&whole).to_owned();
    let rank = |name: &String| match (folded(name), city(name)) {
        (name, _) if name.starts_with(&wanted) => Some(1),
        (_, city) if city.starts_with(&wanted) => Some(0),
        (name, _) if name.contains(&wanted) => Some(2),
        _ => None,
    };
    let mut found: Vec<(u8, String)> =
        names().filter_map(|name| rank(&name).map(|rank| (rank, name))).collect();
    let in_city = cities().filter(|(city, _)| !wanted.is_empty() && city.starts_with(&wanted));
    found.extend(in_city.map(|(_, zone)| (0, zone.to_owned())));
    found.sort();
    let mut seen = HashSet::new();
    found.retain(|(_, name)| seen.insert(name.clone()));
    match found.is_empty() {
        true => near(&wanted),
        false => found.into_iter().map(|(_, name)| name).take(limit).collect(),
    }
}

/// “GMT+8”, “+5.5”: what is ahead of Greenwich has a plus.
fn by_offset(typed: &str) -> Option<(String, Offset)> {
    let plain = fold(typed).to_uppercase().replace(['−', '–'], "-").replace(' ', "");
    let number = plain.strip_prefix("UTC").or_else(|| plain.strip_prefix("GMT")).unwrap_or(&plain);
    let digits = number.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match digits.split_once([':', '.', ',']) {
        Some((hours, part)) if !digits.contains(':') => (hours, minutes_of(part)?),
        Some(parts) => parts,
        None if (3..=4).contains(&digits.len()) => digits.split_at_checked(digits.len() - 2)?,
        None => (digits, "0"),
    };
    let hours = time::number::<i32>(hours)?;
    let minutes = time::number(minutes).filter(|minutes| ZONES_APART.contains(minutes))?;
    let sign = if number.starts_with('-') { -1 } else { 1 };
    let offset = Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()?;
    let name = format!("UTC{}{hours:02}:{minutes:02}", if sign < 0 { '-' } else { '+' });
    (hours * 60 + minutes <= FARTHEST * 60).then_some((name, offset))
}

/// Zones differ by quarters of an hour. “+5.30” is meant as half past.
fn minutes_of(decimals: &str) -> Option<&'static str> {
    match decimals {
        "0" | "00" => Some("00"),
        "25" | "15" => Some("15"),
        "5" | "50" | "30" => Some("30"),
        "75" | "45" => Some("45"),
        _ => None,
    }
}

fn cities() -> impl Iterator<Item = (String, &'static str)> {
    let lines = CITIES.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('=')).map(|(city, zone)| (folded(city), zone))
}

/// A place in its region, or UTC; abbreviations often mean another zone than people think.
fn is_known(name: &str) -> bool {
    name.contains('/') || name == "UTC"
}

/// Not “Etc/GMT+8”, which is behind Greenwich.
fn names() -> impl Iterator<Item = String> {
    let names = tz::db().available().map(|name| name.to_string());
    names.filter(|name| is_known(name) && !name.starts_with("Etc/GMT"))
}

fn near(wanted: &str) -> Vec<String> {
    if wanted.chars().count() < SHORTEST {
        return Vec::new();
    }
    let wanted_city = wanted.rsplit('/').next().unwrap_or(wanted);
    let alike = |name: &String| {
        let whole = strsim::normalized_damerau_levenshtein(&folded(name), wanted);
        whole.max(strsim::normalized_damerau_levenshtein(&city(name), wanted_city))
    };
    let mut ranked: Vec<(f64, String)> =
        names().map(|name| (alike(&name), name)).filter(|(alike, _)| *alike >= ALIKE).collect();
    ranked.sort_by(|(left, first), (right, second)| {
        right.total_cmp(left).then_with(|| first.cmp(second))
    });
    ranked.into_iter().map(|(_, name)| name).take(GUESSES).collect()
}

fn city(name: &str) -> String {
    folded(name.rsplit('/').next().unwrap_or(name))
}

fn folded(name: &str) -> String {
    fold(&name.replace(['_', '-'], " "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(typed: &str) -> Result<String, String> {
        find_zone(typed).map(|(name, _)| name).map_err(|error| error.to_string())
    }

    /// What is typed, and the zone that is meant.
    const TABLE: &str = include_str!("../../tests/data/zones.tsv");

    #[test]
    fn a_zone_is_found_by_its_name_or_its_city() {
        for line in TABLE.lines() {
            let (typed, name) = line.split_once('\t').unwrap();
            assert_eq!(named(typed), Ok(name.to_owned()));
        }
    }

    #[test]
    fn an_offset_means_what_people_mean() {
        for (typed, hours) in [("GMT+8", 8), ("GMT-5", -5), ("UTC+08:00", 8), ("+14", 14)] {
            let (name, zone) = find_zone(typed).unwrap();
            assert_eq!(zone.to_offset(jiff::Timestamp::UNIX_EPOCH), jiff::tz::offset(hours));
            assert_eq!(find_zone(&name).unwrap().1, zone, "{name} is read again");
        }
        for typed in ["+15", "GMT+8:75", "UTC+", "+", "8", "GMT+123", "GMT+1234", "+5.8"] {
            assert!(find_zone(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn every_city_has_a_zone() {
        for (city, zone) in cities() {
            assert!(tz::db().get(zone).is_ok(), "{city}: {zone}");
        }
    }

    #[test]
    fn a_misspelt_zone_is_guessed_and_others_are_not() {
        for (typed, guess) in [
            ("Asia/Shangai", "Did you mean Asia/Shanghai?"),
            ("shangahi", "Asia/Shanghai"),
            ("America/NewYork", "America/New_York"),
            ("Europe/Berln", "Did you mean Europe/Berlin"),
            ("Asia/Berlin", "Europe/Berlin"),
        ] {
            let message = named(typed).unwrap_err();
            assert!(
                message.starts_with("There is no time zone “") && message.contains(guess),
                "{message}"
            );
        }
        for typed in ["", "qqqqqqqq", "EST", &"x".repeat(500)] {
            let message = named(typed).unwrap_err();
            assert!(message.contains("a large city") && message.len() < 200, "{message}");
        }
    }

    #[test]
    fn names_are_completed() {
        assert_eq!(complete_zone("Shang", 25), ["Asia/Shanghai"]);
        let found = complete_zone("ha", 25);
        let twice = found.iter().filter(|name| *name == "Asia/Shanghai").count();
        assert_eq!(twice, 1, "a city's name and one that contains it");
        assert_eq!(complete_zone("asia/sh", 25), ["Asia/Shanghai"]);
        assert_eq!(complete_zone("shangahi", 25), ["Asia/Shanghai"]);
        assert_eq!(complete_zone("", 25).len(), 25);
        for (typed, name) in [
            ("São Pau", "America/Sao_Paulo"),
            ("Beijing, China", "Asia/Shanghai"),
            ("London, U", "Europe/London"),
            ("GMT+8", "UTC+08:00"),
            ("utc-330", "UTC-03:30"),
            ("+5.5", "UTC+05:30"),
        ] {
            assert_eq!(complete_zone(typed, 25), [name], "{typed}");
        }
        for typed in ["GMT", "GMT+", "etc/gmt+8", "gmt-15", "+", ""] {
            let offered = complete_zone(typed, 1_000);
            assert!(!offered.iter().any(|name| name.starts_with("Etc/GMT")), "{typed}");
        }
        assert!(complete_zone("europe", 25).iter().all(|name| name.starts_with("Europe/")));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn nothing_typed_breaks_it(typed in "(?s).{0,60}") {
            let _ = (find_zone(&typed), complete_zone(&typed, 25));
        }
    }
}
