//! What the cut of a quote hides: a negation, “as if”, a condition or a question right beside it.

use std::ops::Range;

use super::verdict::{Checked, Warning};
use crate::corpus::{Corpus, Quote, Speech};
use crate::text::Slice;
use crate::text::lexicon::{conditions, denies};
use crate::text::typography::{Token, tokens};

/// In words; farther away a negation may be another's.
const BESIDE: usize = 4;
const RIGHT_BEHIND: usize = 2;

const SHOWN: usize = 8;

const CLAUSE_ENDS: &[char] = &[',', ';', ':', '—', '–', '('];

pub(super) fn warnings(corpus: &Corpus, checked: &Checked) -> Vec<Warning> {
    let of_part = |quote: &Quote| {
        let speech = corpus.speech_of(quote)?;
        let Range { start, end } = speech.sentences_around(&quote.range())?;
        let rest = quote.range().end..end;
        let asks = !checked.given.contains('?') && is_question(speech.text().slice(rest.clone()));
        Some([
            hidden_before(speech, start..quote.range().start),
            hidden_behind(speech, rest),
            asks.then_some(Warning::Question),
        ])
    };
    let mut found: Vec<Warning> =
        checked.quotes.iter().filter_map(of_part).flatten().flatten().collect();
    found.dedup();
    found
}

fn hidden_before(speech: &Speech, bytes: Range<usize>) -> Option<Warning> {
    let start = bytes.start;
    let before = speech.text().get(bytes)?;
    let clause = before.len() - before.rsplit(CLAUSE_ENDS).next().unwrap_or_default().len();
    let words = tokens(before);
    let beside = words.len().saturating_sub(BESIDE);
    let as_if = |at: usize| {
        let word = |at: usize| words.get(at).map_or("", |word| word.form.as_str());
        word(at) == "as" && matches!(word(at + 1), "if" | "though")
    };
    let hides = |(at, word): &(usize, &Token)| {
        let in_clause = word.range.start >= clause;
        *at == 0 && conditions(&word.form)
            || in_clause && is_condition(before, word, words.get(at + 1))
            || in_clause && (*at >= beside && denies(&word.form) || as_if(*at))
    };
    let (at, found) = words.iter().enumerate().find(hides)?;
    // “must not”: the word before belongs to it.
    let modal = at.checked_sub(1).and_then(|at| words.get(at));
    let from = modal.filter(|modal| modal.range.start >= clause).unwrap_or(found).range.start;
    let end = words.last()?.range.end;
    speech.quote(start + from..start + end).map(Warning::Before)
}

fn hidden_behind(speech: &Speech, bytes: Range<usize>) -> Option<Warning> {
    let end = bytes.start;
    let rest = speech.text().get(bytes)?;
    let words = tokens(rest);
    let hides = |(at, word): (usize, &Token)| {
        let only_if = word.form != "whether" && is_condition(rest, word, words.get(at + 1));
        denies(&word.form) || only_if
    };
    words.iter().take(RIGHT_BEHIND).enumerate().find(|next| hides(*next))?;
    let shown = words.slice(..words.len().min(SHOWN));
    let range = end + shown.first()?.range.start..end + shown.last()?.range.end;
    speech.quote(range).map(Warning::Behind)
}

/// Not “and providing services”.
fn is_condition(text: &str, word: &Token, next: Option<&Token>) -> bool {
    conditions(&word.form)
        && (!word.form.starts_with("provid")
            || next.is_some_and(|next| next.form == "that")
            || text.slice(..word.range.start).trim_end().ends_with(CLAUSE_ENDS))
}

fn is_question(rest: &str) -> bool {
    rest.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?')
}

#[cfg(test)]
mod tests {
    use super::super::tests::of_text;
    use super::*;

    #[test]
    fn what_the_cut_hides_is_named() {
        let source = "+++\ntitle = \"T\"\n+++\nIt must not be reduced to a mere formality. He \
                      acts as if the workers had no rights. If we stop now, the whole work was in \
                      vain. We go on unless they agree. They go home, provided they eat and \
                      providing they sleep. They go out and provided bread. Shall the people \
                      pay the price? We are strong.\n";
        let index = of_text(source);
        for (text, expected) in [
            ("be reduced to a mere formality", "before must not"),
            ("the workers had no rights", "before acts as if"),
            ("the whole work was in vain", "before If we stop now"),
            ("We go on", "behind unless they agree"),
            ("They go home", "behind provided they eat and providing they sleep"),
            ("They go out", ""),
            (
                "We go on unless they agree. The workers had no rights. If we stop now, the whole",
                "before acts as if",
            ),
            ("the people pay the price", "question"),
            ("the people pay the price?", ""),
            ("We are strong", ""),
            ("It must not be reduced to a mere formality", ""),
        ] {
            let found = index.check(text);
            let warnings: Vec<String> = (found[0].warnings.iter())
                .map(|warning| match warning {
                    Warning::Before(words) => format!("before {}", words.text()),
                    Warning::Behind(words) => format!("behind {}", words.text()),
                    Warning::Question => "question".to_owned(),
                    Warning::Aside(words) => format!("aside {words}"),
                    Warning::Claimed(_, named) => format!("claimed {named}"),
                })
                .collect();
            assert_eq!(warnings.join(", "), expected, "{text:?}");
        }
    }
}
