//! Dates, numbers and amounts by their shape.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::asked::{Asked, Kind};
use super::words;

const MONTH: &str =
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)";
const DAY: &str = r"\d{1,2}(?:st|nd|rd|th)?";
const YEAR: &str = r"(?:1\d{3}|20\d{2})";
const WORD_NUMBER: &str = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|dozens|hundreds|thousands|millions)";

/// A shape, and how it is told from others.
struct Shape {
    /// What it answers.
    kinds: &'static [Kind],
    /// The group `it` is the answer.
    pattern: Regex,
}

/// The shapes, the more telling first; a later one counts only where no earlier one stands.
static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    let (month, day, year, number) = (MONTH, DAY, YEAR, WORD_NUMBER);
    let ordinal = r"(?:\d{1,2}(?:st|nd|rd|th)|(?:twenty-)?(?:first|second|third)|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie)th)";
    let one = format!(r"(?:\d+(?:[,.]\d+)*|(?i:{number}))");
    let figure = format!(
        r"{one}(?:(?: to |[-–]){one})?(?:\s(?:hundred|thousand|million|billion|trillion|dozen))?"
    );
    let unit = "years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centuries|miles?|kilomet(?:re|er)s?|km|met(?:re|er)s?|feet|foot|inches|acres?|hectares?|tons?|tonnes?|kilograms?|kg|pounds?|barrels?|degrees?|dollars?|euros?|mph|km/h|yards?|yuan|people";
    let date: &[Kind] = &[Kind::Date];
    let year_too: &[Kind] = &[Kind::Date, Kind::Year];
    let age: &[Kind] = &[Kind::Date, Kind::Age];
    let issue: &[Kind] = &[Kind::Issue];
    [
        (issue, format!(r"(?P<it>\b(?:No\.|Nos\.|Vol\.|Issue|Volume|Number|Chapter|Page)\s?\d+(?:,? (?:No\.|Issue) ?\d+)?(?:,? {year}\b)?)")),
        (date, r"(?P<it>\b\d{4}-\d{2}-\d{2}\b)".to_owned()),
        (date, format!(r"\b(?P<it>{month} {day} (?:to|and|[-–]|through) (?:{month} )?{day}(?:,? {year}\b)?)")),
        (date, format!(r"\b(?P<it>{month} {day}(?:,? {year})?)\b")),
        (date, format!(r"\b(?P<it>{day} (?:of )?{month}(?:,? {year})?)\b")),
        (date, format!(r"\b(?P<it>(?:{month}|(?:the )?(?:spring|summer|autumn|fall|winter) of),? {year}(?:[-–]\d{{2,4}})?)\b")),
        // Years of a life or a reign, behind a name; they date the person, not what is told.
        (&[], format!(r"(?P<it>\((?:[a-z]+\.? )?{year}[-–]{year}\))")),
        (date, format!(r"\b(?P<it>between {year} and {year})\b")),
        (date, format!(r"\b(?P<it>{year} to {year})\b")),
        (year_too, format!(r"\b(?P<it>{year}[-–]\d{{2,4}})\b")),
        (age, r"\b(?P<it>(?:(?:late|early|mid)[- ])?(?:1\d|20)\d0s)\b".to_owned()),
        (age, format!(r"(?i:\b(?P<it>(?:(?:first|second|latter) half of the |(?:late|early|mid)[- ])?{ordinal}(?:(?: and|,| to|[-–]) {ordinal})* centur(?:y|ies)(?: (?:BC|BCE|AD|CE)\b)?))")),
        // The figure of an early year is that of anything; “in” and “CE” tell it.
        (year_too, r"\b(?P<it>\d{1,3} (?:BC|BCE|AD|CE))\b".to_owned()),
        (year_too, r"\b(?i:in|since|year|from) (?P<it>[1-9]\d{2})\b(?:[^\d,%–-]|,\D|$)".to_owned()),
        (year_too, format!(r"(?i:\b(?:in|since|by|until|from|to|and|of|before|after|year|about|around|between|during|late|early|spring|summer|autumn|fall|winter|{month})) (?P<it>{year}\b(?: (?:BC|BCE|AD|CE)\b)?)(?:[^\d,%–-]|,\D|$)")),
        // Not the year of “the Housing Act 1998”.
        (year_too, r"(?:^|[^\w\s]\s?|\b[a-z]+ )(?P<it>\b(?:1[0-9]|20)\d{2}\b)(?:[^\d,%–-]|,\D|$)".to_owned()),
        (date, format!(r"\b(?:in|on|since|of|by) (?P<it>{month}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)\b")),
        (&[Kind::Percentage], format!(r"(?P<it>\b{figure}(?:%| ?per ?cent\b))")),
        (&[Kind::Percentage], r"(?P<it>\b(?:one|two|three|four|five)-(?:half|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)\b)".to_owned()),
        (&[Kind::Amount], r"(?P<it>[$€£¥]\d+(?:[,.]\d+)*(?:[-\s](?:thousand|million|billion|trillion))?)".to_owned()),
        (&[Kind::Amount], format!(r"(?P<it>\b{figure} (?:{unit})\b)")),
        (&[Kind::Count], format!(r"(?P<it>\b(?:{figure})\b)")),
    ]
    .into_iter()
    .filter_map(|(kinds, pattern)| Some(Shape { kinds, pattern: Regex::new(&pattern).ok()? }))
    .collect()
});

