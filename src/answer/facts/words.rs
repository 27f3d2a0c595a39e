//! A sentence as words that know their place, their stem and what they do in English.
//!
//! Only the closed classes of English are listed (articles, prepositions, auxiliaries …): every
//! other word counts as one with content, so that the rules built on this need no dictionary.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use regex::Regex;

/// What a word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// A noun, verb, adjective or adverb.
    Content,
    /// Starts with a digit.
    Number,
    /// “the”, “a”, “their”.
    Determiner,
    /// “of”, “in”, “with”.
    Preposition,
    /// “and”, “or”.
    And,
    /// “that”, “which”, “because”: begins a clause.
    Clause,
    /// “is”, “has”, “should”.
    Auxiliary,
    /// “they”, “it”.
    Pronoun,
    /// “also”, “often”, “not”.
    Adverb,
    /// The “’s” of an owner.
    Owner,
    /// A mark.
    Mark,
}

/// A word or mark of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    /// As written.
    pub(crate) text: &'a str,
    /// Its bytes in the sentence.
    pub(crate) range: Range<usize>,
    /// In small letters.
    pub(crate) lower: String,
    /// What its inflected forms have in common.
    pub(crate) stem: String,
    /// What it does.
    pub(crate) role: Role,
    /// Whether it begins with a capital letter.
    pub(crate) capital: bool,
}

impl Word<'_> {
    /// Whether it says something about the content.
    pub(crate) fn has_content(&self) -> bool {
        matches!(self.role, Role::Content | Role::Number)
    }

    /// Whether it is this mark.
    pub(crate) fn is(&self, mark: &str) -> bool {
        self.text == mark
    }
}

/// Dates and amounts in one piece, initials, abbreviations that end in a dot, words with their
/// hyphens, owner's endings, single marks.
static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\d{4}-\d{2}-\d{2}
        | [$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|ers)?\b%?
        | (?:\w\.){2,}
        | \b[A-Z]\.
        | \b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|No|Nos|Vol|Gen|Col|Capt|Lt|Prof|Rev|Sgt)\.
        | ['’]s\b
        | \w+(?:[-‑]\w+)*(?:['’](?:[tdm]|re|ve|ll|[A-ZÀ-Þ]\w+)\b)?
        | \S",
    )
    .ok()
});

/// The words of a text, in order.
pub(crate) fn read(text: &str) -> Vec<Word<'_>> {
    let Some(pattern) = WORD.as_ref() else { return Vec::new() };
    pattern.find_iter(text).map(|found| word(found.as_str(), found.range())).collect()
}

fn word(text: &str, range: Range<usize>) -> Word<'_> {
    let lower = text.to_lowercase().replace('’', "'");
    let first = text.chars().next().unwrap_or(' ');
    let role = match lower.as_str() {
        _ if lower == "'s" => Role::Owner,
        _ if !text.chars().any(char::is_alphanumeric) => Role::Mark,
        _ if text.chars().any(|c| c.is_ascii_digit()) && !first.is_alphabetic() => Role::Number,
        known => ROLE_OF.get(known).copied().unwrap_or(Role::Content),
    };
    // "US", "IT" and "AM" in capitals are names.
    let shouted = text.len() > 1
        && text.chars().all(char::is_uppercase)
        && matches!(role, Role::Pronoun | Role::Auxiliary);
    let role = if shouted { Role::Content } else { role };
    Word { text, range, stem: stem(&lower), lower, role, capital: first.is_uppercase() }
}

/// What each word of the closed classes does; of two classes the first counts.
static ROLE_OF: LazyLock<HashMap<&str, Role>> = LazyLock::new(|| {
    ROLES.iter().rev().flat_map(|(role, words)| listed(words).map(|word| (word, *role))).collect()
});

/// The closed classes.
const ROLES: &[(Role, &str)] = &[
    (
        Role::Determiner,
        "the a an this these those my our your his her its their some any each every all both \
         several many such no another other",
    ),
    (
        Role::Preposition,
        "of in on at by to from with for into onto through during after before since until under \
         over between among against about around near within without across along as toward \
         towards throughout upon via behind beyond above below despite than per including like \
         outside inside amid besides except",
    ),
    (Role::And, "and or nor &"),
    (
        Role::Clause,
        "that which who whom whose what where when while whilst because although though if but so \
         whether why how unless whereas",
    ),
    (
        Role::Auxiliary,
        "is are was were be been being am has have had having do does did will would shall should \
         can could may might must cannot",
    ),
    (
        Role::Pronoun,
        "i you he she it we they me him us them himself herself itself themselves there here one \
         others mine ours theirs everyone someone anyone nobody",
    ),
    (
        Role::Adverb,
        "also often not never always first once soon then thus however only even just still \
         already later now again too ever usually sometimes instead yet eventually finally \
         initially originally generally typically currently formally officially fully famously \
         subsequently quickly immediately recently previously actually really",
    ),
];

/// Forms that no ending explains, with what they are forms of.
const IRREGULAR: &str = "gave=give given=give took=take taken=take made=make held=hold led=lead \
                         built=build began=begin begun=begin became=become won=win lost=lose \
                         wrote=write written=write spoke=speak spoken=speak said=say told=tell \
                         went=go gone=go came=come saw=see seen=see knew=know known=know \
                         grew=grow grown=grow fought=fight brought=bring bought=buy taught=teach \
                         sent=send spent=spend met=meet left=leave kept=keep found=find sold=sell \
                         paid=pay rose=rise fell=fall fallen=fall chose=choose chosen=choose \
                         drew=draw drawn=draw drove=drive driven=drive sang=sing sung=sing \
                         swore=swear sworn=swear ran=run stood=stand struck=strike shot=shoot \
                         men=man women=woman children=child people=person died=die death=die \
                         born=birth";

/// The words of a list that is written as one text.
pub(crate) fn listed(list: &str) -> impl Iterator<Item = &str> {
    list.split_ascii_whitespace()
}

/// Whether a list holds the word.
pub(crate) fn holds(list: &str, word: &str) -> bool {
    listed(list).any(|known| known == word)
}

/// Joins the inflected forms of a word.
static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// What each irregular form is a form of.
static BASE_OF: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| listed(IRREGULAR).filter_map(|pair| pair.split_once('=')).collect());

/// What the inflected forms of a word have in common; `lower` is in small letters.
pub(crate) fn stem(lower: &str) -> String {
    STEMMER.stem(BASE_OF.get(lower).copied().unwrap_or(lower)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_falls_into_words() {
        for (text, expected) in [
            ("St. John’s men paid $2.2 million.", "St.|John|’s|men|paid|$2.2|million|."),
            ("On 1999-12-31, at 5 pm (U.S. time)", "On|1999-12-31|,|at|5|pm|(|U.S.|time|)"),
            ("the 18th all-round 1980s d’Hondt 12%", "the|18th|all-round|1980s|d’Hondt|12%"),
            ("don’t — 1914–1918", "don’t|—|1914|–|1918"),
        ] {
            let words: Vec<&str> = read(text).iter().map(|word| word.text).collect();
            assert_eq!(words.join("|"), expected);
        }
    }

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for (one, other) in [
            ("gave", "given"),
            ("hold", "held"),
            ("cities", "city"),
            ("founded", "founding"),
            ("planned", "plans"),
            ("adopted", "adopts"),
            ("close", "closed"),
            ("churches", "church"),
            ("companies", "company"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("nation"), stem("native"));
        assert_eq!(stem("is"), "is");
    }
}
