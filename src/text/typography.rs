//! A text as the words compared: case, quotation marks, dashes, white space, ligatures and Unicode
//! variants are gone, what could change the meaning stays.
//!
//! Numbers keep point and sign, units and currencies are words, and words never merge.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::normalize::{is_apostrophe, is_unseen, is_unspaced};
use super::number_words::is_digits;
use super::ranges::Slice;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// In bytes.
    pub(crate) range: Range<usize>,
    pub(crate) form: String,
}

const SYMBOLS: &str = "%‰°&+=<>≤≥≠×÷±§$€£¥₹¢";

/// “About”, but only before a number.
const ABOUT: &str = "~≈";

pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut words = Vec::new();
    for_each_token(text, |range, form| words.push(Token { range, form: form.to_owned() }));
    words
}

pub(crate) fn for_each_token(text: &str, mut found: impl FnMut(Range<usize>, &str)) {
    let mut form = String::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let about = ABOUT.contains(c)
            && text.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(char::is_numeric));
        let alone = SYMBOLS.contains(c) || stands_alone(c) || about;
        let end = match alone {
            true => at + c.len_utf8(),
            false if begins(text, at, c) => end_of_word(text, at),
            false => {
                at += c.len_utf8();
                continue;
            }
        };
        compared(text.slice(at..end), &mut form);
        if !form.is_empty() {
            found(at..end, &form);
        }
        at = end;
    }
}

/// In scripts without spaces each letter counts as a word; so do signs of repetition and variants.
fn stands_alone(c: char) -> bool {
    (is_unspaced(c) || matches!(c, '\u{3005}'..='\u{3007}' | '\u{f900}'..='\u{faff}'))
        && (c.is_alphanumeric() || is_combining_mark(c))
}

/// Words begin with a letter, a digit or a number's sign.
fn begins(text: &str, at: usize, c: char) -> bool {
    let next = || text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
    let before = || text.get(..at).and_then(|rest| rest.chars().next_back());
    let sign = matches!(c, '-' | '−') && next().is_some_and(|next| next.is_ascii_digit());
    c.is_alphanumeric()
        || sign && before().is_none_or(|before| before.is_whitespace() || before == '(')
}

fn end_of_word(text: &str, start: usize) -> usize {
    let rest = text.slice(start..);
    let mut end = start + rest.chars().next().map_or(0, char::len_utf8);
    // The last two visible characters, the later first.
    let mut seen = (rest.chars().next(), None::<char>);
    let base = end;
    let behind = text.slice(base..);
    for (at, c) in behind.char_indices() {
        let after = behind.slice(at + c.len_utf8()..);
        let mut next = after.chars().filter(|c| !is_unseen(*c));
        let inside = (c.is_alphanumeric() && !stands_alone(c)) || is_combining_mark(c);
        let joins = !inside
            && next
                .next()
                .is_some_and(|one| one.is_alphanumeric() && joins(seen, c, one, next.next()));
        if !(inside || is_unseen(c) || joins) {
            break;
        }
        if inside {
            end = base + at + c.len_utf8();
        }
        if !is_unseen(c) {
            seen = (Some(c), seen.0);
        }
    }
    end
}

/// An apostrophe, an editor's bracket, the point of a number or of “U.S.”.
fn joins(
    (before, earlier): (Option<char>, Option<char>),
    c: char,
    next: char,
    after_next: Option<char>,
) -> bool {
    let digits = before.is_some_and(char::is_numeric) && next.is_numeric();
    let letter = |c: char| c.is_alphabetic();
    let initials = before.is_some_and(letter)
        && !earlier.is_some_and(letter)
        && letter(next)
        && !after_next.is_some_and(char::is_alphanumeric);
    match c {
        '[' | ']' => true,
        '.' => digits || initials,
        ',' | ':' | '٫' => digits,
        _ => is_apostrophe(c),
    }
}

fn compared(word: &str, form: &mut String) {
    form.clear();
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        form.push_str(word);
        form.make_ascii_lowercase();
        return;
    }
    let number = word.chars().any(char::is_numeric);
    let mut text = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !is_unseen(*c) && !matches!(c, '[' | ']')) {
        match c {
            _ if is_apostrophe(c) => text.push('\''),
            '−' => text.push('-'),
            '.' if !number => {}
            // “10²” is not “102”: only East Asian wide digits change.
            _ if c.is_numeric() && !('０'..='９').contains(&c) => text.push(c),
            _ => text.extend(std::iter::once(c).nfkc()),
        }
    }
    form.extend(text.to_lowercase().replace('ς', "σ").nfc());
    if number && form.contains(',') && has_thousands(form) {
        form.retain(|c| c != ',');
    }
}

fn has_thousands(number: &str) -> bool {
    let whole = number.trim_start_matches('-').split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && is_digits(first)
        && groups.all(|group| group.len() == 3 && is_digits(group))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn forms(text: &str) -> String {
        tokens(text).into_iter().map(|word| word.form).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn typography_makes_no_difference() {
        for (one, other) in [
            ("The workers’ Movement", "the workers' movement"),
            ("all-around — well", "all around: well"),
            ("an of\u{fb01}cer", "an officer"),
            ("cafe\u{301}", "caf\u{e9}"),
            ("co\u{ad}operate\u{200b}", "cooperate"),
            ("we\u{ad}’\u{ad}ll pay 2\u{200b}.\u{200b}5", "we'll pay 2.5"),
            ("ｗｉｄｅ １２", "wide 12"),
            ("[T]hey work[ed]", "They worked"),
            ("the U.S. and the U.S.A.", "the us and the usa"),
            ("1,000,000.5", "1000000.5"),
            ("~so~", "so"),
            ("“so”\u{a0}it", "\"so\"\nit"),
        ] {
            assert_eq!(forms(one), forms(other));
        }
    }

    #[test]
    fn what_could_change_the_meaning_stays() {
        for (one, other) in [
            ("not able", "notable"),
            ("2.5", "25"),
            ("2.5", "2,5"),
            ("1,5", "15"),
            ("at -5", "at 5"),
            ("10²", "102"),
            ("5%", "5"),
            ("$5", "€5"),
            ("~5", "5"),
            ("can't", "can"),
            ("re-sign", "resign"),
            ("don't", "do not"),
            ("不是", "是"),
        ] {
            assert_ne!(forms(one), forms(other));
        }
        assert_eq!(forms("April 22-24"), "april 22 24");
        assert_eq!(forms("workers' 'so' rock 'n' roll"), "workers so rock n roll");
        assert_eq!(forms("我们不是。"), "我 们 不 是");
        assert_eq!(forms("🎉 — …"), "");
    }

    proptest! {
        #[test]
        fn words_stand_in_the_text_in_order(text in "(?s).{0,80}|[a-z0-9.,'’\\[\\]\u{ad}ż不 -]{0,60}") {
            let mut end = 0;
            for word in tokens(&text) {
                prop_assert!(word.range.start >= end && !word.range.is_empty());
                prop_assert!(text.get(word.range.clone()).is_some());
                end = word.range.end;
            }
        }
    }
}