/// The bytes of a sentence that have a shape, with what each answers; no two overlap.
pub(crate) fn all(sentence: &str) -> Vec<(Range<usize>, &'static [Kind])> {
    let mut taken: Vec<(Range<usize>, &[Kind])> = Vec::new();
    for shape in SHAPES.iter() {
        let mut from = 0;
        while let Some(it) =
            shape.pattern.captures_at(sentence, from).and_then(|groups| groups.name("it"))
        {
            from = it.end();
            if !taken.iter().any(|(other, _)| other.start < it.end() && it.start() < other.end) {
                taken.push((it.range(), shape.kinds));
            }
        }
    }
    taken
}

/// The bytes of a sentence that have a shape of the asked kind, in order of place.
pub(super) fn found(asked: &Asked, sentence: &str) -> Vec<Range<usize>> {
    let mut taken: Vec<(Range<usize>, bool)> = all(sentence)
        .into_iter()
        .map(|(range, kinds)| (range, kinds.contains(&asked.kind)))
        .collect();
    if asked.kind == Kind::Year {
        taken = taken
            .into_iter()
            .map(|(range, fits)| {
                year_of(sentence, &range).map_or((range, fits), |year| (year, true))
            })
            .collect();
    }
    let mut found: Vec<Range<usize>> =
        taken.into_iter().filter(|(_, fits)| *fits).map(|(range, _)| range).collect();
    if matches!(asked.noun(), Some("date" | "day")) {
        found.retain(|range| {
            sentence
                .get(range.clone())
                .is_some_and(|text| text.contains('-') || text.contains(char::is_alphabetic))
        });
    }
    found.retain(|range| !is_named(asked, sentence.get(range.clone()).unwrap_or_default()));
    found.sort_by_key(|range| range.start);
    found
}

/// The year inside a date.
fn year_of(sentence: &str, date: &Range<usize>) -> Option<Range<usize>> {
    static PATTERN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!(r" {YEAR}$")).ok());
    let year = PATTERN.as_ref()?.find(sentence.get(date.clone())?)?;
    Some(date.start + year.start() + 1..date.end)
}

/// Whether the question has all of it already.
fn is_named(asked: &Asked, text: &str) -> bool {
    words::read(text).iter().filter(|word| word.has_content()).all(|word| asked.names(&word.stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_found_for_what_is_asked() {
        for (question, sentence, expected) in [
            ("When did the ship leave?", "It left on May 3, 1911, with 40 men.", "May 3, 1911"),
            ("When did the fair run?", "The fair ran from June 2 to 9.", "June 2 to 9"),
            ("When was the page changed?", "Changed: 2019-11-30", "2019-11-30"),
            (
                "When was it built?",
                "It was built in the 12th century by 300 masons.",
                "12th century",
            ),
            ("When was it sold?", "Sold in the 1980s for $3 million.", "1980s"),
            ("When did it burn?", "The mill burned in 1850 or 1851.", "1850|1851"),
            ("In which year did the ship leave?", "It left on May 3, 1911.", "1911"),
            ("When was the war of 1812?", "The war of 1812 was long.", ""),
            ("How many men sailed?", "Some 1,200 men and five dogs sailed in 1911.", "1,200|five"),
            ("How long did it last?", "It lasted 45 minutes in 1999.", "45 minutes"),
            ("How much did it cost?", "The $2.5 million bridge has 3 arches.", "$2.5 million"),
            ("What percentage agreed?", "In 1990, 51.6% agreed; 30 people did not.", "51.6%"),
            ("In which issue was it printed?", "Printed in The Lamp, No. 4, 1930.", "No. 4, 1930"),
            ("How many came?", "Nobody came.", ""),
        ] {
            let asked = Asked::read(question).unwrap();
            let spans: Vec<&str> = found(&asked, sentence)
                .into_iter()
                .map(|range| sentence.get(range).unwrap())
                .collect();
            assert_eq!(spans.join("|"), expected, "{question} {sentence}");
        }
    }

    #[test]
    fn every_pattern_of_the_table_is_read() {
        assert_eq!(SHAPES.len(), 22);
    }
}
