//! What in a message is a quote: between quotation marks, behind `>`, or all.

use super::attribution::{clause_behind, introduction};
use crate::text::normalize::is_unseen;
use crate::text::typography::tokens;
use crate::text::{Pattern, Slice};

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
