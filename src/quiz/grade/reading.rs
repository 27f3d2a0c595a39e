//! An answer as it is compared: one spelling a word, numbers by value, dates in one order.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::signs::signs;
use crate::text::before;
use crate::text::dates::{month, weekday, with_months};
use crate::text::lists::{holds, pairs};
use crate::text::normalize::fold;
use crate::text::numbers::{self, Number, Term};
use crate::text::pieces::pieces;
use crate::text::spelling::{one_form, written_out};
use crate::text::titles::{in_full, is_written_like_name};
use crate::text::tokenize::pattern;

/// In characters; Discord lets nobody type more into a modal.
pub const LONGEST_TYPED: usize = 4_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) words: Vec<String>,
    pub(super) numbers: Vec<Number>,
    /// Relations, powers and the like.
    pub(super) signs: Vec<char>,
    /// Another letter makes another name.
    pub(super) initials: BTreeSet<String>,
    pub(super) is_name: bool,
    /// What the preposition before it says.
    lead: Option<&'static str>,
    /// Before a full date.
    weekday: Option<&'static str>,
}

/// Longer words in capitals are no initials.
const LONGEST_INITIALS: usize = 6;

/// Before an answer; they say nothing.
const OPENINGS: &[&str] = &[
    "i think it is",
    "i think",
    "the answer is",
    "it is",
    "it was",
    "this is",
    "that is",
    "they are",
    "they were",
    "he is",
    "she is",
    "in",
    "on",
    "at",
    "during",
    "about",
    "around",
    "approximately",
    "roughly",
    "circa",
    "in the year",
    "the year",
    "year",
    "what is",
    "what are",
    "what was",
    "what were",
    "who is",
    "who are",
    "who was",
    "where is",
    "is it",
    "maybe",
    "perhaps",
    "probably",
    "possibly",
    "i guess",
    "i believe",
    "my answer is",
    "must be",
];

/// Behind an answer; they say nothing.
const CLOSINGS: &[&str] =
    &["i think", "i guess", "i believe", "i suppose", "maybe", "perhaps", "probably", "possibly"];

/// Prepositions with what they say. The question mostly says it, so they may be left out or added;
/// two that differ make two answers. Those that change the words behind them (“before 2012”, “under
/// 50”, “near the river”) are not here.
const LEADS: &[(&str, &str)] = &[
    ("as of", "since"),
    ("from", "since"),
    ("since", "since"),
    ("until", "until"),
    ("till", "until"),
    ("by", "by"),
    ("for", "for"),
    ("of", "of"),
    ("with", "with"),
    ("through", "through"),
    ("to", "to"),
];

/// The question says these: “51.6” for “51.6%”, “9” for “No. 9”.
const LABELS: &str = "percent dollar euro pound number";

/// Behind a number alone they may be left out: the question asks for them.
const COUNTED: &str = "year month week day hour minute people";

/// Shortened behind a number.
const UNITS: &str = "mm=millimeter cm=centimeter km=kilometer mg=milligram kg=kilogram ml=milliliter \
                     ft=foot lb=pound lbs=pound oz=ounce yd=yard yr=year yrs=year hr=hour hrs=hour \
                     min=minute mins=minute sec=second secs=second";

const BETWEEN_ENDS: &str = "to until till til through thru";

impl Reading {
    /// Two where day and month can be exchanged; each with and without roman numerals.
    pub(super) fn ways(text: &str) -> Vec<[Reading; 2]> {
        let cut: String = text.chars().take(LONGEST_TYPED).collect();
        let (cut, signs) = signs(&cut);
        let meanings = with_months(&without_endings(&fold(&cut)));
        let initials: BTreeSet<String> = (cut.split(|c: char| !c.is_alphabetic()))
            .filter(|word| {
                word.chars().count() <= LONGEST_INITIALS
                    && !word.is_empty()
                    && word.chars().all(char::is_uppercase)
            })
            .map(|word| one_form(&fold(word)))
            .collect();
        let is_name = is_written_like_name(&cut);
        let read = |meaning, romans| Reading {
            initials: initials.clone(),
            signs: signs.clone(),
            is_name,
            ..Reading::parse(meaning, romans)
        };
        meanings.iter().map(|meaning| [false, true].map(|romans| read(meaning, romans))).collect()
    }

