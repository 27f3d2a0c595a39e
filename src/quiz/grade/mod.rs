//! Whether a typed answer is right: forgiving in how it is written, strict in what it says.
//! `docs/user/quizzes.md` lists what is forgiven.
//!
//! Both texts are read the same way ([`Reading`]): without case, accents and punctuation, one
//! spelling a word, numbers by value. Then
//!
//! - numbers and words must be the same in the same order;
//! - each word by its own letters, and all by the whole answer's, may have no edit up to 4, one up
//!   to 10, one more for every further 10: players of .fmbot (github.com/fmbot-discord/fmbot, issue
//!   286) call that fair after a stricter rule;
//! - a word's first letter must be right, and nothing added before it: that turns meanings round
//!   (legal, illegal) and exchanges names (Jiang, Liang);
//! - no slip is another real word, another form of the word or what may be another name;
//! - negations are never mistyped or left out; initials (ACFTU) have no typing errors;
//! - a word as near to a distractor as to the right one is refused: see [`Distractors`].

mod forms;
mod reading;
mod shell;
mod signs;
mod slips;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use reading::LONGEST_TYPED;

use crate::text::Role;
use crate::text::dates::year;
use crate::text::lexicon::is_negation;
use crate::text::lists::{ends_with, holds};
use crate::text::spelling::NO_PLURALS;
use crate::text::titles::without_titles;
use crate::text::vocabulary::{is_known, is_known_name};
use reading::Reading;
use slips::{is_other_form, may_be_other_name};

/// The better ones first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Right,
    /// Right but mistyped, or another answer: the player may be asked to spell it out.
    Unclear,
    Wrong,
    /// No letter and no digit.
    Blank,
}

/// Words of other answers: the more, the surer no real word is taken for a typing error.
#[derive(Clone, Debug, Default)]
pub(super) struct Distractors {
    words: BTreeSet<String>,
}

impl Distractors {
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Distractors {
        let readings = texts.into_iter().flat_map(Reading::accepted);
        Distractors { words: readings.flat_map(|reading| reading.words).collect() }
    }

    /// To a distractor that is not the right word, up to `most`.
    fn nearest(&self, typed: &str, right: &str, most: usize) -> Option<usize> {
        let (first, length) = (typed.chars().next()?, typed.chars().count());
        (self.words.range(first.to_string()..))
            .take_while(|word| word.starts_with(first))
            .filter(|word| *word != right && word.chars().count().abs_diff(length) <= most)
            .map(|word| strsim::osa_distance(typed, word))
            .filter(|edits| *edits <= most)
            .min()
    }
}

/// Reads [`LONGEST_TYPED`] characters.
pub(super) fn grade_answer(accepted: &[String], distractors: &Distractors, typed: &str) -> Grade {
    let year = accepted.iter().find_map(|answer| year(answer));
    let meanings = Reading::typed(typed, year);
    if meanings.iter().flatten().all(Reading::is_blank) {
        return Grade::Blank;
    }
    let accepted: Vec<Reading> =
        accepted.iter().flat_map(|answer| Reading::accepted(answer)).collect();
    let best = |meaning: &Vec<Reading>| {
        let verdicts = accepted
            .iter()
            .flat_map(|answer| meaning.iter().map(|typed| compare(answer, typed, distractors)));
        verdicts.min().unwrap_or(Grade::Wrong)
    };
    let mut verdicts = meanings.iter().map(best);
    let first = verdicts.next().unwrap_or(Grade::Blank);
    if verdicts.all(|other| other == first) { first } else { Grade::Unclear }
}

fn allowed(letters: usize) -> usize {
    if letters <= 4 { 0 } else { 1 + (letters - 1) / 10 }
}

fn compare(right: &Reading, typed: &Reading, distractors: &Distractors) -> Grade {
    if right.numbers != typed.numbers
        || !right.signs.allow(&typed.signs)
        || right.is_blank()
        || right.contradicts(typed)
    {
        return Grade::Wrong;
    }
    let (words, said) = right.compared(typed);
    let (words, said) = match right.is_name {
        true => without_titles(&words, &said),
        false => (&*words, &*said),
    };
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    let initials = &right.initials;
    let fit = |word: &str, said: &str| match word == said || differ_in_number(word, said) {
        true => Some(Fit::default()),
        false if initials.contains(word) => None,
        false => {
            let others = letters - word.chars().count();
            let name = right.is_name.then_some(others);
            mistyped(word, said, name, distractors)
        }
    };
    match aligned(words, said, fit) {
        Some(fit) if fit.edits > allowed(letters) => Grade::Wrong,
        Some(Fit { doubts: 0, .. }) => Grade::Right,
        Some(_) => Grade::Unclear,
        None if right.is_name && !typed.has_and && may_mean(words, said) => Grade::Unclear,
        None => Grade::Wrong,
    }
}

