//! A folded text as runs of letters and of digits, for reading numbers; “18th” is one.

use super::dates::month;
use super::number_words::{ORDINAL_ENDINGS, begins_with_digit};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// In small letters, without accents and apostrophes.
    pub(crate) text: String,
    /// A mark stands before it.
    pub(crate) apart: bool,
}

impl Piece {
    fn is_figure(&self) -> bool {
        begins_with_digit(&self.text) && self.text.ends_with(|c: char| c.is_ascii_digit())
    }
}

/// Keeps decimal points, drops commas and apostrophes.
pub(crate) fn pieces(folded: &str) -> Vec<Piece> {
    let chars: Vec<char> = folded.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or(' ');
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut apart, mut attached) = (false, false);
    let mut index = 0;
    while index < chars.len() {
        let start = index;
        let mut text = String::new();
        if at(index).is_ascii_digit() {
            loop {
                let (c, next) = (at(index), at(index + 1));
                let group = c == ','
                    && (1..=3).all(|ahead| at(index + ahead).is_ascii_digit())
                    && !at(index + 4).is_ascii_digit();
                match c {
                    _ if c.is_ascii_digit() => text.push(c),
                    '.' if next.is_ascii_digit() && !text.contains('.') => text.push(c),
                    ',' if group => {}
                    _ => break,
                }
                index += 1;
            }
        } else if at(index).is_alphanumeric() {
            while (at(index).is_alphanumeric() && !at(index).is_ascii_digit())
                || (at(index) == '\'' && at(index + 1).is_alphabetic())
            {
                text.push(at(index));
                index += 1;
            }
        }
        if index > start {
            let figure = pieces.last_mut().filter(|before| attached && before.is_figure());
            if let Some(figure) = figure.filter(|_| ORDINAL_ENDINGS.contains(&text.as_str())) {
                figure.text += &text;
                continue;
            }
            let piece = Piece { text, apart };
            let counts = |before: &&mut Piece| matches!(&*before.text, "no" | "nos" | "nr");
            // “No. 9” denies nothing.
            if piece.is_figure()
                && let Some(before) = pieces.last_mut().filter(counts)
            {
                "number".clone_into(&mut before.text);
            }
            pieces.push(piece);
            (apart, attached) = (false, true);
            continue;
        }
        let c = at(index);
        let after_figure = attached && at(index.wrapping_sub(1)).is_ascii_digit();
        if matches!(c, '-' | '−' | '–' | '—') && is_span(&pieces, &chars, index) {
            pieces.push(Piece { text: "to".to_owned(), apart: false });
            (apart, attached) = (false, false);
            index += 1;
            continue;
        }
        let dash = matches!(c, '-' | '−' | '–') && at(index + 1).is_ascii_digit();
        let sign = dash && (!attached || after_figure && !is_before_year(&pieces, &chars, index));
        if sign {
            // “22–24” is a span, “-5” is negative, “Covid-19” neither.
            let meant = if after_figure { "to" } else { "minus" };
            pieces.push(Piece { text: meant.to_owned(), apart: false });
        }
        apart |= !sign && !matches!(c, ' ' | '-' | '‐' | '‑' | '\'');
        attached = false;
        index += 1;
    }
    pieces
}

/// As in “No. 9-2024”.
fn is_before_year(pieces: &[Piece], chars: &[char], dash: usize) -> bool {
    let behind = chars.iter().skip(dash + 1).skip_while(|c| **c == ' ');
    behind.take_while(|c| c.is_ascii_digit()).count() == 4
        && pieces.last().is_some_and(|piece| piece.text.len() <= 2)
}

/// “April 22 – April 24”; not “23-October-2023”.
fn is_span(pieces: &[Piece], chars: &[char], dash: usize) -> bool {
    let figure = |piece: Option<&Piece>| piece.is_some_and(Piece::is_figure);
    let is_month = |text: &str| month(text).is_some();
    let in_month = |piece: Option<&Piece>| piece.is_some_and(|piece| is_month(&piece.text));
    let spaced = dash > 0 && chars.get(dash - 1) == Some(&' ') && chars.get(dash + 1) == Some(&' ');
    let mut rest = chars.iter().skip(dash + 1).skip_while(|c| **c == ' ').peekable();
    let digits = rest.clone().take_while(|c| c.is_ascii_digit()).count();
    let to_month = rest.peek().is_some_and(|c| c.is_alphabetic())
        && is_month(&rest.take_while(|c| c.is_alphabetic()).collect::<String>());
    let (last, before) =
        (pieces.last(), pieces.len().checked_sub(2).and_then(|before| pieces.get(before)));
    match (figure(last), digits) {
        (true, 1..) if is_before_year(pieces, chars, dash) => false,
        (true, 1..) => spaced || chars.get(dash) == Some(&'—'),
        (true, 0) => to_month && pieces.iter().any(|piece| is_month(&piece.text)),
        (false, 1..=2) => in_month(last) && figure(before),
        (false, _) => false,
    }
}
