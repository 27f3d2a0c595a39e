//! Real or altered: a sentence beside a version of it with one change of meaning.
//!
//! Among more than two versions, the words that most share give the real one away. Terms are not
//! exchanged: another one seldom makes sense.

use std::ops::Range;

use super::build::{choice, item, order};
use super::distractor;
use super::material::{Material, Sentence};
use super::opposites::opposites;
use crate::quiz::item::{Item, Kind};
use crate::text::dates::MONTHS;
use crate::text::number_words::CARDINALS;
use crate::text::{Role, Slice, before, overlap};

const PROMPT: &str =
    "One of these is in the speech, the other was changed. Which one is in the speech?";

/// Per sentence.
const MOST_ALIKE: usize = 2;

const SHORTEST_MONTH: u32 = 28;

const AMOUNTS: &[(&str, &str)] =
    &[("billions", "millions"), ("millions", "thousands"), ("thousands", "millions")];

pub(super) fn items(material: &Material<'_>) -> Vec<Item> {
    let sentences = material.readable(40..=240);
    sentences.flat_map(|(number, sentence)| of_sentence(material, number, sentence)).collect()
}

fn of_sentence(material: &Material<'_>, number: usize, sentence: &Sentence<'_>) -> Vec<Item> {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    // Without a sign of what a name names, another may be of another sort.
    let swapped = sentence.spans.iter().filter(|span| {
        !span.is_term()
            && !span.is_open_name()
            && sentence.stands_apart(&span.words)
            && !is_part_of_name(sentence, &span.words)
    });
    let swaps = |span: &super::spans::Span| {
        let seen = sentence.context(&(0..0));
        let other = distractor::for_span(material, sentence, span, &seen, 1);
        let other = other.first().map(|text| (*text).to_owned());
        let other =
            other.or_else(|| span.is_figure().then(|| raised(sentence.cut(&span.words))).flatten());
        let other = other.filter(|other| !sentence.text.contains(other.as_str()));
        other.map(|other| (span.words.clone(), other))
    };
    edits.extend(swapped.filter_map(swaps));
    let amounts = sentence.words.iter().enumerate().filter_map(|(at, word)| {
        let (_, other) = AMOUNTS.iter().find(|(one, _)| *one == word.text)?;
        Some((at..at + 1, (*other).to_owned()))
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
        let answer = sentence.stems(&place);
        let difficulty = material.difficulty(&sentence.context(&place), &answer, number);
        let key = choice(sentence.text, vec![changed], &other);
        item(Kind::Altered, PROMPT.to_owned(), key, sentence.quote.clone(), difficulty)
    };
    edits.into_iter().map(made).collect()
}

/// “King George’s War”, “a fort, named Fort Coligny”, “at Saint Evroul”, “at Decision Time”.
fn is_part_of_name(sentence: &Sentence<'_>, words: &Range<usize>) -> bool {
    let owns = sentence.words.get(words.end).is_some_and(|next| next.role == Role::Owner);
    let before = before(&sentence.words, words.start);
    owns || before.is_some_and(|before| matches!(before.lower.as_str(), "at" | "named"))
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
    let start = figure.get(..end)?.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number: u32 = figure.get(start..end)?.parse().ok()?;
    // No month has more days.
    if number >= SHORTEST_MONTH && MONTHS.iter().any(|month| figure.contains(month)) && number < 100
    {
        return None;
    }
    // “18th” becomes “19th”; “1st” would change its ending.
    let plain = figure
        .get(end..)
        .is_none_or(|rest| rest.is_empty() || rest == "th" && (4..=19).contains(&(number % 100)));
    let kept = figure.get(start..end)?.len() == (number + 1).to_string().len();
    (plain && kept)
        .then(|| Some(format!("{}{}{}", figure.get(..start)?, number + 1, figure.get(end..)?)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;

    /// The altered versions of the sentences of a text.
    fn altered(text: &str) -> Vec<String> {
        let corpus =
            Corpus::from_source("t", &format!("+++\ntitle = \"T\"\n+++\n\n# T\n\n{text}\n"))
                .unwrap();
        let wrong = |item: Item| match item.answer {
            crate::quiz::item::AnswerKey::Choice { choices, right } => {
                choices.get(1 - right).cloned()
            }
            crate::quiz::item::AnswerKey::Text { .. } => None,
        };
        items(&Material::new(&corpus)).into_iter().filter_map(wrong).collect()
    }

    #[test]
    fn a_figure_is_raised_behind_signs_of_any_length() {
        for (figure, higher) in [("£5", "£6"), ("1914–18", "1914–19"), ("No. 9", "")] {
            assert_eq!(raised(figure).unwrap_or_default(), higher, "{figure}");
        }
    }

    #[test]
    fn figures_are_changed_before_contraries() {
        assert_eq!(
            altered("The council of the old town supported the strike of 1912 for months."),
            ["The council of the old town supported the strike of 1913 for months."]
        );
        assert_eq!(
            altered("The council of the old town supported the strike for five years."),
            ["The council of the old town supported the strike for six years."]
        );
        assert_eq!(
            altered("The council of the old town rallied millions of people for the strike."),
            ["The council of the old town rallied thousands of people for the strike."]
        );
        assert_eq!(
            altered("The council of the old town supported the strike for months."),
            ["The council of the old town opposed the strike for months."]
        );
    }

    #[test]
    fn a_contrary_stands_where_its_grammar_is_sure() {
        for (text, expected) in [
            ("Our support goes to those who struggle in the old town every year.", ""),
            ("There was sufficient support in the council of the old town for it.", ""),
            ("The miners of the old valley were allowed to leave it that year.", ""),
            ("The miners of the old valley kept that house for the public that year.", ""),
            ("The miners of the old valley stood before a judge in the town hall.", ""),
            ("The snow on the old valley melted as usual on March 31.", ""),
            (
                "The miners of the old valley came to support the strike that year.",
                "The miners of the old valley came to oppose the strike that year.",
            ),
            (
                "The miners of the old valley kept that public house for many months.",
                "The miners of the old valley kept that private house for many months.",
            ),
        ] {
            assert_eq!(altered(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_name_makes_way_for_one_of_the_same_sort_only() {
        let text = "The mayor crossed the Ohio River with the Congress in his thoughts. \
                    The mayor crossed the English Channel with the Constitution in his coat. \
                    The mayor crossed the Hudson River and thanked God and the Americans for it.";
        let mut changed = altered(text);
        changed.sort();
        assert_eq!(
            changed,
            [
                "The mayor crossed the Hudson River with the Congress in his thoughts.",
                "The mayor crossed the Ohio River and thanked God and the Americans for it.",
            ]
        );
    }

    #[test]
    fn a_year_makes_way_for_a_year_of_the_text() {
        let text = "The council of the old town built 3420 houses for its miners. \
                    The council of the old town recalled the strike of 1967 each May. \
                    The workers of the new mill remember their march of 1969 every June.";
        let mut changed = altered(text);
        changed.sort();
        assert_eq!(
            changed,
            [
                "The council of the old town built 3421 houses for its miners.",
                "The council of the old town recalled the strike of 1969 each May.",
                "The workers of the new mill remember their march of 1967 every June.",
            ]
        );
    }

    #[test]
    fn a_sentence_with_an_odd_sign_is_not_asked_about() {
        let text = "The council of the old town† supported the strike of 1912 for months.";
        assert_eq!(altered(text), [""; 0]);
    }

    #[test]
    fn nobody_demands_the_bad_of_two_contraries() {
        assert_eq!(
            altered("The council of the old town should support the new strike for months."),
            [""; 0]
        );
    }

    #[test]
    fn two_alterations_of_a_sentence_are_two_items() {
        let text = "The council of the old town recalled the strike of 1912 and the march of 1925.";
        let corpus =
            Corpus::from_source("t", &format!("+++\ntitle = \"T\"\n+++\n\n# T\n\n{text}\n"))
                .unwrap();
        let made = items(&Material::new(&corpus));
        assert_eq!(made.len(), 2);
        assert_ne!(made[0].id, made[1].id);
    }
}
