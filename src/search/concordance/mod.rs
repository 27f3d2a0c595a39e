//! Every place where given words stand, in the text's order, in any spelling and inflection. Other
//! words of a stem (“important” for “imports”), and those derived from a name (“American” for
//! “America”), are only related.

mod phrase;
mod text;
mod values;

use std::ops::Range;

use super::index::IndexError;
use super::lexical::Lexical;
use super::question::is_among;
use crate::corpus::{Corpus, Quote, SentenceId, Voice};
use crate::text::moved;
use crate::text::normalize::{composed, is_unspaced};
use phrase::Phrase;
use text::{Words, is_dotted, is_in_capitals};

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
        let corpus = &*lexical.corpus;
        let text = composed(words);
        let typed = Words::looked_up(&lexical.index, &text);
        let words = typed.whole().to_owned();
        let is_searched = |speech: &str| is_among(within, speech);
        let phrase = Phrase::new(&typed, false)?;
        let Found { mut places, mut related, together } = matches(lexical, &phrase, within)?;
        if places.is_empty() && related.is_empty() {
            related = matches(lexical, &Phrase::new(&typed, true)?, within)?.related;
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
        let unit = |place: &Occurrence| corpus.place(place.sentence).0;
        let passages = places.chunk_by(|one, next| unit(one) == unit(next)).count();
        Ok(Occurrences { words, places, related, by_speech, searched_all, passages, together })
    }

    /// Places in words of the edition: its title, captions and notes.
    pub fn of_edition(&self) -> usize {
        self.places.iter().filter(|place| place.quote.kind().voice() == Voice::Editor).count()
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
        let words = Words::new(index, quote.text());
        found.together |= phrase.has_all(&words);
        for (range, is_form) in phrase.ranges(&words) {
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
    typed: &Words<'_>,
    within: &[String],
) -> Result<Vec<Occurrence>, IndexError> {
    let [only] = typed.all.as_slice() else { return Ok(Vec::new()) };
    let is_short = only.typed.chars().count() == 2;
    let are_initials = is_short || is_dotted(only) || is_in_capitals(&only.typed);
    let name = lexical.spelling.spelled_out(&only.typed).filter(|_| are_initials);
    let Some(name) = name else { return Ok(Vec::new()) };
    let phrase = Phrase::new(&Words::new(&lexical.index, name), false)?;
    Ok(matches(lexical, &phrase, within)?.places)
}

fn place(corpus: &Corpus, sentence: SentenceId, range: Range<usize>) -> Option<Occurrence> {
    let (unit, number) = corpus.place(sentence);
    let (speech, unit) = corpus.unit(unit);
    let quote = speech.quote(moved(&range, unit.sentences[number].start))?;
    Some(Occurrence { sentence, quote })
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
