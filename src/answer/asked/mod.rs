//! What a question asks for in place of a passage: the places of words, or the outline.

mod patterns;

use regex::{Captures, Regex};

use crate::text::lexicon::is_speech_noun;
use crate::text::lists::holds;
use crate::text::normalize::straighten;
use crate::text::{Role, Slice, lower_words};
use patterns::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedFor {
    Mention(String),
    Quotation(String),
    Count(String),
    Outline,
}

impl AskedFor {
    pub fn words(self) -> Option<String> {
        match self {
            AskedFor::Mention(words) | AskedFor::Quotation(words) | AskedFor::Count(words) => {
                Some(words)
            }
            AskedFor::Outline => None,
        }
    }
}

/// Longer objects are hardly the words themselves.
const MOST_WORDS: usize = 6;

/// For an object without “about”, where the question might be a statement.
const FEW_WORDS: usize = 3;

const SPEAKER: &str = "the this that his her their our your its whole entire president chairman mr \
    mrs ms dr comrade any each every all of these speeches passage speaker author it he she they \
    you i we anyone anybody someone";

/// Between speakers; “s” is the rest of “Truman's”.
const JOINING: &str = "and or nor both either neither s";

/// Whom direct speech speaks of; reported speech has “he” and “they” instead.
const IN_PERSON: &str = "i me my mine we us our ours you your yours";

/// None where a passage shall answer.
pub fn asked(typed: &str, is_speaker: impl Fn(&str) -> bool) -> Option<AskedFor> {
    let straight = straighten(typed);
    let is_speaker = |word: &str| holds(SPEAKER, word) || is_speech_noun(word) || is_speaker(word);
    let speaks = |who: &str| {
        let words = lower_words(who);
        let names: Vec<_> = words.iter().filter(|word| !holds(JOINING, word)).collect();
        !names.is_empty() && names.iter().all(|word| is_speaker(word))
    };
    let first = straight.split([',', ';', '.', '?', '(', '\n']).next().unwrap_or_default();
    if [straight.as_str(), first].iter().any(|typed| asks_for_outline(typed, &speaks)) {
        return Some(AskedFor::Outline);
    }
    parse(&straight, &speaks)
}

fn asks_for_outline(typed: &str, speaks: &impl Fn(&str) -> bool) -> bool {
    let (typed, _) = without_end(typed);
    let typed = BEGINNING.find(typed).map_or(typed, |polite| typed.slice(polite.end()..));
    [&OUTLINE, &ABOUT_IT, &SUMMARISE, &BUILT, &SECTIONS].into_iter().any(|pattern| {
        let found = pattern.captures(typed);
        found.is_some_and(|found| found.name("who").is_none_or(|who| speaks(who.as_str())))
    })
}

fn parse(straight: &str, speaks: &impl Fn(&str) -> bool) -> Option<AskedFor> {
    let (typed, within) = without_end(straight);
    let by_speaker = BY_SPEAKER.captures(typed);
    let by_speaker = by_speaker.filter(|found| speaks(&group(found, "who")));
    let typed =
        by_speaker.and_then(|found| found.name("mentioned")).map_or(typed, |it| it.as_str());
    let beginning = BEGINNING.captures(typed)?;
    let polite = beginning.get(0)?;
    let rest = typed.get(polite.end()..)?;
    let counts = polite.as_str().to_lowercase().trim_end().ends_with("count");
    if let Some(found) = COUNT.find(rest) {
        let rest = rest.get(found.end()..)?;
        let said = clause(rest, speaks, true);
        let of = || {
            let what = captured(&OCCURRENCES, rest)?;
            let is_meant = rest.starts_with("of ") || rest.starts_with("to ") || is_named(what);
            is_meant.then(|| object(what, false))?
        };
        return said.or_else(of).map(AskedFor::Count);
    }
    if counts {
        let what = captured(&LISTED, rest).unwrap_or(rest);
        return object(what, what == rest && !is_named(rest)).map(AskedFor::Count);
    }
    if let Some(what) = direct_speech(rest, speaks) {
        return Some(AskedFor::Quotation(what));
    }
    let asks = beginning.name("whether").is_some();
    let kind = if quoted(rest).is_some() { AskedFor::Quotation } else { AskedFor::Mention };
    mentioned(rest, speaks, asks, within).map(kind)
}

fn direct_speech(rest: &str, speaks: &impl Fn(&str) -> bool) -> Option<String> {
    let found = CLAUSE.captures(rest)?;
    let says = group(&found, "say");
    let says = (says.starts_with("sa") || says.starts_with('w')) && found.name("about").is_none();
    let what = &found["what"];
    let in_person = lower_words(what).iter().any(|word| holds(IN_PERSON, word));
    let is_asked = found.name("aux").is_some() && says && speaks(&group(&found, "who"));
    (is_asked && in_person).then(|| object(what, false))?
}

fn mentioned(
    rest: &str,
    speaks: &impl Fn(&str) -> bool,
    asks: bool,
    within: bool,
) -> Option<String> {
    let every = || {
        let rest = rest.slice(EVERY.find(rest)?.end()..);
        let named = || captured(&WITHIN, rest).filter(|what| what.ends_with(['"', '\'']));
        clause(rest, speaks, true).or_else(|| quoted(named()?).map(str::to_owned))
    };
    if let Some(what) = every().or_else(|| of_somebody(rest, speaks)) {
        return Some(what);
    }
    if let Some(what) = captured(&THERE, rest).or_else(|| captured(&LISTED, rest)) {
        return object(what, false);
    }
    clause(rest, speaks, asks).or_else(|| {
        let what = captured(&WITHIN, rest).filter(|_| within)?;
        object(what, !is_named(what))
    })
}