/// “Lincoln” or “A. L.” for “Abraham Lincoln”, and “Abraham Lincoln” for “Lincoln”; “near Ulm” is
/// another place than “Ulm”. More words would be a list of guesses.
fn may_mean(name: &[&str], typed: &[&str]) -> bool {
    let tells = |word: &&str| Role::of_closed_class(word).is_none() && !is_negation(word);
    let is_part = |some: &[&str], all: &[&str]| {
        let mut others = all.iter().filter(|word| !some.contains(word));
        some.iter().any(tells)
            && typed.len() <= name.len() + MOST_ADDED
            && some.iter().all(|word| all.contains(word))
            && others.all(|word| *word == "of" || tells(word))
    };
    let initials = name.iter().filter_map(|word| word.chars().next());
    is_part(name, typed) || is_part(typed, name) || typed.concat().chars().eq(initials)
}

const MOST_ADDED: usize = 2;

/// “laws”, “law”: too short for the rule that makes one form of both.
fn differ_in_number(one: &str, other: &str) -> bool {
    let is_plural = |plural: &str, singular: &str| {
        plural.strip_suffix('s') == Some(singular)
            && (SHORTEST_NOUN..=LONGEST_NOUN).contains(&singular.len())
            && !holds(NO_PLURALS, plural)
            && !ends_with(plural, "ss us is")
            && Role::of_closed_class(plural).is_none()
            && Role::of_closed_class(singular).is_none()
            && is_known(singular)
    };
    is_plural(one, other) || is_plural(other, one)
}

const SHORTEST_NOUN: usize = 3;
const LONGEST_NOUN: usize = 4;

/// So many letters of a name's other words leave no doubt about one of them.
const TELLING_NAME: usize = 5;

/// Words that may be a distractor's, and edits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    doubts: usize,
    edits: usize,
}

const MOST_JOINED: usize = 3;

/// Two or three words may be written as one.
fn aligned(right: &[&str], typed: &[&str], fit: impl Fn(&str, &str) -> Option<Fit>) -> Option<Fit> {
    if right.len() > MOST_JOINED * typed.len() || typed.len() > MOST_JOINED * right.len() {
        return None;
    }
    let joined = |one: &str, parts: &[&str]| {
        parts.iter().try_fold(one, |rest, part| rest.strip_prefix(part)) == Some("")
    };
    let mut best: Vec<Vec<Option<Fit>>> = vec![vec![None; typed.len() + 1]; right.len() + 1];
    for (i, j) in (0..=right.len()).flat_map(|i| (0..=typed.len()).map(move |j| (i, j))) {
        let step = |(words, said): (usize, usize)| {
            let (from, said_from) = (i.checked_sub(words)?, j.checked_sub(said)?);
            let before = (*best.get(from)?.get(said_from)?)?;
            let step = match (right.get(from..i)?, typed.get(said_from..j)?) {
                ([word], [said]) => fit(word, said)?,
                ([one], parts) | (parts, [one]) if joined(one, parts) => Fit::default(),
                _ => return None,
            };
            Some(Fit { doubts: before.doubts + step.doubts, edits: before.edits + step.edits })
        };
        let several = (2..=MOST_JOINED).flat_map(|count| [(count, 1), (1, count)]);
        let way = match (i, j) {
            (0, 0) => Some(Fit::default()),
            _ => several.chain([(1, 1)]).filter_map(step).min(),
        };
        if let Some(cell) = best.get_mut(i).and_then(|row| row.get_mut(j)) {
            *cell = way;
        }
    }
    *best.last()?.last()?
}

/// `None` where it is another word. Of a name, with the letters of its other words.
fn mistyped(
    right: &str,
    typed: &str,
    name: Option<usize>,
    distractors: &Distractors,
) -> Option<Fit> {
    let (longer, shorter) = if right.len() > typed.len() { (right, typed) } else { (typed, right) };
    let letters = right.chars().count();
    let more = letters.abs_diff(typed.chars().count());
    let exact = |word: &str| {
        is_negation(word) || holds(NO_PLURALS, word) || word.chars().any(char::is_numeric)
    };
    // A letter typed twice, where the word begins with the same one.
    let before = more > 1 && longer.ends_with(shorter);
    if exact(right)
        || exact(typed)
        || before
        || right.chars().next() != typed.chars().next()
        || more > allowed(letters)
        || is_known(typed)
        || name.is_some() && is_known_name(typed)
        || is_other_form(right, typed)
    {
        return None;
    }
    let edits = strsim::osa_distance(right, typed);
    if edits > allowed(letters) {
        return None;
    }
    match distractors.nearest(typed, right, edits) {
        Some(nearer) if nearer < edits => None,
        distractor => {
            let alone = name.is_some_and(|others| others < TELLING_NAME);
            let doubt = distractor.is_some() || alone && may_be_other_name(right, typed);
            Some(Fit { doubts: usize::from(doubt), edits })
        }
    }
}
