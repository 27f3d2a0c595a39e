//! Ordinals, units, dates, spans and labels, which people write in many ways, in one.

use regex::Captures;

use crate::text::dates::{in_full_years, month, weekday};
use crate::text::lists::{holds, paired};
use crate::text::numbers::Number;
use crate::text::terms::{ORDINAL, Term, number_at, replace, word_at};
use crate::text::titles::in_full;
use crate::text::{Pattern, before, plain_words};

/// Shortened behind a number.
const UNITS: &str = "mm=millimeter cm=centimeter km=kilometer mg=milligram kg=kilogram ml=milliliter \
                     m=meter g=gram ha=hectare hz=hertz khz=kilohertz mhz=megahertz \
                     ghz=gigahertz kw=kilowatt mw=megawatt gw=gigawatt kwh=kilowatthour \
                     mph=mileperhour kmh=kilometerperhour kph=kilometerperhour \
                     ft=foot lb=pound oz=ounce yd=yard yr=year hr=hour min=minute sec=second";

/// Shortened behind “per”, and behind “degrees”.
const RATES: &str = "h=hour hr=hour s=second sec=second min=minute";
const DEGREES: &str = "c=celsius f=fahrenheit";

const BETWEEN_ENDS: &str = "to until till til through thru";

/// “18 th”, too; “1 St” may begin a saint's name.
pub(super) static FIGURE_ORDINAL: Pattern = Pattern::new(r"\b([0-9]+)(?:st| st$| ?(?:nd|rd|th))\b");

/// “5 km/h” as “5 km per h”, “1914-18” as “1914-1918”.
pub(super) fn spelled(folded: &str, year: Option<&str>) -> String {
    static INITIALS: Pattern = Pattern::new(r"\b[a-z]\.(?: ?[a-z]\.)+");
    static RATE: Pattern = Pattern::new(r"([0-9] ?[a-z]+) ?/ ?([a-z]+)");
    static SPAN: Pattern = Pattern::new(r"\b(1[0-9]|20)([0-9]{2}) ?[-–/] ?([0-9]{2})($|[^0-9/–-])");
    let letters = |found: &Captures<'_>| {
        let letters = found[0].chars().filter(|c| c.is_alphabetic()).collect::<String>();
        format!("{letters} ")
    };
    let span = |found: &Captures<'_>| match found[3] > found[2] {
        true => format!("{0}{1}-{0}{2}{3}", &found[1], &found[2], &found[3], &found[4]),
        false => found[0].to_owned(),
    };
    let text = with_ordinals(folded);
    let text = RATE.replace_all(&text, "$1 per $2");
    let text = SPAN.replace_all(&text, span);
    let text = in_full_years(&text, year);
    INITIALS.replace_all(&text, letters).into_owned()
}

/// “22nd” as “22” in a date, “22 nd” as “22th” elsewhere.
fn with_ordinals(folded: &str) -> String {
    let is_date = plain_words(folded).any(|word| month(word).is_some());
    let instead = if is_date { "$1" } else { "${1}th " };
    FIGURE_ORDINAL.replace_all(folded, instead).into_owned()
}

const CENTURY: &str = "century";

/// “The fifth year” is not “five years”; but days of a month and numbers of issues are ordinals or
/// not, and centuries always are.
pub(super) fn settle_ordinals(terms: &mut Vec<Term>) {
    let is_date = terms.iter().any(|term| month(term.word()).is_some());
    let mut at = 0;
    while at < terms.len() {
        let is_ordinal = word_at(terms, at) == ORDINAL;
        let next = word_at(terms, at + 1);
        let after_number = before(terms, at).and_then(Term::number);
        let day = is_date && after_number.is_some_and(Number::is_day);
        if is_ordinal && (day || next == "issue" || next == "number") {
            terms.remove(at);
            continue;
        }
        if is_ordinal && matches!(next, "c" | "cent") {
            replace(terms, at + 1, CENTURY);
        }
        if word_at(terms, at) == CENTURY && after_number.is_some_and(|number| !number.is_one()) {
            terms.insert(at, Term::Word(ORDINAL.to_owned()));
            at += 1;
        }
        at += 1;
    }
}

