//! Finds names by their capitals, and whether they look like a person, a place or a body.

use std::ops::Range;

use super::dates::{MONTHS, WEEKDAYS};
use super::lists::{ends_with, holds};
use super::ranges::Slice;
use super::roles::Role;
use super::titles::{PARTICLES, is_title};
use super::tokenize::{Word, before};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum EntityKind {
    Person,
    Place,
    Body,
    /// A law, a war, a book, a day, a people.
    Other,
    /// No sign either way.
    Open,
}

#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) words: Range<usize>,
    pub(crate) kind: EntityKind,
}

const SIGNS: &[(EntityKind, &str)] = &[
    (
        EntityKind::Body,
        "federation union unions committee congress parliament party company corporation council \
         commission association church army university college academy school institute office \
         ministry department bureau court senate assembly government league society agency bank \
         club journal times post news press foundation organization organisation board group \
         house center centre guard network co. inc.",
    ),
    (
        EntityKind::Place,
        "city river sea ocean lake island islands mountain mountains valley street avenue park \
         county province state states region kingdom republic empire fort bay cape coast colony \
         country peninsula hill square hall castle bridge station airport port desert canal \
         palace district borough town village north south east west europe asia africa america",
    ),
    (
        EntityKind::Other,
        "act law treaty edict war battle revolution rebellion bill agreement convention prize \
         award day dynasty century age era constitution declaration bible massacre crisis god \
         thought christianity islam buddhism english french german spanish latin chinese",
    ),
];

/// Endings of peoples, languages and adverbs, which begin sentences with a capital.
const PEOPLES: &str = "ish ese ian ians ican icans ean eans ine ial ical ic ly ans";

pub(crate) fn find_names(words: &[Word<'_>]) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match run(words, at) {
            Some(end) => {
                names.extend(name(words, at..end));
                at = end;
            }
            None => at += 1,
        }
    }
    names
}

fn run(words: &[Word<'_>], at: usize) -> Option<usize> {
    // Small words in capitals, as in a line of capitals, end a name, too.
    let starts = |word: &Word<'_>| {
        word.capital
            && !matches!(word.role, Role::Mark | Role::Owner)
            && word.text != "I"
            && !word.lower.starts_with("i'")
            && (word.role == Role::Content || !shouts(word))
    };
    let first = words.get(at).filter(|word| starts(word))?;
    let opens = before(words, at)
        .is_none_or(|before| matches!(before.text, "." | ":" | "“" | "\"" | "[" | "]"));
    if opens && !matches!(first.role, Role::Content) {
        return None;
    }
    let mut end = at + 1;
    while let Some(word) = words.get(end) {
        let joined = words.get(end - 1).is_none_or(|before| !before.is("."));
        let small = holds(PARTICLES, &word.lower);
        let next = words.get(end + 1);
        let after_small = next
            .filter(|next| small && holds(PARTICLES, &next.lower))
            .and(words.get(end + 2))
            .or(next);
        match word.role {
            _ if starts(word) && joined => end += 1,
            Role::Owner
                if next.is_some_and(|next| {
                    next.capital && next.role == Role::Content && !is_title(&next.lower)
                }) =>
            {
                end += 2
            }
            // “In October the Square was opened.”
            _ if word.lower == "the" && of_calendar(first.text) => break,
            _ if small && after_small.is_some_and(|after| after.capital && !after.is(".")) => {
                end += 1
            }
            Role::Number
                if word.text.len() == 4
                    && words.get(end - 1).is_some_and(|before| before.lower == "act") =>
            {
                end += 1
            }
            _ => break,
        }
    }
    Some(end)
}

