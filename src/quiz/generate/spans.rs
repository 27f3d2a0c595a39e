//! The words of a sentence that can be asked for: dates, numbers, names and terms.

use std::ops::Range;

use super::terms::{self, Usage};
use crate::text::dates::{MONTHS, WEEKDAYS, is_year};
use crate::text::figures::find_figures;
use crate::text::lists::{ends_with, holds};
use crate::text::titles::is_typed_title;
use crate::text::{EntityKind, Role, Slice, Word, find_names, near, overlap, plain_words, stem};

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    /// Its shape: digits are `9`, words keep only what they are.
    Figure(String),
    Name(EntityKind),
    #[default]
    Term,
}

/// What words that may replace one another share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Class {
    pub(super) sort: Sort,
    plural: bool,
    lead: Lead,
    before_of: bool,
    capitals: bool,
    people: bool,
    digits: bool,
    after: String,
    /// For names of no sign: whether it is a place, and a word like others.
    open: (bool, bool),
    head: String,
    words: usize,
}

impl Class {
    /// For where this one has too few.
    pub(super) fn less_alike(&self) -> Option<Class> {
        match self.sort {
            Sort::Term => Some(Class { before_of: !self.before_of, ..self.clone() }),
            Sort::Name(_) => Some(Class { after: String::new(), ..self.clone() }),
            Sort::Figure(_) => None,
        }
    }

    pub(super) fn head_stem(&self) -> Option<String> {
        (!self.head.is_empty()).then(|| stem(&self.head))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
enum Lead {
    Indefinite,
    Definite,
    /// “Mrs. Truman” is no “Mr. Truman”, and some names hold another title.
    Title(String),
    #[default]
    Bare,
}

#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) words: Range<usize>,
    pub(super) class: Class,
}

impl Span {
    pub(super) fn is_term(&self) -> bool {
        self.class.sort == Sort::Term
    }

    /// Without a sign of what it names it is hardly of another's sort.
    pub(super) fn is_open_name(&self) -> bool {
        self.class.sort == Sort::Name(EntityKind::Open)
    }

