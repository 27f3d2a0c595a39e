//! The short answer: the few words of a sentence that answer a question, where it asks for some.
//! The reader says which; `text` widens them to the number, date or name that they cut.

use std::ops::Range;

use crate::corpus::Quote;
use crate::search::{Engine, Found, Question, SearchError};
use crate::text::figures::find_figures;
use crate::text::lexicon::QUESTION_WORDS;
use crate::text::lists::holds;
use crate::text::{Name, Slice, find_names, lower_words, moved, overlap, tokenize};

/// The least chance, by the reader, of just these words: chosen on tuning halves.
const SHOWN: f32 = 0.3;

#[derive(Clone, Debug, Default)]
pub(super) struct ShortAnswer {
    /// None unless the reader is sure.
    pub(super) words: Option<Quote>,
    pub(super) score: f32,
}

pub(super) fn read(
    engine: &Engine,
    question: &Question,
    found: &Found,
    sentence: &Quote,
) -> Result<ShortAnswer, SearchError> {
    let read = found.readings.iter().find(|(read, _)| read == sentence);
    let span = match read {
        Some((_, span)) => Some(span.clone()),
        None => engine.mark(question, sentence.text())?,
    };
    let Some(span) = span else { return Ok(ShortAnswer::default()) };
    let sure = span.chance >= SHOWN && asks_for_few_words(&question.cleaned);
    let text = sentence.text();
    let words = sure.then_some(span.range).and_then(|range| {
        let range = whole(text, range);
        if !says_more(&question.cleaned, text.slice(range.clone())) {
            return None;
        }
        let speech = engine.corpus().speech_of(sentence)?;
        let range = moved(&range, sentence.range().start);
        // A caption is read whole.
        let within = |one: &Range<usize>| one.start <= range.start && range.end <= one.end;
        if !speech.unit_at(range.start)?.sentences.iter().any(within) {
            return None;
        }
        speech.quote(range)
    });
    Ok(ShortAnswer { words, score: span.score })
}

/// Mostly other words than the question's.
fn says_more(question: &str, span: &str) -> bool {
    let asked: Vec<String> = tokenize(question).into_iter().map(|word| word.stem).collect();
    let words = tokenize(span);
    let content = words.iter().filter(|word| word.has_content());
    let (repeated, new): (Vec<_>, Vec<_>) = content.partition(|word| asked.contains(&word.stem));
    new.len() >= repeated.len().max(1)
}

fn whole(sentence: &str, mut span: Range<usize>) -> Range<usize> {
    let words = tokenize(sentence);
    let bytes = |name: &Name| {
        let within = words.get(name.words.clone())?;
        Some(within.first()?.range.start..within.last()?.range.end)
    };
    let figures = find_figures(sentence).into_iter().map(|(range, _)| range);
    // A label follows: “… Journal Updated: 2024”.
    let labelled =
        |range: &Range<usize>| sentence.get(range.end..).is_some_and(|rest| rest.starts_with(':'));
    let names = find_names(&words);
    let names = names.iter().filter_map(bytes).filter(|range| !labelled(range));
    let whole: Vec<Range<usize>> = figures.chain(names).collect();
    let cut = |span: &Range<usize>, one: &Range<usize>| {
        overlap(one, span) && (one.start < span.start || one.end > span.end)
    };
    while let Some(one) = whole.iter().find(|one| cut(&span, one)) {
        span = span.start.min(one.start)..span.end.max(one.end);
    }
    span
}

/// Which may be several.
pub(super) fn asks_for_things(question: &str) -> bool {
    asking_word(question).is_some_and(|word| holds("what which", &word))
}

/// A follow-up that does not say what it asks for asks on as the question before it.
pub(super) fn asks_why(question: &Question) -> bool {
    let own = asking_word(&question.own);
    own.or_else(|| asking_word(&question.cleaned)).is_some_and(|word| word == "why")
}

fn asking_word(question: &str) -> Option<String> {
    lower_words(question).into_iter().find(|word| holds(QUESTION_WORDS, word))
}

pub(super) fn is_measure(question: &str, word: &str) -> bool {
    let (words, word) = (lower_words(question), word.to_lowercase());
    let asks = |pair: &[String]| matches!(pair, [how, next] if how == "how" && *next == word);
    holds(MEASURES, &word) && words.windows(2).any(asks)
}

fn asks_for_few_words(question: &str) -> bool {
    let words = lower_words(question);
    let all = words.iter().map(String::as_str);
    let mut asking = all.skip_while(|word| !holds(QUESTION_WORDS, word));
    let (word, next) = (asking.next(), asking.next().unwrap_or_default());
    match word {
        Some("why") => false,
        Some("how") => holds(MEASURES, next),
        // “What happened?” and “What should they do?” ask for a clause.
        Some("what") if next.starts_with("happen") => false,
        Some("what") if asking.any(|word| holds("do doing done", word)) => false,
        Some("what" | "which") => !holds("about manner respect sense way ways", next),
        Some(_) => true,
        None => words.first().is_some_and(|first| first == "name"),
    }
}

const MEASURES: &str = "many much long often old far high big large tall wide deep soon late early \
                        few fast frequently";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_words_are_asked_for_by_who_when_where_which_what_and_how_many() {
        for question in
            ["Who baked it?", "in what year was it baked", "How many loaves?", "name it"]
        {
            assert!(asks_for_few_words(question), "{question}");
        }
        for question in [
            "Why was it baked?",
            "What should bakers do?",
            "What happened in 1976?",
            "How is bread baked?",
            "In what way is it baked?",
            "what about bread",
            "bread",
        ] {
            assert!(!asks_for_few_words(question), "{question}");
        }
    }

    #[test]
    fn a_measure_is_asked_for_behind_how() {
        assert!(is_measure("How much did it cost?", "much"));
        assert!(!is_measure("How is it in the far north?", "far"));
    }

    #[test]
    fn a_span_becomes_whole() {
        let sentence = "Bread was sold to Ann Lee by Tom Baker on April 22, 2024, for 130 million.";
        let span = |words: &str| {
            let start = sentence.find(words).unwrap();
            start..start + words.len()
        };
        let widened = |words| sentence.get(whole(sentence, span(words))).unwrap();
        assert_eq!(widened("Lee"), "Ann Lee");
        assert_eq!(widened("April"), "April 22, 2024");
        assert_eq!(widened("130"), "130 million");
    }

    #[test]
    fn an_answer_says_more_than_the_question() {
        assert!(says_more("Who sold the bread?", "Tom Baker"));
        assert!(says_more("When was it sold?", "April 22, 2024"));
        assert!(!says_more("Which bread was sold?", "Bread"));
        assert!(!says_more("What was sold to Lee by Baker?", "sold to Ann Lee by Tom Baker"));
    }
}
