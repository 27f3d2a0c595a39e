//! Who, when, where, how many: readers' questions that a few words of the speech answer.
//!
//! The fact finder's words must lie inside the passage that the question was written for, so that
//! its author and the finder agree.

use std::collections::{HashMap, HashSet};

use super::build::{CHOICES, choice, item, typed, with_key};
use super::distractor::{self, Slot};
use super::material::{Material, Sentence, stems};
use super::spans::Span;
use crate::answer::facts::{self, Kind as Asks};
use crate::corpus::AskedPassage;
use crate::quiz::item::{AnswerKey, Item, Kind};
use crate::text::lists::{holds, listed};
use crate::text::{Word, tokenize};

/// Longer passages hold more than one answer.
const LONGEST_PASSAGE: usize = 320;

/// One per fact: of several questions for it, the first that can be asked.
pub(super) fn items(material: &Material<'_>) -> Vec<Item> {
    let mut made: HashMap<(usize, String), usize> = HashMap::new();
    let mut items = Vec::new();
    for (number, sentence) in material.sentences.iter().enumerate() {
        for passage in material.corpus.asked_passages(sentence.speech) {
            let range = passage.quote.range();
            let within = sentence.quote.range();
            if range.start < within.start
                || range.start >= within.end
                || range.len() > LONGEST_PASSAGE
            {
                continue;
            }
            for question in &passage.questions {
                let Some((answer, made_item)) =
                    asked(material, number, sentence, passage, question)
                else {
                    continue;
                };
                let times = made.entry((number, answer)).or_default();
                if *times < MOST_ALIKE {
                    *times += 1;
                    items.push(made_item);
                }
            }
        }
    }
    items
}

/// For the same words of a sentence.
const MOST_ALIKE: usize = 3;

fn asked(
    material: &Material<'_>,
    number: usize,
    sentence: &Sentence<'_>,
    passage: &AskedPassage,
    question: &str,
) -> Option<(String, Item)> {
    let plain = question.starts_with(|c: char| c.is_uppercase())
        && question.ends_with('?')
        && listed(BEGINNINGS).any(|word| question.starts_with(word));
    if !plain {
        return None;
    }
    let words = tokenize(question);
    let asking = words.iter().filter(|word| holds(ASKING, &word.lower)).count();
    // “Who were the guests?” asks for several names, “Who was there?” not for the one who acts.
    let several = words
        .iter()
        .skip(1)
        .take(1)
        .any(|word| matches!(word.lower.as_str(), "were" | "are" | "was"));
    if asking != 1 || several && question.starts_with("Who") {
        return None;
    }
    // “On what day did he speak?” must be asked beside the passage.
    let named = words.iter().skip(1).any(|word| word.capital);
    if !named && words.iter().any(|word| holds(PRONOUNS, &word.lower)) {
        return None;
    }
    if points(&words) {
        return None;
    }
    let kind = facts::asked_kind(question)?;
    let wanted = matches!(
        kind,
        Asks::Person
            | Asks::Place
            | Asks::Date
            | Asks::Year
            | Asks::Count
            | Asks::Amount
            | Asks::Percentage
            | Asks::Issue
            | Asks::Body
    );
    if !wanted {
        return None;
    }
    // “Which national strategies …” asks for no place, despite “nation”.
    if kind == Asks::Place && !question.starts_with("Where") {
        return None;
    }
    let found = facts::fact(sentence.speech, question, &sentence.quote)?;
    let inside = passage.quote.range().start <= found.range().start
        && found.range().end <= passage.quote.range().end;
    let asked_stems = stems(&words);
    let start = found.range().start - sentence.quote.range().start;
    let end = found.range().end - sentence.quote.range().start;
    let first = sentence.words.iter().position(|word| word.range.start == start)?;
    let last = sentence.words.iter().rposition(|word| word.range.end == end)?;
    let answer_words = sentence.words.get(first..=last)?;
    let answer_stems = stems(answer_words);
    let gives_away = answer_stems.iter().any(|stem| asked_stems.contains(stem))
        || super::material::is_initials(answer_words, &words);
    // A span of days answers neither when it began nor when it ended.
    let part = found.text().contains(" to ")
        && !words.iter().any(|word| matches!(word.lower.as_str(), "days" | "dates"));
    if !inside || gives_away || part {
        return None;
    }
    let span = sentence.spans.iter().find(|span| span.words == (first..last + 1))?;
    let key = key(material, sentence, span, question, &asked_stems)?;
    let difficulty = with_key(material.difficulty(&asked_stems, &answer_stems, number), &key);
    Some((
        found.text().to_lowercase(),
        item(Kind::Fact, question.to_owned(), key, sentence.quote.clone(), difficulty),
    ))
}

