//! Every place where given words stand, in the text's order, in any spelling and inflection. Other
//! words of a stem (“important” for “imports”), and those derived from a name (“American” for
//! “America”), are only related.

mod phrase;
mod text;
mod values;

use std::collections::BTreeSet;
use std::ops::Range;

use super::index::{IndexError, IndexedWord};
use super::lexical::Lexical;
use super::question::is_among;
use crate::corpus::{Corpus, Quote, SentenceId, UnitId, Voice};
use crate::text::moved;
use crate::text::normalize::{composed, is_unspaced};
use phrase::{Phrase, is_function_word};
use text::{POSSESSIVE, is_dotted, is_in_capitals, with_possessives};

/// More would be a pasted text.
const MOST_WORDS: usize = 24;

#[derive(Clone, Debug)]
pub struct Occurrence {
    pub sentence: SentenceId,
    pub quote: Quote,
}

#[derive(Clone, Debug)]
pub struct Occurrences {
    /// As typed, without function words at the ends.
    pub words: String,
    pub places: Vec<Occurrence>,
    pub related: Vec<Occurrence>,
    /// Id and places of each speech searched, in the corpus's order.
    pub by_speech: Vec<(String, usize)>,
    pub searched_all: bool,
    pub passages: usize,
    /// Places in words of the edition: its title, captions and notes.
    pub of_edition: usize,
    /// All the words or others of their stems stand in one sentence.
    pub together: bool,
}

impl Occurrences {
    /// Looks in all speeches where `within` names none.
    pub(super) fn find(
        lexical: &Lexical,
        words: &str,
        within: &[String],
    ) -> Result<Occurrences, IndexError> {
        let (corpus, index) = (&*lexical.corpus, &lexical.index);
        let text = &*composed(words);
        let typed = content(with_possessives(text::words(index, text), text));
        let range = typed.first().zip(typed.last());
        let words = range.and_then(|(first, last)| text.get(first.range.start..last.range.end));
        let words = words.unwrap_or_default().to_owned();
        let is_searched = |speech: &str| is_among(within, speech);
        let phrase = Phrase::new(index, &typed, text, false)?;
        let Found { mut places, mut related, together } = matches(lexical, &phrase, within)?;
        if places.is_empty() && related.is_empty() {
            related = matches(lexical, &Phrase::new(index, &typed, text, true)?, within)?.related;
        }
        if places.is_empty() && related.is_empty() {
            related = named_by_initials(lexical, &typed, within)?;
        }
        if words.contains(is_unspaced) {
            let found = in_letters(corpus, &words);
            places = found.filter(|place| is_searched(place.quote.speech())).collect();
            related.clear();
        }
        let speeches = corpus.speeches().iter().map(|speech| speech.id());
        let count = |id: &str| places.iter().filter(|place| place.quote.speech() == id).count();
        let by_speech: Vec<(String, usize)> =
            speeches.filter(|id| is_searched(id)).map(|id| (id.to_owned(), count(id))).collect();
        let searched_all = by_speech.len() == corpus.speeches().len();
        let units: BTreeSet<UnitId> =
            places.iter().map(|place| corpus.place(place.sentence).0).collect();
        let passages = units.len();
        let voice = |place: &Occurrence| corpus.unit(corpus.place(place.sentence).0).1.kind.voice();
        let of_edition = places.iter().filter(|place| voice(place) == Voice::Editor).count();
        Ok(Occurrences {
            words,
            places,
            related,
            by_speech,
            searched_all,
            passages,
            of_edition,
            together,
        })
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

#[derive(Default)]
struct Found {
    places: Vec<Occurrence>,
    related: Vec<Occurrence>,
    together: bool,
}

fn matches(lexical: &Lexical, phrase: &Phrase, within: &[String]) -> Result<Found, IndexError> {
    let (corpus, index) = (&*lexical.corpus, &lexical.index);
    let mut found = Found::default();
    for sentence in phrase.candidates(index)? {
        if !is_among(within, corpus.unit(corpus.place(sentence).0).0.id()) {
            continue;
        }
        let quote = corpus.quote_sentence(sentence);
        let words = text::words(index, quote.text());
        found.together |= phrase.has_all(&words);
        for (range, is_form) in phrase.ranges(index, &words, quote.text()) {
            let of_kind = if is_form { &mut found.places } else { &mut found.related };
            of_kind.extend(place(corpus, sentence, range));
        }
    }
    Ok(found)
}

/// “United Nations” for “UN”. Only related: others have the same initials. Longer ones in small
/// letters are more often words.
fn named_by_initials(
    lexical: &Lexical,
    typed: &[IndexedWord],
    within: &[String],
) -> Result<Vec<Occurrence>, IndexError> {
    let [only] = typed else { return Ok(Vec::new()) };
    let is_short = only.typed.chars().count() == 2;
    let are_initials = is_short || is_dotted(only) || is_in_capitals(&only.typed);
    let name = lexical.spelling.spelled_out(&only.typed).filter(|_| are_initials);
    let Some(name) = name else { return Ok(Vec::new()) };
    let words = text::words(&lexical.index, name);
    let phrase = Phrase::new(&lexical.index, &words, name, false)?;
    Ok(matches(lexical, &phrase, within)?.places)
}

fn content(mut words: Vec<IndexedWord>) -> Vec<IndexedWord> {
    words.truncate(MOST_WORDS);
    let counts = |word: &IndexedWord| !is_function_word(&word.typed.to_lowercase());
    let begins = |word: &IndexedWord| counts(word) && word.typed != POSSESSIVE;
    let Some(first) = words.iter().position(begins) else { return words };
    let last = words.iter().rposition(counts).unwrap_or(first);
    words.drain(first..=last).collect()
}

fn place(corpus: &Corpus, sentence: SentenceId, range: Range<usize>) -> Option<Occurrence> {
    let (speech, _) = corpus.unit(corpus.place(sentence).0);
    let start = corpus.quote_sentence(sentence).range().start;
    Some(Occurrence { sentence, quote: speech.quote(moved(&range, start))? })
}

/// For scripts that put no spaces between words.
fn in_letters<'a>(corpus: &'a Corpus, words: &'a str) -> impl Iterator<Item = Occurrence> + 'a {
    let sentences = (0..).map(SentenceId).take(corpus.sentence_count());
    sentences.flat_map(move |sentence| {
        let whole = corpus.quote_sentence(sentence);
        let found = whole.text().match_indices(words);
        let ranges: Vec<Range<usize>> = found.map(|(at, _)| at..at + words.len()).collect();
        ranges.into_iter().filter_map(move |range| place(corpus, sentence, range))
    })
}

#[cfg(test)]
mod tests;
