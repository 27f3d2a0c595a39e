//! Signs that carry a meaning: C++, 10², ≤ 5, p → q, 5‰. Which do, Unicode's categories tell.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::text::Slice;
use crate::text::apparatus::without_struck;

const PRIMES: [(char, char); 4] = [('′', '′'), ('″', '″'), ('\'', '′'), ('"', '″')];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Symbols {
    all: Vec<char>,
    /// Between words; they may also be left out.
    joints: Vec<char>,
}

impl Symbols {
    /// The question asks for the currency.
    pub(super) fn allow(&self, typed: &Symbols) -> bool {
        let same = self.all == typed.all || {
            typed.all.iter().eq(self.all.iter().filter(|sign| !is_money(**sign)))
        };
        same && (self.joints.is_empty() || typed.joints.is_empty() || self.joints == typed.joints)
    }
}

pub(super) fn signs(text: &str) -> (String, Symbols) {
    let text = [(">=", "≥"), ("<=", "≤"), ("!=", "≠"), ("->", "→"), ("=>", "⇒")]
        .iter()
        .fold(without_struck(text), |text, (typed, sign)| text.replace(typed, sign));
    let chars: Vec<char> = text.chars().collect();
    let (mut plain, mut signs) = (String::with_capacity(text.len()), Symbols::default());
    for (at, c) in chars.iter().enumerate() {
        let place = Place { before: chars.slice(..at), c: *c, after: chars.slice(at + 1..) };
        let (sign, instead) = place.read();
        match sign {
            Some(joint) if matches!(joint, '/' | '&') => signs.joints.push(joint),
            sign => signs.all.extend(sign),
        }
        plain.push_str(&instead);
    }
    (plain, signs)
}

/// Beyond either end.
const EDGE: char = '\0';

struct Place<'a> {
    before: &'a [char],
    c: char,
    after: &'a [char],
}

impl Place<'_> {
    fn read(&self) -> (Option<char>, String) {
        let c = self.c;
        let (before, after) = self.beside();
        let gap = || " ".to_owned();
        match c {
            '^' => (None, String::new()),
            _ if before == '^' && c.is_ascii_digit() => (Some(c), gap()),
            _ if superscript(c).is_some() => (superscript(c), gap()),
            '+' => {
                let belongs = [before, after].iter().any(|c| c.is_alphanumeric() || *c == '+');
                (belongs.then_some(c), gap())
            }
            '~' | '≈' | '∼' => {
                (None, if self.next_seen().is_ascii_digit() { " about " } else { " " }.into())
            }
            '<' | '>' | '=' => {
                ((self.next_seen().is_ascii_digit() || self.is_between()).then_some(c), gap())
            }
            '←'..='⇿' => (self.is_between().then_some(c), gap()),
            '‰' | '‱' => (Some(c), gap()),
            '&' => (Some(c), c.to_string()),
            '/' => ((before.is_alphabetic() && after.is_alphabetic()).then_some(c), c.to_string()),
            '°' if self.seen_before().is_ascii_digit() => (None, " degree ".to_owned()),
            // Marks of spoilers; the minus, read with its figure; the slash of “½”; money, read as
            // words.
            '|' | '−' | '⁄' | '$' | '€' | '£' => (None, c.to_string()),
            _ if before.is_ascii_digit() && !after.is_alphabetic() && self.prime().is_some() => {
                (self.prime(), gap())
            }
            _ if is_math(c) || is_money(c) => (Some(c), gap()),
            _ => (None, c.to_string()),
        }
    }

    fn beside(&self) -> (char, char) {
        (*self.before.last().unwrap_or(&EDGE), *self.after.first().unwrap_or(&EDGE))
    }

    fn seen_before(&self) -> char {
        *self.before.iter().rev().find(|c| !c.is_whitespace()).unwrap_or(&EDGE)
    }

    fn next_seen(&self) -> char {
        *self.after.iter().find(|c| !c.is_whitespace()).unwrap_or(&EDGE)
    }

    /// With something on both sides, spaced alike; `<b>` is no relation.
    fn is_between(&self) -> bool {
        let (before, after) = self.beside();
        let spaced = before.is_whitespace() && after.is_whitespace() && self.next_seen() != EDGE;
        let first = self.before.iter().any(|c| c.is_alphanumeric());
        let all = self.before.iter().chain([&self.c]).chain(self.after);
        let alone = all.filter(|c| matches!(c, '<' | '>')).count() <= 1;
        first && (spaced || alone && before.is_alphanumeric() && after.is_alphanumeric())
    }

    /// A mark that was opened before closes what it opened.
    fn prime(&self) -> Option<char> {
        let opened = self.before.iter().filter(|before| **before == self.c).count();
        let (_, prime) = PRIMES.iter().find(|(mark, _)| *mark == self.c)?;
        (opened.is_multiple_of(2) || self.c == *prime).then_some(*prime)
    }
}

fn is_math(c: char) -> bool {
    c.general_category() == GeneralCategory::MathSymbol
}

fn is_money(c: char) -> bool {
    c.general_category() == GeneralCategory::CurrencySymbol
}

fn superscript(c: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|power| power == c).and_then(|at| char::from_digit(at as u32, 10))
}
