//! Real or altered: a sentence beside a version of it with one change of meaning. Terms are not
//! exchanged: another one seldom makes sense.

use std::ops::Range;

use super::build::{choice, item, order};
use super::distractor;
use super::material::Material;
use super::opposites::opposites;
use super::sentence::Sentence;
use super::spans::Span;
use crate::corpus::Voice;
use crate::quiz::item::{Item, Kind};
use crate::text::dates::MONTHS;
use crate::text::lists::paired;
use crate::text::number_words::{CARDINALS, small_number};
use crate::text::{Role, Slice, near, overlap, plain_words};

const PROMPT: &str =
    "One of these is in the speech, the other was changed. Which one is in the speech?";

/// The edition's words are not the speech's.
const BESIDE_THE_SPEECH: &str = "One of these is printed with the speech, as a caption or a note; \
                                 the other was changed. Which one is printed there?";

/// Per sentence.
const MOST_ALIKE: usize = 2;

/// Among which one of the same size is looked for.
const MOST_FIGURES: usize = 20;

const SHORTEST_MONTH: u32 = 28;

const AMOUNTS: &str = "billions=millions millions=thousands thousands=millions";

pub(super) fn items(material: &Material<'_>) -> Vec<Item> {
    material.readable(40..=240).flat_map(|sentence| of_sentence(material, sentence)).collect()
}

fn of_sentence(material: &Material<'_>, sentence: &Sentence<'_>) -> Vec<Item> {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    // “Seven things: …”
    let counts = |span: &Span| {
        span.is_figure() && sentence.words.slice(span.words.end..).iter().any(|word| word.is(":"))
    };
    // Without a sign of what a name names, another may be of another sort.
    let swapped = sentence.spans.iter().filter(|span| {
        !span.is_term()
            && !span.is_open_name()
            && sentence.stands_apart(&span.words)
            && !counts(span)
            && !is_part_of_name(sentence, &span.words)
    });
    let seen = sentence.context(&(0..0));
    let swaps = |span: &Span| {
        let figure = sentence.cut(&span.words);
        let count = if span.is_figure() { MOST_FIGURES } else { 1 };
        let mut others = distractor::for_span(material, sentence, span, &seen, count).into_iter();
        let other = others.find(|other| !span.is_figure() || size(other) == size(figure));
        let other = match other {
            None if span.is_figure() => raised(figure),
            other => other.map(str::to_owned),
        };
        let other = other.filter(|other| !sentence.text.contains(other.as_str()))?;
        Some((span.words.clone(), other))
    };
    edits.extend(swapped.filter_map(swaps));
    let amounts = sentence.words.iter().enumerate().filter_map(|(at, word)| {
        let other = paired(AMOUNTS, word.text)?;
        Some((at..at + 1, other.to_owned()))
    });
    let free = |place: &Range<usize>| !edits.iter().any(|(taken, _)| overlap(taken, place));
    let amounts: Vec<_> = amounts
        .filter(|(place, other)| free(place) && !material.fits(sentence, place, other))
        .collect();
    edits.extend(amounts);
    if edits.is_empty() {
        let fits = |(place, other): &(Range<usize>, String)| !material.fits(sentence, place, other);
        edits.extend(opposites(sentence).into_iter().find(fits));
    }
    edits.sort_by_key(|(place, other)| order(&[sentence.text, sentence.cut(place), other]));
    edits.truncate(MOST_ALIKE);
    let made = |(place, other): (Range<usize>, String)| {
        let changed = sentence.with(&place, &other);
        let difficulty = material.difficulty(sentence, &place);
        let key = choice(sentence.text, vec![changed], &other);
        let prompt = match sentence.quote.kind().voice() {
            Voice::Speaker => PROMPT,
            Voice::Editor => BESIDE_THE_SPEECH,
        };
        item(Kind::Altered, prompt.to_owned(), key, sentence.quote.clone(), difficulty)
    };
    edits.into_iter().map(made).collect()
}

fn is_part_of_name(sentence: &Sentence<'_>, words: &Range<usize>) -> bool {
    let (before, next) =
        (near(&sentence.words, words.start, -1), near(&sentence.words, words.end, 0));
    next.role == Role::Owner || matches!(before.lower.as_str(), "at" | "named")
}

