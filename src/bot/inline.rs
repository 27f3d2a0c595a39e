//! References inside a message: `[§2 ¶3]`, in brackets and meant as such.
//!
//! People write much in brackets. A reference counts only with a `§` or `¶`, the word *section*, a speech's name, or as a whole
//! permalink, and not in code, links, block quotes or behind a backslash.

use std::collections::HashSet;
use std::ops::Range;

use super::{Ask, Bot, excerpt, words};
use crate::answer::Verdict;
use crate::corpus::{Corpus, Permalink, Place, Reference};
use crate::reply::{Part, Reply};

/// The longest reference in bytes.
const LONGEST: usize = 80;

/// How many references of a message are looked up.
const MOST: usize = 8;

/// How many bytes of passages all references of a message show together, and beside an answer.
const ROOM: usize = 3_000;
const BESIDE_AN_ANSWER: usize = 1_200;

/// The fewest words of content that make what stands around references a question of its own.
const FEWEST_WORDS: usize = 2;

/// A reference in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Its bytes in the message, brackets included.
    pub range: Range<usize>,
    /// What stands in the brackets.
    pub reference: String,
}

impl Inline {
    fn find(message: &str, corpus: &Corpus) -> Vec<Inline> {
        let plain = without_code_and_quotes(message);
        let mut found = Vec::new();
        let mut open = None;
        for (at, c) in plain.char_indices() {
            match c {
                '[' if !escaped(&plain, at) => open = Some(at),
                '[' => open = None,
                ']' => {
                    let Some(start) = open.take() else { continue };
                    let inside = plain.get(start + 1..at).unwrap_or_default();
                    let after = plain.get(at + 1..).unwrap_or_default().trim_start_matches(']');
                    let is_link = after.starts_with('(') || escaped(&plain, at);
                    if !is_link && !in_address(&plain, start) && is_meant(inside, corpus) {
                        found.push(Inline { range: start..at + 1, reference: inside.trim().to_owned() });
                    }
                }
                '\n' => open = None,
                _ => {}
            }
        }
        found
    }

    /// The message without these references.
    pub fn rest(message: &str, found: &[Inline]) -> String {
        let mut rest = String::with_capacity(message.len());
        let mut at = 0;
        for inline in found {
            rest.push_str(message.get(at..inline.range.start).unwrap_or_default());
            rest.push(' ');
            at = inline.range.end;
        }
        rest.push_str(message.get(at..).unwrap_or_default());
        rest
    }
}

impl Bot {
    /// The references in a message as it was typed, marks and all; none in ordinary chat. A speech that is named is a loaded
    /// one.
    pub fn inline(&self, message: &str) -> Vec<Inline> {
        Inline::find(message, self.corpus())
    }

    /// Shows what the references in a message name, each once, and below them the answer where the rest of the message asks
    /// something. The reply is private when none of them leads anywhere.
    ///
    /// `rest` is the message without the references.
    pub fn cite_inline(&self, references: &[Inline], rest: Ask<'_>) -> Reply {
        let answer = Some(rest).filter(|rest| self.asks(rest)).map(|rest| self.ask(rest));
        if let ([only], None) = (references, &answer) {
            return self.cite_as(&only.reference, rest);
        }
        let room = if answer.is_some() { BESIDE_AN_ANSWER } else { ROOM };
        let mut seen = HashSet::new();
        let (mut shown, mut parts): (Vec<Place>, Vec<Part>) = (Vec::new(), Vec::new());
        for inline in references.iter().take(MOST) {
            match self.look_up(&inline.reference, rest.speeches()) {
                Ok(places) => shown.extend(places.into_iter().filter(|place| seen.insert(place.unit))),
                Err(error) => parts.extend(Some(Part::Text(error.to_string())).filter(|told| !parts.contains(told))),
            }
        }
        if references.len() > MOST {
            parts.push(Part::Text(words::more_references(references.len() - MOST)));
        }
        let each = room / shown.len().max(1);
        let passages = shown.iter().map(|place| {
            let focus: Vec<usize> = place.sentence.into_iter().collect();
            Part::Passage(match focus.is_empty() {
                true => excerpt::beginning(self.corpus(), place.unit, each),
                false => excerpt::from_focus(self.corpus(), place.unit, &focus, each),
            })
        });
        let parts: Vec<Part> = passages.chain(parts).collect();
        let source = shown.first().map(|place| Bot::source_line(self.corpus().unit(place.unit).0));
        match answer {
            Some(answer) => {
                Reply { parts: parts.into_iter().chain(answer.parts).collect(), source: source.or(answer.source), ..answer }
            }
            None => Reply { private: rest.private || shown.is_empty(), parts, source, ..Reply::default() },
        }
    }

