//! Signs that carry a meaning: C++, 10², ≤ 5, p → q, 5‰. Which do, Unicode's categories tell.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::text::apparatus::without_struck;

/// Behind a figure, as people type them.
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
    for index in 0..chars.len() {
        let place = Place { chars: &chars, index };
        let (sign, instead) = place.read();
        match sign {
            Some(joint) if matches!(joint, '/' | '&') => signs.joints.push(joint),
            sign => signs.all.extend(sign),
        }
        plain.push_str(&instead);
    }
    (plain, signs)
}

struct Place<'a> {
    chars: &'a [char],
    index: usize,
}

impl Place<'_> {
    /// The sign here, and what is read as text.
    fn read(&self) -> (Option<char>, String) {
        let Some(c) = self.chars.get(self.index).copied() else { return (None, String::new()) };
        let (before, after) = (self.before(), self.chars.get(self.index + 1).copied());
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let gap = || " ".to_owned();
        match c {
            '^' => (None, String::new()),
            _ if before == Some('^') && c.is_ascii_digit() => (Some(c), gap()),
            _ if superscript(c).is_some() => (superscript(c), gap()),
            '+' => {
                let beside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '+');
                ((beside(before) || beside(after)).then_some(c), gap())
            }
            '~' | '≈' | '∼' => {
                (None, if is_digit(self.next_seen()) { " about " } else { " " }.into())
            }
            '<' | '>' | '=' => {
                ((is_digit(self.next_seen()) || self.is_between()).then_some(c), gap())
            }
            '←'..='⇿' => (self.is_between().then_some(c), gap()),
            '‰' | '‱' => (Some(c), gap()),
            '&' => (Some(c), c.to_string()),
            '/' => ((is_letter(before) && is_letter(after)).then_some(c), c.to_string()),
            '°' if is_digit(self.seen_before()) => (None, " degree ".to_owned()),
            // Marks of spoilers; the minus, read with its figure; the slash of “½”.
            '|' | '−' | '⁄' => (None, c.to_string()),
            // They are read as words.
            '$' | '€' | '£' => (None, c.to_string()),
            _ if is_digit(before) && !is_letter(after) && self.prime().is_some() => {
                (self.prime(), gap())
            }
            _ if is_math(c) || is_money(c) => (Some(c), gap()),
            _ => (None, c.to_string()),
        }
    }

    fn before(&self) -> Option<char> {
        self.chars.get(self.index.checked_sub(1)?).copied()
    }

    fn seen_before(&self) -> Option<char> {
        let before = self.chars.iter().take(self.index).rev();
        before.copied().find(|c| !c.is_whitespace())
    }

    fn next_seen(&self) -> Option<char> {
        self.chars.iter().skip(self.index + 1).find(|c| !c.is_whitespace()).copied()
    }

    /// With something on both sides, spaced alike; `<b>` is no relation.
    fn is_between(&self) -> bool {
        let after = self.chars.get(self.index + 1).copied();
        let is_space = |c: Option<char>| c.is_some_and(char::is_whitespace);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let spaced = is_space(self.before()) && is_space(after) && self.next_seen().is_some();
        let first = self.chars.iter().take(self.index).any(|c| c.is_alphanumeric());
        let is_bracket = |c: &&char| matches!(c, '<' | '>');
        let alone = self.chars.iter().filter(is_bracket).count() <= 1;
        first && (spaced || alone && is_word(self.before()) && is_word(after))
    }

    /// A mark that was opened before closes what it opened.
    fn prime(&self) -> Option<char> {
        let c = self.chars.get(self.index)?;
        let opened = self.chars.iter().take(self.index).filter(|before| *before == c).count();
        let (_, prime) = PRIMES.iter().find(|(mark, _)| mark == c)?;
        (opened.is_multiple_of(2) || c == prime).then_some(*prime)
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
