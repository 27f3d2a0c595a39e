//! The short answer: the few words of a sentence that answer a question, where it asks for some.
//! The reader says which; `text` widens them to the number, date or name that they cut.

use std::ops::Range;

use sentencex::get_sentence_boundaries;

use crate::corpus::Quote;
use crate::search::{Engine, Found, Question, SearchError};
use crate::text::figures::find_figures;
use crate::text::lists::holds;
use crate::text::numbers::is_cardinal;
use crate::text::{Name, Role, Word, find_names, lower_words, tokenize};

/// No answer is better than a wrong one: of those that scored 1 to 3, two of eleven were right.
const SHOWN: f32 = 3.0;

/// A longer span that scores as much less is as likely.
const WIDER: f32 = 1.0;

#[derive(Clone, Debug, Default)]
pub(super) struct ShortAnswer {
    /// None unless the reader is sure.
    pub(super) words: Option<Quote>,
    /// How well the sentences answer, whatever is asked: above 0 more likely than not.
    pub(super) score: f32,
}

/// Each reading takes as long as a search: only few words are worth a second one.
pub(super) fn read(
    engine: &Engine,
    question: &Question,
    found: &Found,
    sentences: &[Quote],
) -> Result<ShortAnswer, SearchError> {
    let mut best = ShortAnswer { words: None, score: f32::NEG_INFINITY };
    let few_words = asks_for_few_words(&question.cleaned);
    for sentence in sentences.iter().take(if few_words { sentences.len() } else { 1 }) {
        if best.score >= SHOWN {
            break;
        }
        let read = found.readings.iter().find(|(read, _)| read == sentence);
        let reading = match read {
            Some((_, reading)) => Some(reading.clone()),
            None => engine.mark(question, sentence.text())?,
        };
        let Some(reading) = reading else { continue };
        let Some(span) = reading.best().filter(|span| span.score > best.score) else { continue };
        best.score = span.score;
        let widest = reading.widest(&span, WIDER);
        let ranges = [&widest, &span].map(|span| reading.range(&span.words));
        let mut within = ranges.into_iter().flatten();
        let range = within.find_map(|range| within_clause(sentence.text(), range));
        best.words = range.and_then(|range| {
            let range = whole(sentence.text(), trimmed(sentence.text(), range));
            let range = with_noun(&question.cleaned, sentence.text(), range);
            let range = with_bound(sentence.text(), range);
            let one_of_several =
                asks_for_several(&question.cleaned) && is_only_one(sentence.text(), &range);
            if one_of_several || !is_answer(&question.cleaned, sentence.text(), &range) {
                return None;
            }
            let start = sentence.range().start;
            let speech = engine.corpus().speech_of(sentence)?;
            speech.quote(start + range.start..start + range.end)
        });
    }
    if best.score < SHOWN || !few_words {
        best.words = None;
    }
    best.score = if best.score.is_finite() { best.score } else { 0.0 };
    Ok(best)
}

/// Without what runs on into another clause; none where it runs on into another sentence. Commas
/// part a list, which ends in “and”.
fn within_clause(sentence: &str, range: Range<usize>) -> Option<Range<usize>> {
    let inside = sentence.get(range.clone())?;
    let words = tokenize(inside);
    let role = |at: usize| words.get(at).map(|word| word.role);
    let runs_on = |at: usize| match role(at + 1) {
        Some(Role::Content | Role::Adverb) => {
            let name = words.get(at + 1).is_some_and(|next| next.capital);
            !name && !words.iter().skip(at).any(|word| word.role == Role::And)
        }
        _ => false,
    };
    let commas: Vec<usize> = (0..words.len()).filter(|at| words[*at].is(",")).collect();
    // “bread, milk, and eggs” has two; “bread, and sold it” and “bread, proud of it” have one.
    let cut = match commas.as_slice() {
        [one] => Some(*one).filter(|one| runs_on(*one) || role(one + 1) == Some(Role::And)),
        _ => None,
    };
    // “bread and sell it”
    let acts = |at: &usize| {
        let next = [0, 1, 2].map(|next| role(at + next));
        matches!(next, [Some(Role::And), Some(Role::Content), Some(Role::Pronoun)])
    };
    let cut = cut.or_else(|| (0..words.len()).find(acts));
    let list = commas.len() > 1 && commas.last().is_some_and(|last| runs_on(*last));
    let parted = inside.contains([';', ':', '—']) || inside.contains("--");
    if list || parted || get_sentence_boundaries("en", inside).len() > 1 {
        return None;
    }
    let end =
        cut.and_then(|at| words.get(at)).map_or(range.end, |cut| range.start + cut.range.start);
    Some(range.start..end)
}

