//! The door to checking quotes: cuts a message into quotes and checks each.

use std::ops::Range;

use super::attribution;
use super::classify::classify;
use super::context::warnings;
use super::index::QuoteIndex;
use super::provenance::placed;
use super::quotation::{self, Marked};
use super::verdict::{Checked, Verdict, Warning};
use crate::corpus::{Corpus, Quote};
use crate::text::apparatus::{without_markup, words_and, words_only};
use crate::text::dates::with_months;
use crate::text::lists::holds;
use crate::text::typography::tokens;
use crate::text::{Role, Slice, plain_words};

/// In bytes: no word beside a mark is longer.
const NEIGHBOUR: usize = 80;

impl QuoteIndex {
    /// Each quote marked by quotation marks or `>`, else the text as one. The speech's own
    /// quotation marks mark none.
    pub fn check(&self, text: &str) -> Vec<Checked> {
        let text = &*without_markup(text);
        if tokens(text).is_empty() {
            return Vec::new();
        }
        let marked = quotation::quotes_in(text);
        let whole = unmarked(self, text);
        let found = match marked.is_empty() || are_the_speechs(&self.corpus, &whole, text, &marked)
        {
            true => vec![whole],
            false => marked.iter().map(|quote| one_of_several(self, quote)).collect(),
        };
        let warned = |mut found: Checked| {
            found.warnings.extend(warnings(&self.corpus, &found));
            found
        };
        found.into_iter().map(warned).collect()
    }
}

fn one_of_several(texts: &QuoteIndex, quote: &Marked) -> Checked {
    match quote.is_block {
        true => unmarked(texts, &quote.text),
        false => {
            let checked = as_copied(texts, &quote.text);
            placed(texts, checked, &quote.text, &[&quote.behind, &quote.before])
        }
    }
}

/// As typed, or without what is not part of the words, if that says more.
fn as_copied(texts: &QuoteIndex, text: &str) -> Checked {
    let typed = Checked { given: text.trim().to_owned(), ..classify(texts, text) };
    if typed.verdict == Verdict::Exact {
        return typed;
    }
    let (words, remarks) =
        words_and(text, &|text, mark| has_between_the_same_words(texts, text, &mark));
    // Dates in figures have their month's name, in either order.
    let mut readings = with_months(&words);
    readings.push(words);
    let readings = readings.iter().filter(|words| *words != text && !tokens(words).is_empty());
    let best = readings.map(|words| classify(texts, words)).min_by_key(distance);
    let Some(copied) = best else { return typed };
    let cuts_number = copied.verdict.is_verbatim() && runs_on(&texts.corpus, &copied);
    // Parts that stand there as they are say more than a whole with changed words.
    let adds = typed.verdict == Verdict::Stitched && copied.changes.iter().any(|one| one.severity);
    match cuts_number || adds || distance(&copied) >= distance(&typed) {
        true => typed,
        false => {
            let verdict = match copied.verdict {
                Verdict::Exact if !remarks.is_empty() => Verdict::Typographic,
                verdict => verdict,
            };
            let warnings = remarks.into_iter().map(Warning::Aside).collect();
            Checked { given: typed.given, verdict, warnings, ..copied }
        }
    }
}

fn has_between_the_same_words(texts: &QuoteIndex, text: &str, mark: &Range<usize>) -> bool {
    let from = text.floor_char_boundary(mark.start.saturating_sub(NEIGHBOUR));
    let to = text.ceil_char_boundary((mark.end + NEIGHBOUR).min(text.len()));
    let words = tokens(text.slice(from..to));
    let first = words.partition_point(|word| from + word.range.end <= mark.start);
    let behind = words.partition_point(|word| from + word.range.start < mark.end);
    let with_neighbours = first.saturating_sub(1)..(behind + 1).min(words.len());
    let words = words.slice(with_neighbours);
    let numbers: Vec<u32> = words.iter().map(|word| texts.number(&word.form)).collect();
    first < behind && texts.longest(&numbers).length == numbers.len()
}