/// “Which president mentions wages?”
fn of_somebody(rest: &str, speaks: &impl Fn(&str) -> bool) -> Option<String> {
    let found = WHO.captures(rest)?;
    let says = without_comparison(rest.get(found.get(0)?.end()..)?, speaks);
    let kind = found.name("kind").map(|kind| kind.as_str());
    let is_noun = |word: &str| Role::of_closed_class(&word.to_lowercase()).is_none();
    let is_kind =
        |kind: &str| is_noun(kind) && (speaks(kind) || kind.strip_suffix('s').is_some_and(speaks));
    let is_meant = kind.map_or_else(|| !HOLDS.is_match(says), is_kind);
    is_meant.then(|| clause(&format!("it {says}"), speaks, kind.is_some()))?
}

/// “(Mentions wages) more, Baker or Miller”
fn without_comparison<'a>(says: &'a str, speaks: &impl Fn(&str) -> bool) -> &'a str {
    let found = COMPARED.captures(says).filter(|found| {
        found.name("who").or(found.name("among")).is_none_or(|who| speaks(who.as_str()))
    });
    found.and_then(|found| found.name("says")).map_or(says, |says| says.as_str())
}

/// What the speaker mentions, or is mentioned; `asks` where a question word stands before it.
fn clause(rest: &str, speaks: &impl Fn(&str) -> bool, asks: bool) -> Option<String> {
    for pattern in [&BRING, &CLAUSE] {
        let Some(found) = pattern.captures(rest) else { continue };
        let what = &found["what"];
        if speaks(&group(&found, "who")) {
            let says = group(&found, "say");
            let is_quotation = ["sa", "w", "us", "find"].iter().any(|verb| says.starts_with(verb));
            let states = is_quotation && found.name("about").is_none() && !is_named(what);
            // “Does he say workers are strong?” asks for a statement.
            let states_it = || has_role(what, Role::Auxiliary);
            let asks =
                asks || found.name("aux").is_some() && says.starts_with("sa") && !states_it();
            let is_short =
                asks && !says.starts_with(['w', 'f']) && what.split(' ').count() <= FEW_WORDS;
            return (!states || is_short).then(|| object(what, false))?;
        }
    }
    let found = PASSIVE.captures(rest)?;
    let what = &found["what"];
    let vague = matches!(
        group(&found, "said").as_str(),
        "used" | "said" | "written" | "found" | "present" | "there"
    );
    let asks = asks || found.name("aux").is_some();
    (asks && (!vague || is_named(what))).then(|| object(what, false))?
}

fn group(found: &Captures<'_>, name: &str) -> String {
    found.name(name).map(|part| part.as_str().to_lowercase()).unwrap_or_default()
}

fn without_end(typed: &str) -> (&str, bool) {
    let (mut typed, mut within) = (typed.trim(), false);
    while let Some(end) = END.captures(typed).filter(|end| !end[0].is_empty()) {
        within |= end.name("within").is_some();
        typed = typed.slice(..typed.len() - end[0].len());
    }
    (typed, within)
}

fn captured<'a>(pattern: &Regex, text: &'a str) -> Option<&'a str> {
    Some(pattern.captures(text)?.name("what")?.as_str())
}

fn is_named(what: &str) -> bool {
    quoted(what).is_some() || WORD.is_match(what)
}

fn quoted(what: &str) -> Option<&str> {
    let mark = |c: char| matches!(c, '"' | '“' | '”' | '\'' | '`');
    let begins = |at: usize| !what.slice(..at).ends_with(char::is_alphanumeric);
    let (start, opening) = what.match_indices(mark).find(|(at, _)| begins(*at))?;
    let inside = what.slice(start + opening.len()..);
    let mut ends =
        inside.match_indices(mark).map(|(at, mark)| (at, inside.slice(at + mark.len()..)));
    let (end, after) = ends.find(|(_, after)| !after.starts_with(char::is_alphanumeric))?;
    let quoted = inside.slice(..end);
    // Two quoted things are not one.
    (!after.contains(mark) && !quoted.trim().is_empty()).then_some(quoted)
}

fn has_role(what: &str, role: Role) -> bool {
    lower_words(what).iter().any(|word| Role::of_closed_class(word) == Some(role))
}

/// None for a clause or mere pronouns. `short`: more than a few words are hardly meant.
fn object(what: &str, short: bool) -> Option<String> {
    if let Some(quoted) = quoted(what) {
        return Some(quoted.to_owned());
    }
    let named = is_named(what);
    let opening: &Regex = if named { &WORD } else { &TOPIC };
    let what = opening.replace(what, "$figure");
    let what = what.trim_start_matches(|c: char| !c.is_alphanumeric() && !"$€£".contains(c));
    let what = what.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
    let words = lower_words(what);
    let is_clause = has_role(what, Role::Clause);
    let says_nothing = |word: &String| {
        Role::of_closed_class(word).is_some() && word.chars().all(char::is_alphabetic)
    };
    // “The US”, not “us”
    let is_abbreviation = what.chars().all(char::is_uppercase) && words.len() == 1;
    let most = if short { FEW_WORDS } else { MOST_WORDS };
    let meant = !words.is_empty() && words.len() <= most;
    (meant && (named || !is_clause && (is_abbreviation || !words.iter().all(says_nothing))))
        .then(|| what.to_owned())
}

#[cfg(test)]
mod tests;
