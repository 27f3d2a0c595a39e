//! Months and days of the week, and dates in figures.

use regex::Captures;

use super::number_words::is_digits;
use super::pattern::Pattern;
use super::tokenize::plain_words;

pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(crate) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const SHORTEST: usize = 3;

pub(crate) fn month(word: &str) -> Option<&'static str> {
    shortened(&MONTHS, word)
}

pub(crate) fn weekday(word: &str) -> Option<&'static str> {
    shortened(&WEEKDAYS, word)
}

fn shortened(names: &'static [&str], word: &str) -> Option<&'static str> {
    let begins = |name: &&&str| {
        name.get(..word.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(word))
    };
    names.iter().find(begins).copied().filter(|_| word.len() >= SHORTEST)
}

pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4 && is_digits(word)
}

/// The first of a date.
pub(crate) fn year(date: &str) -> Option<&str> {
    plain_words(date).find(|word| is_year(word))
}

const FIRST_OF_LAST_CENTURY: &str = "50";

/// Years to come are written in full.
fn century_of(two_digits: &str) -> u32 {
    if two_digits < FIRST_OF_LAST_CENTURY { 20 } else { 19 }
}

/// “'61” as “1961”, “4/7/61” as “4/7/1961”, or as `year` where that ends so.
pub(crate) fn in_full_years(text: &str, year: Option<&str>) -> String {
    static YEAR: Pattern = Pattern::new(
        r"(?i)((?:^|[^a-z0-9'’])['’]|\b[0-9]{1,2}/[0-9]{1,2}/)([0-9]{2})($|[^a-z0-9'’])",
    );
    let in_full = |found: &Captures<'_>| {
        let year = (year.filter(|year| year.ends_with(&found[2])))
            .map_or_else(|| format!("{}{}", century_of(&found[2]), &found[2]), str::to_owned);
        format!("{}{year}{}", found[1].trim_end_matches(['\'', '’']), &found[3])
    };
    YEAR.replace_all(text, in_full).into_owned()
}

/// In both orders if day and month can be exchanged.
pub(crate) fn with_months(folded: &str) -> Vec<String> {
    static ISO: Pattern = Pattern::new(r"\b([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\b");
    static FIGURES: Pattern = Pattern::new(r"\b([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\b");
    let folded = in_full_years(folded, None);
    let named = |found: &Captures<'_>, year: usize, month: usize, day: usize| {
        let number = |group: usize| found[group].parse::<usize>().unwrap_or_default();
        let name = number(month)
            .checked_sub(1)
            .and_then(|at| MONTHS.get(at))
            .filter(|_| (1..=31).contains(&number(day)))?;
        Some(format!("{} {} {}", name.to_lowercase(), number(day), number(year)))
    };
    let text = ISO.replace_all(&folded, |found: &Captures<'_>| {
        named(found, 1, 2, 3).unwrap_or_else(|| found[0].to_owned())
    });
    let ways = [(1, 2), (2, 1)].map(|(month, day)| {
        let date = |found: &Captures<'_>| {
            named(found, 3, month, day).or_else(|| named(found, 3, day, month))
        };
        let written = |found: &Captures<'_>| date(found).unwrap_or_else(|| found[0].to_owned());
        FIGURES.replace_all(&text, written).into_owned()
    });
    let mut ways = Vec::from(ways);
    ways.dedup();
    ways
}
