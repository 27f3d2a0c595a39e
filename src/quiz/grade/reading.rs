//! An answer as it is compared: one spelling a word, numbers by value, dates in one order.

use std::collections::BTreeSet;

use regex::Captures;

use super::ordinals::{self, FIGURE_ORDINAL, ORDINAL};
use super::shell::{Shell, closed, is_title, opened};
use super::signs::{Symbols, signs};
use super::terms::{number, word};
use crate::text::Pattern;
use crate::text::dates::{century_of, month, weekday, with_months};
use crate::text::lists::{holds, paired};
use crate::text::normalize::fold;
use crate::text::numbers::{self, Number, Term};
use crate::text::pieces::pieces;
use crate::text::spelling::{one_form, written_out};
use crate::text::titles::{in_full, is_written_like_name};
use crate::text::{Role, before};

/// In characters; Discord lets nobody type more into a modal.
pub const LONGEST_TYPED: usize = 4_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) words: Vec<String>,
    pub(super) numbers: Vec<Number>,
    pub(super) signs: Symbols,
    /// Another letter makes another name.
    pub(super) initials: BTreeSet<String>,
    pub(super) is_name: bool,
    /// Roman numerals were read as numbers; they may be ordinals.
    has_romans: bool,
    /// “18th”, of which the figure alone will do.
    has_figure_ordinals: bool,
    /// What the preposition before it says.
    lead: Option<&'static str>,
    /// Before a full date.
    weekday: Option<&'static str>,
}

const LONGEST_INITIALS: usize = 6;

/// The question says them: “9” for “No. 9”.
const LABELS: &str = "percent dollar euro pound number degree";

/// May be left out behind a number alone: the question asks for them.
const COUNTED: &str = "year month week day hour minute people";

/// Shortened behind a number.
const UNITS: &str = "mm=millimeter cm=centimeter km=kilometer mg=milligram kg=kilogram ml=milliliter \
                     m=meter g=gram ha=hectare hz=hertz khz=kilohertz mhz=megahertz \
                     ghz=gigahertz kw=kilowatt mw=megawatt gw=gigawatt kwh=kilowatthour \
                     mph=mileperhour kmh=kilometerperhour kph=kilometerperhour \
                     ft=foot lb=pound lbs=pound oz=ounce yd=yard yr=year yrs=year hr=hour hrs=hour \
                     min=minute mins=minute sec=second secs=second";

/// Shortened behind “per”, and behind “degrees”.
const RATES: &str = "h=hour hr=hour s=second sec=second min=minute";
const DEGREES: &str = "c=celsius f=fahrenheit";

const BETWEEN_ENDS: &str = "to until till til through thru";

impl Reading {
    /// An accepted answer, each meaning with and without roman numerals.
    pub(super) fn accepted(text: &str) -> Vec<Reading> {
        let shell = if is_title(text) { Shell::Whole } else { Shell::Leads };
        Reading::ways(text, &[shell]).concat()
    }

    /// Two meanings where day and month can be exchanged; each read in several ways.
    pub(super) fn typed(text: &str) -> Vec<Vec<Reading>> {
        static LABEL: Pattern = Pattern::new(r"^\s*(?i:(?:my |the )?answer)\s*[:=]");
        let text = &LABEL.replace(text, "");
        Reading::ways(text, &[Shell::Nothing, Shell::Leads, Shell::Whole])
    }

    fn ways(text: &str, shells: &[Shell]) -> Vec<Vec<Reading>> {
        let cut: String = text.chars().take(LONGEST_TYPED).collect();
        let (cut, signs) = signs(&cut);
        let folded = fold(&cut);
        let meanings = with_months(&spelled(&ordinals::spelled(&folded)));
        let initials: BTreeSet<String> = (cut.split(|c: char| !c.is_alphabetic()))
            .filter(|word| {
                word.chars().count() <= LONGEST_INITIALS
                    && !word.is_empty()
                    && word.chars().all(char::is_uppercase)
            })
            .map(|word| one_form(&fold(word)))
            .collect();
        let is_name = is_written_like_name(&cut);
        let has_figure_ordinals = FIGURE_ORDINAL.is_match(&folded);
        let of_meaning = |meaning: &String| {
            let pieces = ordinals::marked(pieces(meaning));
            let plain = numbers::parse(&pieces, false);
            let roman = numbers::parse(&pieces, true);
            let has_romans = plain != roman;
            let read = |terms: &[Term], has_romans: bool, shell: Shell| Reading {
                initials: initials.clone(),
                signs: signs.clone(),
                is_name,
                has_figure_ordinals,
                has_romans,
                ..Reading::parse(terms, shell)
            };
            let ways = shells
                .iter()
                .flat_map(|shell| [read(&plain, false, *shell), read(&roman, has_romans, *shell)]);
            ways.collect()
        };
        meanings.iter().map(of_meaning).collect()
    }

