//! Questions that ask for several places: lists, "both", and two questions in one.

use std::collections::HashSet;

use crate::search::Hit;
use crate::text::Pattern;

pub(super) const MOST_SHOWN: usize = 3;

/// Those beyond what is shown are led to.
const MOST_PARTS: usize = 5;

const FEWEST_WORDS: usize = 3;

static SEVERAL: Pattern = Pattern::new(
    r"(?i)^(?:list|name (?:all|some|two|three|the (?:\w+ ){0,2}\w+s))\b|\b(?:both\b.*\band|list all|all (?:the )?(?:places|passages|mentions|times))\b",
);

static SECOND: Pattern = Pattern::new(
    r"(?i)(?:[,;]?\s+and\s+|[?;]\s+(?:and\s+)?)(?P<next>(?:who|whom|what|when|where|which|why|how)\b)",
);

pub(super) fn parts(question: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    let mut start = 0;
    for found in SECOND.captures_iter(question) {
        let (Some(whole), Some(next)) = (found.get(0), found.name("next")) else { continue };
        parts.extend(question.get(start..whole.start()));
        start = next.start();
    }
    parts.extend(question.get(start..));
    let mut seen = HashSet::new();
    parts.retain(|part| seen.insert(*part));
    parts.truncate(MOST_PARTS);
    let are_whole = parts.iter().all(|part| part.split_whitespace().count() >= FEWEST_WORDS);
    if are_whole && parts.len() > 1 { parts } else { Vec::new() }
}

/// “… and when?” or “…? when?”, too short for a part. No few words answer “why”: only as a question
/// of its own it asks for others than the first part does.
pub(super) fn asks_on(question: &str) -> bool {
    static MORE: Pattern = Pattern::new(
        r"(?i)(?:\S\W+and |[?!]\W+)(?:who|what|when|where|which|how)\W*$|[?!]\W+(?:and )?why\W*$",
    );
    MORE.is_match(question)
}

pub(super) fn is_asked(question: &str) -> bool {
    SEVERAL.is_match(question)
}

/// The best hit of the whole question, those of its parts, the others; and how many to show. The
/// whole comes first, because a part may depend on it.
pub(super) fn merged(whole: Vec<Hit>, of_parts: Vec<Hit>, limit: usize) -> (Vec<Hit>, usize) {
    let mut whole = whole.into_iter();
    let mut merged: Vec<Hit> = whole.next().into_iter().chain(of_parts).collect();
    let mut seen = HashSet::new();
    merged.retain(|hit| seen.insert(hit.unit));
    let answering = merged.len().min(MOST_SHOWN);
    merged.extend(whole.filter(|hit| seen.insert(hit.unit)));
    merged.truncate(limit);
    (merged, answering)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_questions_in_one_are_told_apart() {
        for (question, expected) in [
            ("Who baked it, and when was it sold?", &["Who baked it", "when was it sold?"][..]),
            ("Who baked it? What did it cost?", &["Who baked it", "What did it cost?"]),
            (
                "What did they bake and who ate of it and why was it so?",
                &["What did they bake", "who ate of it", "why was it so?"],
            ),
            ("Who baked it? Who baked it? Who ate of it?", &["Who baked it", "Who ate of it?"]),
            ("bread and butter", &[]),
            ("who and what", &[]),
            ("", &[]),
        ] {
            assert_eq!(parts(question), expected);
        }
    }

    #[test]
    fn a_short_second_question_is_known() {
        for (question, expected) in [
            ("Who baked it and when?", true),
            ("who baked it? And how", true),
            ("Who baked it? when?", true),
            ("Who baked it? and why?", true),
            ("Who and why?", false),
            ("Dr. Who?", false),
            ("When?", false),
        ] {
            assert_eq!(asks_on(question), expected, "{question}");
        }
    }

    #[test]
    fn lists_and_pairs_are_asked_for() {
        for (question, several) in [
            ("List the kinds of bread", true),
            ("which towns had both bread and water", true),
            ("Name all bakers", true),
            ("Name the main creators of wealth", true),
            ("Name the baker of the bread", false),
            ("Who baked it?", false),
            ("what is the name of the baker", false),
            ("Which command should both sides heed?", false),
        ] {
            assert_eq!(is_asked(question), several, "{question}");
        }
    }
}
