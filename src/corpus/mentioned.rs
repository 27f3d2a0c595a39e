//! Places that a sentence names: “what does §2 ¶1 say?”.

use std::ops::Range;

use super::location::Location;
use super::lookup::{bare, is_written_as_name, names_places};
use super::reference::{ReferenceError, is_of_place};
use super::speeches::Corpus;
use crate::text::dates::{is_year, month, year};
use crate::text::lexicon::STOP_WORDS;
use crate::text::number_words::is_digits;
use crate::text::{Pattern, Slice, before, overlap};

/// In words; longer texts are about more than a place.
const MOST_WORDS: usize = 40;

/// Of one place, in words.
const LONGEST: usize = 14;

const WHOLE: &str = "the speech";

#[derive(Debug)]
pub struct Mentioned {
    pub found: Result<Vec<Location>, ReferenceError>,
    pub is_signed: bool,
    /// Only by numbers, such as 2.3.
    pub is_bare: bool,
    /// The sentence with the whole speech in place of each part.
    pub rest: String,
    pub beside: Vec<String>,
}

/// With § or ¶, nothing else can be meant.
pub fn has_place_sign(text: &str) -> bool {
    static SIGN: Pattern = Pattern::new(r"[§¶]\s*\w");
    SIGN.is_match(text)
}

impl Mentioned {
    pub fn stands_alone(&self) -> bool {
        self.beside.iter().all(|word| STOP_WORDS.contains(word.as_str()))
    }
}

impl Corpus {
    /// The only one of `chosen` is meant where no speech is named.
    pub fn mentioned(&self, typed: &str, chosen: &[String]) -> Option<Mentioned> {
        static WORDED: Pattern = Pattern::new(
            r"(?ix)\b(?:sections?|secs?|sects?|chapters?|parts?|headings?|paragraphs?|paras?|pars?
                  |notes?|footnotes?|endnotes?|photos?|photographs?|pictures?|introduction|intro)\b
                  |\bs\.?\d+\s?p\.?\d+\b",
        );
        static BARE: Pattern = Pattern::new(r"\b\d{1,3}[.:]\d{1,3}(?:\b|f)");
        let words: Vec<&str> = typed.split_whitespace().take(MOST_WORDS + 1).collect();
        let is_marked =
            |text: &str| has_place_sign(text) || WORDED.is_match(text) || BARE.is_match(text);
        if words.len() > MOST_WORDS || !is_marked(typed) {
            return None;
        }
        let mut found: Vec<(Range<usize>, Vec<Location>)> = Vec::new();
        let mut failed = None;
        for range in windows(&words) {
            let is_free = !found.iter().any(|(taken, _)| overlap(taken, &range));
            let text = words.slice(range.clone()).join(" ");
            if !is_free || !is_marked(&text) || !names_places(&text) || is_verb(&words, &range) {
                continue;
            }
            let beside = |error| self.look_up_beside(&text, typed, chosen, error);
            match self.look_up(&text).or_else(beside) {
                Ok(places) => found.push((range, places)),
                // Any word before a place may be taken for a speech's name.
                Err(ReferenceError::NoSpeech { .. } | ReferenceError::Unreadable(_)) => {}
                Err(error) => {
                    failed = failed.or(Some(error));
                    found.push((range, Vec::new()));
                }
            }
        }
        if found.is_empty() {
            return None;
        }
        found.sort_unstable_by_key(|(range, _)| range.start);
        let (taken, places): (Vec<Range<usize>>, Vec<Vec<Location>>) = found.into_iter().unzip();
        let named = taken.iter().filter_map(|range| words.get(range.clone())).flatten();
        let named = named.copied().collect::<Vec<_>>().join(" ");
        let is_signed = has_place_sign(&named);
        Some(Mentioned {
            found: failed.map_or_else(|| Ok(places.concat()), Err),
            is_signed,
            is_bare: !is_signed && !WORDED.is_match(&named),
            rest: rest(&words, &taken),
            beside: beside(&words, &taken),
        })
    }

    fn look_up_beside(
        &self,
        place: &str,
        sentence: &str,
        chosen: &[String],
        error: ReferenceError,
    ) -> Result<Vec<Location>, ReferenceError> {
        let ReferenceError::WhichSpeech { .. } = error else {
            return Err(error);
        };
        let named = self.speech_named_in(sentence).map(|(id, _)| id);
        let only = chosen.first().map(String::as_str).filter(|_| chosen.len() == 1);
        match named.or(only) {
            Some(id) => self.look_up(&format!("{id} {place}")),
            None => Err(error),
        }
    }
}

