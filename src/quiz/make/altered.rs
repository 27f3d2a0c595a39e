//! Real or altered: a sentence beside a version of it with one change of meaning.
//!
//! There are two versions, not more: among several, the words that most of them share would give the real one away. Figures,
//! names and words with a contrary are changed; another term in a term's place seldom makes sense, and so gives itself away.

use std::ops::Range;

use super::material::{Material, Sentence, stems};
use super::rival::{self, Place};
use super::{Item, Kind, choice, item};

const PROMPT: &str = "One of these is in the speech, the other was changed. Which one is in the speech?";

/// So many items for each sentence.
const MOST_ALIKE: usize = 2;

/// Words that turn into their contrary.
const OPPOSITES: &str = "strengthen/weaken strengthened/weakened strengthening/weakening increase/decrease increased/decreased \
     increasing/decreasing rising/falling higher/lower highest/lowest larger/smaller largest/smallest major/minor expand/narrow \
     expanded/narrowed early/late earlier/later before/after always/never won/lost include/exclude accepted/rejected \
     accept/reject supported/opposed support/oppose began/ended public/private internal/external direct/indirect above/below \
     within/outside northern/southern eastern/western north/south east/west best/worst better/worse new/old rich/poor \
     open/closed first/last formal/informal allowed/forbade  primary/secondary promptly/slowly steadily/slowly \
     wholeheartedly/cautiously lawful/unlawful victory/defeat success/failure";

/// Alterations of every sentence that is short enough to be compared.
pub(super) fn items(material: &Material<'_>) -> Vec<Item> {
    let sentences = material.sentences.iter().enumerate().filter(|(_, sentence)| sentence.reads_well(40..=240));
    sentences.flat_map(|(number, sentence)| of_sentence(material, number, sentence)).collect()
}

fn of_sentence(material: &Material<'_>, number: usize, sentence: &Sentence<'_>) -> Vec<Item> {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let figures_and_names = sentence.spans.iter().filter(|span| !span.is_term());
    let swaps = |span: &super::spans::Span| {
        let context = sentence.context(&(0..0));
        let place = Place { sentence, words: span.words.clone(), class: &span.class, seen: &context };
        let other = rival::for_place(material, &place, 1).first().map(|text| (*text).to_owned());
        let other = other.or_else(|| span.is_figure().then(|| raised(sentence.cut(&span.words))).flatten());
        other.map(|other| (span.words.clone(), other))
    };
    edits.extend(figures_and_names.filter_map(swaps));
    edits.extend(opposites(sentence).into_iter().filter(|(place, other)| !material.fits(sentence, place, other)));
    edits.truncate(MOST_ALIKE);
    let made = |(place, other): (Range<usize>, String)| {
        let changed = sentence.with(&place, &other);
        let answer = stems(sentence.words.get(place.clone())?);
        let difficulty = material.difficulty(&sentence.context(&place), &answer, number);
        let key = choice(sentence.text, vec![changed], &other);
        Some(item(Kind::Altered, PROMPT.to_owned(), key, sentence.quote.clone(), difficulty))
    };
    edits.into_iter().filter_map(made).collect()
}

/// A figure with its last number raised by one.
fn raised(figure: &str) -> Option<String> {
    let end = figure.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start = figure.get(..end)?.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |before| before + 1);
    let number: u32 = figure.get(start..end)?.parse().ok()?;
    // After “18th” stands “19th”, after “1st” another ending.
    let plain = figure.get(end..).is_none_or(|rest| rest.is_empty() || rest == "th" && (4..=19).contains(&(number % 100)));
    let kept = figure.get(start..end)?.len() == (number + 1).to_string().len();
    (plain && kept)
        .then(|| format!("{}{}{}", figure.get(..start).unwrap_or_default(), number + 1, figure.get(end..).unwrap_or_default()))
}

/// The words of a sentence that have a contrary, with it.
fn opposites(sentence: &Sentence<'_>) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for (at, word) in sentence.words.iter().enumerate().filter(|(_, word)| !word.capital) {
        for (one, other) in OPPOSITES.split_ascii_whitespace().filter_map(|pair| pair.split_once('/')) {
            let contrary = if word.text == one {
                other
            } else if word.text == other {
                one
            } else {
                continue;
            };
            let article = at
                .checked_sub(1)
                .and_then(|before| sentence.words.get(before))
                .is_some_and(|before| matches!(before.lower.as_str(), "a" | "an"));
            let vowel = |text: &str| text.starts_with(['a', 'e', 'i', 'o', 'u']);
            let there = sentence.words.iter().any(|word| word.lower == contrary);
            if !there && (!article || vowel(contrary) == vowel(word.text)) {
                found.push((at..at + 1, contrary.to_owned()));
            }
        }
    }
    found
}