/// “Which tasks …?”, “What are the two ways …?”
fn asks_for_several(question: &str) -> bool {
    let words = tokenize(question);
    let asking = words.iter().position(|word| holds("which what", &word.lower));
    let behind = asking.and_then(|at| words.get(at + 1..)).unwrap_or_default();
    let are = behind.first().is_some_and(|word| holds("are were", &word.lower));
    let noun = behind.iter().skip(usize::from(are));
    let noun = noun.skip_while(|word| are && word.role != Role::Content);
    noun.take_while(|word| word.has_content()).last().is_some_and(is_plural)
}

fn is_plural(noun: &Word<'_>) -> bool {
    let noun = &noun.lower;
    noun.ends_with('s') && !["ss", "us", "is"].iter().any(|end| noun.ends_with(end))
}

/// One thing, or the beginning of a list: others stand beside it, parted by a comma or “and”.
fn is_only_one(sentence: &str, range: &Range<usize>) -> bool {
    let words = tokenize(sentence);
    let parts = |word: &Word<'_>| word.is(",") || word.role == Role::And;
    let several = |word: &Word<'_>| is_plural(word) || word.role == Role::Number;
    let inside = |word: &&Word<'_>| word.range.start >= range.start && word.range.end <= range.end;
    let inside: Vec<&Word<'_>> = words.iter().filter(inside).collect();
    let before = words.iter().rev().find(|word| word.range.end <= range.start);
    let after = words.iter().find(|word| word.range.start >= range.end);
    let beside = [before, after].into_iter().flatten().any(parts);
    let parted: Vec<_> = inside.iter().filter(|word| parts(word)).collect();
    if parted.is_empty() {
        beside || !inside.iter().any(|word| several(word))
    } else {
        parted.iter().all(|word| word.is(",")) && after.is_some_and(parts)
    }
}

fn trimmed(sentence: &str, range: Range<usize>) -> Range<usize> {
    let inside = sentence.get(range.clone()).unwrap_or_default();
    let mark = |c: char| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '%' | '”' | '“');
    let start = range.start + inside.len() - inside.trim_start_matches(mark).len();
    start..range.start + inside.trim_end_matches(mark).len().max(start - range.start)
}

/// With the noun asked for, where it follows: “which achievements”, “historic achievements”.
fn with_noun(question: &str, sentence: &str, range: Range<usize>) -> Range<usize> {
    let asked = tokenize(question);
    let asking = asked.iter().position(|word| holds("which what many", &word.lower));
    let noun = asking.and_then(|at| asked.get(at + 1)).filter(|noun| noun.has_content());
    let words = tokenize(sentence);
    let next = words.iter().find(|word| word.range.start >= range.end);
    match next.zip(noun).filter(|(next, noun)| next.stem == noun.stem) {
        Some((next, _)) => range.start..next.range.end,
        None => range,
    }
}

/// “a thousand” of “more than a thousand” would be another figure.
fn with_bound(sentence: &str, range: Range<usize>) -> Range<usize> {
    let inside = tokenize(sentence.get(range.clone()).unwrap_or_default());
    let counts = |word: &Word<'_>| word.role == Role::Number || is_cardinal(&word.lower);
    let is_figure = inside.iter().find(|word| !word.is("a")).is_some_and(counts);
    let before = sentence.get(..range.start).unwrap_or_default();
    let words: Vec<_> = tokenize(before).into_iter().rev().take(2).collect();
    let bound = match words.as_slice() {
        [than, more, ..] if holds("than least most to", &than.lower) => {
            holds("more less fewer at up", &more.lower).then_some(more)
        }
        [about, ..] => holds("about nearly almost", &about.lower).then_some(about),
        [] => None,
    };
    bound.filter(|_| is_figure).map_or(range.start, |bound| bound.range.start)..range.end
}

/// Mostly other words than the question's; not who did it, where the question is to whom.
fn is_answer(question: &str, sentence: &str, range: &Range<usize>) -> bool {
    let words = tokenize(sentence.get(range.clone()).unwrap_or_default());
    let asked = tokenize(question);
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
    says_more && !agent && !echo
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
        let overlap = one.start < span.end && span.start < one.end;
        overlap && (one.start < span.start || one.end > span.end)
    };
    while let Some(one) = whole.iter().find(|one| cut(&span, one)) {
        span = span.start.min(one.start)..span.end.max(one.end);
    }
    span
}

