//! Parses references, such as `2.3` and `Section two, paragraph three`.

use std::str::FromStr;

use super::grammar::locator;
use super::locator::{Reference, ReferenceError};
use super::tokens::{FILLER_WORDS, Token, narrow, pieces, reads_as_speech_id, tokens};
use crate::text::lists::holds;

/// Beside §§.
const SEVERAL_SECTIONS: &str = "sections secs sects chapters parts headings";

/// In bytes, of a place or a list: every way to part it is tried.
pub(in crate::corpus) const LONGEST: usize = 400;

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(typed: &str) -> Result<Reference, ReferenceError> {
        if typed.len() > LONGEST {
            return Err(ReferenceError::unreadable(typed));
        }
        let plain = narrow(typed);
        let trimmed = without_lead(plain.trim().trim_matches(['[', ']', '<', '>']).trim());
        if lists_sections(trimmed) {
            return Err(ReferenceError::unreadable(typed));
        }
        let parts = |c: char| c.is_whitespace() || matches!(c, '#' | '/');
        let (first, rest) = trimmed.split_once(parts).unwrap_or((trimmed, ""));
        let rest = rest.strip_prefix(['-', '–', '—']).unwrap_or(rest);
        let first = first.trim_end_matches([',', ':', ';']);
        let named = || Some(first.to_lowercase()).filter(|first| reads_as_speech_id(first));
        let of_speech = |locator| Some(Reference { speech: Some(named()?), locator });
        let marked = !tokens(rest)
            .is_some_and(|tokens| matches!(tokens.first(), None | Some(Token::Number(_))));
        // Some speech ids are number words or Roman numerals; a place's mark tells them apart.
        locator(rest)
            .filter(|_| marked)
            .and_then(of_speech)
            .or_else(|| Some(Reference { speech: None, locator: locator(trimmed)? }))
            .or_else(|| locator(rest).and_then(of_speech))
            .ok_or_else(|| ReferenceError::unreadable(typed))
    }
}

/// “all of §2”: the words are no speech's name.
pub(super) fn without_lead(typed: &str) -> &str {
    let mut kept = typed;
    while let Some((first, rest)) = kept.split_once(char::is_whitespace) {
        let word = first.trim_end_matches(['.', ':', ',']).to_lowercase();
        let is_sign = !first.contains(|c: char| c.is_alphanumeric() || "§¶$€£#".contains(c));
        if !(holds(FILLER_WORDS, &word) || is_sign) || rest.trim().is_empty() {
            break;
        }
        kept = rest.trim_start();
    }
    kept
}

pub(super) fn lists_sections(typed: &str) -> bool {
    let lower = typed.to_lowercase();
    let signs = lower.split_whitespace().collect::<String>();
    let is_plural =
        signs.contains("§§") || pieces(&lower).any(|piece| holds(SEVERAL_SECTIONS, piece));
    let tokens = tokens(&lower).unwrap_or_default();
    let numbers = tokens.iter().filter(|token| matches!(token, Token::Number(_))).count();
    let only = |token: &Token| matches!(token, Token::Section | Token::Number(_));
    is_plural && numbers > 1 && tokens.iter().all(only) && !signs.contains(['.', ':'])
}
