//! Rules that find the answer in the gap that the question leaves: most questions repeat the
//! sentence's words and omit what they ask for.

use std::ops::Range;

use super::asked::{FactQuestion, Kind};
use super::objects;
use super::phrases;
use crate::text::{Role, Word, stem};

/// Returns the words it takes for the answer.
type Rule = fn(&FactQuestion, &[Word<'_>]) -> Option<Range<usize>>;

/// The more certain first.
pub(super) const RULES: &[(&str, Rule)] = &[
    ("label", label),
    ("such as", examples),
    ("kind of", modifiers),
    ("manner", manner),
    ("apposition", apposition),
    ("agent", agent),
    ("subject", subject),
    ("preposition", complement),
    ("object", objects::object),
    ("predicate", predicate),
    ("owner", own_phrase),
];

/// “Which paper is given as the source?” of “Source: The Lamp”.
fn label(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    if !matches!(asked.kind, Kind::Person | Kind::Place | Kind::Body | Kind::Thing) {
        return None;
    }
    let colon = words.iter().position(|word| word.is(":"))?;
    let named = colon
        .checked_sub(1)
        .and_then(|before| words.get(before))
        .filter(|word| asked.names(&word.stem))?;
    if !named.has_content() || (colon > 1 && !named.capital) {
        return None;
    }
    let rest = words.get(colon + 1..)?;
    let next = rest.windows(2).position(|pair| pair.get(1).is_some_and(|mark| mark.is(":")));
    let length = next
        .or_else(|| rest.iter().position(|word| matches!(word.text, "." | ";")))
        .unwrap_or(rest.len());
    (length > 0).then_some(colon + 1..colon + 1 + length)
}

/// “Which tasks …?” of “tasks such as a, b, and c”.
fn examples(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    let noun = asked
        .noun()
        .filter(|_| matches!(asked.kind, Kind::Thing | Kind::Place | Kind::Person | Kind::Body))?;
    let at = words.iter().position(|word| word.stem == noun)?;
    let mut next =
        words.get(at + 1..)?.iter().filter(|word| !word.is(",")).map(|word| word.lower.as_str());
    let comma = usize::from(words.get(at + 1)?.is(","));
    let length = match (next.next()?, next.next()?) {
        ("such", "as") => 2,
        ("including" | "namely" | ":", _) => 1,
        _ => return None,
    };
    phrases::after(words, at + 1 + comma + length)
}

/// “What kind of bread …?”: the words before “bread”, and “bread” unless they are a list of
/// qualities.
fn modifiers(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    if asked.kind != Kind::Sort || asked.nouns.is_empty() {
        return None;
    }
    let noun = words
        .windows(asked.nouns.len())
        .position(|run| run.iter().map(|word| &word.stem).eq(&asked.nouns))?;
    let mut start = noun;
    while let Some(word) = start.checked_sub(1).and_then(|before| words.get(before)) {
        let series = word.is(",")
            && words
                .get(start)
                .is_some_and(|next| next.role == Role::And || next.role == Role::Content);
        // A word of the question is the verb: “hold” of “hold open talks”.
        if !(word.has_content() && !asked.names(&word.stem) || word.role == Role::And || series) {
            break;
        }
        start -= 1;
    }
    let listed = words.get(start..noun)?.iter().any(|word| word.is(","));
    if listed && !words.get(start.checked_sub(1)?)?.role.eq(&Role::Determiner) {
        return None;
    }
    let end = if listed { noun } else { noun + asked.nouns.len() };
    words
        .get(start..noun)?
        .iter()
        .any(|word| word.has_content() && !asked.names(&word.stem))
        .then_some(start..end)
}

/// “In what manner …?” of “in an orderly manner”.
fn manner(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    let noun = asked.noun().filter(|_| asked.kind == Kind::Manner)?;
    let at = words.iter().position(|word| word.stem == noun)?;
    let start = words.get(..at)?.iter().rposition(|word| word.role == Role::Preposition)?;
    let own = words.get(start..at)?.iter().any(Word::has_content);
    (own && words.get(start)?.lower == "in").then_some(start..at + 1)
}

/// “Which club is called the oldest club in town?” of “As the oldest club in town, the Reds …” or
/// “the Reds, the oldest club in town, …”.
fn apposition(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    let described = described(asked)?;
    let at = find(words, &described)?;
    let mut start = at;
    while start
        .checked_sub(1)
        .and_then(|before| words.get(before))
        .is_some_and(|word| word.role == Role::Determiner)
    {
        start -= 1;
    }
    let before = words.get(start.checked_sub(1)?)?;
    let comma = words.iter().skip(at).position(|word| word.is(","));
    if before.lower == "as"
        && (start < 2 || words.get(start - 2).is_some_and(|word| word.role == Role::Mark))
    {
        let subject = phrases::after(words, at + comma? + 1)?;
        let verb = words.get(subject.end)?;
        return (verb.role == Role::Auxiliary || verb.has_content()).then_some(subject);
    }
    let names = before.is(",").then(|| start.checked_sub(2)).flatten()?;
    let small = words.get(..=names)?.iter().rposition(|word| !(word.capital || word.lower == "of"));
    let first = small.map_or(0, |small| small + 1);
    (first <= names).then_some(first..names + 1)
}

/// Articles do not count.
fn find(words: &[Word<'_>], stems: &[String]) -> Option<usize> {
    (0..words.len()).find(|at| matched(words, *at, stems).is_some())
}

/// Where the stems end if they begin at `at`.
fn matched(words: &[Word<'_>], at: usize, stems: &[String]) -> Option<usize> {
    let mut place = at;
    for (number, stem) in stems.iter().enumerate() {
        while number > 0
            && words
                .get(place)
                .is_some_and(|word| word.role == Role::Determiner || phrases::is_adverb(word))
        {
            place += 1;
        }
        (words.get(place)?.stem == *stem).then_some(())?;
        place += 1;
    }
    (!stems.is_empty()).then_some(place)
}

const SAYING: &[&str] = &[
    "described",
    "called",
    "named",
    "known",
    "considered",
    "said",
    "seen",
    "given",
    "regarded",
    "referred",
    "listed",
    "identified",
    "thought",
    "believed",
    "mentioned",
    "defined",
    "viewed",
    "cited",
];

/// “the oldest club in town”, if the question says “is called the oldest club in town”.
fn described(asked: &FactQuestion) -> Option<Vec<String>> {
    let mut rest = asked.rest.iter().skip_while(|(_, role)| *role == Role::Auxiliary).peekable();
    if !asked.rest.first().is_some_and(|(stem, _)| is_copula(stem)) {
        return None;
    }
    if let Some((said, _)) = rest.peek()
        && SAYING.iter().any(|word| stem(word) == *said)
    {
        rest.next();
        while rest
            .peek()
            .is_some_and(|(_, role)| matches!(role, Role::Preposition | Role::Auxiliary))
        {
            rest.next();
        }
    }
    let stems: Vec<String> =
        rest.filter(|(_, role)| *role != Role::Determiner).map(|(stem, _)| stem.clone()).collect();
    let core: Vec<String> = stems.into_iter().take(LONGEST_CORE).collect();
    (core.len() > 1).then_some(core)
}

/// Enough words to tell descriptions apart.
const LONGEST_CORE: usize = 3;

fn is_copula(stem: &str) -> bool {
    matches!(stem, "is" | "are" | "was" | "were" | "be")
}

/// “Who built the mill?” of “the mill was built by Ann”.
fn agent(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    let subject = matches!(asked.kind, Kind::Person | Kind::Body | Kind::Thing);
    let by = asked.preposition.as_deref() == Some("by");
    let verb = asked.rest.iter().find(|(_, role)| *role == Role::Content).filter(|_| subject)?;
    let passive = asked.rest.iter().any(|(stem, _)| is_copula(stem));
    if (passive || asked.preposition.is_some()) && !by {
        return None;
    }
    let places = words.iter().enumerate().filter(|(at, word)| {
        let taken = words.get(at + 1).is_some_and(|next| next.lower == "by");
        // “Who took the picture?” of “picture by Ann”: the work stands for the deed.
        taken && (word.stem == verb.0 || asked.about.contains(&word.stem))
    });
    phrases::only(places.filter_map(|(at, _)| phrases::after(words, at + 2)))
}

/// “Which club won the cup?” of “The Reds have won the cup”.
fn subject(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    if !matches!(asked.kind, Kind::Person | Kind::Body | Kind::Thing | Kind::Place)
        || asked.preposition.is_some()
    {
        return None;
    }
    let does = asked
        .rest
        .first()
        .is_some_and(|(stem, _)| matches!(stem.as_str(), "do" | "doe" | "does" | "did"));
    let copula = asked.rest.first().is_some_and(|(stem, _)| is_copula(stem));
    if does {
        return None;
    }
    if copula && let Some(described) = described(asked) {
        return phrases::only(
            (1..words.len()).filter(|at| matched(words, *at, &described).is_some()).filter_map(
                |at| {
                    let start = (0..at).rev().find(|before| {
                        words.get(*before).is_none_or(|word| word.role != Role::Determiner)
                    })?;
                    is_copula(&words.get(start)?.stem)
                        .then(|| phrases::before(words, start + 1))
                        .flatten()
                },
            ),
        );
    }
    let open: Vec<&(String, Role)> = asked
        .rest
        .iter()
        .skip_while(|(_, role)| matches!(role, Role::Auxiliary | Role::Adverb))
        .take(LONGEST_CORE + 1)
        .collect();
    let (verb, role) = open.first()?;
    if *role != Role::Content {
        return None;
    }
    let after: Vec<&String> = open
        .iter()
        .skip(1)
        .filter(|(_, role)| *role == Role::Content)
        .map(|(stem, _)| stem)
        .collect();
    let places = words.iter().enumerate().filter(|(at, word)| {
        let near = words.get(at + 1..words.len().min(at + 7)).unwrap_or_default();
        let active = words.get(at + 1).is_none_or(|next| next.lower != "by");
        word.stem == *verb
            && *at > 0
            && active
            && (after.is_empty() || near.iter().any(|word| after.contains(&&word.stem)))
    });
    phrases::only(places.filter_map(|(at, _)| phrases::before(words, at)))
}

/// “To whom were the papers sent?” of “papers sent by the clerk to the new mayor”.
fn complement(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    let preposition = asked.preposition.as_deref()?;
    if !matches!(asked.kind, Kind::Person | Kind::Body | Kind::Thing) {
        return None;
    }
    let known = |word: &Word<'_>| word.has_content() && asked.about.contains(&word.stem);
    let places = words.iter().enumerate().filter(|(at, word)| {
        word.stem == preposition
            && words.get(..*at).is_some_and(|before| before.iter().rev().take(REACH).any(known))
    });
    phrases::only(places.filter_map(|(at, _)| phrases::after(words, at + 1)))
}

/// How many words before a preposition its word may stand.
const REACH: usize = 6;

/// “What is the most useful tool?” of “the most useful one is to ask”.
fn predicate(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    if asked.kind != Kind::Open {
        return None;
    }
    let described = described(asked)?;
    let telling = described.iter().any(|stem| {
        matches!(stem.as_str(), "most" | "least" | "main" | "primari" | "chief" | "onli" | "sole")
    });
    let core = described.get(..2).filter(|_| telling)?;
    let after = (0..words.len()).find_map(|at| matched(words, at, core))?;
    let copula = (after..words.len().min(after + 3))
        .find(|at| words.get(*at).is_some_and(|word| is_copula(&word.lower)))?;
    let end = words
        .iter()
        .enumerate()
        .skip(copula + 1)
        .find(|(_, word)| matches!(word.text, "." | ";" | "," | ":"))?
        .0;
    (end > copula + 1).then_some(copula + 1..end)
}

/// A capitalised phrase that ends in the asked noun: “Coast Line”.
fn own_phrase(asked: &FactQuestion, words: &[Word<'_>]) -> Option<Range<usize>> {
    let noun = asked.noun().filter(|_| asked.kind == Kind::Thing)?;
    phrases::only(
        words.iter().enumerate().filter(|(_, word)| word.stem == noun && word.capital).filter_map(
            |(at, _)| {
                let start = words
                    .get(..at)?
                    .iter()
                    .rposition(|word| !(word.capital && word.role == Role::Content))
                    .map_or(0, |before| before + 1);
                let inside = words.get(start..=at)?.iter().any(|word| !asked.names(&word.stem));
                inside.then_some(start..at + 1)
            },
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn each_rule_finds_its_gap() {
        for (name, question, sentence, expected) in [
            (
                "label",
                "Which paper is named as the source?",
                "Source: The Daily Lamp Updated: 1930-01-02",
                "The Daily Lamp",
            ),
            (
                "label",
                "Which paper is named as the source?",
                "The source of the Nile: Lake Victoria.",
                "",
            ),
            (
                "such as",
                "Which fruits do they sell?",
                "They sell fruits such as figs, red plums, and limes all year.",
                "figs, red plums, and limes",
            ),
            ("such as", "Which fruits do they sell?", "They sell fruits.", ""),
            (
                "kind of",
                "What kind of talks should they hold?",
                "They should hold long and open talks.",
                "long and open talks",
            ),
            (
                "kind of",
                "What kind of light is needed?",
                "It needs a warm, dim, and steady light.",
                "warm, dim, and steady",
            ),
            ("kind of", "What kind of light is needed?", "It needs light.", ""),
            (
                "manner",
                "In what manner did they march?",
                "They marched in a slow and quiet manner.",
                "in a slow and quiet manner",
            ),
            ("manner", "In what manner did they march?", "They marched slowly.", ""),
            (
                "apposition",
                "Which club is called the oldest club in town?",
                "As the oldest club in town, the Reds must pay.",
                "the Reds",
            ),
            (
                "apposition",
                "Which club is called the oldest club in town?",
                "The Reds, the oldest club in town, must pay.",
                "The Reds",
            ),
            (
                "agent",
                "Who built the mill?",
                "The mill was built by two sisters in spring.",
                "two sisters",
            ),
            ("agent", "Who took the picture?", "Picture by Ann Lee", "Ann Lee"),
            ("agent", "Who built the mill?", "The mill was built in spring.", ""),
            (
                "subject",
                "Which club won the cup?",
                "In May, the Reds also won the cup.",
                "the Reds",
            ),
            (
                "subject",
                "Who are described as the true owners of the land?",
                "The farmers are the true owners of the land.",
                "The farmers",
            ),
            (
                "subject",
                "Who should read the plan?",
                "Boards at all levels should read the plan.",
                "Boards at all levels",
            ),
            ("subject", "Which club did the Reds beat?", "The Reds beat the Blues.", ""),
            (
                "preposition",
                "To whom were the papers sent?",
                "The papers sent by the clerk to the new mayor burned.",
                "the new mayor",
            ),
            ("preposition", "With whom does she play?", "She plays with Ann.", "Ann"),
            (
                "object",
                "Which prize should be shared?",
                "They want to share the Prize for Peace this year.",
                "the Prize for Peace",
            ),
            (
                "object",
                "Which line of the army should they follow?",
                "They should follow our army’s coast line and rest.",
                "coast line",
            ),
            ("object", "Which art did she teach?", "She taught the art of war.", "war"),
            (
                "object",
                "Which two arts did she teach?",
                "She taught the art of war, the art of peace, and the art of trade.",
                "the art of war, the art of peace, and the art of trade",
            ),
            (
                "predicate",
                "What is named as the most useful tool?",
                "Of all tools, the most useful one is to ask.",
                "to ask",
            ),
            ("predicate", "What is a tool?", "A tool is a thing.", ""),
            ("owner", "Which prize did she get?", "She got the Nobel Prize.", "Nobel Prize"),
        ] {
            let asked = FactQuestion::parse(question).unwrap();
            let words = tokenize(sentence);
            let (_, rule) = RULES.iter().find(|(known, _)| *known == name).unwrap();
            let found = rule(&asked, &words).map_or("", |found| {
                sentence
                    .get(words[found.start].range.start..words[found.end - 1].range.end)
                    .unwrap()
            });
            assert_eq!(found, expected, "{name}: {question}");
        }
    }
}
