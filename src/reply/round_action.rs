//! What the buttons of a quiz round do: each carries its round, and its question where it belongs to one.

use std::fmt;
use std::str::FromStr;

use super::action::{NotAnAction, number};

/// What a button of a round does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundAction {
    /// The round's name: small letters and digits.
    pub round: String,
    /// What is wanted of it.
    pub wish: RoundWish,
}

/// What is wanted of a round. Questions and choices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundWish {
    /// Choose an answer.
    Vote {
        /// The question.
        number: u16,
        /// The choice.
        choice: u8,
    },
    /// Type an answer.
    Type {
        /// The question.
        number: u16,
    },
    /// A hint.
    Hint {
        /// The question.
        number: u16,
    },
    /// The next question.
    Skip {
        /// The question.
        number: u16,
    },
    /// One's own review of what one missed.
    Missed,
    /// Another round like this one.
    Again,
}

/// The longest name of a round.
const LONGEST_NAME: usize = 24;

impl fmt::Display for RoundAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let round = &self.round;
        match self.wish {
            RoundWish::Vote { number, choice } => write!(f, "{round}.v.{number}.{choice}"),
            RoundWish::Type { number } => write!(f, "{round}.t.{number}"),
            RoundWish::Hint { number } => write!(f, "{round}.h.{number}"),
            RoundWish::Skip { number } => write!(f, "{round}.s.{number}"),
            RoundWish::Missed => write!(f, "{round}.m"),
            RoundWish::Again => write!(f, "{round}.a"),
        }
    }
}

impl FromStr for RoundAction {
    type Err = NotAnAction;

    fn from_str(typed: &str) -> Result<RoundAction, NotAnAction> {
        let fields: Vec<&str> = typed.split('.').collect();
        let (round, wish) = match fields.as_slice() {
            [round, "v", at, choice] => (round, RoundWish::Vote { number: number(at)?, choice: number(choice)? }),
            [round, "t", at] => (round, RoundWish::Type { number: number(at)? }),
            [round, "h", at] => (round, RoundWish::Hint { number: number(at)? }),
            [round, "s", at] => (round, RoundWish::Skip { number: number(at)? }),
            [round, "m"] => (round, RoundWish::Missed),
            [round, "a"] => (round, RoundWish::Again),
            _ => return Err(NotAnAction),
        };
        let named = (1..=LONGEST_NAME).contains(&round.len());
        match named && round.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase()) {
            true => Ok(RoundAction { round: (*round).to_owned(), wish }),
            false => Err(NotAnAction),
        }
    }
}