/// Whether it points at what only readers of the page see: “these words”, “the first photo”; not at
/// the whole (“this speech”) or what it describes (“the photo of the harbour”).
fn points(words: &[Word<'_>]) -> bool {
    let listed = |list: &str, word: &Word<'_>| holds(list, &word.lower);
    let next = |at: usize| words.get(at + 1);
    words.iter().enumerate().any(|(at, word)| {
        let described = next(at).is_some_and(|next| listed("with of from at showing", next));
        listed("here above below", word)
            || listed("this these those", word)
                && !next(at).is_some_and(|next| listed(WHOLES, next))
            || listed(PARTS, word) && !described
    })
}

/// Behind “this”, these mean the whole text.
const WHOLES: &str = "speech talk address lecture sermon remarks text article";

/// Parts of a page.
const PARTS: &str = "page pages photo photos photograph picture pictures image images caption \
                     captions paragraph paragraphs passage footnote line lines";

/// A question with two of these has two answers.
const ASKING: &str = "who whom when where which what how why whose";

const PRONOUNS: &str = "he she it they him her them his its their";

/// First words of questions that stand by themselves.
const BEGINNINGS: &str = "Who When Where Which What How In On At With Whom To From By";

fn key(
    material: &Material<'_>,
    sentence: &Sentence<'_>,
    span: &Span,
    question: &str,
    asked: &HashSet<String>,
) -> Option<AnswerKey> {
    let answer = sentence.cut(&span.words);
    let (_, unit) = material.corpus.unit(sentence.unit);
    let near = sentence.speech.text().get(unit.range.clone()).unwrap_or_default();
    let near = stems(&tokenize(near));
    let seen: HashSet<String> = asked.union(&near).cloned().collect();
    let place = Slot { sentence, words: span.words.clone(), class: &span.class, seen: &seen };
    let wrong: Vec<String> = distractor::for_place(material, &place, CHOICES - 1)
        .into_iter()
        .map(str::to_owned)
        .collect();
    match wrong.len() + 1 {
        CHOICES => Some(choice(answer, wrong, sentence.text)),
        _ if !span.is_term() => Some(typed(answer, question, sentence.speech)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speaker_may_be_named_by_the_family_name() {
        let source = "+++\ntitle = \"T\"\nspeaker = \"Ann Lee Baker\"\nfamily_name = \
                      \"Baker\"\n+++\n\n# T\n\nA speech.\n";
        let corpus = crate::corpus::Corpus::from_source("t", source).unwrap();
        let speech = corpus.speeches().first().unwrap();
        let accepted = |answer, prompt| match typed(answer, prompt, speech) {
            AnswerKey::Text { accepted } => accepted,
            AnswerKey::Choice { .. } => Vec::new(),
        };
        assert_eq!(accepted("Ann Lee Baker", "Who spoke?"), ["Ann Lee Baker", "Baker"]);
        assert_eq!(
            accepted("Ann Lee Baker", "Who spoke after Mrs. Baker had come?"),
            ["Ann Lee Baker"]
        );
        assert_eq!(accepted("Tom Baker", "Who sang?"), ["Tom Baker"]);
    }

    #[test]
    fn questions_that_point_at_the_page_are_told_from_those_that_say_what_they_mean() {
        let pointing = [
            "Who is the author of these words?",
            "When was this page last updated?",
            "Who took the first photo?",
            "Which politician is speaking here?",
            "Who stands in the picture?",
            "Which year is named above?",
            "When was that caption written?",
        ];
        for question in pointing {
            assert!(points(&tokenize(question)), "{question}");
        }
        let clear = [
            "Who gave this speech?",
            "When were these remarks made?",
            "Who took the photo of the harbour?",
            "When was the picture with the sailors taken?",
            "Where did our fleet land?",
            "Which town said that it would pay?",
        ];
        for question in clear {
            assert!(!points(&tokenize(question)), "{question}");
        }
    }
}
