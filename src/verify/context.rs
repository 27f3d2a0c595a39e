//! What the cut of a quote hides: a negation, “as if”, a condition or a question right beside it.

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
    let (first, last) = (checked.quotes.first(), checked.quotes.last());
    let before = first.and_then(|first| hidden_before(corpus.speech_of(first)?, first));
    let behind = last.and_then(|last| hidden_behind(corpus.speech_of(last)?, last));
    let rest = last.and_then(|last| rest_of_sentence(corpus.speech_of(last)?, last));
    let asks = !checked.given.contains('?') && rest.is_some_and(is_question);
    before.into_iter().chain(behind).chain(asks.then_some(Warning::Question)).collect()
}

fn hidden_before(speech: &Speech, quote: &Quote) -> Option<Warning> {
    let start = speech.sentences_around(&quote.range())?.start;
    let before = speech.text().get(start..quote.range().start)?;
    let clause = before.len() - before.rsplit(CLAUSE_ENDS).next().unwrap_or_default().len();
    let words = tokens(before);
    let beside = words.len().saturating_sub(BESIDE);
    let as_if = |at: usize| {
        let word = |at: usize| words.get(at).map_or("", |word| word.form.as_str());
        word(at) == "as" && matches!(word(at + 1), "if" | "though")
    };
    let hides = |(at, word): &(usize, &Token)| {
        let in_clause = word.range.start >= clause;
        (in_clause || *at == 0) && conditions(&word.form)
            || in_clause && (*at >= beside && denies(&word.form) || as_if(*at))
    };
    let (at, found) = words.iter().enumerate().find(hides)?;
    // “must not”: the word before belongs to it.
    let modal = at.checked_sub(1).and_then(|at| words.get(at));
    let from = modal.filter(|modal| modal.range.start >= clause).unwrap_or(found).range.start;
    let end = words.last()?.range.end;
    speech.quote(start + from..start + end).map(Warning::Before)
}

fn hidden_behind(speech: &Speech, quote: &Quote) -> Option<Warning> {
    let end = quote.range().end;
    let words = tokens(rest_of_sentence(speech, quote)?);
    let next = words.slice(..words.len().min(RIGHT_BEHIND));
    let only_if = |word: &Token| conditions(&word.form) && word.form != "whether";
    next.iter().find(|word| denies(&word.form) || only_if(word))?;
    let shown = words.slice(..words.len().min(SHOWN));
    let range = end + shown.first()?.range.start..end + shown.last()?.range.end;
    speech.quote(range).map(Warning::Behind)
}

fn is_question(rest: &str) -> bool {
    rest.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?')
}

fn rest_of_sentence<'a>(speech: &'a Speech, quote: &Quote) -> Option<&'a str> {
    speech.text().get(quote.range().end..speech.sentences_around(&quote.range())?.end)
}

#[cfg(test)]
mod tests {
    use super::super::tests::of_text;
    use super::*;

    #[test]
    fn what_the_cut_hides_is_named() {
        let source = "+++\ntitle = \"T\"\n+++\nIt must not be reduced to a mere formality. He \
                      acts as if the workers had no rights. If we stop now, the whole work was in \
                      vain. We go on unless they agree. Shall the people pay the price? We are \
                      strong.\n";
        let (corpus, index) = of_text(source);
        for (text, expected) in [
            ("be reduced to a mere formality", "before must not"),
            ("the workers had no rights", "before acts as if"),
            ("the whole work was in vain", "before If we stop now"),
            ("We go on", "behind unless they agree"),
            ("the people pay the price", "question"),
            ("the people pay the price?", ""),
            ("We are strong", ""),
            ("It must not be reduced to a mere formality", ""),
        ] {
            let found = index.check(&corpus, text);
            let warnings: Vec<String> = (found[0].warnings.iter())
                .map(|warning| match warning {
                    Warning::Before(words) => format!("before {}", words.text()),
                    Warning::Behind(words) => format!("behind {}", words.text()),
                    Warning::Question => "question".to_owned(),
                    Warning::Aside(words) => format!("aside {words}"),
                })
                .collect();
            assert_eq!(warnings.join(", "), expected, "{text:?}");
        }
    }
}
