//! What buttons carry: passages, pages of look-ups, what is done in quizzes; and lists of these.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use parse_display::{Display, DisplayFormat, FromStr, FromStrFormat, ParseError};

use crate::corpus::Unit;

/// A passage, or one of its sentences.
#[derive(Clone, Debug, PartialEq, Eq, Display, FromStr)]
#[display("{unit}{focus}")]
pub struct PassageKey {
    /// See [`Unit::key`].
    #[from_str(regex = "[0-9A-Za-z]+")]
    pub unit: String,
    /// Sentence numbers from 0, best first.
    #[display(with = FOCUS)]
    pub focus: Vec<u16>,
}

pub(super) const MOST_FOCUS: usize = 2;

const FOCUS: List = List { between: '.', leads: true, most: MOST_FOCUS };

impl PassageKey {
    pub fn new(unit: &Unit, focus: impl IntoIterator<Item = usize>) -> PassageKey {
        let focus = focus.into_iter().filter_map(|number| u16::try_from(number).ok());
        PassageKey { unit: unit.key.clone(), focus: focus.take(MOST_FOCUS).collect() }
    }

    pub(super) fn is_one_sentence(&self) -> bool {
        self.focus.len() == 1
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Display, FromStr)]
#[display("{number}:{speech}:{words}")]
pub struct MentionsPage {
    /// From 0.
    pub number: u16,
    /// Ids with commas between; empty for all.
    pub speech: String,
    #[from_str(regex = "(?s:.+)")]
    pub words: String,
}

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

pub(super) struct List {
    pub(super) between: char,
    /// It stands before the first, too.
    pub(super) leads: bool,
    pub(super) most: usize,
}

impl<T: Display> DisplayFormat<Vec<T>> for List {
    fn write(&self, f: &mut Formatter<'_>, items: &Vec<T>) -> fmt::Result {
        items.iter().enumerate().try_for_each(|(at, item)| match at == 0 && !self.leads {
            true => write!(f, "{item}"),
            false => write!(f, "{}{item}", self.between),
        })
    }
}

impl<T: FromStr> FromStrFormat<Vec<T>> for List {
    type Err = ParseError;

    fn parse(&self, typed: &str) -> Result<Vec<T>, ParseError> {
        let items = typed.split(self.between).skip(usize::from(self.leads)).map(str::parse);
        let items = items.collect::<Result<Vec<T>, _>>().ok();
        items.filter(|items| items.len() <= self.most).ok_or_else(ParseError::new)
    }
}