pub(super) fn in_full_words(terms: &mut [Term]) {
    let mut shortened = "";
    for term in terms {
        match term {
            Term::Number(_) => shortened = UNITS,
            Term::Word(word) => {
                let one = word.strip_suffix('s').filter(|one| one.len() > 1);
                let full = paired(shortened, word).or_else(|| paired(shortened, one?));
                if let Some(full) = full.or_else(|| in_full(word)) {
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

pub(super) fn before_date(terms: &mut Vec<Term>) -> Option<&'static str> {
    let day = weekday(word_at(terms, 0))?;
    let full = terms.iter().any(|term| month(term.word()).is_some())
        && terms.iter().filter_map(Term::number).any(Number::is_day)
        && terms.iter().filter_map(Term::number).any(Number::is_year);
    full.then(|| {
        terms.remove(0);
        day
    })
}

pub(super) fn one_span(terms: &mut Vec<Term>) {
    let between = word_at(terms, 0) == "between";
    let joins = |at: usize| {
        let word = word_at(terms, at);
        let sides = terms.get(..at).into_iter().chain(terms.get(at + 1..));
        (holds(BETWEEN_ENDS, word) || between && word == "and")
            && sides.filter(|side| side.iter().any(|term| term.number().is_some())).count() == 2
    };
    let Some(at) = (0..terms.len()).find(|at| joins(*at)) else { return };
    replace(terms, at, "to");
    // A year that both ends have is said once.
    let (before, after) = terms.split_at(at);
    let year = |side: &[Term]| {
        side.iter().filter_map(Term::number).skip(1).last().filter(|year| year.is_year())
    };
    if year(before).is_some()
        && year(before) == year(after)
        && before.last().and_then(Term::number).is_some_and(Number::is_year)
    {
        terms.remove(at - 1);
    }
    if between {
        terms.remove(0);
    }
}

/// “the 9th issue, 2024” becomes “number 9, 2024”, “the spring of 1908” “the spring 1908”.
pub(super) fn labels_and_years(terms: &mut Vec<Term>) {
    let of_year = |at: &usize| {
        matches!(word_at(terms, *at), "of" | "from" | "in")
            && number_at(terms, at + 1).is_some_and(Number::is_year)
    };
    if let Some(at) = (1..terms.len()).find(of_year) {
        terms.remove(at);
    }
    let Some(at) = terms.iter().position(|term| matches!(term.word(), "issue" | "number")) else {
        return;
    };
    if word_at(terms, at) == "issue" {
        let is_number = |at: usize| number_at(terms, at).is_some();
        let after_number = at.checked_sub(1).is_some_and(is_number);
        match (after_number, is_number(at + 1), word_at(terms, at + 1)) {
            (_, false, "number") => drop(terms.remove(at)),
            (true, ..) | (_, true, _) => replace(terms, at, "number"),
            _ => {}
        }
    }
}

/// Months in full, first, once, without “of”; “per cent” as one word; “fall” as a season.
pub(super) fn in_order(words: &mut Vec<String>) {
    let (mut months, mut others): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).map_or("", String::as_str);
        match (month(word), word.as_str()) {
            (Some(month), _) => months.push(month.to_lowercase()),
            (None, "of") if month(next).is_some() => {}
            (None, "fall") => others.push("autumn".to_owned()),
            (None, "per") if next == "cent" => others.push("percent".to_owned()),
            (None, "cent") if others.last().is_some_and(|before| before == "percent") => {}
            (None, _) => others.push(word.clone()),
        }
    }
    months.dedup();
    months.append(&mut others);
    *words = months;
}
