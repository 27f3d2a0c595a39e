//! What the buttons of a quiz session do, each with its session, and its question if any.

use std::fmt;
use std::str::FromStr;

use super::parse::{NotAnAction, number};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuizAction {
    /// Lower-case letters and digits.
    pub session: String,
    pub button: QuizButton,
}

/// Questions and choices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuizButton {
    Vote { number: u16, choice: u8 },
    Type { number: u16 },
    Hint { number: u16 },
    Skip { number: u16 },
    Missed,
    Again,
}

const LONGEST_NAME: usize = 24;

impl fmt::Display for QuizAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let session = &self.session;
        match self.button {
            QuizButton::Vote { number, choice } => write!(f, "{session}.v.{number}.{choice}"),
            QuizButton::Type { number } => write!(f, "{session}.t.{number}"),
            QuizButton::Hint { number } => write!(f, "{session}.h.{number}"),
            QuizButton::Skip { number } => write!(f, "{session}.s.{number}"),
            QuizButton::Missed => write!(f, "{session}.m"),
            QuizButton::Again => write!(f, "{session}.a"),
        }
    }
}

impl FromStr for QuizAction {
    type Err = NotAnAction;

    fn from_str(typed: &str) -> Result<QuizAction, NotAnAction> {
        let fields: Vec<&str> = typed.split('.').collect();
        let (session, button) = match fields.as_slice() {
            [session, "v", at, choice] => {
                (session, QuizButton::Vote { number: number(at)?, choice: number(choice)? })
            }
            [session, "t", at] => (session, QuizButton::Type { number: number(at)? }),
            [session, "h", at] => (session, QuizButton::Hint { number: number(at)? }),
            [session, "s", at] => (session, QuizButton::Skip { number: number(at)? }),
            [session, "m"] => (session, QuizButton::Missed),
            [session, "a"] => (session, QuizButton::Again),
            _ => return Err(NotAnAction),
        };
        let named = (1..=LONGEST_NAME).contains(&session.len());
        match named
            && session.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
        {
            true => Ok(QuizAction { session: (*session).to_owned(), button }),
            false => Err(NotAnAction),
        }
    }
}
