//! The grammar of one place: tokens are put in order and read as a locator.

use super::locator::{LAST, Locator, Numbers};
use super::tokens::{Token, narrow, tokens};
use crate::text::Slice;

pub(super) fn ordered_tokens(piece: &str) -> Option<Vec<Token>> {
    ordinals_behind(&tokens(&narrow(piece))?)
}

/// Of what has only numbers, with a dash or paragraph marks: the section stands before.
pub(super) fn bare_numbers(piece: &str) -> Option<Numbers> {
    let tokens = ordered_tokens(&format!("¶{piece}")).or_else(|| ordered_tokens(piece))?;
    let marks = tokens.iter().take_while(|token| **token == Token::Paragraph).count();
    range(tokens.slice(marks..), None)
}

pub(super) fn locator(typed: &str) -> Option<Locator> {
    let tokens = tokens(typed)?;
    let is_ordinal = tokens.iter().any(|token| matches!(token, Token::Ordinal(_)));
    match place(&in_order(ordinals_behind(&tokens)?))? {
        // “Paragraph 1” is a number that paragraphs bear.
        Locator::Plain { numbers } if is_ordinal => Some(Locator::Counted { numbers }),
        place => Some(place),
    }
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
    Some(match tokens {
        [Title] => Locator::Title,
        [Source] => Locator::Source,
        [Section, Number(section)] | [Number(section)] if *section > 0 => {
            Locator::Heading { section: *section }
        }
        [Intro, Photo, Number(number)] if *number > 0 => {
            Locator::Photo { section: 0, number: *number }
        }
        [Section, Number(section), Photo, Number(number)]
        | [Number(section), Photo, Number(number)]
            if *section > 0 && *number > 0 =>
        {
            Locator::Photo { section: *section, number: *number }
        }
        [Paragraph, numbers @ ..] => Locator::Plain { numbers: range(numbers, None)? },
        [Note, numbers @ ..] => Locator::Note { numbers: range(numbers, None)? },
        [Intro, Paragraph, numbers @ ..] | [Intro, numbers @ ..] => {
            Locator::Paragraph { section: 0, numbers: range(numbers, None)? }
        }
        [Section, Number(section), Paragraph, numbers @ ..]
        | [Section, Number(section), numbers @ ..]
        | [Number(section), Paragraph, numbers @ ..]
        | [Number(section), numbers @ ..]
            if *section > 0 =>
        {
            Locator::Paragraph { section: *section, numbers: range(numbers, Some(*section))? }
        }
        _ => return None,
    })
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
