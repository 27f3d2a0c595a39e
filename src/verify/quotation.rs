//! What in a message is a quote: between quotation marks, behind `>`, or all.

use crate::corpus::Permalink;
use crate::text::lexicon::denies;
use crate::text::lists::holds;
use crate::text::normalize::is_unseen;
use crate::text::spelling::one_form;
use crate::text::titles::PARTICLES;
use crate::text::tokenize::plain_words;
use crate::text::typography::tokens;
use crate::text::vocabulary::is_english;
use crate::text::{Pattern, Role, Slice};

/// Opening marks, each with its closing ones, the best first.
const PAIRS: &[(char, &str)] = &[
    ('“', "”\"“"),
    ('„', "“”\""),
    ('"', "\"”"),
    ('＂', "＂"),
    ('«', "»"),
    ('»', "«"),
    ('‹', "›"),
    ('「', "」"),
    ('『', "』"),
    ('‘', "’'"),
    ('\'', "'’"),
];

/// Apostrophes, too.
const SINGLE: &str = "'’‘";

/// Only ever quotation marks.
const DOUBLE: &[char] = &['“', '”', '„', '"', '＂', '«', '»', '‹', '›', '「', '」', '『', '』'];

/// In words.
const LONGEST_ATTRIBUTION: usize = 8;

/// After a quote, before whose it is.
pub(super) const ATTRIBUTION_OPENS: &[char] = &['—', '–', '-', '~', '(', '['];

const WITHIN_DATES: &str = "in at on and";

/// Beside [`SAID`].
const WITHIN_ATTRIBUTIONS: &str = "it as to by from his her speech address remarks source quote p \
                                   pp sec par para photo note introduction n.d ibid op cit";

/// Beside a comma only these make an attribution: “By January 18, …” is part of a sentence.
const SAID: &str = "said says wrote writes stated put puts according";

/// Without a mark behind them, too: “Ann Lee said one two”.
const REPORTED: &str = "said says wrote writes stated";

/// No attribution has more separators.
const MOST_TRIED: usize = 6;

#[derive(Clone, Debug)]
pub(super) struct Marked {
    pub(super) text: String,
    /// Behind `>`, an attribution may stand within.
    pub(super) is_block: bool,
    /// The clause before its opening mark.
    pub(super) before: String,
    /// The clause or bracket behind its closing mark.
    pub(super) behind: String,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Attributed<'a> {
    pub(super) body: &'a str,
    pub(super) to: &'a str,
}

pub(super) fn is_enclosed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(DOUBLE) && text.ends_with(DOUBLE)
}

pub(super) fn quotes_in(message: &str) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut block: Option<String> = None;
    let mut talk = String::new();
    let mut to_the_end = false;
    for line in message.lines() {
        let quoted = match line.trim_start().strip_prefix(">>> ") {
            Some(rest) => {
                to_the_end = true;
                Some(rest)
            }
            None if to_the_end => Some(line),
            None => line.trim_start().strip_prefix('>').map(|rest| rest.trim_start_matches('>')),
        };
        match quoted {
            Some(quoted) => {
                enclosed(&std::mem::take(&mut talk), &mut found);
                let block = block.get_or_insert_default();
                block.push_str(quoted.trim_start());
                block.push('\n');
            }
            None => {
                found.extend(block.take().map(of_block));
                talk.push_str(line);
                talk.push('\n');
            }
        }
    }
    found.extend(block.map(of_block));
    enclosed(&talk, &mut found);
    found.retain(|quote| !tokens(&quote.text).is_empty());
    found
}

fn of_block(text: String) -> Marked {
    Marked { text, is_block: true, before: String::new(), behind: String::new() }
}

fn enclosed(text: &str, found: &mut Vec<Marked>) {
    let (mut at, mut quotes) = (0, Vec::new());
    while let Some((offset, mark)) =
        text.get(at..).and_then(|rest| rest.char_indices().find(|(_, c)| opening(*c).is_some()))
    {
        let open = at + offset;
        let inside = open + mark.len_utf8();
        at = inside;
        let before = last_seen(text.slice(..open));
        let after = first_seen(text.slice(inside..));
        if before.is_some_and(char::is_alphanumeric) || after.is_none_or(char::is_whitespace) {
            continue;
        }
        if let Some((end, closing)) = closed(text, inside, mark) {
            at = end + closing.len_utf8();
            quotes.push((open..at, inside..end));
        }
    }
    let mut talked = 0;
    for (number, (outer, inner)) in quotes.iter().enumerate() {
        let next = quotes.get(number + 1).map(|(next, _)| next.start);
        let behind = text.slice(outer.end..next.unwrap_or(text.len()));
        let before_mark = behind.split(DOUBLE).next().unwrap_or_default();
        let leads_on = next.is_some() && before_mark.len() == behind.len();
        let quote = text.slice(inner.clone());
        found.push(Marked {
            text: quote.to_owned(),
            is_block: false,
            before: introduction(text.slice(talked..outer.start)).to_owned(),
            behind: clause_behind(quote, before_mark, leads_on).to_owned(),
        });
        talked = outer.end;
    }
}