fn distance(checked: &Checked) -> (u8, usize, usize) {
    let rank = match checked.verdict {
        Verdict::Exact => 0,
        Verdict::Typographic => 1,
        Verdict::Misplaced | Verdict::Misattributed => 2,
        Verdict::Near => 3,
        Verdict::Stitched => 4,
        Verdict::Partial => 5,
        Verdict::Absent => 6,
    };
    let severities = checked.changes.iter().filter(|change| change.severity).count();
    (rank, severities, checked.changes.len())
}

fn beside<'a>(corpus: &'a Corpus, checked: &Checked) -> (&'a str, &'a str) {
    let text = |quote: &Quote| corpus.speech_of(quote).map_or("", |speech| speech.text());
    let (first, last) = (checked.quotes.first(), checked.quotes.last());
    let before = first.and_then(|first| text(first).get(..first.range().start)).unwrap_or_default();
    let behind = last.and_then(|last| text(last).get(last.range().end..)).unwrap_or_default();
    (before.trim_end_matches(' '), behind.trim_start_matches(' '))
}

/// Whether the speech has a number or brackets there, but no mark of its own: then words were
/// changed.
fn runs_on(corpus: &Corpus, checked: &Checked) -> bool {
    let (before, behind) = beside(corpus, checked);
    // In the same paragraph.
    let before = before.rsplit("\n\n").next().unwrap_or_default();
    let behind = behind.split("\n\n").next().unwrap_or_default();
    let is_mark = |bracket: &str| words_only(bracket).is_empty();
    before.ends_with(char::is_numeric)
        || behind.starts_with(|c: char| c.is_numeric() || matches!(c, '(' | '{'))
        || (behind.starts_with('[') && !behind.split_inclusive(']').next().is_some_and(is_mark))
}

/// The speech marks as many quotes there, and has more of the text than the marks enclose.
fn are_the_speechs(corpus: &Corpus, whole: &Checked, text: &str, marked: &[Marked]) -> bool {
    let between: usize = marked.iter().map(|quote| tokens(&quote.text).len()).sum();
    let is_told_beside = |quote: &Marked| {
        let beside = format!("{} {}", quote.before, quote.behind);
        let words = tokens(&beside).len() + between;
        attribution::is_attribution(&beside) && words == tokens(text).len()
    };
    // Then who said it is all that stands beside the marks.
    if matches!(marked, [one] if is_told_beside(one)) && !whole.verdict.is_verbatim() {
        return false;
    }
    let sentences = whole.quotes.iter().filter_map(|quote| {
        let speech = corpus.speech_of(quote)?;
        speech.text().get(speech.sentences_around(&quote.range())?)
    });
    let in_speech: usize = sentences.map(|words| quotation::quotes_in(words).len()).sum();
    let outer = usize::from(quotation::is_enclosed(text));
    let found: usize = whole.quotes.iter().map(|quote| tokens(quote.text()).len()).sum();
    in_speech > 0 && marked.len() <= in_speech + outer && (found > between || outer > 0)
}

/// An attribution does not count where the other words are the speech's.
fn unmarked(texts: &QuoteIndex, text: &str) -> Checked {
    let whole = as_copied(texts, text);
    if whole.verdict.is_verbatim() {
        return whole;
    }
    let bodies = attribution::without_attribution(text).into_iter().filter_map(|found| {
        let checked = as_copied(texts, found.body);
        let leads = text.trim_start().starts_with(found.to);
        (!goes_on(&texts.corpus, &checked, leads, found.to))
            .then(|| placed(texts, checked, found.body, &[found.to]))
    });
    // Of several as near the first.
    std::iter::once(whole).chain(bodies).min_by_key(distance).unwrap_or_default()
}

