//! Permalinks such as `acftu-2023#k7f3q0ab2d`: the name of a unit or of a sentence, made from its words alone.
//!
//! Where the words stand does not count, nor do case, punctuation and spacing: a name lives through new editions of a corpus
//! for as long as the words stand. A name may be typed in part.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use super::reference::reads_as_speech_id;

/// How many characters a name has: 10 of 32 kinds, 50 bits, so that among a million names hardly ever two are the same.
const LENGTH: usize = 10;

/// The shortest part of a name that is read.
const SHORTEST: usize = 4;

/// Digits and letters that are not mistaken for each other when read aloud or typed: no i, l, o, u (Crockford's Base32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The name of a unit or a sentence, whole or its beginning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Permalink {
    /// The speech's id; always there when it is shown.
    pub speech: Option<String>,
    /// At least four of the name's first characters.
    pub name: String,
}

impl Permalink {
    /// Whether the name is there in full.
    pub fn is_whole(&self) -> bool {
        self.name.len() == LENGTH
    }
}

impl fmt::Display for Permalink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.speech.as_deref().unwrap_or_default(), self.name)
    }
}

/// Text that is no permalink.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a permalink looks like speech#k7f3")]
pub struct NotAPermalink;

impl FromStr for Permalink {
    type Err = NotAPermalink;

    /// Reads `speech#name` and `#name`, in any case, with the usual mix-ups of letters and digits, in brackets or quotation
    /// marks, and with `…` behind a name that was cut.
    fn from_str(typed: &str) -> Result<Permalink, NotAPermalink> {
        let bare = typed.trim_matches(|c: char| !c.is_alphanumeric() && c != '#').to_lowercase();
        let (speech, name) = bare.split_once('#').ok_or(NotAPermalink)?;
        let name: String = name.trim().chars().map(meant).collect();
        let speech = Some(speech.trim()).filter(|speech| !speech.is_empty());
        let in_alphabet = name.bytes().all(|byte| ALPHABET.contains(&byte));
        match in_alphabet && (SHORTEST..=LENGTH).contains(&name.len()) && speech.is_none_or(reads_as_speech_id) {
            true => Ok(Permalink { speech: speech.map(str::to_owned), name }),
            false => Err(NotAPermalink),
        }
    }
}

/// The character of the alphabet that somebody meant who typed one that looks like it.
fn meant(typed: char) -> char {
    match typed {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}

/// Makes the names of one speech, in reading order.
pub(super) struct Names<'a> {
    speech: &'a str,
    seen: HashMap<String, u32>,
}

impl Names<'_> {
    pub(super) fn of(speech: &str) -> Names<'_> {
        Names { speech, seen: HashMap::new() }
    }

    /// The name of the next place. Where the same words stand again, the later place is told apart by its number.
    pub(super) fn next(&mut self, words: &str) -> String {
        let folded = folded(words);
        let before = self.seen.entry(folded.clone()).and_modify(|count| *count += 1).or_insert(0);
        let hash = blake3::hash(format!("{}\n{before}\n{folded}", self.speech).as_bytes());
        hash.as_bytes().iter().take(LENGTH).map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
    }
}

/// The words in small letters, one space between two; a text of marks alone stays as it is.
fn folded(text: &str) -> String {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    if words.is_empty() { text.to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests;
