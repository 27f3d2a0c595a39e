//! Parses one reference, such as `2.3` and `Section two, paragraph three`: tokens are put in order
//! and read as a locator.

use std::str::FromStr;

use super::locator::{LAST, Locator, Numbers, Reference, ReferenceError};
use super::tokens::{FILLER_WORDS, Token, narrow, pieces, reads_as_speech_id, tokens};
use crate::corpus::unit_kind::UnitKind;
use crate::text::Slice;
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

pub(super) fn ordered_tokens(piece: &str) -> Option<Vec<Token>> {
    ordinals_behind(&tokens(&narrow(piece))?)
}

/// Of what has only numbers, with a dash or paragraph marks: the section stands before.
pub(super) fn bare_numbers(piece: &str) -> Option<Numbers> {
    let tokens = ordered_tokens(&format!("¶{piece}"))?;
    let marks = tokens.iter().take_while(|token| **token == Token::Paragraph).count();
    range(tokens.slice(marks..), None)
}

fn locator(typed: &str) -> Option<Locator> {
    let tokens = tokens(typed)?;
    let is_ordinal = tokens.iter().any(|token| matches!(token, Token::Ordinal(_)));
    let place = place(&in_order(ordinals_behind(&tokens)?))?;
    // “Paragraph 1” is a number that paragraphs bear.
    let is_counted = place.is_counted || place.is_plain() && is_ordinal;
    Some(Locator { is_counted, ..place })
}

fn ordinals_behind(tokens: &[Token]) -> Option<Vec<Token>> {
    use Token::{Dash, Number, Ordinal};
    let mut ordered = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let [token, others @ ..] = rest {
        rest = others;
        let Ordinal(number) = *token else {
            ordered.push(*token);
            continue;
        };
        match others {
            [Number(count), counted, others @ ..] if is_counted(*counted) && *count > 0 => {
                let (first, last) = match number {
                    1 => (1, *count),
                    LAST => (LAST.saturating_sub(*count - 1), LAST),
                    _ => return None,
                };
                ordered.extend([*counted, Number(first), Dash, Number(last)]);
                rest = others;
            }
            [counted, others @ ..] if is_counted(*counted) => {
                ordered.extend([*counted, Number(number)]);
                rest = others;
            }
            _ => return None,
        }
    }
    Some(ordered)
}

fn is_counted(token: Token) -> bool {
    matches!(token, Token::Section | Token::Paragraph | Token::Photo | Token::Note)
}

/// `paragraph 3 of section 2` as `section 2 paragraph 3`.
fn in_order(tokens: Vec<Token>) -> Vec<Token> {
    use Token::{Dash, Intro, Number, Paragraph, Photo, Section};
    let whole_at = match tokens.as_slice() {
        [Paragraph | Photo, inside @ .., Section, Number(_)] => inside.len() + 1,
        [Paragraph | Photo, inside @ .., Intro] => inside.len() + 1,
        _ => return tokens,
    };
    let (part, whole) = tokens.split_at(whole_at);
    match part.get(1..).is_some_and(|inside| {
        inside.iter().all(|token| matches!(token, Number(_) | Dash | Paragraph))
    }) {
        true => [whole, part].concat(),
        false => tokens,
    }
}

fn place(tokens: &[Token]) -> Option<Locator> {
    use Token::{Intro, Note, Number, Paragraph, Photo, Section, Source, Title};
    let (section, behind) = match tokens {
        [Title] => return Some(Locator::new(UnitKind::Title, None, Numbers::one(1))),
        [Source] => return Some(Locator::new(UnitKind::Source, None, Numbers::one(1))),
        [Section, Number(section)] | [Number(section)] if *section > 0 => {
            return Some(Locator::heading(*section));
        }
        [Intro, behind @ ..] => (Some(0), behind),
        [Section, Number(section), behind @ ..] | [Number(section), behind @ ..]
            if *section > 0 =>
        {
            (Some(*section), behind)
        }
        _ => (None, tokens),
    };
    let (kind, numbers) = match (section, behind) {
        (Some(_), [Photo, numbers @ ..]) if !numbers.contains(&Paragraph) => {
            (UnitKind::Caption, range(numbers, None)?)
        }
        (None, [Note, numbers @ ..]) => (UnitKind::Note, range(numbers, None)?),
        (None, [Paragraph, numbers @ ..]) => (UnitKind::Paragraph, range(numbers, None)?),
        (Some(section), [Paragraph, numbers @ ..] | numbers) => {
            (UnitKind::Paragraph, range(numbers, Some(section).filter(|section| *section > 0))?)
        }
        _ => return None,
    };
    Some(Locator::new(kind, section, numbers))
}

/// One number, or two with a dash; the second may repeat the section (`2.3-2.5`).
pub(super) fn range(tokens: &[Token], section: Option<u32>) -> Option<Numbers> {
    use Token::{Dash, Number, Paragraph, Section};
    let (first, last) = match tokens {
        [Number(only)] => (*only, *only),
        [Number(first), Dash, Number(last)] | [Number(first), Dash, Paragraph, Number(last)] => {
            (*first, *last)
        }
        [Number(first), Dash, Number(again), Number(last)]
        | [Number(first), Dash, Section, Number(again), Paragraph, Number(last)]
        | [Number(first), Dash, Section, Number(again), Number(last)]
            if section == Some(*again) =>
        {
            (*first, *last)
        }
        _ => return None,
    };
    (first > 0 && first <= last).then_some(Numbers { first, last })
}
