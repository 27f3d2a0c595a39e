//! Titles before a name: “President Xi Jinping” names the same person as “Xi Jinping”.

use super::spelling;

/// Forms of address and offices that stand before a person's name. “Vice”, “former” and the like
/// are none of them: they make another claim of the same office.
const TITLES: &[&[&str]] = &[
    &["mr"],
    &["mrs"],
    &["ms"],
    &["miss"],
    &["mister"],
    &["dr"],
    &["doctor"],
    &["sir"],
    &["dame"],
    &["madam"],
    &["comrade"],
    &["prof"],
    &["professor"],
    &["his", "excellency"],
    &["her", "excellency"],
    &["president"],
    &["prime", "minister"],
    &["premier"],
    &["minister"],
    &["chancellor"],
    &["chairman"],
    &["chairwoman"],
    &["chairperson"],
    &["general", "secretary"],
    &["secretary", "general"],
    &["secretary"],
    &["party", "leader"],
    &["senator"],
    &["governor"],
    &["mayor"],
    &["ambassador"],
    &["judge"],
    &["justice"],
    &["king"],
    &["queen"],
    &["prince"],
    &["princess"],
    &["emperor"],
    &["empress"],
    &["duke"],
    &["duchess"],
    &["count"],
    &["countess"],
    &["lord"],
    &["lady"],
    &["pope"],
    &["bishop"],
    &["archbishop"],
    &["cardinal"],
    &["reverend"],
    &["marshal"],
    &["admiral"],
    &["general"],
    &["colonel"],
    &["major"],
    &["captain"],
    &["lieutenant"],
    &["sergeant"],
    &["reporter"],
    &["journalist"],
    &["photographer"],
];

/// So many titles may stand before a name: “President Mr”, “His Excellency General Secretary”.
const MOST: usize = 2;

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "of", "the", "de", "la", "le", "du", "da", "di", "van", "von", "der", "den", "bin", "al", "el",
];

/// The typed words without the titles before the name, where the accepted answer has none itself.
pub(super) fn without<'a>(typed: &'a [String], accepted: &[String]) -> &'a [String] {
    if leading(accepted) > 0 {
        return typed;
    }
    let mut rest = typed;
    for _ in 0..MOST {
        match rest.get(leading(rest)..) {
            Some(name) if !name.is_empty() => rest = name,
            _ => break,
        }
    }
    rest
}

/// How many words the title takes with which these begin.
fn leading(words: &[String]) -> usize {
    let begins = |title: &&&[&str]| {
        words.len() >= title.len()
            && title.iter().zip(words).all(|(one, word)| *word == spelling::one_form(one))
    };
    TITLES.iter().filter(begins).map(|title| title.len()).max().unwrap_or_default()
}

/// Whether a text is written like a name: each word with a capital, but for those that stand inside
/// names.
pub(super) fn is_name(text: &str) -> bool {
    let capital =
        |word: &str| word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    let mut words = text.split_whitespace();
    words.next().is_some_and(capital)
        && words.all(|word| capital(word) || PARTICLES.contains(&word))
}
