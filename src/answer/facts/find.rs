//! Finds the fact in a sentence: by the rules, else what stands nearest.

use std::ops::Range;

use super::asked::{FactQuestion, Kind};
use super::{figures, nearest, rules};
use crate::corpus::{Quote, Speech, UnitKind};
use crate::text::{EntityKind, Name, Role, Word, find_names, tokenize};

/// If only its shape fits, a span needs this share of the question's words in its sentence.
/// Measured on encyclopedia questions: a higher share loses more right facts than wrong ones.
const SHARED: f32 = 0.5;

/// The fact lies inside the sentence.
pub(crate) fn fact(speech: &Speech, question: &str, sentence: &Quote) -> Option<Quote> {
    let found = match (FactQuestion::parse(question)?.kind, sentence.kind()) {
        (Kind::Title | Kind::Heading, UnitKind::Title | UnitKind::Heading) => {
            without_number(sentence.text())
        }
        (Kind::Title | Kind::Heading, _) => return None,
        _ => find(question, sentence.text())?,
    };
    let start = sentence.range().start;
    speech.quote(start + found.start..start + found.end)
}

pub(crate) fn asked_kind(question: &str) -> Option<Kind> {
    FactQuestion::parse(question).map(|asked| asked.kind)
}

/// The bytes after the number: “2. The sea”.
fn without_number(heading: &str) -> Range<usize> {
    let numbered = heading
        .split_once(['.', ')'])
        .filter(|(number, _)| number.chars().all(|c| c.is_ascii_digit() || "IVX".contains(c)));
    let kept = numbered.map_or(heading, |(_, rest)| rest.trim_start());
    heading.len() - kept.len()..heading.len()
}

pub(super) fn find(question: &str, sentence: &str) -> Option<Range<usize>> {
    let asked = FactQuestion::parse(question)?;
    let words = tokenize(sentence);
    if nearest::lacks_number(&asked, &words) {
        return None;
    }
    if asked.kind.figure().is_some() {
        let found = figures::found(&asked, sentence);
        let alone = found.len() == 1 || nearest::shared(&asked, &words) >= SHARED;
        return alone
            .then(|| nearest::one(&asked, &words, sentence, found, nearest::SHAPE_MARGIN))
            .flatten();
    }
    for (_, rule) in rules::RULES {
        if let Some(found) =
            rule(&asked, &words).and_then(|found| acceptable(&asked, &words, found))
        {
            return bytes(&words, &found);
        }
    }
    if nearest::shared(&asked, &words) < SHARED {
        return bytes(&words, &nearest::only_doer(&asked, &words)?);
    }
    let found =
        nearest::names(&asked, &words).iter().filter_map(|found| bytes(&words, found)).collect();
    nearest::one(&asked, &words, sentence, found, nearest::NAME_MARGIN)
}

/// Rejects words that say no more than the question; strips a person's description.
fn acceptable(
    asked: &FactQuestion,
    words: &[Word<'_>],
    found: Range<usize>,
) -> Option<Range<usize>> {
    let mut found = found;
    let person = |name: &Name| {
        let named = name.kind == EntityKind::Person
            || name.kind == EntityKind::Open && name.words.len() > 1;
        named && name.words.end == found.end
    };
    if asked.kind == Kind::Person
        && let Some(name) = find_names(words)
            .into_iter()
            .find(person)
            .filter(|name| name.words.start >= found.start)
    {
        let before = words.get(found.start..name.words.start)?;
        if before
            .iter()
            .all(|word| word.has_content() || matches!(word.role, Role::Determiner | Role::Owner))
        {
            found = name.words;
        }
    }
    words
        .get(found.clone())?
        .iter()
        .any(|word| word.has_content() && !asked.names(&word.stem))
        .then_some(found)
}

fn bytes(words: &[Word<'_>], found: &Range<usize>) -> Option<Range<usize>> {
    let last = found.end.checked_sub(1)?;
    Some(words.get(found.start)?.range.start..words.get(last)?.range.end)
}