    fn parse(folded: &str, romans: bool) -> Reading {
        let mut terms: Vec<Term> = Vec::new();
        for term in numbers::parse(&pieces(folded), romans) {
            match term {
                Term::Word(word) => terms.extend(written_out(&word).into_iter().map(Term::Word)),
                number => terms.push(number),
            }
        }
        in_full_words(&mut terms);
        closed(&mut terms);
        let lead = opened(&mut terms);
        let weekday = before_date(&mut terms);
        one_span(&mut terms);
        one_label(&mut terms);
        let (mut words, mut numbers): (Vec<String>, Vec<Number>) = (Vec::new(), Vec::new());
        for term in terms {
            match term {
                Term::Word(word) => words.push(word),
                Term::Number(number) => numbers.push(number),
            }
        }
        if !numbers.is_empty() {
            in_order(&mut words);
        }
        let last = words.len().saturating_sub(1);
        let says = |(at, word): (usize, &String)| match word.as_str() {
            "the" | "an" | "and" => false,
            // “Vitamin A” has no article.
            "a" => at == last && numbers.is_empty(),
            _ => true,
        };
        let telling: Vec<&String> =
            words.iter().enumerate().filter(|word| says(*word)).map(|(_, word)| word).collect();
        let kept =
            if telling.is_empty() && numbers.is_empty() { words.iter().collect() } else { telling };
        let words = kept.into_iter().map(|word| one_form(word)).collect();
        Reading { words, numbers, lead, weekday, ..Reading::default() }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty() && self.numbers.is_empty()
    }

    /// Its words, without labels that `typed` may leave out.
    pub(super) fn needed(&self, typed: &Reading) -> Vec<&str> {
        let omitted = |word: &&String| {
            let counted = typed.words.is_empty() && holds(COUNTED, word);
            !self.numbers.is_empty()
                && (holds(LABELS, word) || counted)
                && !typed.words.contains(*word)
        };
        self.words.iter().filter(|word| !omitted(word)).map(String::as_str).collect()
    }

    /// By the preposition or weekday before.
    pub(super) fn contradicts(&self, typed: &Reading) -> bool {
        let other_lead = self.lead.is_some() && typed.lead.is_some() && self.lead != typed.lead;
        other_lead || self.weekday.is_some() && self.weekday != typed.weekday
    }
}

fn word(term: Option<&Term>) -> &str {
    match term {
        Some(Term::Word(word)) => word,
        _ => "",
    }
}

fn number(term: &Term) -> Option<Number> {
    match term {
        Term::Number(number) => Some(*number),
        Term::Word(_) => None,
    }
}

/// “22nd” as “22”, “c.p.c.” as “cpc”.
fn without_endings(folded: &str) -> String {
    static ORDINAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b([0-9]+)(?:st|nd|rd|th)\b"));
    static INITIALS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[a-z]\.(?: ?[a-z]\.)+"));
    let cardinal = ORDINAL.replace_all(folded, "$1");
    let letters = |found: &Captures<'_>| {
        let letters = found[0].chars().filter(|c| c.is_alphabetic()).collect::<String>();
        format!("{letters} ")
    };
    INITIALS.replace_all(&cardinal, letters).into_owned()
}

/// Titles, and units behind a number.
fn in_full_words(terms: &mut [Term]) {
    let mut after_number = false;
    for term in terms {
        match term {
            Term::Number(_) => after_number = true,
            Term::Word(word) => {
                let unit = pairs(UNITS).find(|(short, _)| after_number && *short == word.as_str());
                if let Some(full) = unit.map(|(_, full)| full).or_else(|| in_full(word)) {
                    full.clone_into(word);
                }
                after_number = false;
            }
        }
    }
}

/// Drops what says nothing behind an answer.
fn closed(terms: &mut Vec<Term>) {
    let ends = |closing: &&&str| {
        let length = closing.split(' ').count();
        let tail = terms.len().checked_sub(length).and_then(|from| terms.get(from..));
        terms.len() > length
            && tail
                .is_some_and(|tail| closing.split(' ').eq(tail.iter().map(|term| word(Some(term)))))
    };
    if let Some(closing) = CLOSINGS.iter().find(ends) {
        terms.truncate(terms.len() - closing.split(' ').count());
    }
}

