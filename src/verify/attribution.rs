//! Words that say whose a quote is, or where it stands: beside a marked quote, or in its own text.

use crate::corpus::Permalink;
use crate::text::lexicon::any_denies;
use crate::text::lists::holds;
use crate::text::spelling::one_form;
use crate::text::titles::PARTICLES;
use crate::text::tokenize::plain_words;
use crate::text::typography::tokens;
use crate::text::vocabulary::is_english;
use crate::text::{Role, Slice, lower_words};

/// In words.
const LONGEST_ATTRIBUTION: usize = 8;

/// After a quote, before whose it is.
pub(super) const ATTRIBUTION_OPENS: &[char] = &['—', '–', '-', '~', '(', '['];

/// With what a quote before such a mark ends.
const QUOTE_ENDS: &[char] = &['.', '!', '?', '”', '"', '»', '…'];

/// Beside [`SAID`] and [`PARTICLES`].
const WITHIN_ATTRIBUTIONS: &str = "in at on and it as to by from his her speech address remarks \
                                   source quote p pp sec par para photo note introduction n.d ibid \
                                   op cit that";

/// Beside a comma only these make an attribution: “By January 18, …” is part of a sentence.
const SAID: &str = "said says wrote writes stated put puts according told tells argued argues \
                    declared declares";

const THAT: &str = " that ";

/// No attribution has more separators.
const MOST_TRIED: usize = 6;

#[derive(Clone, Copy, Debug)]
pub(super) struct Attributed<'a> {
    pub(super) body: &'a str,
    pub(super) to: &'a str,
}

/// “As Ann Lee said, ”; empty where the talk before does not lead to the quote.
pub(super) fn introduction(before: &str) -> &str {
    let clause = sentences(before).last().unwrap_or_default();
    let leads = clause.ends_with([':', ',', '–', '—'])
        || plain_words(clause).last().is_some_and(|word| holds(SAID, &word.to_lowercase()))
        || says(clause) && is_attribution(clause)
        || clause.chars().all(|c| !c.is_alphabetic());
    if leads { clause } else { "" }
}

/// Empty where it is another sentence, or `leads_on` to the next quote.
pub(super) fn clause_behind<'a>(quote: &str, behind: &'a str, leads_on: bool) -> &'a str {
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
    let has_ended = behind.starts_with(['.', '!', '?', ';', '\n'])
        || quote.trim_end().ends_with(['.', '!', '?', '…']);
    // “… and Kim wrote “…””: it ends with neither a mark nor a small word.
    let ends_open = || {
        let last = plain_words(clause).last().map(str::to_lowercase);
        clause.ends_with(':')
            || clause.ends_with(char::is_alphabetic)
                && last.is_some_and(|word| Role::of_closed_class(&word).is_none())
    };
    let belongs = match has_ended && clause.starts_with(char::is_uppercase) {
        true => !leads_on && (is_attribution(clause) || is_sourced(clause)),
        false => !leads_on || clause.starts_with(ATTRIBUTION_OPENS) || !ends_open(),
    };
    if belongs { clause } else { "" }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| {
        let found = sentencex::get_sentence_boundaries("en", line).into_iter();
        found.filter_map(|sentence| Some(line.get(sentence.start_byte..sentence.end_byte)?.trim()))
    })
}

/// Before or behind: “Ann Lee: …”, “… — Ann Lee, 2023”.
pub(super) fn without_attribution(text: &str) -> Vec<Attributed<'_>> {
    let text = text.trim();
    let found = attributed_behind(text).chain(attributed_before(text));
    found.filter(|found| !tokens(found.body).is_empty()).collect()
}

fn attributed_behind(text: &str) -> impl Iterator<Item = Attributed<'_>> {
    let cuts = text.char_indices().rev().filter(move |(at, c)| is_separator(text.slice(..*at), *c));
    cuts.take(MOST_TRIED).filter_map(move |(at, c)| {
        let (body, to) = text.split_at_checked(at)?;
        let (named, sourced) = (is_attribution(to), is_sourced(to));
        let attributes = match c {
            ',' => named && (says(to) || sourced),
            '\n' | '(' | '[' => named || sourced,
            _ if is_after_quote(body) => named || sourced,
            _ => named && (has_capitals(to) || sourced || has_name(to)),
        };
        attributes.then_some(Attributed { body: body.trim_end(), to })
    })
}

