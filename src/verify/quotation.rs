//! What in a message is a quote: between quotation marks, behind `>`, or all.

use std::ops::Range;

use super::attribution::{clause_behind, introduction};
use crate::text::normalize::is_unseen;
use crate::text::typography::tokens;
use crate::text::{Pattern, Slice, moved};

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

const DOUBLE: &[char] = &['“', '”', '„', '"', '＂', '«', '»', '‹', '›', '「', '」', '『', '』'];

#[derive(Clone, Debug, Default)]
pub(super) struct Marked {
    pub(super) text: String,
    /// Behind `>`, an attribution may stand within.
    pub(super) is_block: bool,
    pub(super) before: String,
    pub(super) behind: String,
}

pub(super) fn is_enclosed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(DOUBLE) && text.ends_with(DOUBLE)
}

pub(super) fn quotes_in(message: &str) -> Vec<Marked> {
    let mut to_the_end = false;
    let mut chunks: Vec<(bool, String)> = Vec::new();
    for line in message.lines() {
        let quoted = match line.trim_start().strip_prefix(">>> ") {
            Some(rest) => {
                to_the_end = true;
                Some(rest)
            }
            None if to_the_end => Some(line),
            None => line.trim_start().strip_prefix('>').map(|rest| rest.trim_start_matches('>')),
        };
        let line = quoted.map_or(line, str::trim_start).to_owned() + "\n";
        match chunks.last_mut() {
            Some((is_block, text)) if *is_block == quoted.is_some() => text.push_str(&line),
            _ => chunks.push((quoted.is_some(), line)),
        }
    }
    let marked = chunks.into_iter().flat_map(|(is_block, text)| match is_block {
        true => vec![Marked { text, is_block, ..Marked::default() }],
        false => enclosed(&text),
    });
    marked.filter(|quote| !tokens(&quote.text).is_empty()).collect()
}

fn enclosed(text: &str) -> Vec<Marked> {
    let (mut at, mut quotes) = (0, Vec::new());
    let pair = |(offset, c): (usize, char)| {
        PAIRS.iter().find(|(mark, _)| *mark == c).map(|(mark, closing)| (offset, mark, closing))
    };
    while let Some((offset, mark, closing)) = text.slice(at..).char_indices().find_map(pair) {
        let open = at + offset;
        at = open + mark.len_utf8();
        let before = last_seen(text.slice(..open));
        let after = first_seen(text.slice(at..));
        let is_loose = || SINGLE.contains(*mark) && after.is_none_or(char::is_whitespace);
        if before.is_some_and(char::is_alphanumeric) || is_loose() {
            continue;
        }
        if let Some(last) = closed(text.slice(at..), closing).map(|last| moved(&last, at)) {
            quotes.push((open..last.end, at..last.start));
            at = last.end;
        }
    }
    let mut talked = 0;
    let mut found = Vec::new();
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
    found
}

fn first_seen(text: &str) -> Option<char> {
    text.chars().find(|c| !is_unseen(*c))
}

fn last_seen(text: &str) -> Option<char> {
    text.chars().rev().find(|c| !is_unseen(*c))
}

fn closed(rest: &str, marks: &str) -> Option<Range<usize>> {
    marks.chars().find_map(|mark| {
        let closes = |at: &usize| {
            let before = last_seen(rest.slice(..*at));
            let after = first_seen(rest.slice(at + mark.len_utf8()..));
            before.is_some_and(|before| !before.is_whitespace() || !SINGLE.contains(mark))
                && !after.is_some_and(char::is_alphanumeric)
        };
        // “the workers' rights'”: behind an s an apostrophe closes only where nothing else does.
        let is_certain =
            |at: &&usize| !(SINGLE.contains(mark) && last_seen(rest.slice(..**at)) == Some('s'));
        let places: Vec<usize> =
            rest.match_indices(mark).map(|(at, _)| at).filter(closes).collect();
        let at = *places.iter().find(is_certain).or(places.last())?;
        Some(at..at + mark.len_utf8())
    })
}

pub(super) fn parts(quote: &str) -> Vec<&str> {
    static ELLIPSIS: Pattern = Pattern::new(r"…[….]*|\.(?:[ \u{a0}]?\.){2,}");
    ELLIPSIS.split(quote).filter(|part| !tokens(part).is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::attribution::without_attribution;
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
            ("\"one\" and \" two.\"", vec!["one", "two."]),
            ("« un » et “ two ” and \" three \" 'four '", vec!["un", "two", "three"]),
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