/// “As Ann Lee said, ”; empty where the talk before does not lead to the quote.
fn introduction(before: &str) -> &str {
    let clause = sentences(before).last().unwrap_or_default();
    let leads = clause.ends_with([':', ',', '–', '—'])
        || plain_words(clause).last().is_some_and(|word| holds(SAID, &word.to_lowercase()))
        || clause.chars().all(|c| !c.is_alphabetic());
    if leads { clause } else { "" }
}

/// Empty where it is another sentence, or `leads_on` to the next quote.
fn clause_behind<'a>(quote: &str, behind: &'a str, leads_on: bool) -> &'a str {
    let bracket = behind.trim_start();
    let closing = match bracket.chars().next() {
        Some('(') => bracket.find(')'),
        Some('[') => bracket.find(']'),
        _ => None,
    };
    if let Some(end) = closing {
        return bracket.get(..=end).unwrap_or(bracket);
    }
    let has_words = |clause: &&str| clause.contains(char::is_alphanumeric);
    let clause = sentences(behind).find(has_words).unwrap_or_default();
    let opens = clause.starts_with(ATTRIBUTION_OPENS);
    let has_ended = behind.starts_with(['.', '!', '?', ';', '\n'])
        || quote.trim_end().ends_with(['.', '!', '?', '…']);
    let is_next = has_ended && clause.starts_with(char::is_uppercase);
    // “… and Kim wrote “…””: it ends with neither a mark nor a small word.
    let ends_open = clause.ends_with(':')
        || clause.ends_with(char::is_alphabetic)
            && plain_words(clause)
                .last()
                .is_some_and(|word| Role::of_closed_class(&word.to_lowercase()).is_none());
    let belongs = match leads_on {
        true => !is_next && !ends_open,
        false => !is_next || is_attribution(clause) || is_sourced(clause),
    };
    if opens || belongs { clause } else { "" }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| {
        let found = sentencex::get_sentence_boundaries("en", line).into_iter();
        found.filter_map(|sentence| Some(line.get(sentence.start_byte..sentence.end_byte)?.trim()))
    })
}

/// With whose it is before it, and nothing else.
pub(super) fn is_only_introduced(text: &str, quote: &Marked) -> bool {
    let words = tokens(&quote.before).len() + tokens(&quote.text).len();
    !quote.is_block && is_attribution(&quote.before) && words == tokens(text).len()
}

fn first_seen(text: &str) -> Option<char> {
    text.chars().find(|c| !is_unseen(*c))
}

fn last_seen(text: &str) -> Option<char> {
    text.chars().rev().find(|c| !is_unseen(*c))
}

fn opening(mark: char) -> Option<&'static str> {
    PAIRS.iter().find(|(open, _)| *open == mark).map(|(_, closing)| *closing)
}

fn closed(text: &str, start: usize, open: char) -> Option<(usize, char)> {
    let rest = text.get(start..)?;
    for mark in opening(open)?.chars() {
        let ends = |at: usize| {
            let before = last_seen(rest.slice(..at));
            let after = first_seen(rest.slice(at + mark.len_utf8()..));
            let ends = before.is_some_and(|before| !before.is_whitespace())
                && !after.is_some_and(char::is_alphanumeric);
            ends.then_some((at, before == Some('s')))
        };
        let mut candidates =
            rest.match_indices(mark).filter_map(|(at, _)| ends(at)).collect::<Vec<_>>().into_iter();
        // “the workers' rights'”: behind an s an apostrophe closes only where nothing else does.
        let certain = |(_, owner): &(usize, bool)| !(*owner && SINGLE.contains(mark));
        let found = candidates.clone().find(certain).or_else(|| candidates.next_back());
        if let Some((at, _)) = found {
            return Some((start + at, mark));
        }
    }
    None
}

/// Parted by `…`, `...`, `[…]`, `(...)`, `. . .`.
pub(super) fn parts(quote: &str) -> Vec<&str> {
    static ELLIPSIS: Pattern = Pattern::new(r"…[….]*|\.(?:[ \u{a0}]?\.){2,}");
    ELLIPSIS.split(quote).filter(|part| !tokens(part).is_empty()).collect()
}