fn attributed_before(text: &str) -> impl Iterator<Item = Attributed<'_>> {
    let cut = move |to_end: usize, body_start: usize| {
        let (to, body) = (text.get(..to_end)?, text.get(body_start..)?.trim_start());
        is_attribution(to).then_some(Attributed { body, to })
    };
    let marks = text.match_indices([':', ',']).take(2).filter_map(move |(at, mark)| {
        cut(at + 1, at + 1).filter(|found| mark == ":" || says(found.to))
    });
    let that = text.find(THAT).and_then(|at| cut(at, at + THAT.len()));
    let that = that.filter(|found| says(found.to));
    let mut first_words = tokens(text).into_iter().take(LONGEST_ATTRIBUTION);
    let verb = first_words.find(|word| holds(SAID, &word.form));
    // Only where a name tells: “The farmers said no” may be changed words.
    let reported = verb.and_then(|verb| cut(verb.range.end, verb.range.end));
    let reported = reported.filter(|found| has_name(found.to));
    marks.chain(that).chain(reported)
}

fn has_name(text: &str) -> bool {
    plain_words(text).any(|word| {
        word.starts_with(char::is_uppercase) && !is_english(&one_form(&word.to_lowercase()))
    })
}

fn is_separator(before: &str, c: char) -> bool {
    let is_within_word = !before.ends_with(char::is_whitespace) && !before.ends_with(QUOTE_ENDS);
    match c {
        '\n' | ',' | '(' | '[' | '—' => true,
        _ => ATTRIBUTION_OPENS.contains(&c) && !is_within_word,
    }
}

fn is_after_quote(before: &str) -> bool {
    let ended = before.trim_end_matches([' ', '\t']);
    ended.ends_with(QUOTE_ENDS) || ended.ends_with(['\n', '\'', '’'])
}

/// Few words, with a capital or a number but for small ones.
pub(super) fn is_attribution(text: &str) -> bool {
    let words: Vec<&str> =
        tokens(text).into_iter().filter_map(|word| text.get(word.range)).collect();
    let tells =
        |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '§');
    let says = says(text);
    let small = |word: &str| {
        let lower = word.to_lowercase();
        let is_adverb = Role::of_closed_class(&lower) == Some(Role::Adverb);
        [PARTICLES, SAID, WITHIN_ATTRIBUTIONS].iter().any(|list| holds(list, &lower))
            || says && is_adverb
    };
    words.len() <= LONGEST_ATTRIBUTION
        && words.iter().any(|word| tells(word))
        && words.iter().all(|word| tells(word) || small(word))
        && !any_denies(&lower_words(text))
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
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mut firsts = text.split_whitespace().filter_map(first);
    firsts.clone().filter(|c| c.is_uppercase()).count() >= 2 || firsts.any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_a_quote_is_is_told_from_the_quote() {
        for (text, expected) in [
            ("One two. — Ann Lee, 2023", "One two."),
            ("One two\n- Ann Lee", "One two"),
            ("One two. (§2 ¶1)", "One two."),
            ("One two — Ann Lee", "One two"),
            ("One two (Lee, 2023)", "One two"),
            ("one two [§2 ¶1]", "one two"),
            ("As Ann Lee said, one two", "one two"),
            ("one two, said Ann Lee", "one two"),
            ("One two.\n\n— Lee, *On words and things*, May 1, §2 ¶1 (`t#a`)", "One two."),
            ("One two — not Ann Lee", ""),
            ("By January 29, 1974, one two", ""),
            ("Ann Lee: one two", "one two"),
            ("Ann Lee said that one two", "one two"),
            ("one two, Lee said.", "one two"),
            ("Lenin once said one two", "one two"),
            ("As Lenin famously wrote, one two", "one two"),
            ("Lenin never said one two", ""),
            ("Farmers said one two", ""),
            ("One two. — never", ""),
            ("One two. — Not at all", ""),
            ("One two. (Lee, Red Flag, No. 9)", "One two."),
            ("One - Two", ""),
            ("one two -Ann Lee", "one two"),
            ("one two by Ann Lee", ""),
            ("One two - Kennedy", "One two"),
            ("one two (Ann Lee, 2023, p. 5)", "one two"),
            ("one two, §2 ¶1", "one two"),
            ("one two [t-1#abcdefghij]", "one two"),
        ] {
            let bodies = without_attribution(text).into_iter().map(|found| found.body);
            let shortest = bodies.min_by_key(|body| body.len()).unwrap_or_default();
            assert_eq!(shortest, expected, "{text:?}");
        }
    }
}