    pub(super) fn is_figure(&self) -> bool {
        matches!(self.class.sort, Sort::Figure(_))
    }
}

pub(super) fn found(text: &str, words: &[Word<'_>], usage: &Usage) -> Vec<Span> {
    let mut spans: Vec<Span> = figures(text, words);
    let free = |spans: &[Span], range: &Range<usize>| {
        !spans.iter().any(|span| overlap(&span.words, range))
    };
    for name in find_names(words) {
        if free(&spans, &name.words) && terms::is_name(words, &name.words, usage) {
            let inside = words.slice(name.words.clone());
            // “May” alone is as likely no month.
            if matches!(inside, [word] if word.text == "May") {
                continue;
            }
            // They look like names but stand only in one another's place.
            let sort = match inside {
                [day] if is_weekday(&day.lower) => Sort::Figure("D".to_owned()),
                [month] if MONTHS.contains(&month.text) => Sort::Figure("M".to_owned()),
                _ => Sort::Name(name.kind),
            };
            let class = class(sort, words, &name.words, usage);
            spans.push(Span { words: name.words, class });
        }
    }
    let is_small = |word: &Word<'_>| word.role == Role::Content && !word.capital;
    let mut end = 0;
    for alike in words.chunk_by(|one, next| is_small(one) == is_small(next)) {
        let run = end..end + alike.len();
        end = run.end;
        let is_run = alike.first().is_some_and(is_small) && free(&spans, &run);
        if is_run && terms::is_term(words, &run, usage) {
            let class = class(Sort::Term, words, &run, usage);
            spans.push(Span { words: run, class });
        }
    }
    spans.sort_by_key(|span| span.words.start);
    spans
}

/// Hardly meant as numbers; and what is counted behind them has no plural.
const VAGUE: &str = "one 1 first second two hundreds thousands millions dozens";

fn figures(text: &str, words: &[Word<'_>]) -> Vec<Span> {
    let shaped: Vec<Range<usize>> =
        find_figures(text).into_iter().filter(|found| found.1).map(|found| found.0).collect();
    let ordinal = |word: &&Word<'_>| {
        word.role == Role::Number
            && word.text.ends_with(|c: char| c.is_alphabetic())
            && !shaped.iter().any(|range| overlap(range, &word.range))
    };
    let ordinals = words.iter().filter(ordinal).map(|word| word.range.clone());
    let span = |range: Range<usize>| {
        let first = words.iter().position(|word| word.range.start == range.start)?;
        let last = words.iter().rposition(|word| word.range.end == range.end)?;
        let figure = text.get(range)?;
        let telling = !holds(VAGUE, &figure.to_lowercase());
        // A heading's number is no figure of its text.
        let (before, next) = (near(words, first, -1), near(words, last, 1));
        let numbers = first == 0 && next.is(".");
        // A figure in a name belongs to it.
        let joins = |word: &Word<'_>| matches!(word.text, "-" | "–" | "/" | "$" | "%");
        let alone = !joins(before) && !joins(next);
        let class = Class { sort: Sort::Figure(shape(figure)), ..Class::default() };
        // “Seven” in “Seven Years’ War” is part of a name.
        let small = !figure.starts_with(char::is_uppercase)
            || figure.contains(|c: char| c.is_ascii_digit());
        (telling && alone && small && !numbers && first <= last)
            .then_some(Span { words: first..last + 1, class })
    };
    shaped.iter().cloned().chain(ordinals).filter_map(span).collect()
}

fn shape(figure: &str) -> String {
    let sign = |word: &str| {
        let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_figure = || find_figures(word).iter().any(|(at, _)| *at == (0..word.len()));
        match rest {
            "" if year(word).is_some() => "Y".to_owned(),
            "" if word.len() < LARGE => "9".to_owned(),
            _ if MONTHS.contains(&word) => "M".to_owned(),
            _ if rest == word && is_figure() => "w".to_owned(),
            _ if rest == word => word.to_lowercase(),
            _ if ends_with(rest, "st nd rd th") => "9th".to_owned(),
            _ => "9".repeat(word.len() - rest.len()) + rest,
        }
    };
    let marks: String =
        figure.chars().filter(|c| matches!(c, '-' | '–' | '%' | '$' | '£' | '€' | '.')).collect();
    plain_words(figure).map(sign).collect::<Vec<_>>().join(" ") + &marks
}

/// Figures of fewer digits stand in one another's place, whatever their length.
const LARGE: usize = 3;

/// Not all numbers of four digits are years.
fn year(figure: &str) -> Option<u32> {
    figure.parse().ok().filter(|year| is_year(figure) && (1_000..2_100).contains(year))
}

/// Those of a date or a span of years, too.
pub(super) fn years(figure: &str) -> impl Iterator<Item = u32> {
    plain_words(figure).filter_map(year)
}

fn is_weekday(word: &str) -> bool {
    let day = word.strip_suffix('s').unwrap_or(word);
    WEEKDAYS.iter().any(|known| known.eq_ignore_ascii_case(day))
}

fn class(sort: Sort, words: &[Word<'_>], range: &Range<usize>, usage: &Usage) -> Class {
    let (before, inside) = (near(words, range.start, -1), words.slice(range.clone()));
    let is_term = sort == Sort::Term;
    let last = inside.last().map_or("", |word| &word.lower);
    let plural = is_plural(last);
    let lead = if is_term && plural {
        // “the workers” and “workers” are interchangeable; “the duty” and “duty” are not.
        Lead::Bare
    } else if !is_term && is_typed_title(before.text) {
        Lead::Title(before.lower.clone())
    } else if before.is_indefinite_article() {
        Lead::Indefinite
    } else if matches!(before.role, Role::Determiner | Role::Owner)
        || matches!(before.text, "’" | "'")
    {
        Lead::Definite
    } else {
        Lead::Bare
    };
    let (open, head) = match sort {
        Sort::Name(EntityKind::Open) => (usage.place_and_word(inside), String::new()),
        Sort::Name(kind) => ((false, false), head(kind, inside)),
        _ => Default::default(),
    };
    let follows = !is_term && before.role == Role::Preposition;
    let is_capitals =
        |word: &Word<'_>| word.text.chars().count() > 1 && !word.text.contains(char::is_lowercase);
    Class {
        sort,
        plural,
        lead,
        before_of: is_term && near(words, range.end, 0).lower == "of",
        capitals: inside.iter().all(is_capitals),
        people: is_term && is_people(last),
        digits: inside.iter().any(|word| word.text.contains(|c: char| c.is_ascii_digit())),
        after: if follows { before.lower.clone() } else { String::new() },
        open,
        head,
        words: if is_term { inside.len() } else { inside.len().min(2) },
    }
}

/// Empty where the kind alone tells what is named.
fn head(kind: EntityKind, name: &[Word<'_>]) -> String {
    let of = name.iter().position(|word| word.lower == "of");
    let heads = name.slice(..of.unwrap_or(name.len()));
    let head = heads.iter().rev().find(|word| word.text.contains(char::is_lowercase));
    let signed = matches!(kind, EntityKind::Body | EntityKind::Other)
        || kind == EntityKind::Place
            && find_names(name).first().is_some_and(|name| name.kind == EntityKind::Place);
    head.filter(|_| signed).map(|word| word.lower.clone()).unwrap_or_default()
}

const PEOPLE: &str = "people officials official children staff personnel troops nobles kings \
    king monks";
const PEOPLE_ENDINGS: &str = "ers ors ists ians men eers ants er or ist ian man";
const NO_PEOPLE: &str = "number power order manner matter matters numbers powers orders letter \
    letters paper papers border borders centers center chapter computer \
    computers corner disaster factor factors labor layer layers river \
    rivers sector sectors water waters winter summer weather character \
    colors harbor favor error errors server servers router routers \
    header packer quarters quarter tower towers charter";

/// “rally our …” asks for no thing.
fn is_people(word: &str) -> bool {
    holds(PEOPLE, word)
        || word.ends_with("people")
        || !holds(NO_PEOPLE, word) && ends_with(word, PEOPLE_ENDINGS)
}

/// Singular despite their ending.
const SINGULAR: &str = "ethos pathos chaos cosmos bias gas atlas canvas lens series species";

fn is_plural(word: &str) -> bool {
    let regular =
        !holds(SINGULAR, word) && word.ends_with('s') && !ends_with(word, "ss us is ics news");
    regular || ends_with(word, "men people children data media personnel staff")
}
