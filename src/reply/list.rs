//! Lists in what buttons carry.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use parse_display::{DisplayFormat, FromStrFormat, ParseError};

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
