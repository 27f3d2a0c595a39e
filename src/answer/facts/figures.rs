//! The figures of a sentence that have the shape that is asked for.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::asked::{FactQuestion, Kind};
use crate::text::figures::{YEAR, find_figures};
use crate::text::tokenize;

/// In order of place.
pub(super) fn found(asked: &FactQuestion, sentence: &str) -> Vec<Range<usize>> {
    let mut taken: Vec<(Range<usize>, bool)> = find_figures(sentence)
        .into_iter()
        .map(|(range, kinds)| {
            (range, asked.kind.figure().is_some_and(|kind| kinds.contains(&kind)))
        })
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

fn year_of(sentence: &str, date: &Range<usize>) -> Option<Range<usize>> {
    static PATTERN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!(r" {YEAR}$")).ok());
    let year = PATTERN.as_ref()?.find(sentence.get(date.clone())?)?;
    Some(date.start + year.start() + 1..date.end)
}

fn is_named(asked: &FactQuestion, text: &str) -> bool {
    tokenize(text).iter().filter(|word| word.has_content()).all(|word| asked.names(&word.stem))
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
            let asked = FactQuestion::parse(question).unwrap();
            let spans: Vec<&str> = found(&asked, sentence)
                .into_iter()
                .map(|range| sentence.get(range).unwrap())
                .collect();
            assert_eq!(spans.join("|"), expected, "{question} {sentence}");
        }
    }
}
