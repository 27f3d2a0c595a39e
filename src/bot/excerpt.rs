//! How much of a unit is shown: whole sentences, `…` where words are left out.

use std::ops::Range;

use super::settings::preferences::QuoteLength;
use crate::corpus::{Corpus, Location, Quote, Speech, Unit, UnitId};
use crate::reply::{Excerpt, Line, Span};
pub(super) use crate::text::cut;

/// In bytes, roughly; sentences to read first are always whole.
pub(super) const ANSWER: usize = 420;

/// In bytes, of the passage and each neighbour.
pub(super) const WHOLE: usize = 2_200;
pub(super) const NEIGHBOUR: usize = 500;

/// In bytes, of what is read page by page: some phone screens.
pub(super) const PAGE: usize = 1_800;

/// Bytes beside a passage's words, without an edition's credit.
pub(super) const BESIDE: usize = 24;

/// In characters, beside other words.
pub(super) const TITLE_LENGTH: usize = 80;

/// From the first focus sentence on. Without any in `focus`, the whole unit (a caption); unknown
/// ones are ignored.
pub(super) fn from_focus(corpus: &Corpus, unit: UnitId, focus: &[usize], room: usize) -> Excerpt {
    let count = sentences(corpus, unit).len();
    let focus: Vec<usize> = match focus {
        [] => (0..count).collect(),
        chosen => chosen.iter().copied().filter(|number| *number < count).collect(),
    };
    let start = focus.iter().copied().min().unwrap_or(0);
    filled(corpus, unit, focus.clone(), start..count, room, &focus)
}

pub(super) fn of_length(
    corpus: &Corpus,
    unit: UnitId,
    focus: &[usize],
    length: QuoteLength,
) -> Excerpt {
    match length {
        QuoteLength::Sentence => from_focus(corpus, unit, focus, 0),
        QuoteLength::Excerpt => from_focus(corpus, unit, focus, ANSWER),
        QuoteLength::Paragraph => whole(corpus, unit, focus, WHOLE),
    }
}

/// If there is room, else as [`from_focus`].
pub(super) fn whole(corpus: &Corpus, unit: UnitId, focus: &[usize], room: usize) -> Excerpt {
    let (_, of) = corpus.unit(unit);
    match of.range.len() <= room {
        true => assemble(corpus, unit, (0..of.sentences.len()).collect(), focus),
        false => from_focus(corpus, unit, focus, room),
    }
}

pub(super) fn stretch(
    corpus: &Corpus,
    unit: UnitId,
    shown: Range<usize>,
    focus: Option<usize>,
) -> Excerpt {
    assemble(corpus, unit, shown.collect(), focus.as_slice())
}

/// At least one sentence, even where there is no room.
pub(super) fn end(corpus: &Corpus, unit: UnitId, room: usize) -> Excerpt {
    let last = sentences(corpus, unit).len().saturating_sub(1);
    filled(corpus, unit, vec![last], (0..last).rev(), room, &[])
}

pub(super) fn beginning(corpus: &Corpus, unit: UnitId, room: usize) -> Excerpt {
    filled(corpus, unit, vec![0], 1..sentences(corpus, unit).len(), room, &[])
}

/// The sentence and what follows, or how the unit begins.
pub(super) fn at_place(corpus: &Corpus, place: Location, room: usize) -> Excerpt {
    match place.sentence {
        None => beginning(corpus, place.unit, room),
        Some(number) => from_focus(corpus, place.unit, &[number], room),
    }
}

fn sentences(corpus: &Corpus, unit: UnitId) -> &[Range<usize>] {
    &corpus.unit(unit).1.sentences
}

/// Those in `shown`, and of the others as many as there is room for.
fn filled(
    corpus: &Corpus,
    unit: UnitId,
    mut shown: Vec<usize>,
    others: impl Iterator<Item = usize>,
    room: usize,
    focus: &[usize],
) -> Excerpt {
    let sentences = sentences(corpus, unit);
    let mut used: usize = shown.iter().map(|number| sentences[*number].len()).sum();
    for number in others {
        if shown.contains(&number) {
            continue;
        }
        used += sentences[number].len() + 1;
        if used > room {
            break;
        }
        shown.push(number);
    }
    assemble(corpus, unit, shown, focus)
}

/// The part `whole` of a unit, in which `quotes` stand one after the other.
pub(super) fn with_quotes<'a>(
    of: (&Speech, &Unit),
    whole: Range<usize>,
    quotes: impl Iterator<Item = &'a Quote>,
    focus: bool,
) -> Excerpt {
    let mut parts = Vec::new();
    let mut at = whole.start;
    for quote in quotes.map(Quote::range) {
        parts.extend([(at..quote.start, false), (quote.clone(), focus)]);
        at = quote.end;
    }
    parts.push((at..whole.end, false));
    pieced_together(of, parts.into_iter())
}

fn assemble(corpus: &Corpus, unit: UnitId, mut shown: Vec<usize>, focus: &[usize]) -> Excerpt {
    let (speech, of) = corpus.unit(unit);
    shown.sort_unstable();
    shown.dedup();
    let alike =
        |one: &usize, next: &usize| one + 1 == *next && focus.contains(one) == focus.contains(next);
    let mut before = None;
    let parts = shown.chunk_by(alike).map(|run| {
        let (first, last) = (run[0], run[run.len() - 1]);
        let goes_on = before.take().filter(|(next, _)| *next == first);
        let start = goes_on.map_or(of.sentences[first].start, |(_, end)| end);
        let end = of.sentences[last].end;
        before = Some((last + 1, end));
        (start..end, focus.contains(&first))
    });
    pieced_together((speech, of), parts)
}

/// Parts of a unit in order, each with whether to read it first.
fn pieced_together(
    (speech, unit): (&Speech, &Unit),
    parts: impl Iterator<Item = (Range<usize>, bool)>,
) -> Excerpt {
    let (mut text, mut at) = (Line::new(), unit.range.start);
    for (range, focus) in parts {
        let gap = if text.is_empty() { "… " } else { " … " };
        text.extend((range.start > at).then(|| Span::text(gap)));
        at = range.end;
        text.extend(speech.quote(range).map(|quote| Span::Quoted { quote, focus }));
    }
    text.extend((at < unit.range.end).then(|| Span::text(" … ")));
    Excerpt { text, reference: speech.reference(unit).to_string() }
}
