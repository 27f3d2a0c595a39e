//! `quiz.toml`: quiz items written by hand.
//!
//! Each quotes the words that prove its answer: a wrong key, or a wrong choice that is right, fails
//! at load.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::error::Fault;
use super::quote::Quote;
use super::source_file::SourceFile;
use super::speech::Speech;
use crate::text::normalize::is_unspaced;
use crate::text::{Slice, lower_words};

/// With the right choice these fill a row of Discord's buttons.
const MOST_WRONG: usize = 4;

#[derive(Clone, Debug)]
pub struct WrittenItem {
    pub prompt: String,
    /// At least one; the first stands in the quote.
    pub answers: Vec<String>,
    /// Empty where the answer is typed.
    pub wrong: Vec<String>,
    pub quote: Quote,
    /// From 1 (easy) to 3.
    pub difficulty: u8,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rest {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    prompt: Spanned<String>,
    answers: Spanned<Vec<String>>,
    #[serde(default = "no_wrong")]
    wrong: Spanned<Vec<String>>,
    quote: Spanned<String>,
    #[serde(default = "middle")]
    difficulty: Spanned<u8>,
}

fn no_wrong() -> Spanned<Vec<String>> {
    Spanned::new(0..0, Vec::new())
}

fn middle() -> Spanned<u8> {
    Spanned::new(0..0, 2)
}

pub(super) fn parse(speech: &Speech, file: SourceFile<'_>) -> (Vec<WrittenItem>, Vec<Fault>) {
    let (items, Rest {}, faults) = file.parse("item", |item| checked(speech, file, item));
    (items, faults)
}

fn checked(speech: &Speech, file: SourceFile<'_>, item: RawItem) -> Result<WrittenItem, Fault> {
    let quote = file.quote(speech, &item.quote)?;
    check(file, &item, quote.text())?;
    Ok(WrittenItem {
        prompt: item.prompt.into_inner().trim().to_owned(),
        answers: item.answers.into_inner(),
        wrong: item.wrong.into_inner(),
        quote,
        difficulty: item.difficulty.into_inner(),
    })
}

fn check(file: SourceFile<'_>, item: &RawItem, quote: &str) -> Result<(), Fault> {
    let at =
        |span: Range<usize>, problem: &str, remedy| Err(file.fault(span.start, problem, remedy));
    let in_prompt = |problem: &str, remedy| at(item.prompt.span(), problem, remedy);
    let in_answers = |problem: &str, remedy| at(item.answers.span(), problem, remedy);
    let in_wrong = |problem: &str, remedy| at(item.wrong.span(), problem, remedy);
    let (prompt, answers, wrong) =
        (item.prompt.get_ref(), item.answers.get_ref(), item.wrong.get_ref());
    if prompt.trim().is_empty() {
        return in_prompt("the prompt is empty", "Write what is asked");
    }
    let is_empty = |answer: &String| lower_words(answer).is_empty();
    let Some(answer) = answers.first().filter(|_| !answers.iter().any(is_empty)) else {
        return in_answers("an answer is missing or empty", "Write at least one answer");
    };
    if !has_whole(quote, answer) {
        let problem = format!("the quote does not hold the answer “{answer}”");
        return in_answers(&problem, "Give the answer in the quote's words, letter by letter");
    }
    if holds(prompt, answer) {
        let problem = format!("the prompt gives the answer “{answer}” away");
        return in_prompt(&problem, "Ask without naming it");
    }
    if !wrong.is_empty() && answers.len() > 1 || wrong.len() > MOST_WRONG {
        let remedy = "Give one answer and at most four wrong choices, or several answers and none";
        return in_wrong("there are too many answers or choices", remedy);
    }
    let mut seen = vec![lower_words(answer)];
    for choice in wrong {
        let folded = lower_words(choice);
        if folded.is_empty() || seen.contains(&folded) {
            let problem = format!("the choice “{choice}” is empty or stands twice");
            return in_wrong(&problem, "Make every choice another one");
        }
        if holds(quote, choice) {
            let problem = format!("the quote holds the wrong choice “{choice}”");
            let remedy = "Choose one that the quote does not hold, or quote fewer words";
            return in_wrong(&problem, remedy);
        }
        seen.push(folded);
    }
    if !(1..=3).contains(item.difficulty.get_ref()) {
        let problem = "the difficulty is no number from 1 to 3";
        return at(item.difficulty.span(), problem, "Write 1, 2 or 3");
    }
    Ok(())
}

/// “one” is no answer in “someone”, nor “5” in “2.5”.
fn has_whole(quote: &str, answer: &str) -> bool {
    let is_of_word = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let ends_number = answer.ends_with(char::is_numeric);
    let begins_number = answer.starts_with(char::is_numeric);
    quote.match_indices(answer).any(|(at, _)| {
        let (before, behind) = (quote.slice(..at), quote.slice(at + answer.len()..));
        let before = before.trim_end_matches(|c| begins_number && matches!(c, '.' | ','));
        let behind = behind.trim_start_matches(|c| ends_number && matches!(c, '.' | ','));
        let goes_on =
            |one: &str, next: &str| one.ends_with(is_of_word) && next.starts_with(is_of_word);
        !goes_on(before, answer) && !goes_on(answer, behind)
    })
}

fn holds(text: &str, words: &str) -> bool {
    let [text, words] = [text, words].map(|text| format!(" {} ", lower_words(text).join(" ")));
    text.contains(&words)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::{Corpus, CorpusError};

    fn parse_item(lines: &str) -> Result<Vec<WrittenItem>, String> {
        let source = "+++\ntitle = \"T\"\n+++\nAnn bakes two loaves.\n\nNo more.\n";
        let corpus = Corpus::from_source("tiny", source).unwrap();
        let file =
            SourceFile { path: Path::new("quiz.toml"), source: &format!("[[item]]\n{lines}\n") };
        let (items, faults) = parse(&corpus.speeches()[0], file);
        CorpusError::gathered(faults).map_err(|error| error.to_string())?;
        Ok(items)
    }

    #[test]
    fn an_item_stands_with_the_words_that_prove_it() {
        let items = parse_item(
            "prompt = 'Who bakes?'\nanswers = ['Ann']\nwrong = ['Bob', 'Eve']\nquote = 'Ann bakes'",
        );
        let item = &items.unwrap()[0];
        assert_eq!((item.quote.text(), item.difficulty, item.wrong.len()), ("Ann bakes", 2, 2));
        let typed = parse_item(
            "prompt = 'How many?'\nanswers = ['two', '2']\nquote = 'two loaves'\ndifficulty = 1",
        )
        .unwrap();
        assert_eq!((typed[0].answers.len(), typed[0].wrong.len(), typed[0].difficulty), (2, 0, 1));
    }

    #[test]
    fn a_fault_names_file_line_and_remedy() {
        let item = |prompt: &str, answers: &str, more: &str| {
            let quote = "quote = 'Ann bakes two loaves.'";
            parse_item(&format!("prompt = '{prompt}'\nanswers = [{answers}]\n{more}\n{quote}"))
        };
        for (prompt, answers, more, expected) in [
            (" ", "'Ann'", "", "2: the prompt is empty. Write what"),
            ("Who?", "", "", "3: an answer is missing"),
            ("Who?", "'Bob'", "", "3: the quote does not hold the answer “Bob”"),
            ("Who?", "'loave'", "", "3: the quote does not hold the answer “loave”"),
            ("Who?", "'wo'", "", "3: the quote does not hold the answer “wo”"),
            ("Is it ann?", "'Ann'", "", "2: the prompt gives the answer “Ann” away"),
            ("Who?", "'Ann', 'A'", "wrong = ['B']", "4: there are too many"),
            ("Who?", "'Ann'", "wrong = ['B', 'b.']", "4: the choice “b.” is"),
            ("Who?", "'Ann'", "wrong = ['Two loaves']", "4: the quote holds"),
            ("Who?", "'Ann'", "difficulty = 4", "4: the difficulty is no number"),
            ("Who?", "'Ann'", "hint = 'A'", "4: unknown field `hint`"),
        ] {
            let error = item(prompt, answers, more).expect_err(more);
            assert!(error.starts_with(&format!("quiz.toml:{expected}")), "{error}");
        }
        let error =
            parse_item("prompt = 'Who?'\nanswers = ['Ann']\nquote = 'Ann eats'").unwrap_err();
        assert!(error.starts_with("quiz.toml:4: the speech does not hold"), "{error}");
    }
}