/// Before or behind: “Ann Lee: …”, “… — Ann Lee, 2023”.
pub(super) fn without_attribution(text: &str) -> Vec<Attributed<'_>> {
    let text = text.trim();
    let behind = text
        .char_indices()
        .rev()
        .filter(|(at, c)| is_separator(text, *at, *c))
        .take(MOST_TRIED)
        .filter_map(|(at, c)| {
            let (body, to) = text.split_at_checked(at)?;
            let attributes = match c {
                '\n' | '(' | '[' => is_attribution(to) || is_sourced(to),
                ',' => is_attribution(to) && (says(to) || is_sourced(to)),
                _ if is_after_quote(text, at) => is_attribution(to) || is_sourced(to),
                _ => is_attribution(to) && (has_capitals(to) || is_sourced(to)),
            };
            attributes.then_some(Attributed { body: body.trim_end(), to })
        });
    let before = text.char_indices().filter(|(_, c)| matches!(c, ':' | ',')).take(2);
    let before = before.filter_map(|(at, c)| {
        let (to, body) = text.split_at_checked(at + c.len_utf8())?;
        let body = body.trim_start();
        let attributes = is_attribution(to) && (c == ':' || says(to));
        attributes.then_some(Attributed { body, to })
    });
    let that = text.match_indices(" that ").take(1).filter_map(|(at, that)| {
        let (to, body) = (text.get(..at)?, text.get(at + that.len()..)?);
        (is_attribution(to) && says(to)).then_some(Attributed { body, to })
    });
    let attributed = behind.chain(before).chain(that).chain(reported(text));
    attributed.filter(|found| !tokens(found.body).is_empty()).collect()
}

/// Only where a name tells: “The farmers said no” may be changed words.
fn reported(text: &str) -> Option<Attributed<'_>> {
    let words = tokens(text).into_iter().take(LONGEST_ATTRIBUTION);
    let verb = words.into_iter().find(|word| holds(REPORTED, &word.form))?;
    let (to, body) = text.split_at_checked(verb.range.end)?;
    let is_foreign = |word: &str| {
        word.starts_with(char::is_uppercase) && !is_english(&one_form(&word.to_lowercase()))
    };
    (is_attribution(to) && plain_words(to).any(is_foreign))
        .then_some(Attributed { body: body.trim_start(), to })
}

fn is_separator(text: &str, at: usize, c: char) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let spaced = before.is_some_and(char::is_whitespace);
    match c {
        '\n' | ',' | '(' | '[' => true,
        // Not within a word, nor at the next line's beginning.
        _ => ATTRIBUTION_OPENS.contains(&c) && (spaced || is_after_mark(before) || c == '—'),
    }
}

fn is_after_mark(before: Option<char>) -> bool {
    before.is_some_and(|c| ['.', '!', '?', '”', '"', '»', '…'].contains(&c))
}

fn is_after_quote(text: &str, at: usize) -> bool {
    let before = text.slice(..at);
    let ended = before.trim_end_matches([' ', '\t']);
    is_after_mark(ended.chars().next_back()) || ended.ends_with(['\n', '\'', '’'])
}

/// Few words, with a capital or a number but for small ones.
fn is_attribution(text: &str) -> bool {
    let words: Vec<&str> =
        tokens(text).into_iter().filter_map(|word| text.get(word.range)).collect();
    let tells =
        |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '§');
    let says = says(text);
    let small = |word: &str| {
        let lower = word.to_lowercase();
        let is_adverb = Role::of_closed_class(&lower) == Some(Role::Adverb);
        holds(PARTICLES, word)
            || holds(WITHIN_DATES, word)
            || holds(SAID, &lower)
            || holds(WITHIN_ATTRIBUTIONS, &lower)
            || says && is_adverb
    };
    words.len() <= LONGEST_ATTRIBUTION
        && words.iter().any(|word| tells(word))
        && words.iter().all(|word| (tells(word) || small(word)) && !denies(&word.to_lowercase()))
}

fn is_sourced(text: &str) -> bool {
    let mut words = text.split([' ', '[', ']', '(', ')', '`', '\n']);
    text.contains(['§', '¶'])
        || words.any(|word| Permalink::parse(word).is_some_and(|link| link.is_whole()))
}

pub(super) fn says(text: &str) -> bool {
    plain_words(text).any(|word| holds(SAID, &word.to_lowercase()))
}

