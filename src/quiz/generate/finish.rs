//! Finish the sentence: its end is asked for among ends of other sentences.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::build::{CHOICES, choice, item, order};
use super::distractor::similar_length;
use super::material::Material;
use super::sentence::{Sentence, is_initials};
use super::terms::Usage;
use crate::quiz::item::{Item, Kind};
use crate::text::lists::holds;
use crate::text::{Role, Word, near};

/// Words to cut at, whose ends read as a whole.
const BEGINNINGS: &str =
    "to by and with for that which in through from as while because when who under into";

/// In words.
const END: std::ops::RangeInclusive<usize> = 4..=16;

const LEAST_BEGINNING: usize = 7;

/// Sentences before the right one, and behind it, that lend wrong ends.
const NEAR: usize = 256;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Joint {
    comma: bool,
    word: String,
    next: Role,
    ending: Option<&'static str>,
    passive: bool,
    /// “to Rome” goes on as no “to settle” does.
    name: bool,
}

struct End<'m, 'a> {
    sentence: &'m Sentence<'a>,
    words: Range<usize>,
}

pub(super) fn items(material: &Material<'_>) -> Vec<Item> {
    let mut ends: HashMap<Joint, Vec<End<'_, '_>>> = HashMap::new();
    for sentence in material.readable(60..=360) {
        let words = &sentence.words;
        // Another mark would tell the end from those of other sentences.
        let Some((_, before)) = words.split_last().filter(|(last, _)| last.is(".")) else {
            continue;
        };
        for at in (LEAST_BEGINNING..before.len()).filter(|at| END.contains(&(before.len() - at))) {
            if let Some(joint) = joint(words, at, &material.usage) {
                ends.entry(joint).or_default().push(End { sentence, words: at..words.len() });
            }
        }
    }
    let mut made: Vec<(usize, Item)> = Vec::new();
    for pool in ends.values() {
        made.extend(pool.iter().enumerate().filter_map(|(at, end)| {
            let near = pool.get(at.saturating_sub(NEAR)..pool.len().min(at + NEAR))?;
            Some((end.sentence.number, finish(material, end, near)?))
        }));
    }
    made.sort_by(|(one, first), (other, second)| (one, &first.id).cmp(&(other, &second.id)));
    made.into_iter().map(|(_, item)| item).collect()
}

fn joint(words: &[Word<'_>], at: usize, usage: &Usage) -> Option<Joint> {
    let [before, first, next] = [-1, 0, 1].map(|by| near(words, at, by));
    let comma = before.is(",");
    // “and” without a comma may join a pair of words.
    let verb = comma && usage.is_verb(next);
    let listed = holds(BEGINNINGS, &first.lower) && (first.role != Role::And || verb);
    let before = if comma { near(words, at, -2) } else { before };
    let ending = ["ing", "ed", "s"]
        .into_iter()
        .find(|ending| next.role == Role::Content && next.lower.ends_with(ending));
    let whole = listed
        && before.has_content()
        && !matches!(next.role, Role::Mark | Role::Clause | Role::Preposition | Role::And);
    // Nothing ends inside brackets or quotation marks.
    let rest = words.get(at..)?;
    let clear =
        !rest.iter().any(|word| matches!(word.text, "(" | ")" | "“" | "”" | "\"" | ":" | ";"));
    // “…, is another” fits no other beginning.
    let goes_on = rest.windows(2).any(|two| {
        matches!(two, [mark, word] if mark.is(",") && (matches!(word.role, Role::Pronoun | Role::Auxiliary) || usage.is_verb(word)))
    });
    // Nor does “for a better life has died”.
    let turn = rest.iter().find(|word| {
        matches!(word.role, Role::Clause | Role::Pronoun | Role::Auxiliary)
            && !word.lower.ends_with("ing")
    });
    let ends_subject = first.role == Role::Preposition
        && first.lower != "as"
        && turn.is_some_and(|word| {
            let infinitive = first.lower == "to" && holds("be been have do", &word.lower);
            word.role == Role::Auxiliary && !infinitive
        });
    (whole && clear && !goes_on && !ends_subject).then(|| Joint {
        comma,
        word: first.lower.clone(),
        next: next.role,
        ending,
        passive: before.lower.ends_with("ed"),
        name: next.capital,
    })
}

fn finish(material: &Material<'_>, end: &End<'_, '_>, pool: &[End<'_, '_>]) -> Option<Item> {
    let sentence = end.sentence;
    let answer = cut(sentence, &end.words);
    let own = sentence.stems(&end.words);
    let context = sentence.context(&end.words);
    // An end must not repeat a word or initials of its beginning.
    let (shown, ending) = sentence.words.split_at_checked(end.words.start)?;
    if is_initials(ending, shown) || !own.is_disjoint(&context) || own.len() < 2 {
        return None;
    }
    let mut others: Vec<&End<'_, '_>> =
        pool.iter().filter(|other| other.sentence.number != sentence.number).collect();
    others.sort_by_cached_key(|other| {
        let elsewhere = other.sentence.speech.id() != sentence.speech.id();
        (elsewhere, order(&[sentence.text, other.sentence.text]))
    });
    let mut taken = vec![own.clone()];
    let mut wrong: Vec<String> = Vec::new();
    let mut from: HashSet<usize> = HashSet::new();
    for other in others {
        let origin = other.sentence;
        let (text, found) = (cut(origin, &other.words), origin.stems(&other.words));
        let apart = taken
            .iter()
            .all(|taken| taken.intersection(&found).count() * 2 <= taken.len().min(found.len()));
        let fresh =
            found.iter().filter(|stem| context.contains(*stem)).count() <= 1 && found.len() > 1;
        if apart
            && fresh
            && similar_length(text, answer)
            && from.insert(origin.number)
            && !material.fits(sentence, &end.words, text)
        {
            wrong.push(text.to_owned());
            taken.push(found);
        }
        if wrong.len() == CHOICES - 1 {
            break;
        }
    }
    if wrong.len() < CHOICES - 1 {
        return None;
    }
    let beginning = cut(sentence, &(0..end.words.start));
    let difficulty = material.difficulty(sentence, &end.words);
    let key = choice(answer, wrong, sentence.text);
    let prompt = format!("How does this sentence go on? “{beginning} …”");
    Some(item(Kind::Finish, prompt, key, sentence.quote.clone(), difficulty))
}

fn cut<'a>(sentence: &Sentence<'a>, words: &Range<usize>) -> &'a str {
    sentence.cut(words).trim_end_matches(['.', ','])
}
