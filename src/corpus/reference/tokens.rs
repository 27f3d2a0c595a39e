//! The tokens of a reference: marks, dashes and numbers in digits, words or Roman numerals.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::locator::{HIGHEST, LAST};
use crate::text::Pattern;
use crate::text::lists::{holds, listed};
use crate::text::normalize::is_unseen;
use crate::text::number_words::{roman, small_number};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Section,
    Paragraph,
    Photo,
    Intro,
    Note,
    Title,
    Source,
    Dash,
    Number(u32),
    /// `third`: stands before what it counts.
    Ordinal(u32),
}

const WORDS: &[(Token, &str)] = &[
    (
        Token::Section,
        "§ s sec secs sect sects section sections ch chap chapter chapters part parts heading \
         headings",
    ),
    (Token::Paragraph, "¶ p pp par pars para paras paragraph paragraphs"),
    (
        Token::Photo,
        "photo photos photograph photographs picture pictures pic pics image images caption \
         captions fig figure figures",
    ),
    (Token::Intro, "intro introduction i"),
    (Token::Note, "note notes n footnote footnotes endnote endnotes"),
    (Token::Title, "title"),
    (Token::Source, "source publication"),
    (Token::Dash, DASHES),
];

/// “to” may stand in a word.
pub(super) const DASHES: &str = "- ‐ ‑ ‒ – — ― ⸺ − ﹣ ~ to through";

pub(super) const FILLER_WORDS: &str = "the of in number see cf please at from all whole entire re";

/// With invisible characters.
const FILLERS: &str = ".:,;/\\()[]{}#*_`|\"'?!<>…“”‘’«»·";

const ORDINAL_ENDINGS: &str = "st nd rd th";

/// Behind a number, without a space.
const ENDINGS: &str = "st nd rd th f ff";

/// Whether it can only be a speech id: letters, digits and hyphens, with a word that is neither a
/// mark nor a filler.
pub(crate) fn reads_as_speech_id(word: &str) -> bool {
    let plain =
        word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain
        && !pieces(word).all(|piece| {
            marker(piece).is_some() || is_filler(piece) || piece.parse::<u32>().is_ok()
        })
}

/// East Asian keyboards type full-width characters.
pub(super) fn narrow(typed: &str) -> String {
    const WIDER_BY: u32 = 0xFF01 - 0x21;
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - WIDER_BY).unwrap_or(c),
        c => c,
    };
    typed.chars().map(narrow).collect()
}

/// Runs of letters, runs of digits, and every other character alone.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    static PIECE: Pattern = Pattern::new(r"[0-9]+|\p{Alphabetic}+|(?s:.)");
    PIECE.find_iter(text).map(|piece| piece.as_str())
}

fn marker(piece: &str) -> Option<Token> {
    static MARKERS: LazyLock<HashMap<&str, Token>> = LazyLock::new(|| {
        WORDS.iter().flat_map(|(token, words)| listed(words).map(|word| (word, *token))).collect()
    });
    MARKERS.get(piece).copied()
}

fn is_filler(piece: &str) -> bool {
    holds(FILLER_WORDS, piece)
        || piece.chars().all(|c| c.is_whitespace() || FILLERS.contains(c) || is_unseen(c))
}

/// With whether the word alone is hardly meant as a number.
fn typed_number(piece: &str) -> Option<(Token, bool)> {
    let digits = piece.parse().ok().filter(|number| *number <= HIGHEST);
    match (piece, digits, small_number(piece)) {
        ("last" | "final" | "closing", ..) => Some((Token::Ordinal(LAST), false)),
        ("opening", ..) => Some((Token::Ordinal(1), false)),
        (_, Some(number), _) => Some((Token::Number(number), false)),
        (_, _, Some((number @ 1..=20, true))) => Some((Token::Ordinal(number), false)),
        (_, _, Some((number @ 1..=20, false))) => Some((Token::Number(number), true)),
        _ => None,
    }
}

/// `None` when a word belongs to no reference.
pub(super) fn tokens(typed: &str) -> Option<Vec<Token>> {
    let lower = typed.to_lowercase();
    let mut tokens: Vec<Token> = Vec::new();
    let (mut words_only, mut touches) = (true, false);
    for piece in pieces(&lower) {
        let before = tokens.last().copied();
        let after_mark =
            before.is_some_and(|token| !matches!(token, Token::Number(_) | Token::Ordinal(_)));
        let token = match (marker(piece), roman(piece)) {
            // `i` is the introduction when first, and one after a mark; so `v` and `x` are numbers
            // there.
            (_, Some(number)) if piece.len() > 1 || after_mark => {
                Some((Token::Number(number), true))
            }
            (Some(token), _) => Some((token, false)),
            _ => typed_number(piece),
        };
        match (token, before) {
            (Some((token, is_word)), _) => {
                words_only &= is_word;
                tokens.push(token);
            }
            (None, Some(Token::Number(number))) if touches && holds(ORDINAL_ENDINGS, piece) => {
                tokens.pop();
                tokens.push(Token::Ordinal(number));
            }
            // “and what follows”: one more, or all of them.
            (None, Some(Token::Number(number))) if piece == "f" || piece == "ff" => {
                let last = if piece == "f" { HIGHEST.min(number.saturating_add(1)) } else { LAST };
                tokens.extend([Token::Dash, Token::Number(last)]);
            }
            _ if is_filler(piece) => {}
            _ => return None,
        }
        touches = piece.bytes().all(|byte| byte.is_ascii_digit());
    }
    tokens.dedup_by(|a, b| a == b && matches!(a, Token::Section | Token::Paragraph));
    // “Xi” or “one” alone is hardly meant as a number.
    (!words_only || tokens.is_empty()).then_some(tokens)
}

/// Whether it has a mark or a number, as a place's first and last word do.
pub(crate) fn is_of_place(word: &str) -> bool {
    let lower = word.to_lowercase();
    let is_token = |piece: &str| {
        marker(piece).is_some() || typed_number(piece).is_some() || roman(piece).is_some()
    };
    let mut pieces = pieces(&lower).filter(|piece| !is_filler(piece)).peekable();
    pieces.peek().is_some() && pieces.all(|piece| is_token(piece) || holds(ENDINGS, piece))
}

pub(super) fn without_fillers(typed: &str) -> Vec<String> {
    let words = typed
        .split_whitespace()
        .map(|word| word.trim_matches(|c| FILLERS.contains(c)).to_lowercase());
    words.filter(|word| !word.is_empty() && !holds(FILLER_WORDS, word)).collect()
}