/// Who, when, where, which, what, how many: not why, how, whether or a list.
fn asks_for_few_words(question: &str) -> bool {
    let words = lower_words(question);
    let asking = words.iter().position(|word| holds(ASKING, word));
    let next = asking.and_then(|at| words.get(at + 1)).map_or("", String::as_str);
    match asking.and_then(|at| words.get(at)).map(String::as_str) {
        Some("why") => false,
        Some("how") => holds(MEASURES, next),
        Some("what") => next != "about",
        Some(_) => true,
        None => words.first().is_some_and(|first| first == "name"),
    }
}

const ASKING: &str = "who whom whose when where which what how why";

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
        for question in ["Why was it baked?", "How is bread baked?", "what about bread", "bread"] {
            assert!(!asks_for_few_words(question), "{question}");
        }
    }

    #[test]
    fn a_span_becomes_whole_and_runs_into_no_other_clause() {
        let sentence = "Bread was sold to Ann Lee by Tom Baker on April 22, 2024, for 130 million.";
        let span = |words: &str| {
            let start = sentence.find(words).unwrap();
            start..start + words.len()
        };
        let widened = |words| sentence.get(whole(sentence, span(words))).unwrap();
        assert_eq!(widened("Lee"), "Ann Lee");
        assert_eq!(widened("April"), "April 22, 2024");
        assert_eq!(widened("130"), "130 million");
        assert_eq!(sentence.get(trimmed(sentence, span("2024,"))).unwrap(), "2024");
        fn clause(text: &str) -> Option<&str> {
            text.get(within_clause(text, 0..text.len())?).map(str::trim)
        }
        for text in ["It was he; they left.", "the town says--in Latin", "it, red, big, new"] {
            assert_eq!(clause(text), None);
        }
        for (text, inside) in [
            ("relying on bakers, fully fire the oven", "relying on bakers"),
            ("a hard and dark bread, proud of its crust", "a hard and dark bread"),
            ("bread, and sold it", "bread"),
            ("bread and sell it", "bread"),
        ] {
            assert_eq!(clause(text), Some(inside));
        }
        for whole in ["It was he.", "bread, milk, and eggs", "bread, milk and eggs", "May 1, 1911"]
        {
            assert_eq!(clause(whole), Some(whole));
        }
        let with = |question, words| sentence.get(with_noun(question, sentence, span(words)));
        assert_eq!(with("How many million?", "130"), Some("130 million"));
        assert_eq!(with("Who sold it?", "Tom"), Some("Tom"));
        let answers = |question, words| is_answer(question, sentence, &span(words));
        assert!(answers("Who sold the bread?", "Tom Baker"));
        assert!(!answers("To whom was it sold?", "Tom Baker"), "he sold it");
        let several = |question| asks_for_several(question);
        assert!(several("Which heavy tasks were done?") && several("What goods are sold?"));
        assert!(!several("Which class was it?") && !several("What was sold?"));
        assert!(
            several("What are the two ways to bake?") && !several("What is the way of bakers?")
        );
        assert!(is_only_one("Tom Baker met drivers.", &(0..9)));
        assert!(!is_only_one("Tom Baker met drivers.", &(14..21)));
        let list = "They sold bread, milk and eggs.";
        let one = |words: &str| {
            let start = list.find(words).unwrap();
            is_only_one(list, &(start..start + words.len()))
        };
        assert!(one("bread") && one("eggs") && !one("bread, milk and eggs"));
        assert!(is_only_one("bread, milk, tea, and eggs", &(0..11)), "the list goes on");
        let bound = |sentence: &'static str, from: usize| {
            sentence.get(with_bound(sentence, from..sentence.len()))
        };
        assert_eq!(bound("more than 1,000 loaves", 10), Some("more than 1,000 loaves"));
        assert_eq!(bound("about a thousand", 6), Some("about a thousand"));
        assert_eq!(bound("about bread", 6), Some("bread"));
        assert_eq!(bound("from 5 to 130 loaves", 10), Some("130 loaves"));
        let baked = is_answer("Who baked the bread?", "Ann baked the bread.", &(0..3));
        assert!(baked, "what is asked stands behind it");
        for who in ["by Tom Baker", "Tom"] {
            assert!(!answers("Who met Mr. Baker?", who), "it names the one who was met");
        }
        assert!(!answers("Which bread was sold?", "Bread"), "it repeats the question");
        assert!(!answers("What was sold to Lee by Baker?", "sold to Ann Lee by Tom Baker"));
    }
}
