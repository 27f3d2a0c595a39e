//! What in a message is a quote: between quotation marks, behind `>`, or all; and its parts between
//! ellipses.

use crate::text::lists::holds;
use crate::text::normalize::is_unseen;
use crate::text::titles::PARTICLES;
use crate::text::typography::tokens;

/// Opening marks, each with its closing ones, the best first.
const PAIRS: &[(char, &[char])] = &[
    ('“', &['”', '"', '“']),
    ('„', &['“', '”', '"']),
    ('"', &['"', '”']),
    ('＂', &['＂']),
    ('«', &['»']),
    ('»', &['«']),
    ('‹', &['›']),
    ('「', &['」']),
    ('『', &['』']),
    ('‘', &['’', '\'']),
    ('\'', &['\'', '’']),
];

/// Apostrophes, too.
const SINGLE: &[char] = &['\'', '’', '‘'];

/// Nothing but quotation marks.
const DOUBLE: &[char] = &['“', '”', '„', '"', '＂', '«', '»', '‹', '›', '「', '」', '『', '』'];

/// In words.
const LONGEST_ATTRIBUTION: usize = 8;

/// After a quote, before whose it is.
pub(super) const ATTRIBUTION_OPENS: &[char] = &['—', '–', '-', '~', '(', '['];

const WITHIN_DATES: &str = "in at on and";

pub(super) fn is_enclosed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(DOUBLE) && text.ends_with(DOUBLE)
}

pub(super) fn quotes_in(message: &str) -> Vec<String> {
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
                found.extend(block.take());
                talk.push_str(line);
                talk.push('\n');
            }
        }
    }
    found.extend(block);
    enclosed(&talk, &mut found);
    found.retain(|quote| !tokens(quote).is_empty());
    found
}

fn enclosed(text: &str, found: &mut Vec<String>) {
    let mut at = 0;
    while let Some((offset, mark)) =
        text.get(at..).and_then(|rest| rest.char_indices().find(|(_, c)| opening(*c).is_some()))
    {
        let open = at + offset;
        let inside = open + mark.len_utf8();
        at = inside;
        let before = last_seen(text.get(..open).unwrap_or_default());
        let after = first_seen(text.get(inside..).unwrap_or_default());
        if before.is_some_and(char::is_alphanumeric) || after.is_none_or(char::is_whitespace) {
            continue;
        }
        if let Some((end, closing)) = closed(text, inside, mark) {
            found.extend(text.get(inside..end).map(str::to_owned));
            at = end + closing.len_utf8();
        }
    }
}

fn first_seen(text: &str) -> Option<char> {
    text.chars().find(|c| !is_unseen(*c))
}

fn last_seen(text: &str) -> Option<char> {
    text.chars().rev().find(|c| !is_unseen(*c))
}

fn opening(mark: char) -> Option<&'static [char]> {
    PAIRS.iter().find(|(open, _)| *open == mark).map(|(_, closing)| *closing)
}

fn closed(text: &str, start: usize, open: char) -> Option<(usize, char)> {
    let rest = text.get(start..)?;
    for mark in opening(open)? {
        let ends = |at: usize| {
            let before = last_seen(rest.get(..at).unwrap_or_default());
            let after = first_seen(rest.get(at + mark.len_utf8()..).unwrap_or_default());
            let ends = before.is_some_and(|before| !before.is_whitespace())
                && !after.is_some_and(char::is_alphanumeric);
            ends.then_some((at, before == Some('s')))
        };
        let mut candidates = rest
            .match_indices(*mark)
            .filter_map(|(at, _)| ends(at))
            .collect::<Vec<_>>()
            .into_iter();
        // “the workers' rights'”: behind an s an apostrophe closes only where nothing else does.
        let certain = |(_, owner): &(usize, bool)| !(*owner && SINGLE.contains(mark));
        let found = candidates.clone().find(certain).or_else(|| candidates.next_back());
        if let Some((at, _)) = found {
            return Some((start + at, *mark));
        }
    }
    None
}

/// Ellipses: `…`, `...`, `[…]`, `(...)`, `. . .`.
pub(super) fn parts(quote: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = quote.get(at..).filter(|rest| !rest.is_empty()) {
        match ellipsis(rest) {
            Some(length) => {
                parts.extend(quote.get(start..at));
                at += length;
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    parts.extend(quote.get(start..));
    parts.retain(|part| !tokens(part).is_empty());
    parts
}

/// In bytes, at the beginning.
fn ellipsis(text: &str) -> Option<usize> {
    if text.starts_with('…') {
        return Some(text.len() - text.trim_start_matches(['…', '.']).len());
    }
    let mut dots = 0;
    let mut length = 0;
    for (at, c) in text.char_indices() {
        match c {
            '.' => {
                dots += 1;
                length = at + 1;
            }
            ' ' | '\u{a0}' if at == length => {}
            _ => break,
        }
    }
    (dots >= 3).then_some(length)
}

/// Without attributions before or behind: “Ann Lee: …”, “… — Ann Lee, 2023”, “… (§2 ¶1)”.
pub(super) fn without_attribution(text: &str) -> Vec<&str> {
    let text = text.trim();
    let mut bodies = Vec::new();
    if let Some((at, _)) = text
        .char_indices()
        .rev()
        .find(|(at, c)| ATTRIBUTION_OPENS.contains(c) && is_after_quote(text, *at))
    {
        let (body, behind) =
            (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
        bodies.extend(Some(body.trim_end()).filter(|_| is_attribution(behind)));
    }
    if let Some((before, body)) = text.split_once(':') {
        bodies.extend(Some(body.trim_start()).filter(|_| is_attribution(before)));
    }
    bodies
}

fn is_after_quote(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let ended = before.trim_end_matches([' ', '\t']);
    ended.len() < before.len() && ended.ends_with(['.', '!', '?', '”', '"', '»', '…', '\'', '’'])
        || before.ends_with('\n')
}

/// Few words, with a capital or a number but for small ones.
fn is_attribution(text: &str) -> bool {
    let words: Vec<&str> =
        tokens(text).into_iter().filter_map(|word| text.get(word.range)).collect();
    let named = |word: &&str| {
        let small = holds(PARTICLES, word) || holds(WITHIN_DATES, word);
        small || word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '§')
    };
    words.len() <= LONGEST_ATTRIBUTION && words.iter().all(named)
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
                quotes_in(message).iter().map(|quote| quote.trim().to_owned()).collect();
            assert_eq!(found, expected, "{message:?}");
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
            ("Ann Lee: one two", vec!["one two"]),
            ("One two. — never", vec![]),
            ("One two. — Not at all", vec![]),
            ("One - Two", vec![]),
        ] {
            assert_eq!(without_attribution(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_message_is_too_odd(message in "(?s).{0,80}|[\"'“”„‘’«»>. …a\n—-]{0,60}") {
            for quote in quotes_in(&message) {
                for part in parts(&quote) {
                    prop_assert!(quote.contains(part));
                }
            }
            without_attribution(&message);
        }
    }
}
