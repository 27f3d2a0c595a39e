//! The short answer: the few words of a sentence that answer a question, where it asks for some.
//! The reader says which; `text` widens them to the number, date or name that they cut.

use std::ops::Range;

use sentencex::get_sentence_boundaries;

use crate::corpus::Quote;
use crate::search::{Engine, Found, Question, SearchError};
use crate::text::figures::find_figures;
use crate::text::lexicon::QUESTION_WORDS;
use crate::text::lists::holds;
use crate::text::number_words::small_number;
use crate::text::{
    Name, Pattern, Role, Slice, Word, find_names, lower_words, moved, overlap, stem, tokenize,
};

/// Below it, the reader holds it for likelier that the sentence does not answer.
const SHOWN: f32 = 0.0;

/// A longer span that scores as much less is as likely: a whole list is better than its beginning.
const WIDER: f32 = 1.0;

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
    let reading = match read {
        Some((_, reading)) => Some(reading.clone()),
        None => engine.mark(question, sentence.text())?,
    };
    let best = reading.as_ref().and_then(|reading| Some((reading, reading.best()?)));
    let Some((reading, span)) = best else { return Ok(ShortAnswer::default()) };
    let sure = span.score >= SHOWN && asks_for_few_words(&question.cleaned);
    let (narrow, wide) =
        (reading.range(&span.words), reading.range(&reading.widest(&span, WIDER).words));
    let text = sentence.text();
    let has_verb = |range: &Range<usize>| has_verb(&tokenize(text.slice(range.clone())));
    let clause = wide.clone().filter(has_verb);
    let range = narrow.filter(|narrow| clause.is_some() && !has_verb(narrow)).or(wide);
    let words = range.filter(|_| sure).and_then(|range| {
        let range = cut(text, whole(text, range));
        if !is_answer(&question.cleaned, text, &range) {
            return None;
        }
        let speech = engine.corpus().speech_of(sentence)?;
        speech.quote(moved(&range, sentence.range().start))
    });
    Ok(ShortAnswer { words, score: span.score })
}

/// Without what is only set against it, or who said it.
fn cut(sentence: &str, range: Range<usize>) -> Range<usize> {
    static REST: Pattern = Pattern::new(r", (?:not (?:[^o]|o[^n])|(?:says?|said|wrote|asked)$)");
    let rest = REST.find(sentence.slice(range.clone())).filter(|rest| rest.start() > 0);
    range.start..rest.map_or(range.end, |rest| range.start + rest.start())
}

/// Mostly other words than the question's, of one clause; not who did it, where the question is to
/// whom.
fn is_answer(question: &str, sentence: &str, range: &Range<usize>) -> bool {
    let inside = sentence.get(range.clone()).unwrap_or_default();
    let (words, asked) = (tokenize(inside), tokenize(question));
    let is_asked = |word: &Word<'_>| asked.iter().any(|one| one.stem == word.stem);
    let content = words.iter().filter(|word| word.has_content());
    let (repeated, new): (Vec<_>, Vec<_>) = content.partition(|word| is_asked(word));
    let says_more = new.len() >= repeated.len().max(1);
    // “who” is not somebody whom the question names, nor a part of the name; what the one did may
    // stand behind: “Ann baked it”.
    let who = asked.iter().position(|word| holds("who whom where when", &word.lower));
    let echo = who.is_some_and(|who| {
        let did = asked.iter().skip(who).find(|word| word.has_content()).map(|word| &word.stem);
        let rest = tokenize(sentence.get(range.end..).unwrap_or_default());
        let part = rest.first().filter(|word| Some(&word.stem) != did);
        let ends = words.iter().rfind(|word| word.has_content()).into_iter().chain(part);
        ends.into_iter().any(|word| word.has_content() && is_asked(word))
    });
    let before = sentence.get(..range.start).unwrap_or_default().trim_end();
    let agent = before.ends_with(" by") && asked.iter().any(|word| word.lower == "whom");
    says_more
        && !agent
        && !echo
        && is_one_clause(inside)
        && (!asks_for_number(&asked) || words.iter().any(tells_amount))
}

