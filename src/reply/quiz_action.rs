//! What the buttons of a quiz session do, each with its session, and its question if any.

use parse_display::{Display, FromStr};

#[derive(Clone, Debug, PartialEq, Eq, Display, FromStr)]
#[display("{session}.{button}")]
pub struct QuizAction {
    #[from_str(regex = "[0-9a-z]{1,24}")]
    pub session: String,
    pub button: QuizButton,
}

/// Questions and choices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, FromStr)]
pub enum QuizButton {
    #[display("v.{number}.{choice}")]
    Vote { number: u16, choice: u8 },
    #[display("t.{number}")]
    Type { number: u16 },
    #[display("h.{number}")]
    Hint { number: u16 },
    #[display("s.{number}")]
    Skip { number: u16 },
    #[display("m")]
    Missed,
    #[display("a")]
    Again,
}
