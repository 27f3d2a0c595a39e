//! A quiz in the terminal: clock, input and output of one player's session.

use std::io;
use std::path::Path;

use jiff::Timestamp;

use super::line::Lines;
use super::render::show;
use crate::bot::{Millis, Solo, SoloOptions, messages, millis};
use crate::reply::Reply;

const QUESTIONS: usize = 5;
const MOST_QUESTIONS: usize = 100;

pub fn now() -> Millis {
    millis(Timestamp::now())
}

/// Empty for the usual number; fails with what to say.
pub(super) fn options(count: &str) -> Result<SoloOptions, String> {
    let count = match count {
        "" => QUESTIONS,
        typed => match typed.parse() {
            Ok(count @ 1..=MOST_QUESTIONS) => count,
            _ => return Err(messages::quiz::how_many(MOST_QUESTIONS)),
        },
    };
    Ok(SoloOptions { count, seed: now(), ..SoloOptions::default() })
}

pub fn play(begun: Result<(Solo<'_>, Vec<Reply>), String>) -> io::Result<()> {
    let mut lines = Lines::open(Path::new(""))?;
    let (mut session, replies) = match begun {
        Ok(begun) => begun,
        Err(error) => return show(&[Reply::text(error)]),
    };
    show(&replies)?;
    while !session.is_over() {
        let replies = match lines.next()? {
            Some(line) => session.typed(&line, now()),
            None => session.leave(now()),
        };
        show(&replies)?;
    }
    lines.close()
}