/// How many digits it has, of figures in one word: nobody believes in sixteen continents. And its
/// words before “and”: “nineteen hundred and six” is no “four hundred and three”.
fn size(figure: &str) -> (usize, &str) {
    let mut words = plain_words(figure);
    let first = words.next().unwrap_or_default();
    let digits = match first.bytes().take_while(u8::is_ascii_digit).count() {
        0 => small_number(&first.to_lowercase()).map_or(0, |(number, _)| number.to_string().len()),
        digits if words.next().is_none() => digits,
        _ => 0,
    };
    (digits, figure.split_once(" and ").map_or("", |(head, _)| head))
}

fn raised(figure: &str) -> Option<String> {
    if !figure.contains(|c: char| c.is_ascii_digit()) {
        // Two to twelve: “one” is also a pronoun.
        let numbers = CARDINALS.slice(2..=12);
        let mut pairs = numbers.iter().zip(numbers.iter().skip(1));
        let (word, next) = pairs.find(|(word, _)| figure.split(' ').any(|one| one == **word))?;
        return Some(figure.replacen(word, next, 1));
    }
    let end = figure.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (whole, ending) = figure.split_at_checked(end)?;
    let before = whole.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = whole.strip_prefix(before)?;
    let number: u32 = digits.parse().ok()?;
    let next = number.checked_add(1)?.to_string();
    // No month has more days.
    let ends_month = (SHORTEST_MONTH..100).contains(&number)
        && MONTHS.iter().any(|month| figure.contains(month));
    // “18th” becomes “19th”; “1st” would change its ending.
    let plain = ending.is_empty() || ending == "th" && (4..=19).contains(&(number % 100));
    (plain && !ends_month && next.len() == digits.len()).then(|| format!("{before}{next}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::quiz::item::AnswerKey;

    /// Altered sentences and the text that they are made from.
    const TABLE: &str = include_str!("../../../tests/data/altered.tsv");

    fn source(text: &str) -> String {
        format!("+++\ntitle = \"T\"\n+++\n\n# T\n\n{text}\n")
    }

    fn made(text: &str) -> Vec<Item> {
        items(&Material::new(&Corpus::from_source("t", &source(text)).unwrap()))
    }

    #[test]
    fn sentences_are_altered_as_the_table_says() {
        let wrong = |item: Item| match item.answer {
            AnswerKey::Choice { choices, right } => choices.get(1 - right).cloned(),
            AnswerKey::Text { .. } => None,
        };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (expected, text) = line.split_once('\t').unwrap();
            let mut altered: Vec<String> = made(text).into_iter().filter_map(wrong).collect();
            altered.sort();
            assert_eq!(altered.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_figure_is_raised_behind_signs_of_any_length() {
        for (figure, higher) in [("£5", "£6"), ("1914–18", "1914–19"), ("No. 9", "")] {
            assert_eq!(raised(figure).unwrap_or_default(), higher, "{figure}");
        }
    }

    #[test]
    fn a_date_makes_way_for_one_of_the_speechs_time_only() {
        let altered = |other: &str| {
            let one = "The council of the old town counted its houses on May 4, 1947 again.";
            let other = format!("The miners of the new valley left their mine on {other} at last.");
            let (one, other) = (source(one), source(&other));
            let corpus = Corpus::from_sources(&[("one", &one), ("two", &other)]).unwrap();
            let items = items(&Material::new(&corpus));
            let versions = items.into_iter().filter(|item| item.evidence.speech() == "one");
            let versions = versions.flat_map(|item| match item.answer {
                AnswerKey::Choice { choices, .. } => choices,
                AnswerKey::Text { .. } => Vec::new(),
            });
            versions.collect::<Vec<_>>().join(" ")
        };
        assert!(!altered("October 23, 2023").contains("2023"));
        assert!(altered("October 23, 1947").contains("October 23, 1947"));
    }

    #[test]
    fn a_caption_is_not_said_to_be_in_the_speech() {
        let text = "The council of the old town recalled the strike of 1912.";
        let caption = made(&format!("We met.\n\n![{text}](photo)"));
        let prompts = [made(text), caption].map(|made| made[0].prompt.clone());
        assert_eq!(prompts, [PROMPT, BESIDE_THE_SPEECH]);
    }

    #[test]
    fn two_alterations_of_a_sentence_are_two_items() {
        let text = "The council of the old town recalled the strike of 1912 and the march of 1925.";
        let made = made(text);
        assert_eq!(made.len(), 2);
        assert_ne!(made[0].id, made[1].id);
    }
}
