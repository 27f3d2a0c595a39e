//! What a question asks for: a person, a place, a date, a number, a thing of a named kind.
//!
//! A question without a row in the tables gets no fact.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::phrases;
use crate::text::figures::FigureKind;
use crate::text::lists::{holds, listed};
use crate::text::{Role, Word, stem, tokenize};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Also a body of people.
    Person,
    Place,
    Date,
    Year,
    /// Century or decade.
    Age,
    Count,
    /// A number with its unit.
    Amount,
    Percentage,
    Body,
    /// A numbered part of a publication.
    Issue,
    /// “What kind of …”.
    Sort,
    Manner,
    Title,
    Heading,
    /// “Which” or “what” with any other noun.
    Thing,
    /// “What” without a noun; answered only in the question's own words.
    Open,
}

impl Kind {
    pub(super) fn figure(self) -> Option<FigureKind> {
        Some(match self {
            Kind::Date => FigureKind::Date,
            Kind::Year => FigureKind::Year,
            Kind::Age => FigureKind::Age,
            Kind::Count => FigureKind::Count,
            Kind::Amount => FigureKind::Amount,
            Kind::Percentage => FigureKind::Percentage,
            Kind::Issue => FigureKind::Issue,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug)]
pub(super) struct FactQuestion {
    pub(super) kind: Kind,
    /// Stems that name the kind, the main one last: “trade”, “union”.
    pub(super) nouns: Vec<String>,
    pub(super) several: bool,
    /// That of the question word: “with whom”, “who … with?”.
    pub(super) preposition: Option<String>,
    /// What follows the question words.
    pub(super) rest: Vec<(String, Role)>,
    /// Stems of the content words that do not name the kind.
    pub(super) about: Vec<String>,
    pub(super) all: Vec<String>,
}

/// By stem; the first kind counts.
static KIND_OF: LazyLock<HashMap<String, Kind>> = LazyLock::new(|| {
    NOUNS
        .iter()
        .rev()
        .flat_map(|(kind, nouns)| listed(nouns).map(|noun| (stem(noun), *kind)))
        .collect()
});

const NOUNS: &[(Kind, &str)] = &[
    (
        Kind::Person,
        "person man woman reporter journalist photographer author writer speaker president king \
         queen emperor minister leader general officer official politician poet architect \
         astronomer scientist physicist chemist philosopher artist painter composer singer actor \
         ruler noble count duke pope bishop governor senator judge member teacher professor \
         historian theologian monk abbot explorer founder inventor director commander captain \
         player pilot signer son daughter brother wife husband hero saint",
    ),
    (
        Kind::Place,
        "place country city town village region area state province county district continent \
         island river sea ocean lake mountain valley park street square building hall location \
         venue site capital port neighborhood neighbourhood borough territory nation monastery \
         castle fort station",
    ),
    (Kind::Date, "date day"),
    (Kind::Year, "year"),
    (Kind::Age, "century decade era period"),
    (Kind::Percentage, "percentage percent proportion portion share fraction"),
    (Kind::Amount, "amount price cost distance length height speed rate temperature"),
    (Kind::Count, "number"),
    (Kind::Issue, "issue volume chapter page"),
    (
        Kind::Body,
        "organization organisation body agency company institution party publication newspaper \
         journal magazine university school church committee commission council federation union \
         army group association ministry department bank firm court team club congress government \
         parliament coalition",
    ),
    (Kind::Sort, "kind type sort"),
    (Kind::Manner, "manner way fashion"),
];

const HOW: &str = "much long far old tall high large big fast heavy wide deep";

impl FactQuestion {
    pub(super) fn parse(question: &str) -> Option<FactQuestion> {
        let words = tokenize(question);
        let at = words.iter().position(|word| QUESTION_WORDS.contains(&word.lower.as_str()))?;
        let second = words.get(at + 1..)?.windows(2).any(|pair| match pair {
            [and, asks] => and.role == Role::And && QUESTION_WORDS.contains(&asks.lower.as_str()),
            _ => false,
        });
        // “Who came, and when?” has two answers, so neither alone is one.
        if second {
            return None;
        }
        let asks = &words.get(at)?.lower;
        let after = words.get(at + 1..).unwrap_or_default();
        let fronted = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .filter(|word| word.role == Role::Preposition);
        let (kind, taken) = match asks.as_str() {
            "who" | "whom" => (Kind::Person, 0),
            "when" => (Kind::Date, 0),
            "where" => (Kind::Place, 0),
            "how" => {
                let next = after.first()?;
                match next.lower.as_str() {
                    "many" => (Kind::Count, 1 + noun_length(after.get(1..).unwrap_or_default())),
                    word if holds(HOW, word) => (Kind::Amount, 1),
                    _ => return None,
                }
            }
            which => kind_of_thing(after, which == "what"),
        };
        let from = if kind == Kind::Sort { taken.min(2) } else { 0 };
        let nouns = after.get(from..taken).unwrap_or_default();
        let last = nouns.iter().rfind(|word| word.has_content());
        let several = last.is_some_and(|word| {
            word.lower.ends_with('s') && !word.lower.ends_with("ss") && word.lower.len() > 3
        });
        let nouns: Vec<String> =
            nouns.iter().filter(|word| word.has_content()).map(|word| word.stem.clone()).collect();
        let rest = after.get(taken..).unwrap_or_default();
        let mut rest: Vec<(String, Role)> = rest
            .iter()
            .filter(|word| word.role != Role::Mark)
            .map(|word| (word.stem.clone(), word.role))
            .collect();
        let trailing = (rest.len() > 1)
            .then(|| rest.last().filter(|(_, role)| *role == Role::Preposition).cloned())
            .flatten();
        if trailing.is_some() {
            rest.pop();
        }
        let preposition = fronted
            .map(|word| word.stem.clone())
            .or(trailing.map(|(stem, _)| stem))
            .or(inner(&rest));
        let front = words.get(..at).unwrap_or_default();
        let front = front.iter().filter(|word| word.has_content()).map(|word| word.stem.clone());
        let behind = rest
            .iter()
            .filter(|(_, role)| matches!(role, Role::Content | Role::Number))
            .map(|(stem, _)| stem.clone());
        let about = front.chain(behind).collect();
        let all = words.iter().map(|word| word.stem.clone()).collect();
        Some(FactQuestion { kind, nouns, several, preposition, rest, about, all })
    }

    /// The main noun of the kind.
    pub(super) fn noun(&self) -> Option<&str> {
        self.nouns.last().map(String::as_str)
    }

    pub(super) fn names(&self, stem: &str) -> bool {
        self.all.iter().any(|known| known == stem)
    }
}

const QUESTION_WORDS: &[&str] = &["who", "whom", "when", "where", "which", "what", "how"];

/// “Whom did she talk with in the photo?”: a preposition before another.
fn inner(rest: &[(String, Role)]) -> Option<String> {
    let mut pairs = rest.iter().zip(rest.iter().skip(1));
    pairs
        .find(|((_, one), (_, other))| (*one, *other) == (Role::Preposition, Role::Preposition))
        .map(|((stem, _), _)| stem.clone())
}

/// The kind after “which” or “what”, and how many words name it.
fn kind_of_thing(after: &[Word<'_>], what: bool) -> (Kind, usize) {
    let length = noun_length(after);
    let named = after.get(..length).unwrap_or_default();
    let text: Vec<&str> = after.iter().map(|word| word.lower.as_str()).collect();
    match text.as_slice() {
        ["is" | "was" | "'s", "the", "title" | "headline", ..] => return (Kind::Title, 0),
        ["is" | "was" | "'s", "the", "heading", ..] => return (Kind::Heading, 0),
        ["kind" | "kinds" | "type" | "types" | "sort" | "sorts", "of", ..] => {
            return (Kind::Sort, 2 + noun_length(after.get(2..).unwrap_or_default()));
        }
        _ => {}
    }
    let Some(head) = named.iter().rev().find(|word| word.has_content()) else {
        return (Kind::Open, 0);
    };
    let kind = KIND_OF.get(&head.stem);
    let ended = after
        .get(length)
        .is_some_and(|next| matches!(next.role, Role::Auxiliary | Role::Preposition));
    match kind {
        Some(kind) => (*kind, length),
        // “What helped the men?” names no kind, “what prize did …” does.
        None if what && (!ended || phrases::is_past(head)) => (Kind::Open, 0),
        None => (Kind::Thing, length),
    }
}

/// Counts up to the verb or preposition. If no small word ends them, the verb is unknown, and one
/// word is taken.
fn noun_length(after: &[Word<'_>]) -> usize {
    let end = after.iter().position(|word| !word.has_content() && word.role != Role::Determiner);
    let known = |word: &Word<'_>| KIND_OF.contains_key(&word.stem);
    let run = after.get(..end.unwrap_or(after.len())).unwrap_or_default();
    // “Which congress adopted the rules”, “which body fully …”: the run contains a verb.
    if let Some(at) = run.iter().position(known) {
        let more = run.iter().skip(at + 1).take_while(|word| known(word)).count();
        return at + 1 + more;
    }
    match after.get(run.len()).map(|word| word.role) {
        Some(Role::Auxiliary | Role::Preposition)
            if run.len() <= 4 && run.iter().all(|word| !phrases::is_past(word)) =>
        {
            run.len()
        }
        _ => run
            .iter()
            .position(|word| phrases::is_past(word))
            .unwrap_or(run.len())
            .min(run.len().saturating_sub(1))
            .max(run.len().min(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_words_say_what_is_asked() {
        for (question, kind, noun, preposition) in [
            ("Who opened the bridge?", Kind::Person, None, None),
            ("With whom did she dance?", Kind::Person, None, Some("with")),
            ("Who did the mayor talk with?", Kind::Person, None, Some("with")),
            (
                "Which painters does he work with in the film?",
                Kind::Person,
                Some("painter"),
                Some("with"),
            ),
            ("When was it built?", Kind::Date, None, None),
            ("On which day did it rain?", Kind::Date, Some("day"), Some("on")),
            ("In what year was it built?", Kind::Year, Some("year"), Some("in")),
            ("Where is the lake?", Kind::Place, None, None),
            ("In which small town was she born?", Kind::Place, Some("town"), Some("in")),
            ("How many rooms are there?", Kind::Count, Some("room"), None),
            ("How long did it last?", Kind::Amount, Some("long"), None),
            ("What percentage voted?", Kind::Percentage, Some("percentage"), None),
            ("Which committee chose the winner?", Kind::Body, Some("committee"), None),
            ("Which prize should be given?", Kind::Thing, Some("prize"), None),
            ("What kind of bread is sold?", Kind::Sort, Some("bread"), None),
            ("What is the title?", Kind::Title, None, None),
            ("What is the heading of part two?", Kind::Heading, None, None),
            ("What helped?", Kind::Open, None, None),
        ] {
            let asked = FactQuestion::parse(question).unwrap();
            let noun = noun.map(stem);
            assert_eq!(
                (asked.kind, asked.noun(), asked.preposition.as_deref()),
                (kind, noun.as_deref(), preposition),
                "{question}"
            );
        }
        for question in [
            "",
            "Who came, and when?",
            "Is it raining?",
            "Why did they leave?",
            "How is it made?",
            "bread",
            "Explain the tides",
        ] {
            assert!(FactQuestion::parse(question).is_none(), "{question}");
        }
    }
}
