//! The numbers, amounts and days that stand in a text, in figures or in words.

use super::text::{Words, is_in_capitals};
use crate::search::index::{IndexedWord, PassageIndex};
use crate::text::Slice;
use crate::text::dates::month;
use crate::text::normalize::fold;
use crate::text::number_words::{ORDINAL_ENDINGS, number_words, roman};
use crate::text::numbers::{self, Found, Number, SCALES, UNITS, unit};
use crate::text::pieces::Piece;

const ROMANS: &str = "ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi";

#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    /// And whether it is an ordinal; beside a month it may be either: “July 4”, “July 4th”.
    Number(Number, Option<bool>),
    Amount(Number, &'static str),
    Day(&'static str, Number),
}

impl Value {
    pub(super) fn equals(self, other: Value) -> bool {
        use Value::{Amount, Day, Number};
        match (self, other) {
            (Number(one, kind), Number(two, of)) => {
                one == two && (kind == of || kind.is_none() || of.is_none())
            }
            (Amount(one, unit), Amount(two, of)) => one == two && unit == of,
            (Day(month, one), Day(of, two)) => month == of && one == two,
            _ => false,
        }
    }

    /// Stems of which a sentence has one where it has the number in any notation.
    pub(super) fn stems(self, index: &PassageIndex) -> Vec<String> {
        let (Value::Number(number, _) | Value::Amount(number, _) | Value::Day(_, number)) = self;
        let figures = number.beginnings();
        let ordinals = figures
            .iter()
            .flat_map(|figure| ORDINAL_ENDINGS.map(|ending| format!("{figure}{ending}")));
        let ordinals: Vec<String> = ordinals.collect();
        let words = number_words().chain(SCALES.iter().map(|(word, _)| *word));
        let words = words.chain(ROMANS.split(' ')).map(str::to_owned);
        let forms = words.chain(figures).chain(ordinals);
        forms.flat_map(|form| index.stems(&form)).collect()
    }
}

pub(super) struct Values<'a> {
    of: &'a Words<'a>,
    pieces: Vec<Piece>,
    /// The longest, each where it begins.
    runs: Vec<Option<Found>>,
    /// As people type; names have no capitals then.
    is_lower: bool,
}

impl<'a> Values<'a> {
    pub(super) fn new(of: &'a Words<'a>) -> Values<'a> {
        let mut end = 0;
        let piece = |word: &IndexedWord| {
            let between = of.text.slice(end..word.range.start);
            end = word.range.end;
            let apart = !between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '‑'));
            Piece { text: fold(&word.typed), apart }
        };
        let pieces: Vec<Piece> = of.all.iter().map(piece).collect();
        let is_lower = !of.text.chars().any(char::is_uppercase);
        let mut values = Values { of, pieces, runs: Vec::new(), is_lower };
        while values.runs.len() < of.all.len() {
            let run = values.run(values.runs.len());
            let inside = run.map_or(0, |run| run.length - 1);
            values.runs.push(run);
            values.runs.extend(std::iter::repeat_n(None, inside));
        }
        values
    }

    fn run(&self, at: usize) -> Option<Found> {
        let first = self.pieces.get(at)?.text.as_str();
        let named =
            at.checked_sub(1).and_then(|before| self.of.all.get(before)).is_some_and(|name| {
                let is_capital = |typed: &str| typed.starts_with(char::is_uppercase);
                let in_capitals =
                    self.of.all.get(at).is_some_and(|word| is_in_capitals(&word.typed));
                self.is_lower || is_capital(&name.typed) && in_capitals
            });
        if let Some(value) = roman(first).filter(|_| named && first.len() > 1) {
            return Some(Found { number: value.into(), is_ordinal: false, length: 1 });
        }
        let found = numbers::number(&self.pieces, at)?;
        // “Several hundred” is no 100, “one” is seldom a number, and “07” a part of a date.
        let has_zero = first.len() > 1 && first.starts_with('0') && !first.starts_with("0.");
        let is_no_number = numbers::scale(first).is_some()
            || first == "one" && found.length == 1
            || has_zero && !found.is_ordinal;
        (!is_no_number).then_some(found)
    }

    /// Those that begin at this word, each with how many words it has; what says most is first.
    pub(super) fn at(&self, at: usize) -> Vec<(Value, usize)> {
        let mut values = Vec::new();
        if let Some(month) = self.month(at) {
            let day = at + 1 + usize::from(self.follows(at + 1) == Some("the"));
            let run = self.follows(day).and_then(|_| self.runs.get(day).copied().flatten());
            let run = run.filter(|run| run.number.is_day());
            values.extend(run.map(|run| (Value::Day(month, run.number), day + run.length - at)));
        }
        let Some(run) = self.runs.get(at).copied().flatten() else { return values };
        let end = at + run.length;
        let behind = end + usize::from(self.follows(end) == Some("of"));
        let month = self.follows(behind).and_then(|_| self.month(behind));
        let month = month.filter(|_| run.number.is_day());
        values.extend(month.map(|month| (Value::Day(month, run.number), behind + 1 - at)));
        if let Some((unit, length)) = self.unit(at, end) {
            values.push((Value::Amount(run.number, unit), run.length + length));
        }
        let the = at.checked_sub(1).filter(|the| self.follows(*the) == Some("the")).unwrap_or(at);
        let before = the.checked_sub(1).filter(|_| self.follows(at).is_some());
        let is_day = month.is_some()
            || run.number.is_day() && before.is_some_and(|at| self.month(at).is_some());
        let kind = (!is_day).then_some(run.is_ordinal);
        values.push((Value::Number(run.number, kind), run.length));
        values
    }

    fn follows(&self, at: usize) -> Option<&str> {
        numbers::follows(&self.pieces, at)
    }

    fn month(&self, at: usize) -> Option<&'static str> {
        let word = self.of.all.get(at)?;
        let is_name = self.is_lower || word.typed.starts_with(char::is_uppercase);
        month(&word.typed).filter(|_| is_name)
    }

    /// Of the number between; and how many words it takes behind that.
    fn unit(&self, at: usize, end: usize) -> Option<(&'static str, usize)> {
        if let Some(unit) = self.sign(at).or_else(|| self.sign(end - 1)) {
            return Some((unit, 0));
        }
        let word = self.follows(end)?;
        if word == "per" && self.follows(end + 1) == Some("cent") {
            return Some(("percent", 2));
        }
        unit(word).map(|unit| (unit, 1))
    }

    pub(super) fn sign(&self, at: usize) -> Option<&'static str> {
        let figure = self.of.text.get(self.of.all.get(at)?.range.clone())?;
        let (first, last) = (figure.chars().next()?, figure.chars().next_back()?);
        UNITS.iter().find(|(sign, _)| [first, last].contains(sign)).map(|(_, unit)| *unit)
    }
}