/// Longest first; each begins and ends with a word of a place and holds no part of a date.
fn windows(words: &[&str]) -> Vec<Range<usize>> {
    let is_month = |word: &str| is_written_as_name(word) && month(&bare(word)).is_some();
    let is_day = |word: &str| word.trim_start_matches('(').starts_with(|c: char| c.is_numeric());
    // “October 23, 2023, §3”, “§3 ¶1, 23 October”, “§3 ¶1, 2023”
    let is_dated = |(at, pair): (usize, &[&str])| match pair {
        [day, name] if is_day(day) && is_month(name) => Some(at),
        [name, day] if is_month(name) && is_day(day) => Some(at + 1),
        [one, next] if one.contains(char::is_numeric) && is_year(&bare(next)) => Some(at + 1),
        _ => None,
    };
    let dated: Vec<usize> = words.windows(2).enumerate().filter_map(is_dated).collect();
    let begins = |at: &usize| {
        let word = words.get(*at).copied().unwrap_or_default();
        let bare = bare(word);
        (is_of_place(word) || bare.contains(|c: char| c.is_ascii_digit())) && year(&bare).is_none()
            || bare.contains('-')
            || matches!(bare.as_str(), "between" | "next" | "previous" | "preceding" | "following")
    };
    let ends =
        |at: &usize| words.get(at - 1).is_some_and(|word| is_of_place(word) || word.contains('-'));
    let lengths = (1..=words.len().min(LONGEST)).rev();
    let of_length = |length: usize| {
        (0..=words.len() - length).filter(begins).map(move |start| start..start + length)
    };
    let is_place =
        |range: &Range<usize>| ends(&range.end) && !dated.iter().any(|at| range.contains(at));
    lengths.flat_map(of_length).filter(is_place).collect()
}

fn is_thing(word: &str) -> bool {
    matches!(bare(word).as_str(), "notes" | "photos" | "pictures" | "photo" | "picture")
}

/// “He notes that …”: without a number, only what is named as a thing is a part. In “he notes 2
/// things” the number counts what follows: one note is “note 2”.
fn is_verb(words: &[&str], range: &Range<usize>) -> bool {
    let is_article = |word: &&str| matches!(word.to_lowercase().as_str(), "the" | "all" | "both");
    match words.slice(range.clone()) {
        [thing] => is_thing(thing) && !before(words, range.start).is_some_and(is_article),
        // “Xi” is a Roman number, too.
        [name, thing] if is_written_as_name(name) && bare(thing) == "notes" => {
            bare(name).chars().all(char::is_alphabetic)
        }
        [.., mark, count] => {
            let (mark, count) = (bare(mark), bare(count));
            let is_plural = mark.len() > 2 && mark.ends_with('s') && is_of_place(&mark);
            let is_one = is_digits(&count) || count.chars().all(char::is_alphabetic);
            is_plural && is_one && range.end < words.len()
        }
        [] => false,
    }
}

/// At the beginning a place is a label: “§3: who creates wealth?”.
fn rest(words: &[&str], taken: &[Range<usize>]) -> String {
    let mut rest: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match taken.iter().find(|range| range.contains(&at)) {
            None => rest.push(word),
            // “The picture of the bakers” says more than the whole speech.
            Some(range) if range.len() == 1 && is_thing(word) => rest.push(word),
            Some(range) if range.start == at && !rest.is_empty() => {
                let end = words.get(range.end - 1).copied().unwrap_or_default();
                let is_in_brackets = end.contains([')', ']']);
                rest.extend((!is_in_brackets).then_some(WHOLE));
            }
            Some(_) => {}
        }
    }
    // “In §3, who …”
    let leads = rest.iter().take_while(|word| is_lead(word)).count();
    if leads > 0 && rest.get(leads) == Some(&WHOLE) && rest.len() > leads + 1 {
        rest.drain(..=leads);
    }
    let joined = rest.join(" ");
    let asks = words.last().is_some_and(|word| word.ends_with('?'));
    if asks && !joined.ends_with('?') { joined + "?" } else { joined }
}

fn is_lead(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "in" | "from" | "within" | "according" | "to" | "at")
}

fn beside(words: &[&str], taken: &[Range<usize>]) -> Vec<String> {
    let is_taken = |at: usize| taken.iter().any(|range| range.contains(&at));
    let free = words.iter().enumerate().filter(|(at, _)| !is_taken(*at));
    free.map(|(_, word)| bare(word)).filter(|word| !word.is_empty()).collect()
}