    /// Whether what stands around references is a question: it says so itself, has words that can be looked for, and the
    /// speech answers it plainly.
    fn asks(&self, rest: &Ask<'_>) -> bool {
        let content = |rest: &str| self.engine.read(rest).is_ok_and(|read| read.content().count() >= FEWEST_WORDS);
        let answered = || self.answer_as(*rest).is_ok_and(|answer| answer.verdict == Verdict::Quoted);
        rest.question.contains('?') && content(rest.question) && answered()
    }
}

/// Whether the words in a pair of brackets are meant as a reference.
fn is_meant(inside: &str, corpus: &Corpus) -> bool {
    let loaded = |id: &String| corpus.speeches().iter().any(|speech| speech.id() == id);
    let lower = inside.to_lowercase();
    let marked = lower.contains(['§', '¶']) || lower.split(|c: char| !c.is_alphabetic()).any(|word| word == "section");
    // A part of a permalink looks like the old tags of Discord's users, `bob#1234`.
    let permalink = || inside.parse::<Permalink>().is_ok_and(|link| link.speech.as_ref().is_some_and(loaded) && link.is_whole());
    // The name of a speech marks a reference, too, unless it could be any word.
    let is_word = |id: &String| id.chars().all(char::is_alphabetic);
    let reference = || {
        let read = inside.parse::<Reference>().ok();
        read.is_some_and(|read| read.speech.as_ref().map_or(marked, |id| loaded(id) && (marked || !is_word(id))))
    };
    inside.len() <= LONGEST && (reference() || inside.contains('#') && permalink())
}

/// Whether the mark at `at` stands behind a backslash that is not escaped itself.
fn escaped(text: &str, at: usize) -> bool {
    text.get(..at).unwrap_or_default().bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// Whether `at` stands inside an address: in a word that began with one.
fn in_address(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains("://") || word.starts_with("www.")
}

/// The message with a space in place of each byte of code and of block quotes, so that what is found keeps its place.
///
/// Where a block of code is not closed, all that follows counts as code: somebody may still be typing it.
pub(super) fn without_code_and_quotes(message: &str) -> String {
    let mut hidden: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(start) = message.get(at..).and_then(|rest| rest.find('`')).map(|found| at + found) {
        let ticks = message.get(start..).unwrap_or_default().bytes().take_while(|byte| *byte == b'`').count();
        let inside = start + ticks;
        let end = closing(message, inside, ticks).or_else(|| (ticks >= 3).then_some(message.len()));
        hidden.extend(end.map(|end| start..end));
        at = end.unwrap_or(inside);
    }
    let mut line_start = 0;
    for line in message.split_inclusive('\n') {
        let bare = line.trim_start();
        let in_code = hidden.iter().any(|code| code.contains(&line_start));
        if bare.starts_with(">>>") && !in_code {
            hidden.push(line_start..message.len());
        } else if bare.starts_with('>') && !in_code {
            hidden.push(line_start..line_start + line.trim_end_matches('\n').len());
        }
        line_start += line.len();
    }
    let cover = |(at, c): (usize, char)| match c != '\n' && hidden.iter().any(|range| range.contains(&at)) {
        true => " ".repeat(c.len_utf8()),
        false => c.to_string(),
    };
    message.char_indices().map(cover).collect()
}

/// The end of the run of exactly so many backticks that closes code which begins at `from`.
fn closing(message: &str, from: usize, ticks: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let start = at + message.get(at..)?.find('`')?;
        let length = message.get(start..)?.bytes().take_while(|byte| *byte == b'`').count();
        at = start + length;
        if length == ticks {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests;
