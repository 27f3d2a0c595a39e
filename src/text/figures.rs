//! Dates, numbers and amounts in a text, by their shape.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::dates::MONTHS;
use super::number_words::{CARDINALS, ORDINALS, TENS};
use super::pattern::pattern;
use super::ranges::{Slice, overlap};

/// The more specific first: a later one counts only where no earlier stands. The group `it` is the
/// answer.
static SHAPES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let (day, year) = (r"\d{1,2}(?:st|nd|rd|th)?", r"(?:1\d{3}|20\d{2})");
    let month = format!("(?:{})", MONTHS.join("|"));
    let number = format!(
        r"(?:{}|(?:{})(?:-\w+)?|dozens|hundreds|thousands|millions)",
        CARDINALS.slice(1..).join("|"),
        TENS.join("|")
    );
    let ordinal = format!(
        r"(?:\d{{1,2}}(?:st|nd|rd|th)|(?:(?:{})-)?(?:{})|(?:{}ieth))",
        TENS.join("|"),
        ORDINALS.slice(1..).join("|"),
        TENS.map(|tens| tens.trim_end_matches('y')).join("ieth|")
    );
    let one = format!(r"(?:\d+(?:[,.]\d+)*|(?i:{number}))");
    let scale = r"\s(?:hundred|thousand|million|billion|trillion|dozen)";
    let more = format!(r"(?:\sand)?\s(?i:{number})");
    let figure = format!(
        r"(?:{one}(?:(?: to |[-–]){one})?|(?i:an?){scale}{more}|hundred\sand\s{number})(?:{scale}(?:{more})?)*"
    );
    let unit = "years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centuries|miles?|kilomet(?:re|er)s?|km|met(?:re|er)s?|feet|foot|inches|acres?|hectares?|tons?|tonnes?|kilograms?|kg|pounds?|barrels?|degrees?|dollars?|euros?|mph|km/h|yards?|yuan|people";
    [
        format!(r"(?P<it>\b(?:No\.|Nos\.|Vol\.|Issue|Volume|Number|Chapter|Page)\s?\d+(?:,? (?:No\.|Issue) ?\d+)?(?:,? {year}\b)?)"),
        r"(?P<it>\b\d{4}-\d{2}-\d{2}\b)".to_owned(),
        format!(r"\b(?P<it>{month} {day} (?:to|and|[-–]|through) (?:{month} )?{day}(?:,? {year}\b)?)"),
        format!(r"\b(?P<it>{month} {day}(?:,? {year})?)\b"),
        format!(r"\b(?P<it>{day} (?:of )?{month}(?:,? {year})?)\b"),
        format!(r"\b(?P<it>(?:{month}|(?:the )?(?:spring|summer|autumn|fall|winter) of),? {year}(?:[-–]\d{{2,4}})?)\b"),
        // Years of a life or reign date the person, not the event.
        format!(r"(?P<it>\((?:[a-z]+\.? )?{year}[-–]{year}\))"),
        format!(r"\b(?P<it>between {year} and {year})\b"),
        format!(r"\b(?P<it>{year} to {year})\b"),
        format!(r"\b(?P<it>{year}[-–]\d{{2,4}})\b"),
        r"\b(?P<it>(?:(?:late|early|mid)[- ])?(?:1\d|20)\d0s)\b".to_owned(),
        format!(r"(?i:\b(?P<it>(?:(?:first|second|latter) half of the |(?:late|early|mid)[- ])?{ordinal}(?:(?: and|,| to|[-–]) {ordinal})* centur(?:y|ies)(?: (?:BC|BCE|AD|CE)\b)?))"),
        // Early years look like any number; “in” and “CE” tell them.
        r"\b(?P<it>\d{1,3} (?:BC|BCE|AD|CE))\b".to_owned(),
        r"\b(?i:in|since|year|from) (?P<it>[1-9]\d{2})\b(?:[^\d,%–-]|,\D|$)".to_owned(),
        format!(r"(?i:\b(?:in|since|by|until|from|to|and|of|before|after|year|about|around|between|during|late|early|spring|summer|autumn|fall|winter|{month})) (?P<it>{year}\b(?: (?:BC|BCE|AD|CE)\b)?)(?:[^\d,%–-]|,\D|$)"),
        // Not the year of “the Housing Act 1998”.
        r"(?:^|[^\w\s]\s?|\b[a-z]+ )(?P<it>\b(?:1[0-9]|20)\d{2}\b)(?:[^\d,%–-]|,\D|$)".to_owned(),
        format!(r"\b(?:in|on|since|of|by) (?P<it>{month}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)\b"),
        format!(r"(?P<it>\b{figure}(?:%| ?per ?cent\b))"),
        r"(?P<it>\b(?:one|two|three|four|five)-(?:half|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)\b)".to_owned(),
        r"(?P<it>[$€£¥]\d+(?:[,.]\d+)*(?:[-\s](?:thousand|million|billion|trillion))?)".to_owned(),
        format!(r"(?P<it>\b{figure} (?:{unit})\b)"),
        format!(r"(?P<it>\b(?:{figure})\b)"),
    ]
    .into_iter()
    .map(|shape| pattern(&shape))
    .collect()
});

/// In bytes, without overlaps, each with whether it dates what happens: years of a life do not.
pub(crate) fn find_figures(sentence: &str) -> Vec<(Range<usize>, bool)> {
    let mut taken: Vec<(Range<usize>, bool)> = Vec::new();
    for shape in SHAPES.iter() {
        let mut from = 0;
        while let Some(it) = shape.captures_at(sentence, from).and_then(|groups| groups.name("it"))
        {
            from = it.end();
            if !taken.iter().any(|(other, _)| overlap(other, &it.range())) {
                taken.push((it.range(), !it.as_str().starts_with('(')));
            }
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_holds_all_its_words() {
        for figure in [
            "twenty-fourth century",
            "18th century",
            "thirtieth century",
            "two million four",
            "two hundred and five thousand pounds",
            "a hundred and fifty years",
            "hundred and fifty years",
        ] {
            let text = format!("Bread of the {figure} is good.");
            let found: Vec<&str> =
                find_figures(&text).into_iter().map(|(at, _)| text.slice(at)).collect();
            assert_eq!(found, [figure]);
        }
    }
}