fn has_capitals(text: &str) -> bool {
    let words =
        text.split_whitespace().map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let capitals = words.clone().filter(|word| word.starts_with(char::is_uppercase)).count();
    capitals >= 2 || words.filter(|word| word.starts_with(char::is_numeric)).count() > 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_marked_quote_is_found() {
        for (message, expected) in [
            ("plain words", vec![]),
            ("He said \"one two\" and “three four”.", vec!["one two", "three four"]),
            ("„eins“ «deux» »drei« 「四」 „five”", vec!["eins", "deux", "drei", "四", "five"]),
            ("it's 'the workers' rights' he's for", vec!["the workers' rights"]),
            ("‘the workers’ rights’ and the Party’s", vec!["the workers’ rights"]),
            ("the workers' homes and the bosses' homes", vec![]),
            ("so:\n> one\n> two\nand\n> three\n\"four\"", vec!["one\ntwo", "three", "four"]),
            (">>> one\ntwo", vec!["one\ntwo"]),
            ("5\" and 6\" boards", vec![]),
            ("\"\" \"🎉\" “…”", vec![]),
            ("“one and no end", vec![]),
        ] {
            let found: Vec<String> =
                quotes_in(message).iter().map(|quote| quote.text.trim().to_owned()).collect();
            assert_eq!(found, expected, "{message:?}");
        }
    }

    #[test]
    fn what_introduces_the_next_quote_is_not_behind_the_one_before() {
        for (message, expected) in [
            ("Lee said “one two”. Kim said “three”.", "Lee said: |Kim said: "),
            ("Lee: “One two.” Kim wrote, “Three.”", "Lee:: |Kim wrote,: "),
            ("“one” and Kim wrote “two”", ": |and Kim wrote: "),
            ("“one” Kim: “two”", ": |Kim:: "),
            ("‘One.’ Kim said ‘two.’", ": |Kim said: "),
            ("“one” (Lee) and “two” (Kim)", ": (Lee)|: (Kim)"),
            ("“one.” — Lee, “two.” — Kim", ": — Lee,|— Lee,: — Kim"),
            ("“one,” Lee said, “two”", ": Lee said,|Lee said,: "),
            ("“One two.” Kim had left the room.", ": "),
            ("“One two.” Ann Lee said.", ": Ann Lee said."),
            ("“One two.”\nAnn Lee, 2023", ": Ann Lee, 2023"),
        ] {
            let beside: Vec<String> = quotes_in(message)
                .iter()
                .map(|one| format!("{}: {}", one.before, one.behind))
                .collect();
            assert_eq!(beside.join("|"), expected, "{message:?}");
        }
    }

    #[test]
    fn a_quote_falls_apart_at_its_ellipses() {
        for (quote, expected) in [
            ("one two", vec!["one two"]),
            ("… one … two ...", vec!["one", "two"]),
            ("one [...] two (…) three. . . . four", vec!["one [", "] two (", ") three", "four"]),
            ("one. two.", vec!["one. two."]),
        ] {
            let found: Vec<&str> = parts(quote).into_iter().map(str::trim).collect();
            assert_eq!(found, expected, "{quote:?}");
        }
    }

    #[test]
    fn whose_a_quote_is_is_told_from_the_quote() {
        for (text, expected) in [
            ("One two. — Ann Lee, 2023", vec!["One two."]),
            ("One two\n- Ann Lee", vec!["One two"]),
            ("One two. (§2 ¶1)", vec!["One two."]),
            ("One two — Ann Lee", vec!["One two"]),
            ("One two (Lee, 2023)", vec!["One two"]),
            ("one two [§2 ¶1]", vec!["one two"]),
            ("As Ann Lee said, one two", vec!["one two"]),
            ("one two, said Ann Lee", vec!["one two"]),
            ("One two.\n\n— Lee, *On words and things*, May 1, §2 ¶1 (`t#a`)", vec!["One two."]),
            ("One two — not Ann Lee", vec![]),
            ("By January 29, 1974, one two", vec![]),
            ("Ann Lee: one two", vec!["one two"]),
            ("Ann Lee said that one two", vec!["one two"]),
            ("one two, Lee said.", vec!["one two"]),
            ("Lenin once said one two", vec!["one two"]),
            ("As Lenin famously wrote, one two", vec!["one two"]),
            ("Lenin never said one two", vec![]),
            ("Farmers said one two", vec![]),
            ("One two. — never", vec![]),
            ("One two. — Not at all", vec![]),
            ("One - Two", vec![]),
            ("one two -Ann Lee", vec!["one two"]),
            ("one two by Ann Lee", vec![]),
            ("one two (Ann Lee, 2023, p. 5)", vec!["one two"]),
            ("one two, §2 ¶1", vec!["one two"]),
            ("one two [t-1#abcdefghij]", vec!["one two"]),
        ] {
            let found = without_attribution(text);
            let body = found.iter().map(|found| found.body);
            let whole = body.min_by_key(|body| body.len());
            assert_eq!(whole, expected.first().copied(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_message_is_too_odd(message in "(?s).{0,80}|[\"'“”„‘’«»>. …a\n—-]{0,60}") {
            for quote in quotes_in(&message) {
                for part in parts(&quote.text) {
                    prop_assert!(quote.text.contains(part));
                }
            }
            without_attribution(&message);
        }
    }
}