    fn parse(read: &[Term], shell: Shell) -> Reading {
        let mut terms: Vec<Term> = Vec::new();
        for term in read {
            match term {
                Term::Word(word) => terms.extend(written_out(word).into_iter().map(Term::Word)),
                number => terms.push(number.clone()),
            }
        }
        ordinals::settle(&mut terms);
        in_full_words(&mut terms);
        if shell == Shell::Nothing {
            closed(&mut terms);
        }
        let lead = opened(&mut terms, shell);
        let weekday = before_date(&mut terms);
        one_span(&mut terms);
        one_label(&mut terms);
        let (mut words, mut numbers): (Vec<String>, Vec<Number>) = (Vec::new(), Vec::new());
        for term in terms {
            match term {
                Term::Word(word) => words.push(word),
                Term::Number(number) => numbers.extend(number.in_parts()),
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
        // “The Who” is a name by its article.
        let hollow = shell == Shell::Whole
            && telling.iter().all(|word| Role::of_closed_class(word).is_some());
        let kept = if hollow && numbers.is_empty() || telling.is_empty() && numbers.is_empty() {
            words.iter().collect()
        } else {
            telling
        };
        let words = kept.into_iter().map(|word| one_form(word)).collect();
        Reading { words, numbers, lead, weekday, ..Reading::default() }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty() && self.numbers.is_empty()
    }

    /// The words of both, without what may be left out.
    pub(super) fn compared<'a>(&'a self, typed: &'a Reading) -> (Vec<&'a str>, Vec<&'a str>) {
        let romans = self.has_romans || typed.has_romans;
        let is_alone = self.words.iter().all(|word| word == ORDINAL);
        let figures = is_alone && self.has_figure_ordinals && typed.words.is_empty();
        let omitted = |word: &&String| {
            let counted = typed.words.is_empty() && holds(COUNTED, word);
            let label = holds(LABELS, word) || counted;
            !self.numbers.is_empty() && label && !typed.words.contains(*word)
                || *word == ORDINAL && (romans || figures)
        };
        let needed = self.words.iter().filter(|word| !omitted(word)).map(String::as_str);
        let said = typed.words.iter().filter(|word| !(romans && *word == ORDINAL));
        (needed.collect(), said.map(String::as_str).collect())
    }

    /// By the preposition or weekday before.
    pub(super) fn contradicts(&self, typed: &Reading) -> bool {
        let other_lead = self.lead.is_some() && typed.lead.is_some() && self.lead != typed.lead;
        other_lead || self.weekday.is_some() && self.weekday != typed.weekday
    }
}

/// “c.p.c.” as “cpc”, “5 km/h” as “5 km per h”, “1914-18” as “1914-1918”, “'23” as “2023”.
fn spelled(folded: &str) -> String {
    static INITIALS: Pattern = Pattern::new(r"\b[a-z]\.(?: ?[a-z]\.)+");
    static RATE: Pattern = Pattern::new(r"([0-9] ?[a-z]+) ?/ ?([a-z]+)");
    static SPAN: Pattern = Pattern::new(r"\b(1[0-9]|20)([0-9]{2}) ?[-–/] ?([0-9]{2})($|[^0-9/–-])");
    static YEAR: Pattern = Pattern::new(r"(^|[^a-z0-9'])'([0-9]{2})($|[^a-z0-9'])");
    let letters = |found: &Captures<'_>| {
        let letters = found[0].chars().filter(|c| c.is_alphabetic()).collect::<String>();
        format!("{letters} ")
    };
    let span = |found: &Captures<'_>| match found[3] > found[2] {
        true => format!("{0}{1}-{0}{2}{3}", &found[1], &found[2], &found[3], &found[4]),
        false => found[0].to_owned(),
    };
    let year = |found: &Captures<'_>| {
        format!("{}{}{}{}", &found[1], century_of(&found[2]), &found[2], &found[3])
    };
    let text = RATE.replace_all(folded, "$1 per $2");
    let text = SPAN.replace_all(&text, span);
    let text = YEAR.replace_all(&text, year);
    INITIALS.replace_all(&text, letters).into_owned()
}

fn in_full_words(terms: &mut [Term]) {
    let mut shortened = "";
    for term in terms {
        match term {
            Term::Number(_) => shortened = UNITS,
            Term::Word(word) => {
                if let Some(full) = paired(shortened, word).or_else(|| in_full(word)) {
                    full.clone_into(word);
                }
                shortened = match word.as_str() {
                    "per" => RATES,
                    "degree" | "degrees" => DEGREES,
                    _ => "",
                };
            }
        }
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
