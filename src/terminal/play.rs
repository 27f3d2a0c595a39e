//! A quiz in the terminal: clock, input and output of one player's session.

use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;

use super::line::Lines;
use super::render;
use crate::bot::{Solo, SoloOptions, messages};
use crate::reply::Reply;

const QUESTIONS: usize = 5;
const MOST_QUESTIONS: usize = 100;

pub fn now() -> u64 {
    u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default()
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
    let mut out = anstream::stdout();
    let mut show = |replies: &[Reply]| {
        replies.iter().try_for_each(|reply| writeln!(out, "{}\n", render(reply)))
    };
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
