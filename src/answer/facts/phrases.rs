//! Reads noun phrases and lists from a place to where English ends them.

use std::ops::Range;

use crate::text::{Role, Word};

/// In words.
const LONGEST_ITEM: usize = 12;

/// The phrase at `at` with its list: up to a mark, a verb, or a preposition other than “of”.
pub(super) fn after(words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
    let mut end = item(words, at)?;
    if let Some(listed) = list(words, at, end) {
        return Some(at..listed);
    }
    // “the Convention on the Rights of the Child”: a capital word alone needs what follows.
    let bare =
        words.get(at).is_some_and(|word| word.role == Role::Determiner && word.lower == "the")
            && end == at + 2;
    if bare
        && words.get(at + 1).is_some_and(|word| word.capital)
        && words
            .get(end)
            .is_some_and(|word| matches!(word.lower.as_str(), "on" | "for" | "against" | "to"))
        && words
            .iter()
            .skip(end + 1)
            .find(|word| word.role != Role::Determiner)
            .is_some_and(|word| word.capital)
    {
        while let Some(word) = words.get(end) {
            let next = words.iter().skip(end + 1).find(|word| word.role != Role::Determiner);
            let small = matches!(word.role, Role::Preposition | Role::And | Role::Determiner);
            let inside = small && next.is_some_and(|next| next.capital);
            if !(word.capital && word.role == Role::Content || inside) {
                break;
            }
            end += 1;
        }
    }
    Some(at..end)
}