/// Drops what says nothing, or only what the question says; returns the latter.
fn opened(terms: &mut Vec<Term>) -> Option<&'static str> {
    let mut lead = None;
    loop {
        let begins = |opening: &str| {
            let said = terms.iter().map(|term| word(Some(term)));
            let length = opening.split(' ').count();
            terms.len() > length && opening.split(' ').eq(said.take(length))
        };
        // “to 50” may be where a rise ends, “by 50” its amount.
        let figures = terms.iter().any(|term| number(term).is_some());
        let preposition = LEADS.iter().find(|(opening, says)| {
            lead.is_none() && begins(opening) && !(figures && *says == "to")
        });
        let opening = match preposition {
            Some((opening, says)) => {
                lead = Some(*says);
                Some(opening)
            }
            None => OPENINGS.iter().find(|opening| begins(opening)),
        };
        let Some(opening) = opening else { return lead };
        terms.drain(..opening.split(' ').count());
    }
}

/// Says nothing new before a full date.
fn before_date(terms: &mut Vec<Term>) -> Option<&'static str> {
    let day = weekday(word(terms.first()))?;
    let full = terms.iter().any(|term| month(word(Some(term))).is_some())
        && terms.iter().filter_map(number).any(Number::is_day)
        && terms.iter().filter_map(number).any(Number::is_year);
    full.then(|| {
        terms.remove(0);
        day
    })
}

/// “between April 22 and April 24, 2024”, “April 22, 2024 until 24 April 2024”.
fn one_span(terms: &mut Vec<Term>) {
    let between = word(terms.first()) == "between";
    let joins = |at: usize| {
        let word = word(terms.get(at));
        let sides = terms.get(..at).into_iter().chain(terms.get(at + 1..));
        (holds(BETWEEN_ENDS, word) || between && word == "and")
            && sides.filter(|side| side.iter().any(|term| number(term).is_some())).count() == 2
    };
    let Some(at) = (0..terms.len()).find(|at| joins(*at)) else { return };
    if let Some(term) = terms.get_mut(at) {
        *term = Term::Word("to".to_owned());
    }
    // A year that both ends have is said once.
    let (before, after) = terms.split_at(at);
    let year =
        |side: &[Term]| side.iter().filter_map(number).skip(1).last().filter(|year| year.is_year());
    if year(before).is_some()
        && year(before) == year(after)
        && before.last().and_then(number).is_some_and(Number::is_year)
    {
        terms.remove(at - 1);
    }
    if between {
        terms.remove(0);
    }
}

/// “Issue No. 9 of 2024” and “the 9th issue, 2024” become “number 9, 2024”.
fn one_label(terms: &mut Vec<Term>) {
    let is_number = |term: Option<&Term>| term.and_then(number).is_some();
    let Some(at) = terms.iter().position(|term| matches!(word(Some(term)), "issue" | "number"))
    else {
        return;
    };
    let (before, after) = (before(terms, at), terms.get(at + 1));
    if word(terms.get(at)) == "issue" {
        match (is_number(before), is_number(after), word(after)) {
            (_, false, "number") => drop(terms.remove(at)),
            (true, ..) | (_, true, _) => {
                if let Some(term) = terms.get_mut(at) {
                    *term = Term::Word("number".to_owned());
                }
            }
            _ => return,
        }
    }
    let of_year = |(index, term): (usize, &Term)| {
        matches!(word(Some(term)), "of" | "from" | "in")
            && index > at
            && terms.get(index + 1).and_then(number).is_some_and(Number::is_year)
    };
    if let Some(index) = terms.iter().enumerate().position(of_year) {
        terms.remove(index);
    }
}

/// Months in full, first, once, without “of”; “per cent” as one word.
fn in_order(words: &mut Vec<String>) {
    let next = |words: &[String], at: usize| words.get(at + 1).cloned().unwrap_or_default();
    let (mut months, mut others): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (at, word) in words.iter().enumerate() {
        match (month(word), word.as_str()) {
            (Some(month), _) => months.push(month.to_lowercase()),
            (None, "of") if month(&next(words, at)).is_some() => {}
            (None, "per") if next(words, at) == "cent" => others.push("percent".to_owned()),
            (None, "cent") if others.last().is_some_and(|before| before == "percent") => {}
            (None, _) => others.push(word.clone()),
        }
    }
    months.dedup();
    months.append(&mut others);
    *words = months;
}
