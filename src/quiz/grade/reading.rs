//! An answer as it is compared: one spelling a word, numbers by value, dates in one order.

use std::collections::BTreeSet;

use super::forms::{self, FIGURE_ORDINAL};
use super::shell::{Shell, closed, is_title, opened};
use super::signs::{Symbols, signs};
use crate::text::dates::with_months;
use crate::text::lists::holds;
use crate::text::normalize::fold;
use crate::text::numbers::Number;
use crate::text::pieces::pieces;
use crate::text::spelling::{one_form, written_out};
use crate::text::terms::{self, ORDINAL, Term};
use crate::text::titles::is_written_like_name;
use crate::text::{Pattern, Role};

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
    pub(super) has_and: bool,
    /// Roman numerals were read as numbers; they may be ordinals.
    has_romans: bool,
    /// “18th”, of which the figure alone will do.
    has_figure_ordinals: bool,
    lead: Option<&'static str>,
    weekday: Option<&'static str>,
}

const LONGEST_INITIALS: usize = 6;

/// The question says them: “9” for “No. 9”.
const LABELS: &str = "percent dollar euro pound number degree";

/// May be left out behind a number alone: the question asks for them.
const COUNTED: &str = "year month week day days hour minute people";

impl Reading {
    /// An accepted answer, each meaning with and without roman numerals.
    pub(super) fn accepted(text: &str) -> Vec<Reading> {
        let shell = if is_title(text) { Shell::Whole } else { Shell::Leads };
        Reading::ways(text, &[shell], None).concat()
    }

    /// Two meanings where day and month can be exchanged; each read in several ways. A short year
    /// may be `year`.
    pub(super) fn typed(text: &str, year: Option<&str>) -> Vec<Vec<Reading>> {
        static LABEL: Pattern = Pattern::new(r"^\s*(?i:(?:my |the )?answer)\s*[:=]");
        let text = &LABEL.replace(text, "");
        Reading::ways(text, &[Shell::Nothing, Shell::Leads, Shell::Whole], year)
    }

    fn ways(text: &str, shells: &[Shell], year: Option<&str>) -> Vec<Vec<Reading>> {
        let cut: String = text.chars().take(LONGEST_TYPED).collect();
        let (cut, signs) = signs(&cut);
        let folded = fold(&cut);
        let meanings = with_months(&forms::spelled(&folded, year));
        let initials: BTreeSet<String> = (cut.split(|c: char| !c.is_alphabetic()))
            .filter(|word| {
                word.chars().count() <= LONGEST_INITIALS
                    && !word.is_empty()
                    && word.chars().all(char::is_uppercase)
            })
            .map(|word| one_form(&fold(word)))
            .collect();
        let unread = Reading {
            signs,
            initials,
            is_name: is_written_like_name(&cut),
            has_and: folded.contains(" and "),
            has_figure_ordinals: FIGURE_ORDINAL.is_match(&folded),
            ..Reading::default()
        };
        let of_meaning = |meaning: &String| {
            let pieces = pieces(meaning);
            let plain = terms::parse(&pieces, false);
            let roman = terms::parse(&pieces, true);
            let with_romans = Reading { has_romans: plain != roman, ..unread.clone() };
            let ways = shells
                .iter()
                .flat_map(|shell| [unread.read(&plain, *shell), with_romans.read(&roman, *shell)]);
            ways.collect()
        };
        meanings.iter().map(of_meaning).collect()
    }

    fn read(&self, parsed: &[Term], shell: Shell) -> Reading {
        let mut terms: Vec<Term> = Vec::new();
        for term in parsed {
            match term {
                Term::Word(word) => terms.extend(written_out(word).into_iter().map(Term::Word)),
                number => terms.push(number.clone()),
            }
        }
        forms::settle_ordinals(&mut terms);
        forms::in_full_words(&mut terms);
        if shell == Shell::Nothing {
            closed(&mut terms);
        }
        let lead = opened(&mut terms, shell);
        let weekday = forms::before_date(&mut terms);
        forms::one_span(&mut terms);
        forms::labels_and_years(&mut terms);
        let (mut words, mut numbers): (Vec<String>, Vec<Number>) = (Vec::new(), Vec::new());
        for term in terms {
            match term {
                Term::Word(word) => words.push(word),
                Term::Number(number) => numbers.extend(number.in_parts()),
            }
        }
        if !numbers.is_empty() {
            forms::in_order(&mut words);
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
        let hollow = telling.is_empty()
            || shell == Shell::Whole
                && telling.iter().all(|word| Role::of_closed_class(word).is_some());
        let kept = if hollow && numbers.is_empty() { words.iter().collect() } else { telling };
        let words = kept.into_iter().map(|word| one_form(word)).collect();
        Reading { words, numbers, lead, weekday, ..self.clone() }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty() && self.numbers.is_empty()
    }

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