fn item(words: &[Word<'_>], at: usize) -> Option<usize> {
    let mut end = at;
    let mut content = false;
    while let Some(word) = words.get(end) {
        let next = words.get(end + 1);
        let goes_on = match word.role {
            // “the mayor resigned.”, “a case suspended from …”: no noun follows, so it is a verb.
            Role::Content if content && is_past(word) => next.is_some_and(Word::has_content),
            Role::Content | Role::Number => true,
            Role::Determiner => {
                !content || words.get(end - 1).is_some_and(|before| before.lower == "of")
            }
            Role::Owner => true,
            Role::Preposition => word.lower == "of" && content,
            Role::And => content && pairs(words, end),
            Role::Mark => {
                word.is("-")
                    || matches!(word.text, "“" | "\"" | "”")
                        && end == at
                        && next.is_some_and(Word::has_content)
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        content |= word.has_content();
        end += 1;
    }
    while end > at
        && words.get(end - 1).is_some_and(|word| {
            matches!(word.role, Role::And | Role::Preposition | Role::Determiner)
        })
    {
        end -= 1;
    }
    (content && end > at).then_some(end)
}

/// Whether “and” joins two nouns: no verb with its object follows, nor a clause.
fn pairs(words: &[Word<'_>], and: usize) -> bool {
    let role = |step: usize| words.get(and + step).map(|word| word.role);
    let starts = matches!(role(1), Some(Role::Content | Role::Number | Role::Determiner));
    // “and help them”, “and make the …”.
    let verb = role(1) == Some(Role::Content)
        && words.get(and + 1).is_some_and(|word| !word.capital)
        && matches!(role(2), Some(Role::Pronoun | Role::Determiner));
    let clause = (1..6)
        .map_while(role)
        .take_while(|role| *role != Role::Mark)
        .any(|role| matches!(role, Role::Auxiliary | Role::Pronoun));
    starts && !verb && !clause
}

/// Where “a, b, and c” ends, whose first item is `at..end`.
fn list(words: &[Word<'_>], at: usize, end: usize) -> Option<usize> {
    let mut end = end;
    let mut items = 1;
    if end - at > LONGEST_ITEM {
        return None;
    }
    while words.get(end).is_some_and(|word| word.is(",")) {
        let joined = words.get(end + 1).is_some_and(|word| word.role == Role::And);
        let start = end + 1 + usize::from(joined);
        let next = item(words, start)?;
        if next - start > LONGEST_ITEM
            || words.get(start).is_some_and(|word| word.role == Role::Pronoun)
        {
            return None;
        }
        items += 1;
        let paired = words.get(start..next)?.iter().any(|word| word.role == Role::And);
        if joined || (paired && !words.get(next).is_some_and(|word| word.is(","))) {
            return (items + usize::from(paired) > 2).then_some(next);
        }
        end = next;
    }
    None
}

/// The subject of a verb at `at`, back to where its clause begins.
pub(super) fn before(words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
    let mut end = at;
    while end > 0
        && words.get(end - 1).is_some_and(|word| {
            matches!(word.role, Role::Auxiliary | Role::Adverb) || is_adverb(word)
        })
    {
        end -= 1;
    }
    // “Ann Lee, who painted …”, “the bridge that spans …”.
    let mut relative = false;
    if end > 0
        && words
            .get(end - 1)
            .is_some_and(|word| matches!(word.lower.as_str(), "who" | "which" | "that"))
    {
        relative = true;
        end -= 1;
        if end > 0 && words.get(end - 1).is_some_and(|word| word.is(",")) {
            end -= 1;
        }
    }
    let mut start = end;
    let mut depth = 0_usize;
    while start > 0 {
        let word = words.get(start - 1)?;
        match word.text {
            ")" => depth += 1,
            "(" if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            "-" | "“" | "”" | "\"" | "'" => {}
            _ if word.role == Role::Auxiliary => return None,
            _ if word.role == Role::Mark || word.role == Role::Clause => break,
            // “… since old mills burned”: these begin a clause, too.
            _ if !word.capital
                && matches!(
                    word.lower.as_str(),
                    "since" | "as" | "after" | "before" | "until" | "than"
                ) =>
            {
                break;
            }
            _ if relative && word.role == Role::Preposition && word.lower != "of" => break,
            _ => {}
        }
        start -= 1;
    }
    let adverb = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| matches!(word.role, Role::Adverb | Role::And) || is_adverb(word))
    };
    while start < end && adverb(start) {
        start += 1;
    }
    let phrase = words.get(start..end)?;
    let (opener, closer) = (phrase.first()?, phrase.last()?);
    let verb = phrase.iter().skip(1).any(is_past);
    let fits = phrase.iter().any(Word::has_content)
        && !verb
        && !matches!(opener.role, Role::Preposition | Role::Pronoun)
        && !matches!(closer.role, Role::Preposition | Role::Determiner | Role::And)
        && !phrase.iter().any(|word| word.role == Role::Pronoun)
        && phrase.len() <= LONGEST_SUBJECT;
    fits.then_some(start..end)
}

/// Longer ones hold a verb of their own.
const LONGEST_SUBJECT: usize = 12;

pub(super) fn only(mut ranges: impl Iterator<Item = Range<usize>>) -> Option<Range<usize>> {
    let first = ranges.next()?;
    ranges.all(|other| other == first).then_some(first)
}

pub(super) fn is_past(word: &Word<'_>) -> bool {
    word.lower.len() > 4 && !word.capital && word.lower.ends_with("ed")
}

/// “creatively”, but not “family”: only where no noun is asked for.
pub(super) fn is_adverb(word: &Word<'_>) -> bool {
    word.role == Role::Adverb
        || (!word.capital
            && word.lower.len() > 5
            && word.lower.ends_with("ly")
            && !word.lower.ends_with("mily"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn words_at(sentence: &str, range: Option<Range<usize>>) -> &str {
        let words = tokenize(sentence);
        range.map_or("", |range| {
            sentence.get(words[range.start].range.start..words[range.end - 1].range.end).unwrap()
        })
    }

    #[test]
    fn a_phrase_ends_where_english_ends_it() {
        for (sentence, from, expected) in [
            (
                "gave to the new head of the Royal Mint on Monday",
                "the",
                "the new head of the Royal Mint",
            ),
            ("with bakers and help them rise", "bakers", "bakers"),
            ("with bakers and millers in town", "bakers", "bakers and millers"),
            ("with red cars, old vans, and buses at noon", "red", "red cars, old vans, and buses"),
            ("by Ann, who left", "Ann", "Ann"),
            (
                "under the Convention on the Rights of the Child, states",
                "the",
                "the Convention on the Rights of the Child",
            ),
            ("to Ann’s mother before tea", "Ann", "Ann’s mother"),
            ("for them", "them", ""),
        ] {
            let at = tokenize(sentence).iter().position(|word| word.text == from).unwrap();
            assert_eq!(words_at(sentence, after(&tokenize(sentence), at)), expected, "{sentence}");
        }
    }

    #[test]
    fn a_subject_begins_where_its_clause_begins() {
        for (sentence, verb, expected) in [
            ("In 1900, the old mill burned.", "burned", "the old mill"),
            ("The old mill has also burned.", "burned", "The old mill"),
            ("Ann Lee, who painted it, left.", "painted", "Ann Lee"),
            (
                "Boards (town boards) at all levels should meet.",
                "meet",
                "Boards (town boards) at all levels",
            ),
            ("In winter they burned wood.", "burned", ""),
        ] {
            let at = tokenize(sentence).iter().position(|word| word.text == verb).unwrap();
            assert_eq!(words_at(sentence, before(&tokenize(sentence), at)), expected, "{sentence}");
        }
    }
}
