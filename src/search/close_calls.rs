//! Where sentences fit almost equally well, the reader chooses: the one that answers.

use super::found::{Hit, Match};
use super::lexical::Lexical;
use super::network::EncoderError;
use super::question::Question;
use super::reader::Span;
use super::semantic::Semantic;
use crate::corpus::Quote;

/// What the reader's score counts beside the fit, and the most of it that counts either way.
const WEIGHT: f32 = 0.005;
const MOST: f32 = 4.0;

/// Each reading takes as long as a search.
const MOST_READ: usize = 3;

/// Adds the reader's word to the scores of the best sentences, and puts each hit's best first.
///
/// A speech with readers' questions is left as it is: they tell better than the reader.
pub(super) fn settle(
    lexical: &Lexical,
    semantic: &Semantic,
    question: &Question,
    hits: &mut [Hit],
) -> Result<Vec<(Quote, Span)>, EncoderError> {
    let Some(best) = hits.first() else { return Ok(Vec::new()) };
    let least = best.score - 2.0 * WEIGHT * MOST;
    if lexical.corpus.has_questions(lexical.corpus.unit(best.unit).0) {
        return Ok(Vec::new());
    }
    let sentences = hits.iter_mut().flat_map(|hit| &mut hit.sentences);
    let mut close: Vec<&mut Match> = sentences.filter(|found| found.score >= least).collect();
    close.sort_by(|a, b| a.order(b));
    close.truncate(MOST_READ);
    let mut readings = Vec::new();
    if close.len() == 1 {
        return Ok(readings);
    }
    for found in close {
        let sentence = lexical.corpus.quote_sentence(found.sentence);
        let Some(span) = semantic.mark(question, sentence.text())? else { continue };
        found.score += WEIGHT * span.score.clamp(-MOST, MOST);
        readings.push((sentence, span));
    }
    hits.iter_mut().for_each(Hit::settle);
    Ok(readings)
}