/// One name, or two: “THE TIMES REPORTER ANN LEE”.
fn name(words: &[Word<'_>], range: Range<usize>) -> Vec<Name> {
    let mut start = range.start;
    let mut names = Vec::new();
    let mut titled = before(words, start).is_some_and(|word| is_title(&word.lower));
    let within = words.slice(range.clone());
    if let Some(at) =
        within.iter().position(|word| is_title(&word.lower) && shouts(word)).filter(|at| *at > 0)
    {
        names.push(Name { words: start..start + at, kind: EntityKind::Body });
        start += at;
    }
    let proper = |at: &usize| {
        words.get(*at).is_some_and(|word| word.text.chars().count() > 1 && !is_roman(word.text))
    };
    while words.get(start).is_some_and(|word| is_title(&word.lower))
        && start + 1 < range.end
        && words.get(start + 1).is_some_and(|next| next.capital)
    {
        titled = true;
        // “King Charles III” would be nobody without the king.
        if (start + 1..range.end).filter(proper).count() < 2 {
            break;
        }
        start += 1;
    }
    // “Mrs. Ann Lee of Water Street” names two.
    let of = (start + 1..range.end).find(|at| titled && words[*at].lower == "of");
    let end = of.unwrap_or(range.end);
    let kind = if titled { EntityKind::Person } else { kind_of(words, start..end) };
    names.push(Name { words: start..end, kind });
    if let Some(next) = (end..range.end).find(|at| words[*at].capital) {
        names.push(Name { words: next..range.end, kind: kind_of(words, next..range.end) });
    }
    names
}

fn of_calendar(word: &str) -> bool {
    MONTHS.iter().chain(&WEEKDAYS).any(|day| day.eq_ignore_ascii_case(word))
}

fn shouts(word: &Word<'_>) -> bool {
    word.text.chars().count() > 1 && word.text.chars().all(|c| !c.is_lowercase())
}

fn is_roman(text: &str) -> bool {
    text.chars().all(|c| "IVXLC".contains(c))
}

fn kind_of(words: &[Word<'_>], range: Range<usize>) -> EntityKind {
    let inside = words.slice(range.clone());
    let mut inside: Vec<&str> = inside.iter().map(|word| word.lower.as_str()).collect();
    let sign = |word: &str| {
        let one = word.strip_suffix('s').unwrap_or(word);
        let listed = SIGNS.iter().find(|(_, signs)| holds(signs, word) || holds(signs, one));
        listed.map(|(kind, _)| *kind).or(of_calendar(one).then_some(EntityKind::Other))
    };
    // “World War II” is a war.
    if before(words, range.end).is_some_and(|word| is_roman(word.text)) {
        inside.pop();
    }
    let of = inside.iter().position(|word| *word == "of");
    let heads = of.and_then(|of| before(&inside, of));
    let signed =
        heads.into_iter().chain(inside.last()).chain(inside.first()).find_map(|word| sign(word));
    let before = before(words, range.start);
    let people = matches!(inside[..], [word] if ends_with(word, PEOPLES));
    match (signed, before) {
        (Some(kind), _) => kind,
        _ if people => EntityKind::Other,
        (None, Some(before)) if before.lower == "the" => EntityKind::Other,
        (None, Some(before)) if matches!(before.lower.as_str(), "in" | "at" | "near" | "into") => {
            EntityKind::Place
        }
        _ => EntityKind::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokenize::tokenize;
    use super::*;

    #[test]
    fn names_are_cut_out_and_looked_at() {
        for (sentence, expected) in [
            (
                "The painter Ann Lee met King Charles III in Oslo.",
                "Ann Lee Person|King Charles III Person|Oslo Place",
            ),
            ("President Mary Robinson spoke.", "Mary Robinson Person"),
            (
                "Mrs. Ann Lee of Water Street met the Duke of Kent.",
                "Ann Lee Person|Water Street Place|Duke of Kent Other",
            ),
            ("He joined the Bank of England.", "Bank of England Body"),
            ("BY STAR REPORTER JO LEE", "STAR Body|JO LEE Person"),
            ("They crossed the Red Sea in April.", "Red Sea Place|April Other"),
            ("The Treaty of Rome ended it.", "Treaty of Rome Other"),
            ("They were tired.", ""),
            ("In October the Square of Ulm was opened.", "October Other|Square of Ulm Place"),
            ("On Wednesday I met Ann Lee.", "Wednesday Other|Ann Lee Open"),
            ("He read the Scotland Act 1998 to Duncan.", "Scotland Act 1998 Other|Duncan Open"),
        ] {
            let words = tokenize(sentence);
            let named: Vec<String> = find_names(&words)
                .into_iter()
                .map(|name| {
                    let range =
                        words[name.words.start].range.start..words[name.words.end - 1].range.end;
                    format!("{} {:?}", sentence.get(range).unwrap(), name.kind)
                })
                .collect();
            assert_eq!(named.join("|"), expected, "{sentence}");
        }
    }
}