/// What the speech goes on with, or has soon, is no attribution, but changed words.
fn goes_on(corpus: &Corpus, checked: &Checked, leads: bool, to: &str) -> bool {
    let (before, behind) = beside(corpus, checked);
    let (before, behind) = (before.trim_end(), behind.trim_start());
    let in_sentence = before.rsplit(['.', '!', '?', '\n']).next().unwrap_or_default();
    let soon = behind.get(..behind.ceil_char_boundary(NEIGHBOUR.min(behind.len())));
    let to = to.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
    let said = before.ends_with(':') || attribution::says(to) && attribution::says(in_sentence);
    let first = |text: &str| plain_words(text).next().map(str::to_lowercase);
    // Small words open no name; what opens as the speech goes on is changed.
    let is_small = |word: &String| !holds("by from", word) && Role::of_closed_class(word).is_some();
    let changed = !leads
        && behind.starts_with(attribution::ATTRIBUTION_OPENS)
        && (first(to) == first(behind) || first(to).as_ref().is_some_and(is_small));
    leads && said || changed || soon.is_some_and(|soon| !to.is_empty() && soon.contains(to))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{indexed, of_text};
    use super::super::verdict::Change;
    use super::*;

    const ONE: &str = "+++\ntitle = \"One\"\n+++\nThe Council of Ulm built the mill. The council, the \
                       council and the council of the town met. They burned the bridge of Ulm.\n";
    const TWO: &str = "+++\ntitle = \"Two\"\n+++\nIn winter the farmers of the valley built the mill of \
                       the town. They will not burn the bridge.\n";

    /// Verdict, words found, changes and how much they matter.
    fn said(index: &QuoteIndex, text: &str) -> String {
        let checked = index.check(text);
        let one = |one: &Checked| {
            let words: Vec<&str> = one.quotes.iter().map(Quote::text).collect();
            let change =
                |of: &Change| format!("{} {} {}", of.given, of.speech.is_some(), of.severity);
            let changes: Vec<String> = one.changes.iter().map(change).collect();
            format!("{:?} {words:?} {changes:?}\n", one.verdict)
        };
        checked.iter().map(one).collect()
    }

    #[test]
    fn a_selection_builds_nothing_and_answers_as_an_index_of_its_speeches_alone() {
        let both = Corpus::from_sources(&[("one", ONE), ("two", TWO)]).unwrap();
        let index = indexed(both);
        let texts = [
            "the mill of the town",
            "They will burn the bridge",
            "They burned the bridge of Rome",
            "the council of the town met in Ulm",
            "The council of the town built the mill.",
            "In winter the farmers of the valley burned the mill of the town.",
            "the",
            "council",
            "winter … the bridge",
            "They burned the bridge of Ulm. In winter the farmers",
        ];
        for (id, source) in [("one", ONE), ("two", TWO)] {
            let alone = indexed(Corpus::from_source(id, source).unwrap());
            let view = index.within(&[id.to_owned()]);
            assert!(view.shares_words_with(&index));
            for text in texts {
                let expected = said(&alone, text);
                assert_eq!(said(&view, text), expected, "{id}: {text}");
            }
        }
        let ids = ["one", "two"].map(str::to_owned);
        for text in texts {
            let all = said(&index, text);
            assert_eq!(said(&index.within(&ids), text), all, "{text}");
        }
    }

    #[test]
    fn the_speechs_own_says_that_is_no_attribution() {
        let source = "+++\ntitle = \"T\"\nspeaker = \"Ann Lee\"\n+++\nThe law of the town says \
                      that no baker shall rest on Sundays or on holidays. They bake only for the \
                      bakers (UNI). So: the cost is what we pledge--and more.\n";
        let index = of_text(source);
        for (text, verdict) in [
            ("The law says that baker shall rest on Sundays or on holidays.", Verdict::Near),
            (
                "The Gwendolyn says that no baker shall rest on Sundays or on holidays.",
                Verdict::Near,
            ),
            ("They bake only for the (UNI).", Verdict::Near),
            ("Ann Lee: no baker shall rest on Sundays or on holidays.", Verdict::Exact),
            ("no baker shall rest on Sundays or on holidays — Ann Lee", Verdict::Exact),
            ("the cost is what we pledge — Ann Lee", Verdict::Exact),
            ("the cost is what we pledge — by Ann Lee", Verdict::Exact),
            ("the cost is what we pledge — And Less", Verdict::Near),
            ("the cost is what we pledge — in Germany", Verdict::Near),
            ("the cost is what we pledge (In America, 1941)", Verdict::Partial),
        ] {
            assert_eq!(index.check(text)[0].verdict, verdict, "{text}");
        }
    }
}