/// And no quotation without its end.
fn is_one_clause(span: &str) -> bool {
    let count = |mark| span.matches(mark).count();
    let is_whole = count('“') == count('”') && count('"').is_multiple_of(2);
    is_whole && !span.contains(';') && get_sentence_boundaries("en", span).len() == 1
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

/// Which may be several, where no number is asked for.
pub(super) fn asks_for_things(question: &str) -> bool {
    let words = tokenize(question);
    let first = words.iter().find(|word| holds(QUESTION_WORDS, &word.lower));
    first.is_some_and(|word| holds("what which", &word.lower)) && !asks_for_number(&words)
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
        // “What should they do?” asks for a clause.
        Some("what") if asking.any(|word| holds("do doing done", word)) => false,
        Some("what" | "which") => !holds("about manner respect sense way ways", next),
        Some(_) => true,
        None => words.first().is_some_and(|first| first == "name"),
    }
}

const MEASURES: &str = "many much long often old far high big large tall wide deep soon late early \
                        few fast frequently";

/// Not counting those of a clause inside.
fn has_verb(words: &[Word<'_>]) -> bool {
    let mut main = words.iter().take_while(|word| word.role != Role::Clause);
    let is_verb = |word: &Word<'_>| {
        word.role == Role::Auxiliary && !word.capital && !holds("be been being having", &word.lower)
    };
    main.any(is_verb)
}

fn asks_for_number(question: &[Word<'_>]) -> bool {
    question.windows(2).any(|pair| match pair {
        [one, next] if one.lower == "how" => holds("many old", &next.lower),
        [one, next] => {
            holds("what which", &one.lower) && holds("year date decade century", &next.lower)
        }
        _ => false,
    })
}

fn tells_amount(word: &Word<'_>) -> bool {
    let is_number = |part: &str| small_number(part).is_some() || holds(AMOUNTS, &stem(part));
    word.role == Role::Number || word.lower.split('-').any(is_number)
}

/// Stems.
const AMOUNTS: &str = "few several mani most half all none no dozen hundr thousand million billion";

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
    fn a_span_ends_before_what_is_set_against_it() {
        for (span, expected) in [
            ("two loaves, not three", "two loaves"),
            ("baked for us, said", "baked for us"),
            ("bread, not only for us", "bread, not only for us"),
            ("not three", "not three"),
        ] {
            assert_eq!(span.get(cut(span, 0..span.len())), Some(expected));
        }
    }

    #[test]
    fn a_span_becomes_whole_and_answers() {
        let sentence = "Bread was sold to Ann Lee by Tom Baker on April 22, 2024, for 130 million.";
        let span = |words: &str| {
            let start = sentence.find(words).unwrap();
            start..start + words.len()
        };
        let widened = |words| sentence.get(whole(sentence, span(words))).unwrap();
        assert_eq!(widened("Lee"), "Ann Lee");
        assert_eq!(widened("April"), "April 22, 2024");
        assert_eq!(widened("130"), "130 million");
        let answers = |question, words| is_answer(question, sentence, &span(words));
        assert!(answers("Who sold the bread?", "Tom Baker"));
        assert!(!answers("To whom was it sold?", "Tom Baker"), "he sold it");
        let baked = is_answer("Who baked the bread?", "Ann baked the bread.", &(0..3));
        assert!(baked, "what is asked stands behind it");
        for who in ["by Tom Baker", "Tom"] {
            assert!(!answers("Who met Mr. Baker?", who), "it names the one who was met");
        }
        assert!(!answers("How many people bought it?", "Ann Lee"), "it is no number");
        assert!(answers("In what year was it sold?", "April 22, 2024"));
        let paid = is_answer("How many were paid?", "Only a few were paid.", &(0..10));
        assert!(paid, "“few” is an amount");
        assert!(!answers("Which bread was sold?", "Bread"), "it repeats the question");
        for two in ["They went; we stayed", "on May 1. He baked", "“He baked", "the word \"bread"]
        {
            assert!(!is_one_clause(two), "{two}");
        }
        assert!(is_one_clause("“bread” of Mr. Baker") && is_one_clause("the \"bread\""));
        assert!(!answers("What was sold to Lee by Baker?", "sold to Ann Lee by Tom Baker"));
    }
}
